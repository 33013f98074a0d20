"""Item models: what the tables say of runs, variants, ops and comparisons."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from benchwright.model.board import Origin
from benchwright.model.compare import Metric, compare
from benchwright.model.point import point_of
from benchwright.model.run import Run
from benchwright.model.run_summary import Reference
from benchwright.model.stats import Interval
from benchwright.protocols.run_search import Cursor, RunPage
from benchwright.ui.item_models.comparison_cells import comparison_columns, why_not
from benchwright.ui.item_models.lineage import lineage
from benchwright.ui.item_models.ops_model import OpsModel
from benchwright.ui.item_models.rows_model import RowsModel
from benchwright.ui.item_models.run_cells import RunColumn
from benchwright.ui.item_models.run_rows import Change
from benchwright.ui.item_models.runs_model import RunsModel, column_index
from benchwright.ui.item_models.variants_model import VariantsModel
from benchwright.ui.pages.compare.study import Study
from benchwright.ui.theme import Theme
from tests.builders import (
    WITHOUT_METER,
    a_hardware_run,
    a_hardware_timing,
    a_pack,
    a_run,
    a_timing,
    a_variant,
    an_invalid_run,
)
from tests.ui.fake_workbench import summary_of


def a_version(version: int, ticks: int, **changes: object):
    return a_run(
        run_id=f"r-{version:04d}",
        started_at=f"2026-11-20T12:{version:02d}:00+00:00",
        variant_version=version,
        variant_sha256=f"{version:064x}",
        timing=a_timing(ticks, ticks),
        **changes,
    )


def text(model: QAbstractItemModel, row: int, column: RunColumn) -> str:
    return str(model.data(model.index(row, column_index(column))))


def a_page(*runs: Run, following: Cursor | None = None, **changes: object) -> RunPage:
    return RunPage(tuple(replace(summary_of(run), **changes) for run in runs), following)  # type: ignore[arg-type]


def test_runs_model_keeps_the_rules_of_item_models(theme: Theme, qtmodeltester: ModelTester) -> None:
    model = RunsModel(theme)
    model.show_page(a_page(a_version(1, 1600), a_version(2, 3200)))
    qtmodeltester.check(model, force_py=True)


def test_a_row_says_what_was_measured(theme: Theme) -> None:
    model = RunsModel(theme)
    model.show_page(a_page(a_run()))
    assert text(model, 0, RunColumn.LATENCY) == "1.25"
    assert text(model, 0, RunColumn.INSTRUCTIONS) == "100,000"
    assert text(model, 0, RunColumn.ACCURACY) == "95.3"
    assert text(model, 0, RunColumn.ENERGY) == "–"
    assert text(model, 0, RunColumn.PARITY) == "bit-exact"
    origin = model.index(0, column_index(RunColumn.ORIGIN))  # an icon, and its word for the mouse and the ear
    assert "emulated" in origin.data(Qt.ItemDataRole.ToolTipRole)
    assert origin.data(Qt.ItemDataRole.AccessibleTextRole) == "Origin emulated"


def test_the_change_waits_for_its_verdict_where_it_is_looked_at(theme: Theme, qtbot: QtBot) -> None:
    before, after = a_version(1, 1616), a_version(2, 3216)
    model = RunsModel(theme)
    model.show_page(a_page(after, previous=Reference(before.run_id, before.variant_label, 1.0)))
    with qtbot.waitSignal(model.changes_wanted) as wanted:
        assert text(model, 0, RunColumn.CHANGE) == "+100 % …"
    pair = (before.run_id, after.run_id)
    assert wanted.args == [(pair,)]
    model.show_changes({pair: Change(compare(before, after).delta(Metric.LATENCY))})
    assert text(model, 0, RunColumn.CHANGE) == "▲ +100 % slower"
    index = model.index(0, column_index(RunColumn.CHANGE))
    assert "regression against digits_int8 v1" in str(model.data(index, Qt.ItemDataRole.ToolTipRole))
    assert model.data(index, Qt.ItemDataRole.DecorationRole) is not None


def test_what_cannot_be_compared_has_no_delta(theme: Theme) -> None:
    run = a_run()
    model = RunsModel(theme)
    model.show_page(a_page(run, previous=Reference("r-1", "digits_int8 v1", None)))
    model.show_changes({("r-1", run.run_id): Change(None, ("other clock",))})
    assert text(model, 0, RunColumn.CHANGE) == "not comparable"


def test_a_run_that_cannot_be_read_says_so(theme: Theme) -> None:
    model = RunsModel(theme)
    model.show_page(a_page(a_run(), problem="'of-the-future' is no code"))
    assert text(model, 0, RunColumn.VALIDITY) == "unreadable"


@pytest.mark.parametrize(("is_simulated", "word"), [(True, "simulated"), (False, "net, an inference")])
def test_an_energy_in_the_table_says_where_it_is_simulated(theme: Theme, is_simulated: bool, word: str) -> None:
    model = RunsModel(theme)
    model.show_page(a_page(a_run(), energy_uj=330.25, is_energy_simulated=is_simulated))
    assert text(model, 0, RunColumn.ENERGY) == "330"
    index = model.index(0, column_index(RunColumn.ENERGY))
    assert word in str(model.data(index, Qt.ItemDataRole.ToolTipRole))


@pytest.mark.parametrize("name", ["<b>x</b>", "a\nb", "\u202eevil", "x" * 10_000, "a\0b", '"quoted"'])
def test_hostile_names_are_one_plain_line(theme: Theme, name: str) -> None:
    model = RunsModel(theme)
    model.show_page(a_page(a_run(note=name, board=name, variant_name=name)))
    for column in RunColumn:
        shown = text(model, 0, column)
        assert len(shown) <= 220
        assert shown.isprintable()
        tip = model.data(model.index(0, column_index(column)), Qt.ItemDataRole.ToolTipRole)
        assert tip is None or "<b>" not in str(tip)


def test_rows_that_stay_keep_their_place(theme: Theme, qtbot: QtBot) -> None:
    runs = [a_version(version, 1600) for version in range(5)]
    model = RunsModel(theme)
    model.show_page(a_page(*runs[1:4]))
    kept = QPersistentModelIndex(model.index(1, 0))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_page(a_page(*runs))
        assert kept.row() == 2
        model.show_page(a_page(*runs[2:]))
        assert kept.row() == 0
        model.show_page(a_page(replace(runs[2], note="fast"), *runs[3:]))
    assert text(model, kept.row(), RunColumn.NOTES) == "fast"


def test_more_rows_are_asked_for_once(theme: Theme, qtbot: QtBot) -> None:
    model = RunsModel(theme)
    model.show_page(a_page(a_version(1, 1600), following=Cursor("x", 1)))
    with qtbot.waitSignal(model.more_wanted):
        model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    model.append_page(a_page(a_version(2, 1600)))
    assert model.rowCount() == 2
    assert not model.canFetchMore(QModelIndex())


def test_a_theme_change_repaints_the_rows(theme: Theme, qtbot: QtBot) -> None:
    model = RunsModel(theme)
    model.show_page(a_page(an_invalid_run()))
    with qtbot.waitSignal(model.dataChanged):
        theme.set_dark(is_dark=False)
    colour = model.data(model.index(0, column_index(RunColumn.VALIDITY)), Qt.ItemDataRole.ForegroundRole)
    assert colour == theme.colour("error")


def a_family():
    root = a_variant(sha256="a", name="digits_float32", version=1)
    quantised = a_variant(sha256="b", name="digits_int8", version=2, parent_sha256="a")
    pruned = a_variant(sha256="c", name="digits_pruned", version=3, parent_sha256="b")
    return root, quantised, pruned


def test_variants_stand_below_what_they_were_made_from(theme: Theme) -> None:
    model = VariantsModel(theme)
    model.show_variants(a_family())
    names = []
    index = model.index(0, 0)
    while index.isValid():
        names.append(index.data())
        index = model.index(0, 0, index)
    assert names == ["digits", "v1 float32", "v2 int8", "v3 pruned"]


def test_variants_model_keeps_the_rules_of_item_models(theme: Theme, qtmodeltester: ModelTester) -> None:
    model = VariantsModel(theme)
    model.show_variants((*a_family(), a_variant(sha256="d", model="kws", name="kws")))
    qtmodeltester.check(model, force_py=True)


def test_a_variant_is_found_by_its_digest(theme: Theme) -> None:
    model = VariantsModel(theme)
    model.show_variants(a_family())
    found = model.variant_at(model.index_of("c"))
    assert found is not None
    assert found.name == "digits_pruned"
    assert model.index_of("none") == QModelIndex()


def test_variants_that_name_each_other_as_parents_still_show() -> None:
    circle = [a_variant(sha256="a", parent_sha256="b", version=1), a_variant(sha256="b", parent_sha256="a", version=2)]
    assert len([node for node in lineage(circle) if node.variant]) == 2


def test_ops_say_their_share_of_the_work(theme: Theme) -> None:
    model = OpsModel(theme)
    model.show_pack(a_pack())
    row = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert row == ["0", "FULLY_CONNECTED", "int8", "1 × 10", "640", "100.0 %", "680"]


def a_study(*runs: Run) -> Study:
    points = [point_of(run) for run in runs]
    return Study(points[0], points)


def test_what_cannot_be_compared_says_why(theme: Theme) -> None:
    study = a_study(a_run(), a_run(run_id="n", origin=Origin.NATIVE))
    model = RowsModel(theme, comparison_columns(WITHOUT_METER, study.row))
    model.show_rows(study.points)
    assert model.data(model.index(1, 4)) == "not comparable"
    assert why_not(study.rows()[1]) == "not comparable, because native against emulated"
    assert model.data(model.index(1, 0), Qt.ItemDataRole.ForegroundRole) == theme.colour("muted")
    assert study.conflict_count == 1


def test_an_invalid_baseline_compares_with_nothing() -> None:
    study = a_study(an_invalid_run(), a_run())
    assert study.conflict_count == 2
    assert study.winner(Metric.LATENCY) is None


def test_diff_only_leaves_out_what_is_the_same() -> None:
    study = a_study(a_version(1, 1616), a_version(2, 3216))
    assert study.metrics(diff_only=True) == (Metric.LATENCY,)
    assert study.metrics(diff_only=False) == WITHOUT_METER


def test_more_accuracy_is_better() -> None:
    baseline = a_run(accuracy=0.9)
    study = a_study(baseline, replace(baseline, run_id="b", accuracy=0.95))
    column = comparison_columns((Metric.ACCURACY,), study.row)[-1]
    assert column.show(study.points[1]).text == "▲ +5.0 pp better"


def test_the_best_that_surely_beats_the_baseline_wins() -> None:
    baseline = a_hardware_run(run_id="base", timing=a_hardware_timing(*(90_000 + step for step in range(40))))
    few = a_hardware_run(run_id="few", timing=a_hardware_timing(70_000, 70_001))
    sure = a_hardware_run(run_id="sure", timing=a_hardware_timing(*(80_000 + step for step in range(40))))
    study = a_study(baseline, few, sure)
    assert study.winner(Metric.LATENCY) is None
    assert study.pending(study.points) == ("few", "sure")
    study.take({"few": None, "sure": Interval(-130.0, -120.0)})
    found = study.winner(Metric.LATENCY)
    assert found is not None
    assert found.point.run_id == "sure"
    assert study.pending(study.points) == ()
