"""Numbers that stand on their decimal point."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

_WIDEST_FRACTION = ".0000"
_MARGIN = 8


class DecimalDelegate(QStyledItemDelegate):
    """Draws `18.4` and `0.0196` so that their points are below each other, whatever follows them."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws the cell without its text, then the text in two parts."""
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        text: str = styled.text
        styled.text = ""
        widget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, widget)
        whole, point, fraction = text.partition(QLocale().decimalPoint())
        palette: QPalette = styled.palette
        rect: QRect = styled.rect
        metrics = styled.fontMetrics
        split = rect.right() - _MARGIN - metrics.horizontalAdvance(_WIDEST_FRACTION)
        painter.save()
        painter.setFont(styled.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        left = QRect(rect.left(), rect.top(), split - rect.left(), rect.height())
        right = QRect(split, rect.top(), rect.right() - split, rect.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, whole)
        painter.drawText(right, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, point + fraction)
        painter.restore()
