from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchwright.model.board import Origin
from benchwright.model.device import MemoryReport
from benchwright.model.energy import EnergyRecord
from benchwright.model.errors import DatabaseUnusable, RunNotFound
from benchwright.model.op_work import OpWork
from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish
from benchwright.model.run import Issue, IssueCode, Parity, Run, StageTime, Timing, Validity, Window
from benchwright.model.variant import VariantKind
from benchwright.protocols.run_store import RunFilter, RunStore
from benchwright.store import SqliteRunStore
from tests.builders import a_foreign_run, a_hardware_run, a_record, a_run, a_timing, an_energy, an_invalid_run
from tests.store.conftest import noon


def save(store: RunStore, *runs: Run) -> None:
    for run in runs:
        store.add(a_record(run))


def test_a_run_comes_back_equal(store: SqliteRunStore) -> None:
    save(store, a_run())
    assert store.run(a_run().run_id) == a_run()


def test_every_field_comes_back_equal_whatever_it_holds(store: SqliteRunStore) -> None:
    run = a_run(
        origin=Origin.NATIVE,
        timing=Timing(3, 5, 0, (Window(4, (2**64 - 1, 0, 2**63)), Window(0, ()), Window(0, (7,))), 0, None),
        memory=MemoryReport(1, 2, 3, 4, 5, 6),
        parity=Parity(0, 0, 0, None, None),
        validity=Validity(tuple(Issue(code, f"{code.value} – “ü” 'quoted' \n\x00 end") for code in IssueCode)),
        stages=(StageTime("Save", 0.1 + 0.2, ""), StageTime("Save", 1e-9, "again")),
        op_ticks=(3, 1, 2),
        op_labels=("a",),
        log="\x00\r\n\t日本語 \U0001f600",
        accuracy=None,
        predicted_instructions=2**40,
        tags=("b", "a", "b"),
        note='Robert"); DROP TABLE runs;--',
        is_baseline=True,
        is_archived=True,
    )
    save(store, run)
    assert store.run(run.run_id) == run


def test_what_ops_have_to_do_and_the_core_come_back_equal(store: SqliteRunStore) -> None:
    work = (OpWork(640, "int8", (1, 10)), OpWork(0, "float32", ()))
    run = a_run(op_labels=("0 FULLY_CONNECTED", "1 SOFTMAX"), op_ticks=(5,), op_work=work, core="Cortex-M4F")
    store.add(a_record(run))
    assert store.run(run.run_id) == run
    assert store.run(run.run_id).macs == 640


def test_a_run_of_foreign_firmware_comes_back_equal_and_without_a_pack(store: SqliteRunStore) -> None:
    save(store, a_foreign_run())
    (found,) = store.runs()
    assert found == a_foreign_run()
    assert not found.has_pack


@pytest.mark.parametrize("energy", [an_energy(), an_energy(windows=(), clock_error_ppm=None, is_simulated=False)])
def test_what_a_meter_saw_comes_back_equal(store: SqliteRunStore, energy: EnergyRecord) -> None:
    run = a_run(energy=energy)
    store.add(a_record(run))
    store.add(a_record(a_run(run_id="r-without")))
    assert store.run(run.run_id) == run
    assert store.run("r-without").energy is None


def test_firmware_is_no_model_that_could_be_planned(store: SqliteRunStore) -> None:
    save(store, a_foreign_run(), a_run())
    assert [variant.kind for variant in store.variants()] == [VariantKind.MODEL]


def test_more_op_labels_than_ticks_come_back_equal(store: SqliteRunStore) -> None:
    run = a_run(op_ticks=(), op_labels=("a", "b"))
    save(store, run)
    assert store.run(run.run_id) == run


def test_what_was_wished_of_a_pack_comes_back(store: SqliteRunStore) -> None:
    record = a_record()
    assert record.pack is not None
    wish = PlanWish(Optimise.RAM, 8_704)
    store.add(replace(record, pack=replace(record.pack, wish=wish)))
    assert store.pack_wish(record.pack.sha256, record.run.board) == wish
    assert store.pack_wish("0" * 64, record.run.board) == BALANCED


def test_a_run_survives_closing_the_file(file: Path) -> None:
    with SqliteRunStore(file, clock=noon) as store:
        save(store, a_run(), an_invalid_run())
    with SqliteRunStore(file, clock=noon) as store:
        assert store.run("r-20261120-14") == an_invalid_run()
        assert store.run_count() == 2


def test_a_unique_prefix_of_four_characters_finds_a_run(store: SqliteRunStore) -> None:
    save(store, a_run(run_id="abcd1"), a_run(run_id="abxy2"), a_run(run_id="abxy3"), a_run(run_id="xyz"))
    assert store.run("abcd").run_id == "abcd1"
    assert store.run("xyz").run_id == "xyz"


@pytest.mark.parametrize("wanted", ["abxy", "abc", "nothing", "", "____", "%%%%"])
def test_a_short_ambiguous_or_unknown_id_is_refused(store: SqliteRunStore, wanted: str) -> None:
    save(store, a_run(run_id="abcd1"), a_run(run_id="abxy2"), a_run(run_id="abxy3"))
    with pytest.raises(RunNotFound):
        store.run(wanted)


def test_an_id_that_is_a_prefix_of_another_finds_itself(store: SqliteRunStore) -> None:
    save(store, a_run(run_id="abcd"), a_run(run_id="abcde"))
    assert store.run("abcd").run_id == "abcd"


def test_runs_come_newest_first(store: SqliteRunStore) -> None:
    save(
        store,
        a_run(run_id="middle", started_at="2026-11-20T12:00:00+00:00"),
        a_run(run_id="newest", started_at="2026-11-21T12:00:00+00:00"),
        a_run(run_id="oldest", started_at="2026-11-19T12:00:00+00:00"),
        a_run(run_id="oldest, saved later", started_at="2026-11-19T12:00:00+00:00"),
    )
    assert [run.run_id for run in store.runs()] == ["newest", "middle", "oldest, saved later", "oldest"]
    assert [run.run_id for run in store.runs(RunFilter(limit=2))] == ["newest", "middle"]


def test_newest_run_of_each_version_is_read_apart_by_origin(store: SqliteRunStore) -> None:
    for minute, (run_id, version, origin) in enumerate(
        [("old", 1, Origin.EMULATED), ("native", 1, Origin.NATIVE), ("new", 1, Origin.EMULATED),
         ("second", 2, Origin.EMULATED)]
    ):  # fmt: skip
        started_at = f"2026-11-20T12:0{minute}:00+00:00"
        store.add(a_record(a_run(run_id=run_id, started_at=started_at, variant_version=version, origin=origin)))
    run = store.run("new")
    which = RunFilter(model=run.model, board=run.board, newest_of_versions=True)
    assert [one.run_id for one in store.runs(which)] == ["second", "new", "native"]
    store.set_archived(["new"], is_archived=True)
    assert [one.run_id for one in store.runs(which)] == ["second", "native", "old"]
    assert store.runs(RunFilter(model="another", newest_of_versions=True)) == ()


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (RunFilter(), ["kws", "digits"]),
        (RunFilter(model="kws"), ["kws"]),
        (RunFilter(board="riscv"), ["kws"]),
        (RunFilter(variant_sha256="b" * 64), ["kws"]),
        (RunFilter(device_id="066DFF"), ["digits"]),
        (RunFilter(text="KWS_F32"), ["kws"]),
        (RunFilter(text="cold day"), ["digits"]),
        (RunFilter(text="day cold digits v1 nightly"), ["digits"]),
        (RunFilter(text="cold kws"), []),
        (RunFilter(text="%"), []),
        (RunFilter(text="hardware"), ["digits"]),
        (RunFilter(model="kws", text="digits"), []),
    ],
)
def test_filters_narrow_the_runs(store: SqliteRunStore, which: RunFilter, expected: list[str]) -> None:
    save(
        store,
        a_hardware_run(run_id="digits", note="on a cold day", tags=("nightly",)),
        a_run(
            run_id="kws",
            model="kws",
            board="riscv",
            variant_name="kws_f32",
            variant_sha256="b" * 64,
            device_id="virtual",
        ),
    )
    assert [run.run_id for run in store.runs(which)] == expected


def test_an_archived_run_is_hidden_and_can_be_brought_back(store: SqliteRunStore) -> None:
    save(store, a_run(run_id="kept"), a_run(run_id="gone"))
    store.set_archived(["gone"], is_archived=True)
    assert [run.run_id for run in store.runs()] == ["kept"]
    assert store.run_count() == 1
    assert store.run("gone").is_archived
    assert [run.run_id for run in store.runs(RunFilter(include_archived=True))] == ["gone", "kept"]
    store.set_archived(["gone"], is_archived=False)
    assert store.run("gone") == a_run(run_id="gone")


def test_archiving_with_one_unknown_id_archives_nothing(store: SqliteRunStore) -> None:
    save(store, a_run())
    with pytest.raises(RunNotFound):
        store.set_archived([a_run().run_id, "unknown"], is_archived=True)
    assert not store.run(a_run().run_id).is_archived


def test_note_and_tags_are_replaced(store: SqliteRunStore) -> None:
    save(store, a_run(note="old", tags=("old", "older")))
    store.set_note(a_run().run_id, "new")
    store.set_tags(a_run().run_id, ["nightly", "cold", "nightly"])
    assert store.run(a_run().run_id) == a_run(note="new", tags=("nightly", "cold"))


def test_marks_on_an_unknown_run_are_refused(store: SqliteRunStore) -> None:
    with pytest.raises(RunNotFound):
        store.set_note("unknown", "")
    with pytest.raises(RunNotFound):
        store.set_tags("unknown", [])
    with pytest.raises(RunNotFound):
        store.set_baseline("unknown", is_baseline=True)


def test_one_baseline_for_a_model_on_a_board_and_origin(store: SqliteRunStore) -> None:
    save(store, a_run(run_id="first"), a_run(run_id="second"), a_hardware_run(run_id="hardware"))
    store.set_baseline("first", is_baseline=True)
    store.set_baseline("hardware", is_baseline=True)
    store.set_baseline("second", is_baseline=True)
    assert [run.run_id for run in store.runs() if run.is_baseline] == ["hardware", "second"]
    store.set_baseline("second", is_baseline=False)
    assert [run.run_id for run in store.runs() if run.is_baseline] == ["hardware"]


def test_baseline_is_found_by_model_board_and_origin(store: SqliteRunStore) -> None:
    save(store, a_run(run_id="first"), a_run(run_id="second"))
    assert store.baseline(a_run()) is None
    store.set_baseline("first", is_baseline=True)
    assert store.baseline(a_run()) == a_run(run_id="first", is_baseline=True)
    assert store.baseline(a_run(model="kws")) is None
    assert store.baseline(a_run(board="riscv")) is None
    assert store.baseline(a_hardware_run()) is None


def test_an_archived_baseline_is_not_offered(store: SqliteRunStore) -> None:
    save(store, a_run(is_baseline=True, is_archived=True))
    assert store.baseline(a_run()) is None


def test_saving_a_new_baseline_unmarks_the_old(store: SqliteRunStore) -> None:
    save(store, a_run(run_id="first", is_baseline=True), a_run(run_id="second", is_baseline=True))
    assert [run.run_id for run in store.runs() if run.is_baseline] == ["second"]


def test_previous_is_the_newest_earlier_run_of_the_nearest_lower_version(store: SqliteRunStore) -> None:
    def at(hour: int, run_id: str, **changes: Any) -> Run:
        return a_run(run_id=run_id, started_at=f"2026-11-20T{hour:02}:00:00+00:00", **changes)

    first = {"variant_sha256": "b" * 64, "variant_version": 1}
    other = {"variant_sha256": "c" * 64, "variant_version": 2}
    third = {"variant_sha256": "e" * 64, "variant_version": 3}
    save(
        store,
        at(1, "older", **other),
        at(2, "wanted", **other),
        at(3, "archived", **other, is_archived=True),
        at(3, "a version further back", **first),
        at(3, "same variant", **third),
        at(3, "other board", **other, board="riscv"),
        at(3, "other origin", **other, origin=Origin.HARDWARE),
        at(3, "other model", model="kws", variant_sha256="d" * 64),
        at(4, "asked", **third),
        at(5, "later", **other),
    )
    previous = store.previous(store.run("asked"))
    assert previous is not None
    assert previous.run_id == "wanted"
    assert store.previous(at(4, "not saved yet", **third)) == previous
    assert store.previous(store.run("older")) is None


def test_an_old_version_measured_again_is_not_compared_with_what_followed(store: SqliteRunStore) -> None:
    old, new, again = (
        a_run(
            run_id=run_id, started_at=f"2026-11-2{day}T01:00:00+00:00", variant_sha256=sha256, variant_version=version
        )
        for day, (run_id, sha256, version) in enumerate(
            (("v1", "b" * 64, 1), ("v2", "c" * 64, 2), ("again", "b" * 64, 1))
        )
    )
    save(store, old, new, again)
    assert store.previous(new) == old
    assert store.previous(again) is None


def test_previous_within_one_second_goes_by_order_of_saving(store: SqliteRunStore) -> None:
    first, second = a_run(run_id="first"), a_run(run_id="second", variant_sha256="c" * 64, variant_version=2)
    save(store, first, second)
    assert store.previous(second) == first
    assert store.previous(first) is None


def test_stage_medians_take_the_last_ten_that_were_not_skipped(store: SqliteRunStore) -> None:
    for minute in range(12):
        flashing = StageTime("Flash", 0.1, "firmware skipped: already there; model skipped: already there")
        if minute == 0:
            flashing = StageTime("Flash", 8.0, "firmware skipped: already there; model written and verified (680 B)")
        stages = (StageTime("Identify", float(minute)), flashing)
        save(store, a_run(run_id=f"run-{minute}", started_at=f"2026-11-20T12:{minute:02}:00+00:00", stages=stages))
    assert store.stage_medians("b-l475e-iot01a") == {"Identify": 6.5, "Flash": 8.0}
    assert store.stage_medians("unknown") == {}


def test_a_record_whose_parts_do_not_belong_together_is_refused(store: SqliteRunStore) -> None:
    record = a_record()
    with pytest.raises(ValueError, match="names variant"):
        store.add(replace(record, variant=replace(record.variant, sha256="0" * 64)))
    assert store.run_count() == 0


def test_a_run_saved_twice_is_refused_and_stays_as_it_was(store: SqliteRunStore) -> None:
    save(store, a_run())
    with pytest.raises(DatabaseUnusable, match="run_id"):
        save(store, a_run(note="changed"))
    assert store.runs() == (a_run(),)


def test_a_run_out_of_range_leaves_nothing_behind(store: SqliteRunStore) -> None:
    with pytest.raises(DatabaseUnusable, match="accuracy"):
        save(store, a_run(accuracy=1.5))
    assert store.run_count() == 0
    assert store.variants() == ()


@pytest.mark.parametrize(
    "run",
    [
        a_run(pack_bytes=2**63),
        a_run(pack_bytes=-1),
        a_run(log="\udcff"),
        a_run(tags=("a", "\udcff")),
        a_run(timing=a_timing(2**64)),
        a_run(timing=a_timing(-1)),
        a_run(stages=(StageTime("Flash", float("nan")),)),
    ],
    ids=lambda _run: "",
)
def test_a_value_that_no_database_holds_is_refused_in_words_and_leaves_nothing_behind(
    store: SqliteRunStore, run: Run
) -> None:
    with pytest.raises(DatabaseUnusable, match="refuses") as caught:
        save(store, run)
    assert "Nothing was saved" in caught.value.remedy
    assert store.run_count() == 0
    assert store.variants() == ()
    save(store, a_run())


def test_a_note_that_no_database_holds_is_refused_in_words(store: SqliteRunStore) -> None:
    save(store, a_run())
    with pytest.raises(DatabaseUnusable, match="refuses"):
        store.set_note(a_run().run_id, "\udcff")
    assert store.runs() == (a_run(),)


def test_a_run_id_that_cannot_be_one_is_not_found(store: SqliteRunStore) -> None:
    with pytest.raises(RunNotFound):
        store.run("abcd\udcff")


@pytest.mark.parametrize("limit", [2**63, 10**30, -1, -(10**30)])
def test_a_limit_without_measure_is_no_limit(store: SqliteRunStore, limit: int) -> None:
    save(store, a_run())
    assert store.runs(RunFilter(limit=limit)) == (a_run(),)


def test_calls_after_close_are_refused_in_words(file: Path) -> None:
    store = SqliteRunStore(file, clock=noon)
    store.open()
    store.close()
    store.close()
    with pytest.raises(DatabaseUnusable, match="closed"):
        store.run_count()
