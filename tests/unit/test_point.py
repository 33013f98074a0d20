"""Points of runs, compared in thousands: the same words as of whole runs."""

from __future__ import annotations

import pytest

from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric, Verdict, compare, latency_interval, metric_value
from benchwright.model.point import point_of
from benchwright.model.point_compare import compare_points
from benchwright.model.regression import is_regression, version_lines
from benchwright.model.run import Run
from benchwright.model.stats import Interval
from tests.builders import (
    WITHOUT_METER,
    a_foreign_run,
    a_hardware_run,
    a_hardware_timing,
    a_run,
    a_timing,
    an_invalid_run,
)

RUNS = (
    a_run(),
    a_run(run_id="r-2", timing=a_timing(3_216, 3_216), accuracy=0.9, pack_bytes=99),
    a_hardware_run(),
    a_hardware_run(run_id="r-4", timing=a_hardware_timing(*(90_000 + step % 17 for step in range(40)))),
    a_foreign_run(),
    an_invalid_run(),
    a_run(run_id="r-7", timing=a_timing(windows=()), accuracy=None),
)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.run_id)
def test_a_point_has_the_values_of_its_run(run: Run) -> None:
    point = point_of(run)
    assert {metric: point.value(metric) for metric in Metric} == {
        metric: metric_value(run, metric) for metric in Metric
    }
    assert (point.board, point.origin, point.variant_label) == (run.board, run.origin, run.variant_label)


@pytest.mark.parametrize("baseline", RUNS, ids=lambda run: run.run_id)
@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.run_id)
def test_points_are_compared_as_runs_are(baseline: Run, run: Run) -> None:
    interval = latency_interval(baseline.timing, run.timing)
    found = compare_points(point_of(baseline), point_of(run), interval=interval, is_asked=True)
    expected = compare(baseline, run)
    assert (found.deltas, set(found.reasons)) == (expected.deltas, set(expected.reasons))


def test_a_noisy_latency_has_no_verdict_before_its_samples_were_asked() -> None:
    found = compare_points(point_of(RUNS[2]), point_of(RUNS[3]))
    delta = found.delta(Metric.LATENCY)
    assert delta is not None
    assert (delta.verdict, found.is_pending) == (Verdict.UNKNOWN, True)
    assert not compare_points(point_of(RUNS[2]), point_of(RUNS[3]), is_asked=True).is_pending


def test_exact_counts_need_no_samples() -> None:
    found = compare_points(point_of(RUNS[0]), point_of(RUNS[1]))
    delta = found.delta(Metric.LATENCY)
    assert delta is not None
    assert (delta.verdict, found.is_pending) == (Verdict.BETTER, False)


def version(number: int, ticks: int, **changes: object) -> Run:
    return a_run(
        run_id=f"r-{number}-{ticks}",
        variant_version=number,
        variant_sha256=f"{number:064x}",
        timing=a_timing(ticks, ticks),
        **changes,
    )


def test_a_line_holds_the_newest_usable_run_of_each_version_of_each_board() -> None:
    runs = [
        version(2, 1_616, started_at="2026-11-21T00:00:00+00:00"),
        version(2, 1_632),
        version(1, 1_600),
        version(3, 1_616, validity=an_invalid_run().validity),
        version(1, 1_600, board="riscv"),
    ]
    lines = version_lines([point_of(run) for run in runs], Metric.LATENCY)
    assert [[point.run_id for point in line.points] for line in lines] == [["r-1-1600", "r-2-1616"], ["r-1-1600"]]
    assert [(before.variant_version, after.variant_version) for before, after in lines[0].steps] == [(1, 2)]


@pytest.mark.parametrize(("ticks", "expected"), [(160_016, False), (161_616, False), (164_816, True), (150_016, False)])
def test_a_regression_is_worse_by_more_than_the_threshold(ticks: int, expected: bool) -> None:
    delta = compare_points(point_of(version(1, 160_016)), point_of(version(2, ticks))).delta(Metric.LATENCY)
    assert is_regression(delta) is expected


def test_a_difference_within_the_noise_is_no_regression() -> None:
    noise = compare_points(point_of(RUNS[2]), point_of(RUNS[3]), interval=Interval(-1.0, 300.0))
    sure = compare_points(point_of(RUNS[2]), point_of(RUNS[3]), interval=Interval(100.0, 150.0))
    assert not is_regression(noise.delta(Metric.LATENCY))
    assert is_regression(sure.delta(Metric.LATENCY))


def test_accuracy_regresses_by_points() -> None:
    better, worse = point_of(a_run(accuracy=0.10)), point_of(a_run(run_id="w", accuracy=0.09))
    assert not is_regression(compare_points(better, worse).delta(Metric.ACCURACY))  # a tenth of itself, but one point
    worst = point_of(a_run(run_id="w", accuracy=0.05))
    assert is_regression(compare_points(better, worst).delta(Metric.ACCURACY))


def test_a_budget_is_a_ceiling_and_of_accuracy_a_floor() -> None:
    budgets = Budgets({Metric.LATENCY: 20_000.0, Metric.ACCURACY: 0.9})
    assert budgets.used_ratio(Metric.LATENCY, 5_000.0) == 0.25
    assert budgets.is_kept(Metric.LATENCY, 20_000.0)
    assert not budgets.is_kept(Metric.LATENCY, 20_001.0)
    assert not budgets.is_kept(Metric.ACCURACY, 0.89)
    assert budgets.used_ratio(Metric.ACCURACY, 0.45) == 2.0
    assert budgets.used_ratio(Metric.RAM, 1.0) is None
    assert all(budgets.is_kept(metric, 1e12) for metric in WITHOUT_METER if metric not in budgets.limits)
