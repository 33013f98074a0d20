"""What can be wrong on a page, found by reckoning: text that is cut, widgets on one another, words hard to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPalette, QTextDocument
from PySide6.QtGui import Qt as TextQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLayout,
    QPushButton,
    QRubberBand,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from benchwright.ui.charts.chart import Chart
from benchwright.ui.contrast import contrast
from benchwright.ui.widgets.elided_label import ElidedLabel
from shots.chart_text import chart_faults, cut_numbers

READABLE = 4.5
READABLE_LARGE = 3.0
"""Least contrast of text, and of large text (WCAG 2.2, 1.4.3)."""

_LARGE_PX = 24
_LARGE_BOLD_PX = 19
_SLACK_PX = 2
_COLOUR = re.compile(r"(?:^|[;{\s])color:\s*(#[0-9a-fA-F]{6})")


def faults_of(window: QWidget, untranslated: Collection[str] = ()) -> list[str]:
    """Every fault that can be reckoned on what a window shows now, in words.

    `untranslated` are texts in English that have another wording in the window's language.
    """
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    picture = window.grab().toImage()
    return [
        *_cut_texts(shown), *_too_wide(shown), *_overlaps(shown), *_empty_sizes(shown), *_faint_texts(shown, picture),
        *chart_faults(shown), *cut_numbers(shown), *_untranslated(shown, untranslated),
    ]  # fmt: skip


def _untranslated(shown: list[QWidget], sources: Collection[str]) -> Iterator[str]:
    for widget in shown:
        if isinstance(widget, QLabel | QAbstractButton) and _text(widget).strip() in sources:
            yield f"untranslated: {_name(widget)}"


def _cut_texts(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        if isinstance(widget, QTabBar):
            yield from _cut_tabs(widget)
        needed, given = _text_room(widget)
        if needed.width() > given.width() + _SLACK_PX or needed.height() > given.height() + _SLACK_PX:
            yield (
                f"cut: {_name(widget)} needs {needed.width()}×{needed.height()}, has {given.width()}×{given.height()}"
            )


def _too_wide(shown: list[QWidget]) -> Iterator[str]:
    """What must be moved sideways to be seen. Panels of a chart stand beside each other on purpose, tables scroll."""
    for area in shown:
        if not isinstance(area, QScrollArea) or _is_in_chart(area):
            continue
        content, seen = area.widget(), area.viewport().width()
        if content is not None and content.width() > seen + _SLACK_PX:
            yield f"too wide: {_name(content)} has {content.width()}, {seen} are seen"


def _is_in_chart(widget: QWidget | None) -> bool:
    while widget is not None and not isinstance(widget, Chart):
        widget = widget.parentWidget()
    return widget is not None


def _text_room(widget: QWidget) -> tuple[QSize, QSize]:
    """The room that a widget's text needs, and the room it has."""
    if isinstance(widget, ElidedLabel):
        return QSize(0, widget.fontMetrics().height()), widget.contentsRect().size()
    if isinstance(widget, QLabel):
        return _label_room(widget)
    if isinstance(widget, QPushButton | QCheckBox | QToolButton) and widget.text():
        is_bare = isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        return (QSize(0, 0) if is_bare else _button_need(widget)), widget.size()
    if isinstance(widget, QComboBox):
        return QSize(0, widget.fontMetrics().height()), widget.size()
    return QSize(0, 0), QSize(0, 0)


def _button_need(button: QAbstractButton) -> QSize:
    text = button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, button.text())
    icon = 0 if button.icon().isNull() else button.iconSize().width() + 4
    if isinstance(button, QCheckBox):
        option = QStyleOptionButton()
        option.initFrom(button)
        icon = button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, option, button) + 4
    if isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextUnderIcon:
        return QSize(text.width(), text.height() + button.iconSize().height())
    return QSize(text.width() + icon, text.height())


def _label_room(label: QLabel) -> tuple[QSize, QSize]:
    text, room = label.text(), label.contentsRect().size()
    if not text:
        return QSize(0, 0), room
    metrics = label.fontMetrics()
    if label.textFormat() is Qt.TextFormat.RichText or (
        label.textFormat() is Qt.TextFormat.AutoText and TextQt.mightBeRichText(text)
    ):
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setHtml(text)
        document.setDocumentMargin(0)
        if label.wordWrap():
            document.setTextWidth(room.width())
        return document.size().toSize(), room
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    if "\n" in text and not label.wordWrap():
        flags = Qt.TextFlag(0)
    around = QRect(0, 0, room.width() if label.wordWrap() else 100_000, 100_000)
    return metrics.boundingRect(around, flags, text).size(), room


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    for index in range(bar.count()):
        if bar.isTabVisible(index) and not bar.usesScrollButtons():
            needed = bar.fontMetrics().horizontalAdvance(bar.tabText(index))
            if needed > bar.tabRect(index).width() and not bar.tabToolTip(index):
                yield f"cut: tab {bar.tabText(index)}"


def _overlaps(shown: list[QWidget]) -> Iterator[str]:
    """Siblings in a layout never lie on one another; what floats on purpose stands in none."""
    families: dict[int, list[QWidget]] = {}
    for widget in shown:
        parent = widget.parentWidget()
        if parent is None or isinstance(widget, QScrollBar | QSplitterHandle | QSizeGrip | QRubberBand):
            continue
        layout = parent.layout()
        if layout is not None and _is_in(layout, widget):
            families.setdefault(id(parent), []).append(widget)
    for family in families.values():
        for place, one in enumerate(family):
            for other in family[place + 1 :]:
                common = one.geometry().intersected(other.geometry())
                if common.width() > _SLACK_PX and common.height() > _SLACK_PX:
                    yield f"overlap: {_name(one)} and {_name(other)} by {common.width()}×{common.height()}"


def _is_in(layout: QLayout, widget: QWidget) -> bool:
    items = [layout.itemAt(index) for index in range(layout.count())]
    inner = (item.layout() for item in items if item is not None)
    return layout.indexOf(widget) >= 0 or any(_is_in(other, widget) for other in inner if other is not None)


def _empty_sizes(shown: list[QWidget]) -> Iterator[str]:
    for widget in shown:
        has_words = isinstance(widget, QLabel | QAbstractButton | QComboBox) and bool(_text(widget))
        if has_words and (widget.width() <= 0 or widget.height() <= 0):
            yield f"no size: {_name(widget)}"


def _faint_texts(shown: list[QWidget], picture: QImage) -> Iterator[str]:
    for widget in shown:
        if not (isinstance(widget, QLabel | QAbstractButton) and _text(widget) and widget.isEnabled()):
            continue
        ground = _ground(widget, picture)
        if ground is None:
            continue
        ratio = contrast(_ink(widget), ground)
        if ratio < (READABLE_LARGE if _is_large(widget) else READABLE) - 0.01:
            yield f"faint: {_name(widget)} has {ratio:.1f}:1, {_ink(widget).name()} on {ground.name()}"


def _is_large(widget: QWidget) -> bool:
    info = QFontInfo(widget.font())
    return info.pixelSize() >= (_LARGE_BOLD_PX if info.bold() else _LARGE_PX)


def _ink(widget: QWidget) -> QColor:
    """What its text is drawn in: the palette after the style sheet was applied to it."""
    found = _COLOUR.search(widget.styleSheet())
    if found:
        return QColor(found[1])
    role = QPalette.ColorRole.ButtonText if isinstance(widget, QAbstractButton) else QPalette.ColorRole.WindowText
    return widget.palette().color(role)


def _ground(widget: QWidget, picture: QImage) -> QColor | None:
    """The colour that covers most of what can be seen of a widget, which is never its letters; None out of sight."""
    area = widget.visibleRegion().boundingRect()
    if area.width() < 4 or area.height() < 4:
        return None
    corner = widget.mapTo(widget.window(), area.topLeft())
    ratio = picture.devicePixelRatio()
    found: Counter[int] = Counter()
    for right in range(2, area.width() - 2, max(1, area.width() // 24)):
        for down in range(2, area.height() - 2, max(1, area.height() // 8)):
            found[picture.pixel(round((corner.x() + right) * ratio), round((corner.y() + down) * ratio))] += 1
    return QColor(found.most_common(1)[0][0]) if found else None


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", "")
    return str(text() if callable(text) else text)


def _name(widget: QWidget) -> str:
    words = _text(widget) or widget.accessibleName()
    home = type(widget.parentWidget()).__name__ if widget.parentWidget() is not None else ""
    return f"{type(widget).__name__} '{words[:40]}' in {home}"
