"""Paints a set page, its head and its foot: the same into a PDF and onto the screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from benchwright.model.document import Document
from benchwright.model.drawing import LABEL_SIZE, Anchor, Dot, Drawing, Ink, Label, Line, Rect
from benchwright.model.report import Logo
from benchwright.ui.printing.faces import DOTS, PART, SMALL, TINY, Face, Measure
from benchwright.ui.printing.page_items import (
    BODY_WIDTH,
    MARGIN,
    PAGE_HEIGHT,
    DrawingItem,
    RuleItem,
    SetPage,
    TagItem,
    TextItem,
)

_INKS = {
    Ink.TEXT: "#1f2328",
    Ink.MUTED: "#656d76",
    Ink.LINE: "#d0d7de",
    Ink.FIRST: "#1f6feb",
    Ink.SECOND: "#80b3ff",
    Ink.THIRD: "#b6c2cf",
    Ink.GOOD: "#1a7f37",
    Ink.WARNING: "#9a6700",
    Ink.BAD: "#cf222e",
}
_HAIR = 0.5 * DOTS
_HEAD_Y = 36 * DOTS
_FOOT_Y = PAGE_HEIGHT - 30 * DOTS
_LOGO_FIRST = QSizeF(120 * DOTS, 34 * DOTS)
_LOGO_LATER = QSizeF(60 * DOTS, 16 * DOTS)


class PagePainter:
    """Paints the pages of one document. Belongs to one thread."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._measure = Measure()
        self._fonts: dict[Face, QFont] = {}
        self._logo = _Picture(document.letterhead.logo) if document.letterhead.logo else None

    def paint(self, painter: QPainter, page: SetPage, page_count: int | None) -> None:
        """Paints a page whose upper left corner is the painter's origin; `page_count` None is not known yet."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_head(painter, is_first=page.number == 1)
        self._paint_foot(painter, page.number, page_count)
        for item in page.items:
            match item:
                case TextItem():
                    self._text(painter, item.x, item.y, item.text, item.face, item.ink)
                case RuleItem():
                    _rule(painter, item.x, item.y, item.width)
                case TagItem():
                    self._tag(painter, item)
                case DrawingItem():
                    self._drawing(painter, item)

    def _text(self, painter: QPainter, x: float, y: float, text: str, face: Face, ink: Ink) -> None:
        if face not in self._fonts:
            self._fonts[face] = face.font()
        painter.setFont(self._fonts[face])
        painter.setPen(QColor(_INKS[ink]))
        painter.drawText(QPointF(x, y), text)

    def _paint_head(self, painter: QPainter, *, is_first: bool) -> None:
        """Company and logo at the right; from the second page on the title at the left, above a hairline."""
        right = float(MARGIN + BODY_WIDTH)
        room = _LOGO_FIRST if is_first else _LOGO_LATER
        face = PART if is_first else SMALL
        if self._logo is not None:
            size = self._logo.size_within(room)
            top = _HEAD_Y - 8 * DOTS if is_first else _HEAD_Y - size.height() + 4 * DOTS
            right -= size.width()
            self._logo.paint(painter, QRectF(QPointF(right, top), size))
            right -= 8 * DOTS
        company = self._document.letterhead.company
        if company:
            width = 260 * DOTS
            shown = self._measure.lines(face, company, width, 1)[0]
            y = _HEAD_Y + 8 * DOTS if is_first and self._logo is not None else _HEAD_Y
            self._text(painter, right - self._measure.width(face, shown), y, shown, face, Ink.TEXT)
        if not is_first:
            title = self._measure.lines(SMALL, self._document.title, 200 * DOTS, 1)[0]
            self._text(painter, MARGIN, _HEAD_Y, title, SMALL, Ink.MUTED)
            _rule(painter, MARGIN, _HEAD_Y + 10 * DOTS, BODY_WIDTH)

    def _paint_foot(self, painter: QPainter, number: int, count: int | None) -> None:
        document = self._document
        words = document.page_words if count is None else document.pages_words
        text = words.format(page=number, count=count)
        _rule(painter, MARGIN, _FOOT_Y - 14 * DOTS, BODY_WIDTH)
        self._text(painter, MARGIN, _FOOT_Y, document.made_by, TINY, Ink.MUTED)
        at = MARGIN + BODY_WIDTH - self._measure.width(TINY, text)
        self._text(painter, at, _FOOT_Y, text, TINY, Ink.MUTED)

    def _tag(self, painter: QPainter, tag: TagItem) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(_INKS[Ink.MUTED]), _HAIR)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        radius = tag.height / 2
        painter.drawRoundedRect(QRectF(tag.x, tag.y, tag.width, tag.height), radius, radius)
        left = tag.x + (tag.width - self._measure.width(tag.face, tag.text)) / 2
        self._text(painter, left, tag.y + tag.height * 0.72, tag.text, tag.face, Ink.MUTED)

    def _drawing(self, painter: QPainter, item: DrawingItem) -> None:
        """Shapes are scaled here and not by the painter, so that labels are set in a font of their size."""
        drawing: Drawing = item.drawing
        face, scale = Face(max(1, round(LABEL_SIZE * item.scale))), item.scale
        for shape in drawing.shapes:
            match shape:
                case Rect():
                    box = QRectF(
                        item.x + shape.x * scale, item.y + shape.y * scale, shape.width * scale, shape.height * scale
                    )
                    painter.fillRect(box, QColor(_INKS[shape.ink]))
                case Line():
                    self._line(painter, item, shape)
                case Dot():
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(QColor(_INKS[shape.ink]))
                    centre = QPointF(item.x + shape.x * scale, item.y + shape.y * scale)
                    painter.drawEllipse(centre, shape.radius * scale, shape.radius * scale)
                case Label():
                    width = self._measure.width(face, shape.text)
                    shift = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[shape.anchor]
                    x, y = item.x + shape.x * scale - shift, item.y + shape.y * scale
                    self._text(painter, x, y, shape.text, face, shape.ink)

    def _line(self, painter: QPainter, item: DrawingItem, line: Line) -> None:
        pen = QPen(QColor(_INKS[line.ink]), item.scale)
        if line.is_dashed:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        scale = item.scale
        painter.drawLine(
            QLineF(
                item.x + line.x1 * scale,
                item.y + line.y1 * scale,
                item.x + line.x2 * scale,
                item.y + line.y2 * scale,
            )
        )


class _Picture:
    """A logo, decoded once. An SVG stays a drawing; its renderer lives where the painter does."""

    def __init__(self, logo: Logo) -> None:
        self._image = QImage()
        self._svg: QSvgRenderer | None = None
        if logo.media_type == "image/png":
            self._image.loadFromData(QByteArray(logo.data))
        else:
            self._svg = QSvgRenderer(QByteArray(logo.data))

    def size_within(self, room: QSizeF) -> QSizeF:
        """Its size in a room, in its own proportions; nothing where it could not be decoded."""
        size = QSizeF(self._svg.defaultSize() if self._svg is not None else self._image.size())
        return size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio) if not size.isEmpty() else QSizeF(0, 0)

    def paint(self, painter: QPainter, box: QRectF) -> None:
        if box.isEmpty():
            return
        if self._svg is not None:
            painter.save()
            self._svg.render(painter, box)
            painter.restore()
        else:
            painter.drawImage(box, self._image)


def _rule(painter: QPainter, x: float, y: float, width: float) -> None:
    painter.setPen(QPen(QColor(_INKS[Ink.LINE]), _HAIR))
    painter.drawLine(QLineF(x, y, x + width, y))
