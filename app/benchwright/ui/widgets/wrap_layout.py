"""A layout of equal columns that wraps: as many items in a row as fit, each as wide as the others."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from benchwright.ui.theme import scaled
from benchwright.ui.tokens import GRID


class WrapLayout(QLayout):
    """Rows of items at least `item_width` pixels wide at a font size of 100 %; rows are as even as can be, so that
    six items stand three and three where five would fit. One that `is_filling` shares out the height it gets, up to
    that of a square.
    """

    def __init__(
        self, item_width: int, parent: QWidget | None = None, *, most_columns: int = 99, is_filling: bool = False
    ) -> None:
        super().__init__(parent)
        self._item_width = item_width
        self._most_columns = most_columns
        self._is_filling = is_filling
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(GRID)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return sum(self._row_height(row) for row in rows) + self.spacing() * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        width = scaled(self._item_width) * min(len(self._items), 4)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        return QSize(scaled(self._item_width), max((self._height(item) for item in self._visible()), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        columns = self._columns(rect.width())
        width = (rect.width() - self.spacing() * (columns - 1)) // columns
        top = rect.top()
        rows = self._rows(rect.width())
        spare = max(0, rect.height() - self.heightForWidth(rect.width())) // max(1, len(rows))
        for row in rows:
            least = self._row_height(row)
            height = max(least, min(least + spare, width)) if self._is_filling else least
            for column, item in enumerate(row):
                item.setGeometry(QRect(rect.left() + column * (width + self.spacing()), top, width, height))
            top += height + self.spacing()

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _columns(self, width: int) -> int:
        # Narrower than one of them needs to be, and words in it are cut.
        needed = max((item.minimumSize().width() for item in self._visible()), default=0)
        fitting = (width + self.spacing()) // (max(scaled(self._item_width), needed) + self.spacing())
        count = max(1, len(self._visible()))
        most = max(1, min(fitting, self._most_columns, count))
        return -(-count // -(-count // most))

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        items, columns = self._visible(), self._columns(width)
        return [items[start : start + columns] for start in range(0, len(items), columns)]

    def _row_height(self, row: list[QLayoutItem]) -> int:
        return max(self._height(item) for item in row)

    @staticmethod
    def _height(item: QLayoutItem) -> int:
        return max(item.sizeHint().height(), item.minimumSize().height())
