"""A chooser: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from benchwright.ui.fuzzy import fit_of
from benchwright.ui.theme import scaled, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.elided_label import one_line

_KEY = Qt.ItemDataRole.UserRole
_KEYS = Qt.ItemDataRole.UserRole + 1
_GROUP = Qt.ItemDataRole.UserRole + 2
_WIDTH = 520
_HEIGHT = 380
_TOP = 72


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: `key` names it, `group` stands quietly behind its text, `keys` at the right end."""

    key: str
    text: str
    group: str = ""
    keys: str = ""
    is_enabled: bool = True


class Chooser(QDialog):
    """A popup with a field and a list; `picked` tells the key of the choice."""

    picked = Signal(str)

    def __init__(self, title: str, placeholder: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._choices: tuple[Choice, ...] = ()
        self.setAccessibleName(title)
        set_role(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(placeholder)
        self.search.setAccessibleName(title)
        self.results = QListWidget(self)
        self.results.setAccessibleName(title)
        self.results.setItemDelegate(_ChoiceDelegate(self.results))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.results, 1)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._pick)
        self.results.itemClicked.connect(self._pick)
        self.search.installEventFilter(self)
        self._place(parent)

    @property
    def shown_texts(self) -> tuple[str, ...]:
        """The choices on screen, from top to bottom."""
        return tuple(self.results.item(row).text() for row in range(self.results.count()))

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Replaces the choices; what is typed stays, and so does the choice at the cursor."""
        current = self.results.currentItem()
        kept = str(current.data(_KEY)) if current is not None else ""
        self._choices = tuple(choices)
        self._narrow(self.search.text())
        for row in range(self.results.count()):
            item = self.results.item(row)
            if item.data(_KEY) == kept and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.results.setCurrentItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move through the results while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _place(self, parent: QWidget) -> None:
        room = parent.rect()
        self.resize(min(scaled(_WIDTH), room.width() - 4 * GRID), min(scaled(_HEIGHT), room.height() - _TOP - 2 * GRID))
        corner = parent.mapToGlobal(room.topLeft())
        self.move(corner.x() + (room.width() - self.width()) // 2, corner.y() + _TOP)

    def _narrow(self, typed: str) -> None:
        fits = [(fit_of(typed, choice.text, choice.group), choice) for choice in self._choices]
        found = [(fit, choice) for fit, choice in fits if fit is not None]
        if typed.strip():
            found.sort(key=lambda pair: -pair[0])
        self.results.clear()
        for _fit, choice in found:
            self._add(choice)
        enabled = self._enabled()
        if enabled:
            self.results.setCurrentItem(enabled[0])

    def _add(self, choice: Choice) -> None:
        item = QListWidgetItem(one_line(choice.text), self.results)
        item.setData(_KEY, choice.key)
        item.setData(_KEYS, choice.keys)
        item.setData(_GROUP, choice.group)
        spoken = ", ".join(part for part in (choice.text, choice.group, choice.keys) if part)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        if not choice.is_enabled:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _enabled(self) -> list[QListWidgetItem]:
        items = [self.results.item(row) for row in range(self.results.count())]
        return [item for item in items if item.flags() & Qt.ItemFlag.ItemIsEnabled]

    def _move(self, step: int) -> None:
        enabled = self._enabled()
        if enabled:
            current = self.results.currentItem()
            place = enabled.index(current) if current in enabled else 0
            self.results.setCurrentItem(enabled[(place + step) % len(enabled)])

    def _pick(self) -> None:
        item = self.results.currentItem()
        self.close()
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.picked.emit(str(item.data(_KEY)))


class _ChoiceDelegate(QStyledItemDelegate):
    """Draws the text, the group behind it and the shortcut at the right end; what does not fit is elided."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        text, keys, group = option.text, str(index.data(_KEYS) or ""), str(index.data(_GROUP) or "")
        option.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        metrics, rect = option.fontMetrics, option.rect.adjusted(GRID, 0, -GRID, 0)
        palette, middle = option.palette, Qt.AlignmentFlag.AlignVCenter
        is_enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        painter.setPen(palette.placeholderText().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | middle, keys)
        room = rect.width() - (metrics.horizontalAdvance(keys) + 2 * GRID if keys else 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        taken = metrics.horizontalAdvance(shown) + 2 * GRID
        quiet = metrics.elidedText(group, Qt.TextElideMode.ElideRight, max(0, room - taken))
        painter.drawText(rect.adjusted(taken, 0, 0, 0), middle, quiet if room > taken + 3 * GRID else "")
        painter.setPen(palette.text().color() if is_enabled else palette.placeholderText().color())
        painter.drawText(rect, middle, shown)
