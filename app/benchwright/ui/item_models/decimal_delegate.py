"""Numbers that stand on their decimal point."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

_WIDEST_FRACTION = ".0000"
_MARGIN = 8
_NARROW_MARGIN = 3


class DecimalDelegate(QStyledItemDelegate):
    """Draws `18.4` and `0.0196` so that their points are below each other, whatever follows them.

    A number in a column too narrow for it leaves that line, and ends in an ellipsis where even that is not enough: it
    never loses its first digits.
    """

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
        if metrics.horizontalAdvance(whole) > split - rect.left() - _NARROW_MARGIN:
            room = rect.adjusted(_NARROW_MARGIN, 0, -_NARROW_MARGIN, 0)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        else:
            left = QRect(rect.left(), rect.top(), split - rect.left(), rect.height())
            right = QRect(split, rect.top(), rect.right() - split, rect.height())
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, whole)
            painter.drawText(right, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, point + fraction)
        painter.restore()
