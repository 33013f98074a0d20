"""The Qt-free half of the charts: ticks, bins, fronts, marks, columns and blocks."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.pack import Placement
from benchwright.model.pareto import on_front
from benchwright.model.run import Run
from benchwright.model.stats import median_of_windows
from benchwright.ui.charts.arena_blocks import Role, arena_blocks, live_bytes
from benchwright.ui.charts.binning import bins, run_bins
from benchwright.ui.charts.marks import Extent, legend_of, spread, variant_suffix
from benchwright.ui.charts.samples import median_of_window_means_us, ordered_latencies_us, reach, thinned
from benchwright.ui.charts.scale import bytes_scale, metric_scale, padded_range, round_ticks, tick_texts, time_scale
from benchwright.ui.charts.version_points import version_panels
from tests.builders import a_hardware_run, a_hardware_timing, a_pack, a_run, an_invalid_run

finite = st.floats(-1e9, 1e9, allow_nan=False)


@given(finite, st.floats(1e-6, 1e9))
def test_ticks_are_two_to_five_inside_the_range(low: float, span: float) -> None:
    ticks = round_ticks(low, low + span)
    if low + span > low and span > abs(low) * 1e-6:
        assert 2 <= len(ticks) <= 5
        assert all(low - span * 1e-6 <= tick <= low + span * (1 + 1e-6) for tick in ticks)


def test_ticks_have_the_decimals_their_step_needs() -> None:
    assert tick_texts((0, 2.5, 5)) == ("0.0", "2.5", "5.0")
    assert tick_texts((0, 1000, 2000)) == ("0", "1,000", "2,000")


def test_an_empty_range_has_one_tick() -> None:
    assert round_ticks(3, 3) == (3,)


@pytest.mark.parametrize(
    ("largest_us", "text"), [(0.5, "500 ns"), (12, "12.0 µs"), (18_400, "18.4 ms"), (2_000_000, "2.00 s")]
)
def test_time_is_shown_in_the_unit_that_fits(largest_us: float, text: str) -> None:
    assert time_scale(largest_us).text(largest_us) == text


def test_sizes_and_accuracy_have_their_units() -> None:
    assert bytes_scale(22_100).text(22_100) == "22.1 kB"
    assert metric_scale(Metric.ACCURACY, [0.953]).text(0.953) == "95.3 %"


def test_a_range_from_zero_starts_there() -> None:
    assert padded_range([8, 10], from_zero=True)[0] == 0


def test_every_sample_is_in_one_bin() -> None:
    samples = [1000 + (index * 37) % 101 for index in range(200)]
    made = bins(samples)
    assert sum(made.counts) == 200
    assert made.edges[0] == min(samples)
    assert made.edges[-1] == pytest.approx(max(samples))


def test_a_few_stray_samples_do_not_press_the_rest_into_a_line() -> None:
    usual = [*(100.0 + place * 0.01 for place in range(1_000)), 35_000.0, 40_000.0]
    assert reach(np.sort(usual)) < 200
    assert reach(np.array([1.0, 2.0, 3.0])) == 3.0
    assert reach(np.array([5.0] * 10)) == 5.0
    run = a_hardware_run(timing=a_hardware_timing(*[80_000 + place for place in range(1_000)], 80_000_000))
    made = run_bins(run)
    assert made is not None
    assert (sum(made.counts), made.beyond_count) == (1_000, 1)


def test_outliers_do_not_make_more_than_sixty_bins() -> None:
    assert len(bins([*(1.0 + index * 1e-3 for index in range(100)), 1e6]).counts) == 60


def test_equal_samples_are_one_bin() -> None:
    assert bins([5.0] * 10).counts == (10,)


def test_the_front_is_what_nothing_beats() -> None:
    assert on_front([(1, 9), (5, 5), (6, 6), (9, 1)]) == (True, True, False, True)


def test_the_front_follows_the_direction_of_the_better() -> None:
    assert on_front([(1, 0.9), (1, 0.95)], smaller_y_is_better=False) == (False, True)


def test_equal_points_share_the_front() -> None:
    assert on_front([(1, 1), (1, 1)]) == (True, True)


@given(st.lists(st.floats(0, 100), max_size=12), st.floats(0.1, 20))
def test_spread_labels_keep_their_gap_and_order(positions: list[float], gap: float) -> None:
    placed = spread(positions, gap)
    ordered = sorted(placed)
    assert all(b - a >= gap - 1e-6 for a, b in itertools.pairwise(ordered))
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    assert [placed[index] for index in order] == ordered


@given(st.lists(st.floats(0, 1), max_size=8))
def test_spread_labels_keep_their_gap_at_the_ends_too(positions: list[float]) -> None:
    placed = sorted(spread(positions, 0.1, (0.0, 1.0)))
    assert all(b - a >= 0.1 - 1e-6 for a, b in itertools.pairwise(placed))
    assert all(0.05 - 1e-6 <= place <= 0.95 + 1e-6 for place in placed)


def test_thinning_keeps_the_extremes() -> None:
    kept = thinned(np.arange(10_000.0), 200)
    assert len(kept) <= 202
    assert (kept[0], kept[-1]) == (0.0, 9999.0)


@pytest.mark.parametrize("run", [a_run(), a_hardware_run()])
def test_arrays_hold_what_the_model_computes(run: Run) -> None:
    timing = run.timing
    assert ordered_latencies_us(run) == pytest.approx(sorted(timing.latencies_us))
    windows = [[timing.latency_us(ticks) for ticks in window.ticks] for window in timing.windows]
    assert median_of_window_means_us(run) == pytest.approx(median_of_windows(windows))


def test_shape_is_by_board_and_colour_by_variant() -> None:
    first = a_run()
    other_board = a_run(board="mps3-an547")
    other_variant = a_run(variant_sha256="cd", variant_version=2)
    legend = legend_of([first, other_board, other_variant])
    assert legend.shape(first) != legend.shape(other_board)
    assert legend.colour(first) == legend.colour(other_board) != legend.colour(other_variant)


def test_the_suffix_of_a_variant_drops_its_model() -> None:
    assert variant_suffix(a_run(variant_name="digits_pruned_int8")) == "pruned int8"


def test_origins_have_panels_of_their_own() -> None:
    panels = version_panels([a_run(), a_hardware_run(), a_run(origin=Origin.NATIVE)], Metric.LATENCY)
    assert [panel.origin for panel in panels] == [Origin.HARDWARE, Origin.EMULATED, Origin.NATIVE]


def test_the_newest_run_of_a_variant_stands_for_it() -> None:
    old = a_run(run_id="old", started_at="2026-11-01T00:00:00+00:00")
    new = a_run(run_id="new", started_at="2026-11-02T00:00:00+00:00")
    (panel,) = version_panels([new, old], Metric.RAM)
    assert [point.run.run_id for point in panel.points] == ["new"]


def test_invalid_runs_are_left_out() -> None:
    assert version_panels([an_invalid_run()], Metric.LATENCY) == ()


def test_versions_stand_in_their_order() -> None:
    runs = [a_run(run_id=f"r{version}", variant_version=version, variant_sha256=str(version)) for version in (3, 1, 2)]
    (panel,) = version_panels(runs, Metric.LATENCY)
    (line,) = panel.lines()
    assert [point.run.variant_version for point in line] == [1, 2, 3]


def test_blocks_are_clipped_to_the_ops() -> None:
    given_block, output = arena_blocks(a_pack())
    assert (given_block.role, given_block.first, given_block.last) == (Role.INPUT, 0, 1)
    assert (output.role, output.first, output.last, output.size_bytes) == (Role.OUTPUT, 0, 1, 10)


def test_state_is_told_from_inputs_by_its_life() -> None:
    pack = a_pack()
    kept = replace(pack, placements=(*pack.placements, Placement(2, "cell", 80, 8, -1, len(pack.ops))))
    assert [block.role for block in arena_blocks(kept)] == [Role.INPUT, Role.OUTPUT, Role.STATE]


def test_live_bytes_add_up_what_lives_at_once() -> None:
    pack = a_pack()
    assert live_bytes(pack) == (74,)
    dead = replace(pack, placements=(*pack.placements, Placement(2, "later", 0, 9, 1, 1)))
    assert live_bytes(dead) == (74,)


def test_labels_of_neighbouring_columns_touch_only_at_one_height() -> None:
    label = Extent(0.0, 1.2, 5.84)
    assert label.touches(Extent(1.0, 2.2, 5.9), 0.3)
    assert not label.touches(Extent(1.0, 2.2, 2.55), 0.3)
    assert not label.touches(Extent(1.3, 2.2, 5.84), 0.3)
