"""The current of a device over time: least and greatest sample a column, inference windows shaded, the lines below."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.ui.charts.canvas import Canvas
from benchwright.ui.charts.digital_lines import MARK, DigitalLines
from benchwright.ui.charts.scale import round_ticks
from benchwright.ui.charts.shade import Shade
from benchwright.ui.charts.zigzag import zigzag
from benchwright.ui.language.numbers import current_text, duration_text
from benchwright.ui.power_trace import Trace
from benchwright.ui.theme import Theme, scaled

FRAME_MS = 33
LIVE_SPAN_S = 5.0
_LEAST_SAMPLES = 20
_AXIS_PX = 64
_BELOW_PX = 10
_SHADE_ALPHA = 40
_ZOOM = 1.25
_MILLI = 1e-3
_TEN_MILLIAMPERES_UA = 10_000


class PowerChart(QWidget):
    """Draws a trace 30 times a second while it grows and can be seen.

    It follows the end until somebody looks closer: the wheel zooms, dragging moves, SHIFT-dragging measures.
    """

    measured = Signal(int, int)
    """Samples start…stop were marked with the mouse."""
    view_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trace: Trace | None = None
        self._view = (0.0, LIVE_SPAN_S)
        self._is_following = True
        self._drawn: tuple[object, ...] = ()
        self._grab: tuple[float, tuple[float, float], bool] | None = None
        self.selection: tuple[int, int] | None = None
        self.canvas, self._mark_canvas = Canvas(theme, self), Canvas(theme, self)
        self._lines = DigitalLines(self._mark_canvas)
        self._curve = pg.PlotCurveItem(connect="finite")
        self._shade = Shade()
        self._left: tuple[object, ...] = ()
        self._region = pg.LinearRegionItem(movable=False)
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.draw)
        self.canvas.plot.viewport().installEventFilter(self)
        self._lay_out()
        self.setAccessibleName(self.tr("Current over time"))
        theme.changed.connect(self._recolour)
        self._recolour()

    @property
    def view(self) -> tuple[int, int]:
        """The samples in sight."""
        rate = self._trace.sample_hz if self._trace is not None else 1
        return round(self._view[0] * rate), round(self._view[1] * rate)

    @property
    def digital_lines(self) -> tuple[int, ...]:
        """The lines that are shown below the current."""
        return self._lines.shown

    @property
    def shaded_ratio(self) -> float:
        """How much of what is in sight is shaded."""
        return self._shade.width / (self._view[1] - self._view[0])

    @property
    def is_following(self) -> bool:
        """Whether the end stays in sight."""
        return self._is_following

    def show_trace(self, trace: Trace | None) -> None:
        """Shows another trace from its end on."""
        self._trace, self.selection = trace, None
        self._view = (0.0, LIVE_SPAN_S)
        self._lines.choose(trace)
        self._fix_width()
        self._draw_region()
        self.follow()

    def follow(self) -> None:
        """The end comes into sight and stays there."""
        self._is_following = True
        self.draw()
        self.view_changed.emit()

    def show_all(self) -> None:
        """All that is kept of the trace."""
        if self._trace is not None:
            rate = self._trace.sample_hz
            self._look_at(self._trace.current.first / rate, self._trace.lines.count / rate)

    def look_at(self, start: int, stop: int) -> None:
        """Samples start…stop, with a fifth of them on either side."""
        if self._trace is not None:
            rate, beside = self._trace.sample_hz, (stop - start) / 5
            self._look_at((start - beside) / rate, (stop + beside) / rate)

    def zoom(self, factor: float, at_s: float | None = None) -> None:
        """Shows `1 / factor` of the time in sight, around a time or the middle."""
        start, stop = self._view
        centre = (start + stop) / 2 if at_s is None else at_s
        self._look_at(centre - (centre - start) / factor, centre + (stop - centre) / factor)

    def pan(self, ratio: float) -> None:
        """Moves by a part of the time in sight."""
        start, stop = self._view
        step = ratio * (stop - start)
        self._look_at(start + step, stop + step)

    def select(self, start: int, stop: int) -> None:
        """Marks samples start…stop and tells it."""
        self.selection = (min(start, stop), max(start, stop))
        self._draw_region()
        self.measured.emit(*self.selection)

    def draw(self) -> None:
        """Draws what came since the last time."""
        trace = self._trace
        if trace is None:
            self._curve.clear()
            return
        rate, count = trace.sample_hz, trace.lines.count
        if self._is_following:
            span = self._view[1] - self._view[0]
            self._view = (max(0.0, count / rate - span), max(span, count / rate))
        key = (self._view, count if self._is_following or count < self._view[1] * rate else -1, self.width())
        if key == self._drawn:
            return
        self._drawn = key
        self._draw_curves(trace, *self.view)

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to draw."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing is drawn."""
        super().hideEvent(event)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel zooms, dragging moves, SHIFT-dragging measures."""
        if self._trace is None:
            return False
        if isinstance(event, QWheelEvent):
            steps = event.angleDelta().y() / 120
            self.zoom(_ZOOM**steps, self._time_at(event.position()))
            return True
        if isinstance(event, QMouseEvent) and event.type() in _MOUSE:
            return self._take_mouse(event)
        return False

    def _take_mouse(self, event: QMouseEvent) -> bool:
        at_s = self._time_at(event.position())
        if event.type() == QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._is_following = False
            is_measuring = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._grab = (at_s, self._view, is_measuring)
            self.view_changed.emit()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._grab = None
        elif self._grab is not None and self._trace is not None:
            from_s, view, is_measuring = self._grab
            if is_measuring:
                rate = self._trace.sample_hz
                self.select(round(from_s * rate), round(at_s * rate))
            else:
                self._grab = (from_s, view, False)
                self._look_at(self._view[0] + from_s - at_s, self._view[1] + from_s - at_s)
        return True

    def _time_at(self, place: QPointF) -> float:
        plot = self.canvas.plot
        scene = plot.mapToScene(place.toPoint())
        return float(plot.plotItem.vb.mapSceneToView(scene).x())

    def _look_at(self, start_s: float, stop_s: float) -> None:
        """Stays within what is kept; never closer than a few samples."""
        if self._trace is None:
            return
        rate = self._trace.sample_hz
        first, last = self._trace.current.first / rate, max(self._trace.lines.count / rate, _LEAST_SAMPLES / rate)
        span = min(max(stop_s - start_s, _LEAST_SAMPLES / rate), last - first)
        start = min(max(start_s, first), last - span)
        self._is_following = False
        self._view = (start, start + span)
        self.draw()
        self.view_changed.emit()

    def _draw_curves(self, trace: Trace, start: int, stop: int) -> None:
        columns = max(2, int(self.canvas.plot.plotItem.vb.width()))
        least, greatest = trace.current.extremes(start, stop, columns)
        always_up, ever_up = trace.lines.extremes(start, stop, columns)
        first, last = max(start, trace.current.first), min(stop, trace.lines.count)
        xs = np.repeat(np.linspace(first, max(first, last), columns) / trace.sample_hz, 2)
        is_milli = bool(np.nanmax(greatest, initial=0.0) >= _TEN_MILLIAMPERES_UA)
        factor = np.float32(_MILLI if is_milli else 1.0)
        ys = zigzag(least, greatest) * factor
        self._curve.setData(xs, ys)
        self._lines.draw(xs, always_up, ever_up)
        if np.isfinite(ys).any():
            low, high = min(0.0, float(np.nanmin(ys))), float(np.nanmax(ys)) or 1.0
            ticks = round_ticks(low, high)
            span = (min(low, ticks[0]), max(high * 1.05, ticks[-1]))
            self._draw_left("mA" if is_milli else "µA", span, ticks)
            self._shade.show_stretches(_shaded(trace, ever_up, first, last), xs[0], xs[-1], *span)
        self._draw_time(self._view)
        self._tell_view(least, greatest)

    def _draw_left(self, unit: str, span: tuple[float, float], ticks: tuple[float, ...]) -> None:
        """An axis costs more than the curve: it is set when its ticks change, or the curve leaves its span."""
        kept = (unit, ticks)
        low, high = self.canvas.plot.plotItem.vb.viewRange()[1]
        if kept != self._left or not (low <= span[0] and span[1] <= high < 1.2 * span[1]):
            self._left = kept
            self.canvas.set_axis("left", self.tr("Current (%1)").replace("%1", unit), span, ticks)
            self._fix_width()

    def _draw_time(self, view: tuple[float, float]) -> None:
        self.canvas.plot.setXRange(*view, padding=0)
        self._mark_canvas.set_axis("bottom", self.tr("Time (s)"), view, round_ticks(*view))

    def _tell_view(self, least: NDArray[np.float32], greatest: NDArray[np.float32]) -> None:
        if self._is_following and self._timer.isActive() and self.accessibleDescription():
            return  # thirty times a second nobody can listen to
        ends = (float(np.nanmin(least, initial=np.inf)), float(np.nanmax(greatest, initial=-np.inf)))
        span = duration_text(self._view[1] - self._view[0])
        words = self.tr("%1 in sight, from %2 to %3").replace("%1", span)
        self.setAccessibleDescription(words.replace("%2", current_text(ends[0])).replace("%3", current_text(ends[1])))

    def _draw_region(self) -> None:
        is_there = self.selection is not None and self._trace is not None
        self._region.setVisible(is_there)
        if self.selection is not None and self._trace is not None:
            self._region.setRegion([place / self._trace.sample_hz for place in self.selection])

    def _fix_width(self) -> None:
        """Both plots begin at the same place, so that an edge stands above its current."""
        for canvas in (self.canvas, self._mark_canvas):
            canvas.plot.getAxis("left").setWidth(scaled(_AXIS_PX))

    def _recolour(self) -> None:
        theme, mark = self._theme, self._mark_canvas
        for canvas in (self.canvas, mark):
            canvas.clear()
        region = theme.colour("warning")
        region.setAlpha(_SHADE_ALPHA)
        self._curve.setPen(pg.mkPen(theme.colour("link"), width=1))
        self._shade.set_colour(theme.colour("accent"), theme.colour("surface"), _SHADE_ALPHA / 255)
        below = self.canvas.plot.getAxis("bottom")
        below.setStyle(showValues=False)
        below.setHeight(scaled(_BELOW_PX))  # the lowest word of the left axis reaches below it
        self._region.setBrush(pg.mkBrush(region))
        for item, z in ((self._shade, -8), (self._curve, 0), (self._region, 5)):
            item.setZValue(z)
            self.canvas.plot.addItem(item)
        self._lines.recolour(theme.colour("text"))
        self._fix_width()
        self._drawn, self._left = (), ()
        self._draw_region()
        self.draw()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas.plot, 1)
        layout.addWidget(self._mark_canvas.plot)


_MOUSE = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)


def _shaded(trace: Trace, ever_up: NDArray[np.uint8], first: int, last: int) -> NDArray[np.bool_]:
    """The columns of first…last in a window of the run; where nobody says which those are, with the mark up."""
    is_in: NDArray[np.bool_] = np.zeros(len(ever_up), np.bool_) if trace.windows else (ever_up & MARK) != 0
    edges = np.linspace(first, last, len(ever_up) + 1)
    for start, stop in trace.windows:
        is_in |= (edges[:-1] < stop) & (edges[1:] > start)
    return is_in
