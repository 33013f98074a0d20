"""Drawing a study: table and charts that share one selection, the verdict, and the budgets as lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.point_compare import compare_points
from benchwright.model.regression import THRESHOLD_RATIO, is_regression
from benchwright.ui.bridge import Bridge
from benchwright.ui.delta_words import delta_text
from benchwright.ui.pages.compare.details import Details
from benchwright.ui.pages.compare.layout import CompareLayout
from benchwright.ui.pages.compare.pace import Pace
from benchwright.ui.pages.compare.study import Study
from benchwright.ui.remembered_budgets import budgets_in, keep_budgets

_MOST_SHOWN = 12
"""Runs whose samples are drawn at once: the selected ones, or the first of the table."""


class Drawing(QObject):
    """Shows one study at a time in the parts of the page; what needs samples follows at the page's pace."""

    failed = Signal(Exception)
    """Samples could not be read."""

    def __init__(self, bridge: Bridge, parts: CompareLayout, pace: Pace, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._parts = parts
        self._pace = pace
        self._details = Details(bridge, self)
        self._study: Study | None = None
        self._metrics: tuple[Metric, ...] = ()
        self._selected: frozenset[str] = frozenset()
        self._connect()

    @property
    def study(self) -> Study | None:
        """What is shown; None before anything was read."""
        return self._study

    @property
    def selected(self) -> frozenset[str]:
        """Ids of the runs selected in table and charts."""
        return self._selected

    def preselect(self, run_ids: Iterable[str]) -> None:
        """These runs are to be selected in the study that is shown next."""
        self._selected = frozenset(run_ids)

    def show(self, study: Study | None) -> None:
        """Shows a study; the selection stays as far as its runs are in it."""
        self._study = study
        self._selected &= {point.run_id for point in study.points} if study is not None else set()
        if study is not None:
            study.take(self._details.intervals(study.baseline.run_id))
        for chart in (self._parts.scatter, self._parts.trend, self._parts.parallel):
            chart.set_selected(self._selected)
        self._draw()

    def select(self, run_ids: Iterable[str]) -> None:
        """One selection for table and charts."""
        self._take_selection(run_ids)
        self._parts.table.show_selected(self._selected)

    def edit_budgets(self) -> None:
        """Opens the editor of the budgets under its button."""
        baseline = self._study.baseline if self._study is not None else None
        if baseline is not None:
            self._parts.budget_editor.show_budgets(baseline.model, baseline.board, self._budgets())
            self._parts.budget_editor.open_under(self._parts.budgets)

    def _draw(self) -> None:
        study, parts = self._study, self._parts
        self._metrics = study.metrics(diff_only=parts.diff_only.isChecked()) if study is not None else ()
        parts.table.show_study(study, self._metrics, self._selected)
        self._draw_scatter()
        if parts.tabs.currentWidget() in self._sample_charts():
            self._pace.want_samples_after_paint()
        else:
            self._draw_tab()
        self._say()
        self._pace.want_verdict()

    def _draw_scatter(self) -> None:
        parts = self._parts
        points = self._study.points if self._study is not None else ()
        parts.scatter.show_runs(
            points,
            *parts.metrics,
            front_only=parts.front_only.isChecked(),
            budgets=self._budgets(),
            look=parts.marks.look,
        )

    def _say(self) -> None:
        """Says who wins, as far as that is known."""
        if self._study is not None:
            self._parts.show_verdict(self._study)
        else:
            self._parts.say(self.tr("Choose runs to compare."))
            self._parts.remark.hide()

    def _judge(self) -> None:
        """Has the rows in sight and the best of each metric compared by their samples, and says who wins."""
        study = self._study
        if study is None:
            return
        best = [point for metric in self._parts.metrics for point in study.candidates(metric)]
        pending = study.pending([*best, *self._parts.table.seen()])
        self._details.want_intervals((study.baseline.run_id, run_id) for run_id in pending)
        self._say()

    def _draw_tab(self) -> None:
        """Draws the chart in front; the others wait until they are looked at."""
        study, parts = self._study, self._parts
        front = parts.tabs.currentWidget()
        points = study.points if study is not None else ()
        if front is parts.trend:
            parts.trend.show_runs(points, parts.metrics[0], budgets=self._budgets())
            self._mark_regressions()
        elif front is parts.parallel:
            parts.parallel.show_runs(points, budgets=self._budgets())
        else:
            self._draw_samples()

    def _sample_charts(self) -> set[QWidget]:
        return {self._parts.distribution, self._parts.ecdf, self._parts.ops}

    def _draw_samples(self) -> None:
        """Draws what needs whole runs; those not read yet follow."""
        parts, front = self._parts, self._parts.tabs.currentWidget()
        wanted = self._shown_ids()
        runs = self._details.runs(wanted)
        waiting = self.tr("Reading the samples …") if wanted and not runs else ""
        for chart in (parts.distribution, parts.ecdf, parts.ops):
            chart.set_waiting(waiting)
        if front is parts.distribution:
            parts.distribution.show_runs(runs, self._verdicts())
        elif front is parts.ecdf:
            parts.ecdf.show_runs(runs)
        elif front is parts.ops:
            parts.ops.show_runs(runs)

    def _shown_ids(self) -> tuple[str, ...]:
        if self._study is None:
            return ()
        wanted = [point.run_id for point in islice(self._study.selected(self._selected), _MOST_SHOWN)]
        return tuple(wanted) or self._study.run_ids[:_MOST_SHOWN]

    def _verdicts(self) -> dict[str, str]:
        """The words beside each distribution: faster, slower or the same."""
        study = self._study
        if study is None:
            return {}
        rows = (study.row(study.point(run_id)) for run_id in self._shown_ids())
        deltas = {
            row.point.run_id: row.delta(Metric.LATENCY) for row in rows if not row.is_baseline and not row.is_pending
        }
        return {run_id: delta_text(delta) for run_id, delta in deltas.items() if delta is not None}

    def _mark_regressions(self) -> None:
        """Marks what is known; what only samples can tell is asked where medians give reason to."""
        trend, metric = self._parts.trend, self._parts.metrics[0]
        found, wanted = {}, []
        for before, after in (step for line in trend.lines for step in line.steps):
            key = (before.run_id, after.run_id)
            is_known, interval = self._details.interval(key)
            row = compare_points(before, after, interval=interval, is_asked=is_known)
            delta = row.delta(metric)
            if is_regression(delta):
                found[after.run_id] = delta
            elif row.is_pending and delta is not None and (delta.ratio or 0.0) > THRESHOLD_RATIO:
                wanted.append(key)
        trend.show_regressions({run_id: delta for run_id, delta in found.items() if delta is not None})
        if metric is Metric.LATENCY:
            self._details.want_intervals(wanted)

    def _take_selection(self, run_ids: Iterable[str]) -> None:
        self._selected = frozenset(run_ids)
        parts = self._parts
        for chart in (parts.scatter, parts.trend, parts.parallel):
            chart.set_selected(self._selected)
        if parts.tabs.currentWidget() in self._sample_charts():
            self._pace.want_samples_after_paint()  # what is selected is painted before the samples of it are waited for

    def _take_intervals(self) -> None:
        if self._study is not None:
            self._study.take(self._details.intervals(self._study.baseline.run_id))
            self._parts.table.show_news()
            self._pace.want_samples()

    def _draw_details(self) -> None:
        """What has been read since: verdicts, samples, regressions; once, however many answers came."""
        study, is_diff_only = self._study, self._parts.diff_only.isChecked()
        if study is not None and is_diff_only and study.metrics(diff_only=True) != self._metrics:
            self._draw()  # what was not known to be the same is
            return
        self._say()
        if self._parts.tabs.currentWidget() is self._parts.trend:
            self._mark_regressions()
        elif self._parts.tabs.currentWidget() is not self._parts.parallel:
            self._draw_samples()

    def _budgets(self) -> Budgets:
        """The budgets of the baseline's model on its board."""
        baseline = self._study.baseline if self._study is not None else None
        return (
            budgets_in(self._bridge.remembered, baseline.model, baseline.board) if baseline is not None else Budgets()
        )

    def _take_budgets(self, budgets: Budgets) -> None:
        if self._study is not None:
            baseline = self._study.baseline
            keep_budgets(self._bridge.remembered, baseline.model, baseline.board, budgets)
            self._draw()

    def _toggle(self, run_id: str) -> None:
        self.select(self._selected ^ {run_id})

    def _connect(self) -> None:
        parts = self._parts
        parts.x_metric.currentIndexChanged.connect(self._draw)
        parts.y_metric.currentIndexChanged.connect(self._draw)
        parts.marks.changed.connect(self._draw_scatter)
        parts.front_only.toggled.connect(self._draw)
        parts.diff_only.toggled.connect(self._draw)
        parts.tabs.currentChanged.connect(self._draw_tab)
        parts.budgets.clicked.connect(self.edit_budgets)
        parts.budget_editor.changed.connect(self._take_budgets)
        parts.table.selection_changed.connect(self._take_selection)
        parts.table.rows_seen.connect(self._pace.want_verdict)
        for chart in parts.charts:
            chart.run_toggled.connect(self._toggle)
            chart.runs_boxed.connect(self.select)
        self._details.intervals_read.connect(self._take_intervals)
        self._details.runs_read.connect(self._pace.want_samples)
        self._details.failed.connect(self.failed)
        self._pace.samples_due.connect(self._draw_details)
        self._pace.verdict_due.connect(self._judge)
