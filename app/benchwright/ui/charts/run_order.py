"""The samples of one run in the order in which they were taken: what drifted, and what stands out."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from benchwright.model.run import Run
from benchwright.model.steadiness import Steadiness, steadiness
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Mark
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.samples import Values, latencies_in_order_us, sample_count
from benchwright.ui.charts.scale import padded_range, round_ticks, time_scale, whole_ticks
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.words import filled
from benchwright.ui.language.numbers import duration_text, number_text, ratio_text
from benchwright.ui.theme import Theme

_MOST_DOTS = 1_500
_MOST_OUTLIERS = 40
_DOT_SIZES = ((200, 9), (600, 6), (4 * _MOST_DOTS, 4))
"""Up to so many dots are so large, in pixels."""

_OUTLIER_SHAPE = "t1"


class RunOrderChart(Chart):
    """A dot a sample; where there are too many, the lowest and highest of each stretch. Outliers have marks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Latency in the order measured"))
        self.setAccessibleName(self._title.text())
        self._run: Run | None = None
        self._values: Values = np.empty(0)
        self._found: Steadiness | None = None
        self.redraw()

    def show_run(self, run: Run | None) -> None:
        """Shows a run, or the empty sentence."""
        self._run = run
        self._values = latencies_in_order_us(run) if run is not None and sample_count(run) else np.empty(0)
        self._found = steadiness(self._values.tolist()) if self._values.size else None
        self.redraw()

    def verdict(self) -> str:
        """Whether it drifted, and how many samples stand out."""
        found = self._found
        if found is None:
            return ""
        if found.drift_ratio is not None:
            drift = filled(self.tr("drifts by %1 from the first tenth to the last"), ratio_text(found.drift_ratio))
        else:
            drift = self.tr("no drift") if found.blocks else self.tr("too few samples to tell a drift")
        if not found.outliers:
            return filled(self.tr("%1, no outliers"), drift)
        if len(found.outliers) == 1:
            return filled(self.tr("%1, one outlier (▲)"), drift)
        return filled(self.tr("%1, %2 outliers (▲)"), drift, number_text(len(found.outliers), ","))

    def _draw(self) -> None:
        run, values, found = self._run, self._values, self._found
        if run is None or found is None:
            self._set_caption("")
            self._say(self.tr("This run has no samples."))
            return
        self._set_caption(f"n = {number_text(values.size, ',')}, {self.verdict()}")
        scale = time_scale(float(np.median(values)))
        shown = values * scale.factor
        panel = self._use_panels(1)[0]
        across = (-0.02 * values.size, 1.02 * values.size)
        span = padded_range([float(shown.min()), float(shown.max())], padding_ratio=0.15)
        panel.canvas.set_axis("bottom", self.tr("Sample"), across, whole_ticks(0, values.size))
        ticks = round_ticks(*span)
        panel.canvas.set_axis("left", f"{self.tr('Latency')} ({scale.unit})", span, ticks)
        panel.canvas.add_grid(ys=ticks)
        places = _outermost(shown)
        size_px = next(size for most, size in _DOT_SIZES if len(places) <= most)
        panel.canvas.add_dots(
            places.tolist(), shown[places].tolist(), ["link"] * len(places), alpha=150, size_px=size_px
        )
        self._draw_drift(panel, found, values.size, scale.factor)
        panel.add_marks(self._outlier_marks(run, shown, scale.unit))

    def _draw_drift(self, panel: Panel, found: Steadiness, count: int, factor: float) -> None:
        """The medians of ten parts; solid where they drift."""
        if found.blocks:
            width = count / len(found.blocks)
            xs = [(place + 0.5) * width for place in range(len(found.blocks))]
            ys = [value * factor for value in found.blocks]
            is_drifting = found.drift_ratio is not None
            panel.canvas.add_line(xs, ys, "warning" if is_drifting else "muted", width=2, is_dashed=not is_drifting)

    def _outlier_marks(self, run: Run, shown: Values, unit: str) -> list[Mark]:
        """The farthest of them; the caption has the count."""
        outliers = self._found.outliers if self._found is not None else ()
        middle = float(np.median(shown))
        farthest = sorted(outliers, key=lambda place: -abs(shown[place] - middle))[:_MOST_OUTLIERS]
        return [
            Mark(
                f"{run.run_id}/{place}", place, float(shown[place]), shape=_OUTLIER_SHAPE, colour=6,
                card=(
                    filled(self.tr("outlier, sample %1"), number_text(place + 1, ",")),
                    f"{number_text(float(shown[place]), ',.4g')} {unit}",
                ),
            )
            for place in farthest
        ]  # fmt: skip

    def _table(self) -> ChartTable:
        found = self._found
        if found is None:
            return ChartTable()
        rows = [
            (filled(self.tr("median of part %1"), str(place + 1)), duration_text(us_to_seconds(value)))
            for place, value in enumerate(found.blocks)
        ]
        rows += [
            (
                filled(self.tr("outlier, sample %1"), number_text(place + 1, ",")),
                duration_text(us_to_seconds(self._values[place])),
            )
            for place in found.outliers[:_MOST_OUTLIERS]
        ]
        if not rows:
            rows = [
                (filled(self.tr("sample %1"), str(place + 1)), duration_text(us_to_seconds(float(value))))
                for place, value in enumerate(self._values)
            ]
        return ChartTable((self.tr("In order"), self.tr("Latency")), tuple(rows), frozenset({1}))

    def _summary(self) -> str:
        return self.verdict()


def _outermost(values: Values) -> NDArray[np.int64]:
    """Places of all samples, or of the lowest and highest in each of as many stretches as can be seen."""
    if values.size <= _MOST_DOTS:
        return np.arange(values.size, dtype=np.int64)
    edges = np.linspace(0, values.size, _MOST_DOTS // 2 + 1).astype(np.int64)
    found = {
        int(start + offset)
        for start, end in itertools.pairwise(edges)
        for offset in (values[start:end].argmin(), values[start:end].argmax())
    }
    return np.asarray(sorted(found), dtype=np.int64)
