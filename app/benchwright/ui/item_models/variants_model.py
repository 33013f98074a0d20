"""Variants as a tree by lineage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from benchwright.model.variant import Variant
from benchwright.ui.charts.marks import short_variant_label
from benchwright.ui.item_models.lineage import LineageNode, lineage
from benchwright.ui.item_models.runs_model import alignment
from benchwright.ui.language.numbers import bytes_text, number_text
from benchwright.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class VariantsModel(QAbstractItemModel):
    """Models, below them variants, each below the one it was made from."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._nodes: tuple[LineageNode, ...] = ()

    def show_variants(self, variants: Sequence[Variant]) -> None:
        """Replaces the tree."""
        self.beginResetModel()
        self._nodes = lineage(variants)
        self.endResetModel()

    def variant_at(self, index: Index) -> Variant | None:
        """The variant of a row; None for a model."""
        return self._nodes[index.internalId()].variant if index.isValid() else None

    def index_of(self, sha256: str) -> QModelIndex:
        """Where a variant stands; invalid where it is not shown."""
        for place, node in enumerate(self._nodes):
            if node.variant is not None and node.variant.sha256 == sha256:
                return self.createIndex(node.row, 0, place)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        places = self._children(parent)
        if not (0 <= row < len(places) and 0 <= column < self.columnCount()):
            return QModelIndex()
        return self.createIndex(row, column, places[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt overloads the name
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].parent
        return self.createIndex(self._nodes[above].row, 0, above) if above >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return len(self._children(parent)) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._nodes[index.internalId()]
        value: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                value = self._text(node, index.column())
            case Qt.ItemDataRole.ToolTipRole if node.variant is not None:
                value = f"{node.variant.label}\n{node.variant.source}\n{node.variant.sha256}"
            case Qt.ItemDataRole.TextAlignmentRole:
                value = alignment(is_right=index.column() > 0)
            case Qt.ItemDataRole.FontRole if node.variant is None:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                value = font
            case Qt.ItemDataRole.ForegroundRole if index.column() > 0:
                value = self._theme.colour("muted")
            case Qt.ItemDataRole.AccessibleTextRole:
                value = ", ".join(text for column in range(3) if (text := self._text(node, column)))
        return value

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(is_right=section > 0)
        headings = (self.tr("Variant"), self.tr("File"), self.tr("Accuracy"))
        return headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _children(self, parent: Index) -> tuple[int, ...]:
        if parent.isValid():
            return self._nodes[parent.internalId()].children
        return tuple(place for place, node in enumerate(self._nodes) if node.parent < 0)

    def _text(self, node: LineageNode, column: int) -> str:
        variant = node.variant
        if variant is None:
            return node.model if column == 0 else ""
        accuracy = f"{number_text(variant.accuracy * 100, '.1f')} %" if variant.accuracy is not None else "–"
        return (short_variant_label(variant), bytes_text(variant.file_bytes), accuracy)[column]
