"""Words that stand in charts and table cells, which are no widgets: on one another, cut, or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPicture
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from benchwright.ui.charts.panel import Panel

_SLACK_PX = 2.0
_CELL_MARGIN_PX = 6
_SEEN_RATIO = 0.9


def chart_faults(shown: Sequence[QWidget]) -> Iterator[str]:
    """Labels of charts on one another or outside the plot, tick labels that are missing, axis titles that are cut."""
    for panel in shown:
        if isinstance(panel, Panel) and _is_in_sight(panel):
            plot: Any = panel.canvas.plot
            labels = list(_labels(plot))
            yield from _touching(panel.title, labels)
            yield from _outside(panel.title, labels, QRectF(plot.viewport().rect()))
            for side in ("left", "bottom"):
                yield from _axis_faults(panel.title, plot.getAxis(side), is_upright=side == "left")


def cut_numbers(shown: Sequence[QWidget]) -> Iterator[str]:
    """Cells that stand right, as numbers do, in columns too narrow for them."""
    for table in shown:
        if isinstance(table, QTableView) and table.model() is not None:
            yield from _cut_cells(table)


def _is_in_sight(panel: Panel) -> bool:
    """Whether nearly all of it is seen: axes find their room when they are painted, not before."""
    return panel.visibleRegion().boundingRect().height() >= _SEEN_RATIO * panel.height() > 0


def _labels(plot: Any) -> Iterator[tuple[str, QRectF]]:
    """Each label with the rectangle of its letters in pixels of the viewport."""
    for item in plot.plotItem.items:
        if isinstance(item, pg.TextItem) and item.isVisible() and item.toPlainText().strip():
            text, inner = item.toPlainText(), item.textItem
            metrics = QFontMetricsF(inner.font())
            before = metrics.horizontalAdvance(text[: len(text) - len(text.lstrip())]) if "\n" not in text else 0.0
            after = metrics.horizontalAdvance(text[len(text.rstrip()) :]) if "\n" not in text else 0.0
            rect = inner.boundingRect().adjusted(before, 0, -after, 0)
            yield text.strip(), plot.viewportTransform().mapRect(inner.mapRectToScene(rect))


def _touching(where: str, labels: Sequence[tuple[str, QRectF]]) -> Iterator[str]:
    for place, (text, rect) in enumerate(labels):
        for other, other_rect in labels[place + 1 :]:
            common = rect.intersected(other_rect)
            if common.width() > _SLACK_PX and common.height() > rect.height() / 4:
                yield f"chart: '{text}' and '{other}' lie on one another in {where}"


def _outside(where: str, labels: Sequence[tuple[str, QRectF]], room: QRectF) -> Iterator[str]:
    wide = room.adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX)
    for text, rect in labels:
        if not wide.contains(rect):
            yield f"chart: '{text}' is cut in {where}"


def _axis_faults(where: str, axis: Any, *, is_upright: bool) -> Iterator[str]:
    length = axis.size().height() if is_upright else axis.size().width()
    if axis.label.isVisible() and axis.label.boundingRect().width() > length + 4 * _SLACK_PX:
        yield f"chart: the axis title '{axis.labelText}' is cut in {where}"
    elif axis.label.isVisible() and _is_beside(axis, length, is_upright=is_upright):
        yield f"chart: the axis title '{axis.labelText}' does not stand at its axis in {where}"
    wanted = [text for level in axis._tickLevels or () for _, text in level if text]
    picture = QPicture()
    painter = QPainter(picture)
    if axis.style["tickFont"] is not None:
        painter.setFont(axis.style["tickFont"])
    specs = axis.generateDrawSpecs(painter)
    painter.end()
    drawn = [(text, QRectF(rect)) for rect, _flags, text in specs[2]] if specs is not None else []
    missing = [text for text in wanted if text not in {name for name, _ in drawn}]
    if missing:
        yield f"chart: tick labels {', '.join(missing[:4])} are missing in {where}"
    yield from _touching(where, drawn)


def _is_beside(axis: Any, length: float, *, is_upright: bool) -> bool:
    """Whether a title reaches beyond its axis."""
    box: QRectF = axis.mapRectFromItem(axis.label, axis.label.boundingRect())
    first, last = (box.top(), box.bottom()) if is_upright else (box.left(), box.right())
    return bool(first < -4 * _SLACK_PX or last > length + 4 * _SLACK_PX)


def _cut_cells(table: QTableView) -> Iterator[str]:
    header: QHeaderView = table.horizontalHeader()
    metrics = table.fontMetrics()
    last = table.rowAt(table.viewport().height() - 1)
    rows = range(max(0, table.rowAt(0)), (last if last >= 0 else table.model().rowCount(QModelIndex()) - 1) + 1)
    for column in range(table.model().columnCount(QModelIndex())):
        if header.isSectionHidden(column) or table.columnSpan(max(0, rows.start), column) > 1:
            continue
        for row in rows:
            index = table.model().index(row, column)
            alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
            is_right = alignment is not None and bool(Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignRight)
            text = str(index.data() or "")
            needed = metrics.horizontalAdvance(text) + _CELL_MARGIN_PX
            if is_right and any(letter.isdigit() for letter in text) and needed > table.columnWidth(column):
                room = table.columnWidth(column)
                yield f"cut: number '{text}' in {table.accessibleName()} needs {needed}, has {room}"
