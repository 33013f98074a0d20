"""The command palette and the shortcut sheet: every action by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from benchwright.ui.theme import set_role
from benchwright.ui.tokens import GRID

_ACTION = Qt.ItemDataRole.UserRole
_KEYS = Qt.ItemDataRole.UserRole + 1


class _KeysDelegate(QStyledItemDelegate):
    """Draws the shortcut at the right end of a row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        rect = option.rect.adjusted(0, 0, -GRID, 0)
        painter.setPen(option.palette.placeholderText().color())
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(index.data(_KEYS) or "")
        )


class CommandPalette(QDialog):
    """Type a part of a name, press Enter. Holds the actions it is given, the enabled ones first."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName(self.tr("Command palette"))
        set_role(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Type a command"))
        self.search.setAccessibleName(self.tr("Command"))
        self.results = QListWidget(self)
        self.results.setAccessibleName(self.tr("Commands"))
        self.results.setItemDelegate(_KeysDelegate(self.results))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.results, 1)
        for action in sorted(actions, key=lambda action: not action.isEnabled()):
            self._add(action)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._run)
        self.results.itemClicked.connect(self._run)
        self.search.installEventFilter(self)
        self._narrow("")
        self.resize(480, 360)
        self.move(
            parent.mapToGlobal(parent.rect().center()).x() - 240, parent.mapToGlobal(parent.rect().topLeft()).y() + 72
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move through the results while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _add(self, action: QAction) -> None:
        item = QListWidgetItem(_name(action), self.results)
        item.setData(_ACTION, action)
        item.setData(_KEYS, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        if not action.isEnabled():
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _shown(self) -> list[QListWidgetItem]:
        items = [self.results.item(row) for row in range(self.results.count())]
        return [item for item in items if not item.isHidden() and item.flags() & Qt.ItemFlag.ItemIsEnabled]

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        for row in range(self.results.count()):
            item = self.results.item(row)
            item.setHidden(not all(word in item.text().lower() for word in words))
        shown = self._shown()
        self.results.setCurrentItem(shown[0] if shown else None)  # type: ignore[arg-type]

    def _move(self, step: int) -> None:
        shown = self._shown()
        if shown:
            place = shown.index(self.results.currentItem()) if self.results.currentItem() in shown else 0
            self.results.setCurrentItem(shown[(place + step) % len(shown)])

    def _run(self) -> None:
        item = self.results.currentItem()
        self.close()
        if item is not None and isinstance(action := item.data(_ACTION), QAction):
            action.trigger()


class ShortcutSheet(QDialog):
    """Every shortcut on one sheet."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QGridLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setHorizontalSpacing(3 * GRID)
        with_keys = [action for action in actions if not action.shortcut().isEmpty()]
        rows = (len(with_keys) + 1) // 2
        for place, action in enumerate(with_keys):
            name = QLabel(_name(action), self)
            keys = QLabel(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), self)
            set_role(keys, "mono")
            column = 2 * (place // rows)
            layout.addWidget(name, place % rows, column)
            layout.addWidget(keys, place % rows, column + 1)


def _name(action: QAction) -> str:
    return action.text().replace("&", "").removesuffix("…")
