"""The stage strip: the stages of the route side by side, each with its state, time and ETA."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from benchwright.ui.language.numbers import duration_text, eta_text
from benchwright.ui.language.translators import said
from benchwright.ui.progress import Progress, StageState, StageView
from benchwright.ui.theme import Theme, scaled, text_font
from benchwright.ui.tokens import HALF

_ICON = 14
_HEIGHT = 48
_LINE = 3

_LOOKS = {
    StageState.WAITING: ("mdi6.circle-outline", "faint"),
    StageState.RUNNING: ("mdi6.progress-clock", "link"),
    StageState.DONE: ("mdi6.check", "ok"),
    StageState.SKIPPED: ("mdi6.debug-step-over", "muted"),
    StageState.FAILED: ("mdi6.close", "error"),
    StageState.CANCELLED: ("mdi6.cancel", "warning"),
}


class StageStrip(QWidget):
    """One cell a stage: a line that fills, an icon with the stage's name, and its time or ETA."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._progress = Progress()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Stages"))
        theme.changed.connect(self._fit_text)

    def show_progress(self, progress: Progress) -> None:
        """Shows how far the route is."""
        self._progress = progress
        self.setAccessibleDescription("; ".join(self.words(view) for view in progress.stages))
        self.update()

    def words(self, view: StageView) -> str:
        """A stage in words, for the tooltip and the screen reader."""
        parts = [said(view.stage.value), said(view.state.value)]
        if view.state in {StageState.DONE, StageState.SKIPPED}:
            parts.append(duration_text(view.seconds))
        if view.note:
            parts.append(said(view.note))
        return ", ".join(parts)

    def sizeHint(self) -> QSize:
        """All stages with their names."""
        return QSize(scaled(96) * len(self._progress.stages), scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Names are elided below this."""
        return QSize(66 * len(self._progress.stages), scaled(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Tells what a stage said of itself."""
        if isinstance(event, QHelpEvent):
            view = self._at(event.pos())
            if view is not None:
                QToolTip.showText(event.globalPos(), self.words(view), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, view in enumerate(self._progress.stages):
            self._paint_cell(painter, self._cell(index), view)
        painter.end()

    def _fit_text(self) -> None:
        self.updateGeometry()
        self.update()

    def _paint_cell(self, painter: QPainter, cell: QRect, view: StageView) -> None:
        icon_name, role = _LOOKS[view.state]
        line = QRectF(cell.left(), 0, cell.width(), _LINE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hairline"))
        painter.drawRoundedRect(line, 1.5, 1.5)
        painter.setBrush(self._theme.colour(role))
        painter.drawRoundedRect(QRectF(line.left(), 0, line.width() * _filled(view), _LINE), 1.5, 1.5)
        name = QRect(cell.left(), scaled(8), cell.width(), scaled(18))
        painter.setFont(text_font(12))
        painter.setPen(self._theme.colour("muted" if view.state is StageState.WAITING else "text"))
        self._text(painter, name, said(view.stage.value))
        side = scaled(_ICON)
        icon = self._theme.icon(icon_name, role).pixmap(QSize(side, side), self.devicePixelRatio())
        painter.drawPixmap(cell.left(), scaled(36) - side // 2, icon)
        below = QRect(cell.left() + side + HALF, scaled(27), cell.width() - side - HALF, scaled(18))
        painter.setFont(text_font(11))
        painter.setPen(self._theme.colour("link" if view.state is StageState.RUNNING else "muted"))
        self._text(painter, below, *self._time(view))

    def _text(self, painter: QPainter, rect: QRect, text: str, shorter: str = "") -> None:
        if shorter and painter.fontMetrics().horizontalAdvance(text) > rect.width():
            text = shorter
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, elided)

    def _time(self, view: StageView) -> tuple[str, str]:
        """The line under the name, and what is left of it where it does not fit."""
        if view.state is StageState.SKIPPED:
            return self.tr("skipped"), ""
        if view.state is StageState.DONE:
            return duration_text(view.seconds), ""
        if view.state is not StageState.RUNNING:
            return (self.tr("stopped") if view.state in {StageState.FAILED, StageState.CANCELLED} else ""), ""
        percent = "" if view.ratio is None else f"{view.ratio * 100:.0f} %"
        eta = "" if view.eta_s is None else eta_text(view.eta_s)
        return "  ".join(part for part in (percent, eta) if part) or self.tr("running"), percent

    def _cell(self, index: int) -> QRect:
        count = len(self._progress.stages)
        left = self.width() * index // count
        return QRect(left, 0, self.width() * (index + 1) // count - left - HALF, self.height())

    def _at(self, point: QPoint) -> StageView | None:
        return next((view for i, view in enumerate(self._progress.stages) if self._cell(i).contains(point)), None)


def _filled(view: StageView) -> float:
    if view.state is StageState.WAITING:
        return 0.0
    if view.state is StageState.RUNNING:
        return view.ratio if view.ratio is not None else 0.15
    return 1.0
