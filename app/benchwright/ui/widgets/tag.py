"""A tag: one or two words with an icon, on a tint of its tone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchwright.model.board import Origin
from benchwright.model.run import Parity, Validity, ValidityStatus
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, scaled, text_font
from benchwright.ui.tokens import HALF, SMALL, Tone

_ICON = 12
_HEIGHT = 20
_PADDING = 7


class Tag(QWidget):
    """Colour, icon and word together, so that none of them has to be seen alone."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, text: str = "", tone: Tone = Tone.NEUTRAL
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._icon_name = ""
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        theme.changed.connect(self._resize_text)
        self._resize_text()
        self.show_text(text, tone)

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    @property
    def tone(self) -> Tone:
        """The tone shown."""
        return self._tone

    def show_text(self, text: str, tone: Tone = Tone.NEUTRAL, *, icon_name: str = "", detail: str = "") -> None:
        """Shows `text`; an empty text hides the tag. `detail` is its tooltip and spoken description."""
        self._text, self._tone, self._icon_name = text, tone, icon_name
        self.setToolTip(detail)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def show_origin(self, origin: Origin | None) -> None:
        """EMULATED, NATIVE or HARDWARE, with what that means for a number; None is a remote board not asked yet."""
        if origin is None:
            detail = self.tr("A port at another computer: whether a real board is behind it, its firmware says.")
            self.show_text(self.tr("remote"), icon_name="mdi6.lan", detail=detail)
            return
        words = {
            Origin.EMULATED: (self.tr("EMULATED"), self.tr("An emulator: instructions are exact, time is derived.")),
            Origin.NATIVE: (self.tr("NATIVE"), self.tr("Runs on this computer: time depends on what else it does.")),
            Origin.HARDWARE: (self.tr("HARDWARE"), self.tr("A real board.")),
        }
        text, detail = words[origin]
        tone = Tone.NEUTRAL if origin is Origin.HARDWARE else Tone.EMULATED
        self.show_text(
            text, tone, icon_name="mdi6.chip" if origin is Origin.HARDWARE else "mdi6.flask-outline", detail=detail
        )

    def show_validity(self, validity: Validity) -> None:
        """Valid, degraded or invalid; the issues stand in the tooltip."""
        shown = {
            ValidityStatus.VALID: (self.tr("valid"), Tone.OK, "mdi6.check-circle-outline"),
            ValidityStatus.DEGRADED: (self.tr("degraded"), Tone.WARNING, "mdi6.alert-outline"),
            ValidityStatus.INVALID: (self.tr("invalid"), Tone.ERROR, "mdi6.close-octagon-outline"),
        }
        text, tone, icon_name = shown[validity.status]
        detail = "\n".join(f"{said(issue.code.value)}: {said(issue.text)}" for issue in validity.issues)
        self.show_text(text, tone, icon_name=icon_name, detail=detail or self.tr("No issues were found."))

    def show_parity(self, parity: Parity) -> None:
        """Whether the board's output bytes equal those of the host build."""
        if not parity.checked:
            self.show_text(self.tr("parity unchecked"), Tone.WARNING, icon_name="mdi6.alert-outline")
            return
        detail = self.tr("%1 inputs, %2 output bytes compared with the host build of the same kernels.")
        detail = detail.replace("%1", str(parity.checked)).replace("%2", number_text(parity.compared_bytes, ","))
        if parity.mismatched_bytes:
            text = self.tr("%1 bytes differ").replace("%1", number_text(parity.mismatched_bytes, ","))
            self.show_text(text, Tone.ERROR, icon_name="mdi6.not-equal-variant", detail=detail)
        else:
            self.show_text(self.tr("bit-exact"), Tone.OK, icon_name="mdi6.equal", detail=detail)

    def sizeHint(self) -> QSize:
        """As wide as the word and its icon."""
        icon_width = scaled(_ICON) + HALF if self._icon_name else 0
        width = 2 * _PADDING + icon_width + self.fontMetrics().horizontalAdvance(self._text)
        return QSize(width, scaled(_HEIGHT))

    def _resize_text(self) -> None:
        self.setFont(text_font(SMALL))
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """A tag is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws tint, icon and word."""
        tokens = self._theme.tokens
        colour = QColor(tokens.tone(self._tone))
        tint = QColor(colour)
        tint.setAlpha(46 if tokens.is_dark else 28)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(self.rect()), HALF, HALF)
        left, side = _PADDING, scaled(_ICON)
        if self._icon_name:
            pixmap = self._theme.icon(self._icon_name, self._tone.value).pixmap(
                QSize(side, side), self.devicePixelRatio()
            )
            painter.drawPixmap(left, (self.height() - side) // 2, pixmap)
            left += side + HALF
        painter.setPen(colour)
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()
