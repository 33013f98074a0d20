"""A canvas: axes without a frame, and what is drawn on them, in the colours of the theme."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QFrame, QWidget

from benchwright.ui.charts.lettering import LINE_PX, MARGIN_PX, TICK_PX, TITLE_PX, Lettering
from benchwright.ui.charts.mark_cloud import Indices
from benchwright.ui.charts.mark_inks import MarkInks, halo_of, ink_of
from benchwright.ui.charts.marks import Mark
from benchwright.ui.charts.samples import Values
from benchwright.ui.charts.scale import tick_texts
from benchwright.ui.theme import Theme, scaled, text_font
from benchwright.ui.tokens import HALF

_LABEL_OVERHANG_PX = 40
_TICK_LINE_PX = 15
_TITLE_LINE_PX = 20
_USUAL_PX = 400
_FADED_RATIO = 0.3
_BUDGET_ANCHORS = {"left": [(0, 1.1), (0, 1.1)], "bottom": [(-0.05, 0), (-0.05, 0)]}
_MOST_LABEL_RATIO = 0.6
"""Marks keep the rest of the width, however narrow the axes are."""


class Canvas:
    """Wraps one plot of pyqtgraph, which is untyped; `parent` owns it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._theme = theme
        self.plot: Any = pg.PlotWidget(parent, enableMenu=False)
        self._inks = MarkInks(theme)
        self._letters = Lettering()
        self._prepare_plot()

    def clear(self) -> None:
        """An empty canvas in the colours of the theme, y upwards."""
        self._inks.clear()
        self.plot.clear()
        self.plot.setBackground(self._theme.colour("surface"))
        self.plot.invertY(False)
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pg.mkPen(self._theme.colour("hairline"), width=1))
            axis.setTextPen(self._theme.colour("muted"))
            axis.setTickFont(text_font(TICK_PX))
            axis.setStyle(hideOverlappingLabels=scaled(_LABEL_OVERHANG_PX))
        self._letters = Lettering()

    def flip_rows(self) -> None:
        """Row 0 at the top, as lists are read."""
        self.plot.invertY(True)

    def set_axis(
        self, side: str, title: str, span: tuple[float, float], ticks: Sequence[float], texts: Sequence[str] = ()
    ) -> None:
        """`left` or `bottom`: its title with unit, its range, its ticks and their words.

        A title longer than its side says the unit alone, and ticks that would touch are thinned out.
        """
        axis = self.plot.getAxis(side)
        title = self._letters.title(title, self.room_px[1 if side == "left" else 0])
        axis.setLabel(title, **{"color": self._theme.tokens.muted, "font-size": f"{scaled(TITLE_PX)}px"})
        axis.showLabel(bool(title))
        axis.resizeEvent(None)  # pyqtgraph centres a title when the axis is resized, and not when its words change
        if side == "bottom" and not texts:
            ticks = self._letters.ticks_across(ticks, self.plot.width())
        if side == "left" and not texts:
            ticks = self._letters.ticks_up(ticks, self.room_px[1])
        words = tuple(texts) or tick_texts(ticks)
        axis.setStyle(tickLength=0 if texts else -HALF)
        if side == "bottom":
            lines = 1 + max((word.count("\n") for word in words), default=0)
            axis.setHeight(scaled(_TICK_LINE_PX * lines + (_TITLE_LINE_PX if title else 0)) + HALF)
        else:  # names are measured here: the axis itself learns only when it paints how wide they are
            widest = max((self._letters.label_px(word)[0] for word in texts), default=0.0)
            axis.setWidth(round(widest) + 3 * HALF + (scaled(_TITLE_LINE_PX) if title else 0) if texts else None)
        axis.setTicks([list(zip(ticks, words, strict=True))])
        (self.plot.setXRange if side == "bottom" else self.plot.setYRange)(*span, padding=0)

    def add_grid(self, ys: Sequence[float] = (), xs: Sequence[float] = ()) -> None:
        """Hairlines behind the marks where they help reading."""
        pen = pg.mkPen(self._theme.colour("hairline"), width=1, style=Qt.PenStyle.DotLine)
        for angle, values in ((0, ys), (90, xs)):
            for value in values:
                line = pg.InfiniteLine(pos=value, angle=angle, pen=pen)
                line.setZValue(-10)
                self.plot.addItem(line)

    def add_line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        role: str = "faint",
        *,
        width: float = 1,
        is_dashed: bool = False,
    ) -> None:
        """A line through points, in the colour of a role or of a series (`series3`)."""
        style = Qt.PenStyle.DashLine if is_dashed else Qt.PenStyle.SolidLine
        pen = pg.mkPen(self.ink(role), width=width, style=style)
        self.plot.addItem(pg.PlotCurveItem(list(xs), list(ys), pen=pen, antialias=True))

    def add_band(
        self, xs: Sequence[float], low: Sequence[float], high: Sequence[float], role: str, *, alpha: int
    ) -> None:
        """The room between two lines, filled."""
        colour = QColor(self.ink(role))
        colour.setAlpha(alpha)
        edges = [pg.PlotCurveItem(list(xs), list(ys), pen=None) for ys in (low, high)]
        band = pg.FillBetweenItem(*edges, brush=pg.mkBrush(colour))
        band.setZValue(-8)
        for item in (*edges, band):
            self.plot.addItem(item)

    def add_text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        anchor: tuple[float, float] = (0, 0.5),
        role: str = "muted",
        has_halo: bool = True,
        z: int = 5,
    ) -> None:
        """A direct label; `anchor` is the point of the text (0…1 from its top left) that stands at x, y."""
        item = pg.TextItem(text, color=self.ink(role), anchor=anchor, fill=halo_of(self._theme) if has_halo else None)
        item.textItem.document().setDocumentMargin(MARGIN_PX)  # a wide halo bites into what stands beside it
        item.setFont(text_font(TICK_PX))
        item.setZValue(z)
        self.plot.addItem(item, ignoreBounds=True)
        item.setPos(x, y)

    def add_bars(self, x0: Sequence[float], x1: Sequence[float], y0: Sequence[float], y1: Sequence[float],
                 roles: Sequence[str], *, alpha: int = 255) -> None:  # fmt: skip
        """Rectangles, edged in the colour of the surface so that neighbours stay apart."""
        brushes = []
        for role in roles:
            colour = QColor(self.ink(role))
            colour.setAlpha(alpha)
            brushes.append(QBrush(colour))
        pen = pg.mkPen(self._theme.colour("surface"), width=1)
        bars = pg.BarGraphItem(
            x0=list(x0), x1=list(x1), y0=list(y0), y1=list(y1), brushes=brushes, pens=[pen] * len(brushes)
        )
        self.plot.addItem(bars)

    def add_dots(
        self, xs: Sequence[float], ys: Sequence[float], roles: Sequence[str], *, alpha: int, size_px: int = 4
    ) -> None:
        """Small dots without a name: raw samples behind a mark."""
        brushes = {}
        for role in dict.fromkeys(roles):
            colour = QColor(self.ink(role))
            colour.setAlpha(alpha)
            brushes[role] = pg.mkBrush(colour)
        dots = pg.ScatterPlotItem(
            list(xs), list(ys), size=size_px, pxMode=True, brush=[brushes[role] for role in roles], pen=None
        )
        self.plot.addItem(dots)

    def ink(self, role: str) -> QColor:
        """The colour of a role, or `series0`, `series1` … of a series."""
        return ink_of(self._theme, role)

    def add_marks(self, marks: Sequence[Mark], *, z: int = 10) -> object:
        """Points of at least 9 px; the layer may be handed to `fade` and `remove`."""
        item = pg.ScatterPlotItem(pxMode=True, antialias=True)
        self.replace_marks(item, marks)
        item.setZValue(z)
        self.plot.addItem(item)
        return item

    def replace_marks(self, layer: Any, marks: Sequence[Mark]) -> None:
        """Other marks on a layer of `add_marks`, which keeps the pictures of their shapes."""
        styles = [self._inks.style(mark.colour, is_hollow=mark.is_hollow) for mark in marks]
        brushes, pens = ([style[part] for style in styles] for part in range(2))
        layer.setData(
            x=np.array([mark.x for mark in marks]),
            y=np.array([mark.y for mark in marks]),
            symbol=[mark.shape for mark in marks],
            brush=brushes,
            pen=pens,
            size=[mark.size_px - mark.is_hollow for mark in marks],
        )

    @contextlib.contextmanager
    def drawn_as_shapes(self) -> Iterator[None]:
        """For a picture: marks are drawn as shapes in here, and as cached pixels again afterwards."""
        items = [item for item in self.plot.plotItem.items if isinstance(item, pg.ScatterPlotItem)]
        for item in items:
            item.setExportMode(True, {"antialias": True, "resolutionScale": 1.0})
        try:
            yield
        finally:
            for item in items:
                item.setExportMode(False)

    def fade(self, layer: Any, *, is_faded: bool) -> None:
        """Lets a layer of marks step back, or brings it forward again."""
        layer.setOpacity(_FADED_RATIO if is_faded else 1.0)

    def add_budget(self, side: str, value: float, name: str) -> None:
        """A dashed line with its name: where the budget on the `left` or `bottom` axis ends."""
        angle = 90 if side == "bottom" else 0
        pen = pg.mkPen(self._theme.colour("warning"), width=1.5, style=Qt.PenStyle.DashLine)
        place = 0.97 if side == "bottom" else 0.02  # names in two corners do not meet
        options = {"color": self._theme.tokens.warning, "position": place, "anchors": _BUDGET_ANCHORS[side]}
        line = pg.InfiniteLine(pos=value, angle=angle, pen=pen, label=name, labelOpts=options)
        line.label.setFont(text_font(TICK_PX))
        line.setZValue(-5)
        self.plot.addItem(line)

    def add_ring(self, mark: Mark, role: str = "focus") -> object:
        """A ring around a mark, to be handed to `remove`."""
        pen = pg.mkPen(self._theme.colour(role), width=2)
        ring = pg.ScatterPlotItem([mark.x], [mark.y], size=mark.size_px + 8, pxMode=True, brush=None, pen=pen)
        ring.setZValue(15)
        self.plot.addItem(ring)
        return ring

    def remove(self, item: object) -> None:
        """Takes an item away again."""
        self.plot.removeItem(item)

    def label_gap(self, span: tuple[float, float]) -> float:
        """How far apart labels must stand on the left axis, in its unit."""
        height_px = max(4 * LINE_PX, int(self.plot.plotItem.vb.height()))
        return (span[1] - span[0]) * scaled(LINE_PX) / height_px

    def label_width(self, text: str, span: tuple[float, float]) -> float:
        """How far a label reaches along the bottom axis, in its unit."""
        width_px = max(4 * LINE_PX, int(self.plot.plotItem.vb.width()))
        return (span[1] - span[0]) * self._letters.label_px(text)[0] / width_px

    def name_px(self, text: str) -> tuple[float, float]:
        """Width and height of a label in pixels."""
        return self._letters.label_px(text)

    @property
    def room_px(self) -> tuple[float, float]:
        """Width and height of what is inside the axes, in pixels."""
        box = self.plot.plotItem.vb
        return float(box.width()), float(box.height())

    def with_label_room(self, span: tuple[float, float], labels: Iterable[tuple[float, str]]) -> tuple[float, float]:
        """The span of the bottom axis, reaching so far to the right that labels that begin at an x are not cut."""
        right = span[1]
        for x, text in labels:
            taken = min(_MOST_LABEL_RATIO, self.label_width(text, (0, 1)))
            right = max(right, span[0] + (x - span[0]) / (1 - taken))
        return span[0], right

    def all_to_pixels(self, xs: Values, ys: Values) -> tuple[Values, Values]:
        """Where points are, in pixels of the viewport; as `to_pixels`, for thousands."""
        corners = [self._pixel(x, y) for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))]
        (x0, y0), (x1, _), (_, y2) = ((point.x(), point.y()) for point in corners)
        return x0 + xs * (x1 - x0), y0 + ys * (y2 - y0)

    def cells(self, xs: Values, ys: Values, *, size_px: int) -> tuple[Indices, Indices]:
        """Column and row of the cell of `size_px` in which each point lies; a plot not laid out has the usual size."""
        box = self.plot.plotItem.vb
        columns, rows = (
            ((values - low) * (max(length_px, _USUAL_PX) / size_px / ((high - low) or 1.0))).astype(np.int64)
            for values, (low, high), length_px in zip(
                (xs, ys), box.viewRange(), (box.width(), box.height()), strict=True
            )
        )
        return columns, rows

    def to_pixels(self, mark: Mark) -> QPoint:
        """Where a mark is, in pixels of the viewport."""
        return self._pixel(mark.x, mark.y).toPoint()

    def _pixel(self, x: float, y: float) -> QPointF:
        scene = self.plot.plotItem.vb.mapViewToScene(QPointF(x, y))
        return QPointF(self.plot.viewportTransform().map(scene))

    def _prepare_plot(self) -> None:
        plot = self.plot
        plot.setFrameShape(QFrame.Shape.NoFrame)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        plot.plotItem.setContentsMargins(0, HALF, 3 * HALF, 0)
        for side in ("left", "bottom"):
            plot.getAxis(side).enableAutoSIPrefix(False)
            plot.getAxis(side).setStyle(tickLength=-HALF, tickTextOffset=6, hideOverlappingLabels=_LABEL_OVERHANG_PX)
