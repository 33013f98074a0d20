"""Searching runs in the database: what is found, in which order, by pages, and that nothing typed is SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchwright.model.board import Origin
from benchwright.model.compare import Metric, compare, metric_value, reasons_not_comparable
from benchwright.model.energy import EnergyRecord, net_energy
from benchwright.model.errors import DatabaseUnusable, QueryInvalid
from benchwright.model.run import Issue, IssueCode, Parity, Run, Validity
from benchwright.model.run_query import parse_query
from benchwright.model.run_summary import comparable_key
from benchwright.protocols.run_search import RunSearch, SortKey
from benchwright.protocols.run_store import RunFilter, UnreadRun
from benchwright.store import SqliteRunStore, word_index
from tests.builders import (
    a_foreign_run,
    a_hardware_run,
    a_provenance,
    a_record,
    a_run,
    a_timing,
    an_energy,
    an_invalid_run,
)
from tests.store.conftest import noon

QUIET = "Quiet room, 21 °C — calibração"


def a_version(version: int, **changes: object) -> Run:
    run = a_run(
        run_id=f"r-{version:04d}",
        started_at=f"2026-11-20T{version:02d}:00:00+00:00",
        variant_version=version,
        variant_sha256=f"{version:064x}" if version > 1 else a_run().variant_sha256,
        timing=a_timing(1_616 * version, 1_616 * version),
    )
    return replace(run, **changes)  # type: ignore[arg-type]


RUNS = (
    a_version(1, note=QUIET, tags=("nightly", "Cold")),
    a_version(2, tags=("nightly",)),
    a_version(3, is_archived=True),
    a_version(4, accuracy=None),
    a_hardware_run(started_at="2026-10-01T12:00:00+00:00"),
    a_foreign_run(started_at="2026-09-01T12:00:00+00:00"),
    an_invalid_run(started_at="2025-11-20T12:00:00+00:00"),
)
SHORT = {run.run_id: name for run, name in zip(RUNS, ("v1", "v2", "v3", "v4", "hard", "foreign", "dead"), strict=True)}


@pytest.fixture(scope="module", params=["with full text", "without"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteRunStore]:
    file = tmp_path_factory.mktemp("search") / "bench.db"
    with SqliteRunStore(file, clock=noon) as store:
        for run in RUNS:
            store.add(a_record(run))
        store.set_baseline("r-0001", is_baseline=True)
        if request.param == "without":
            with closing(sqlite3.connect(file, isolation_level=None)) as connection:
                word_index.prepare(connection, can_index=False)
        yield store


def found(store: SqliteRunStore, text: str, **which: object) -> list[str]:
    search = RunSearch(parse_query(text), **which)  # type: ignore[arg-type]
    rows = store.search(search).rows
    assert store.count(search) == len(rows)
    return [SHORT[row.run_id] for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "v4 v2 v1 hard foreign dead"),
        ("nightly", "v2 v1"),
        ("night", "v2 v1"),
        ("ightly", ""),
        ('"night"', ""),
        ("calibracao quiet", "v1"),
        ('"quiet room"', "v1"),
        ('"room quiet"', ""),
        ('-"quiet room" -dead', "v4 v2 hard foreign"),
        ("l475e-iot", "v4 v2 v1 hard foreign dead"),
        ('"digits digits"', ""),
        ("board:L475", "v4 v2 v1 hard foreign dead"),
        ("model:kws", "foreign"),
        ("variant:int8 -origin:hard", "v4 v2 v1 dead"),
        ("device:066dff", "hard foreign"),
        ("tag:COLD", "v1"),
        ("-tag:cold tag:night", "v2"),
        ("note:CALIBRAÇÃO", "v1"),
        ('note:"21 °c"', "v1"),
        ("issue:parity", "dead"),
        ("run:r-000", "v4 v2 v1"),
        ("date:2026-11", "v4 v2 v1"),
        ("date:2026-11-20t04", "v4"),
        (">30d", "hard foreign dead"),
        ("<30d", "v4 v2 v1"),
        (">30d <1y", "hard foreign dead"),
        ("latency<2us", "v1"),
        ("latency>=1000us", "hard foreign dead"),
        ("-latency>=1000us", "v4 v2 v1"),
        ("ram<3k", "v4 v2 v1 hard dead"),
        ("flash>90k", "foreign"),
        ("accuracy>95", "v2 v1 hard dead"),
        ("-accuracy>0", "v4 foreign"),
        ("instructions<250", "v2 v1"),
        ("version:4", "v4"),
        ("change>60%", "v2 v4"),
        ("valid:yes", "v4 v2 v1 hard"),
        ("valid:no", "foreign dead"),
        ("valid:degraded", "foreign"),
        ("valid:inv", "dead"),
        ("origin:emu", "v4 v2 v1 dead"),
        ("baseline:yes", "v1"),
        ("baseline:no board:b-l", "v4 v2 hard foreign dead"),
        ("archived:yes", "v3"),
        ("archived:any v", "v4 v3 v2 v1 hard foreign dead"),
    ],
)
def test_a_search_finds(filled: SqliteRunStore, text: str, expected: str) -> None:
    assert sorted(found(filled, text)) == sorted(expected.split())


def test_runs_are_found_and_sorted_by_energy_and_say_whose_is_simulated(store: SqliteRunStore) -> None:
    measured = an_energy(is_simulated=False, supply_mv=1_650)
    for run_id, energy in (("none", None), ("more", an_energy()), ("less", measured)):
        store.add(a_record(a_run(run_id=run_id, energy=energy)))
    rows = store.search(RunSearch(sort=SortKey.ENERGY, is_descending=False)).rows
    assert [(row.run_id, row.is_energy_simulated) for row in rows] == [("less", False), ("more", True), ("none", False)]
    assert rows[1].energy_uj == pytest.approx(net_uj(an_energy()))
    limit = net_uj(measured)
    assert list(store.found_ids(RunSearch(parse_query(f"energy<={limit + 0.1:.3f}uJ")))) == ["less"]
    assert list(store.found_ids(RunSearch(parse_query(f"energy>{limit / 1000 + 0.001:.6f}mJ")))) == ["more"]


def net_uj(record: EnergyRecord) -> float:
    estimate = net_energy(record)
    assert estimate is not None
    return estimate.energy_uj


def test_archived_runs_are_found_when_asked_for(filled: SqliteRunStore) -> None:
    assert "v3" in found(filled, "", include_archived=True)
    assert filled.count(RunSearch(parse_query("valid:yes"), include_archived=True)) == 5


def test_the_list_of_whole_runs_takes_a_query_too(filled: SqliteRunStore) -> None:
    runs = filled.runs(RunFilter(query=parse_query("tag:night latency<2us"), limit=1))
    assert [run.run_id for run in runs] == ["r-0001"]


@pytest.mark.parametrize("is_descending", [True, False])
@pytest.mark.parametrize("sort", list(SortKey))
def test_pages_put_together_are_the_whole_in_order(filled: SqliteRunStore, sort: SortKey, is_descending: bool) -> None:
    which = RunSearch(include_archived=True, sort=sort, is_descending=is_descending)
    whole = [row.run_id for row in filled.search(which).rows]
    assert len(whole) == len(RUNS)
    pieces: list[str] = []
    page = filled.search(replace(which, limit=2))
    pieces += [row.run_id for row in page.rows]
    while page.following is not None:
        page = filled.search(replace(which, limit=2, after=page.following))
        pieces += [row.run_id for row in page.rows]
    assert pieces == whole


def test_rows_without_a_value_come_last_either_way(filled: SqliteRunStore) -> None:
    for is_descending in (True, False):
        rows = filled.search(RunSearch(sort=SortKey.ACCURACY, is_descending=is_descending)).rows
        assert {SHORT[row.run_id] for row in rows[-2:]} == {"v4", "foreign"}
    fast = filled.search(RunSearch(sort=SortKey.LATENCY, is_descending=False)).rows
    assert [row.latency_us for row in fast] == sorted(row.latency_us or 0 for row in fast)


def test_a_row_says_what_the_samples_say(filled: SqliteRunStore) -> None:
    for row in filled.search(RunSearch(include_archived=True)).rows:
        run = filled.run(row.run_id)
        assert row.latency_us == metric_value(run, Metric.LATENCY)
        assert (row.ram_bytes, row.flash_bytes, row.accuracy) == (run.ram_bytes, run.flash_bytes, run.accuracy)
        assert (row.validity, row.tags, row.note) == (run.validity.status, run.tags, run.note)
        assert (row.is_baseline, row.is_archived, row.origin) == (run.is_baseline, run.is_archived, run.origin)
        assert row.sample_count == len(run.timing.samples)


def test_previous_and_change_are_what_compare_says(filled: SqliteRunStore) -> None:
    for row in filled.search(RunSearch(include_archived=True)).rows:
        run = filled.run(row.run_id)
        previous = filled.previous(run)
        assert (row.previous.run_id if row.previous else None) == (previous.run_id if previous else None)
        for reference, other in ((row.previous, previous), (row.baseline, filled.baseline(run))):
            if reference is not None and other is not None:
                delta = compare(other, run).delta(Metric.LATENCY)
                assert reference.ratio == (delta.ratio if delta is not None else None)


@pytest.mark.parametrize(
    "other",
    [
        a_run(),
        a_run(timing=a_timing(clock_hz=64_000_000)),
        a_run(timing=a_timing(ns_per_instruction=None)),
        a_run(provenance=a_provenance(engine_version=2)),
        a_run(provenance=a_provenance(kernel_set="cmsis")),
        a_run(provenance=a_provenance(firmware_sha256="f" * 64)),
        a_run(provenance=a_provenance(host="another", firmware_compiler="gcc")),
        a_foreign_run(origin=Origin.EMULATED),
    ],
)
def test_the_key_is_equal_where_compare_has_no_reason_against_it(other: Run) -> None:
    assert (comparable_key(other) == comparable_key(a_run())) == (not reasons_not_comparable(a_run(), other))


def test_values_in_use_complete_a_field(filled: SqliteRunStore) -> None:
    assert filled.field_values("tag") == ("Cold", "nightly")
    assert filled.field_values("model") == ("digits", "kws01")
    assert filled.field_values("issue") == ("parity-mismatch", "protocol-limits")
    assert filled.field_values("latency") == ()


HOSTILE = [
    "'; DROP TABLE runs; --", "note:'||(SELECT log FROM runs)||'", 'tag:"%"', '"a* OR b"', "NEAR", "AND", "a*",
    "board:%_", "{words}:x", 'note:"\x00"', ":p0", "note:{key}", "^a", "words:a", "run:?1", "a\u202eb",
]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=st.one_of(st.sampled_from(HOSTILE), st.lists(st.sampled_from(HOSTILE)).map(" ".join), st.text(max_size=30)))
@example(text=" ".join(HOSTILE[:4]))
def test_nothing_that_is_typed_is_sql(filled: SqliteRunStore, text: str) -> None:
    try:
        query = parse_query(text)
    except QueryInvalid:
        return
    rows = filled.search(RunSearch(query, include_archived=True)).rows
    opposite = [
        row.run_id
        for term in query.terms[:1]
        for row in filled.search(
            RunSearch(replace(query, terms=(replace(term, is_negated=not term.is_negated),)), include_archived=True)
        ).rows
    ]
    assert {row.run_id for row in rows}.isdisjoint(opposite)
    assert filled.count(RunSearch(include_archived=True)) == len(RUNS)


@pytest.mark.parametrize(
    "text",
    ["<b>bold</b>", 'it\'s "quoted"', "\u202eright to left", "x" * 10_000, "nul\0inside", "a\nb", "%_\\", "🏳️‍🌈 flag"],
    ids=["html", "quotes", "rtl", "long", "nul", "lines", "wildcards", "emoji"],
)
def test_hostile_names_are_kept_and_found(store: SqliteRunStore, text: str) -> None:
    store.add(a_record(a_run(note=text, tags=(text,), variant_name=text)))
    (row,) = store.search(
        RunSearch(parse_query(f'run:r-2026 -tag:"no such" variant:"{text[:9].replace(chr(34), "")[:4]}"'))
    ).rows
    assert (row.note, row.tags, row.variant_name) == (text, (text,), text)
    store.set_tags(row.run_id, ("other",))
    assert store.search(RunSearch(parse_query("tag:other"))).rows[0].tags == ("other",)


def test_a_note_and_tags_changed_later_are_found(store: SqliteRunStore) -> None:
    store.add(a_record())
    run_id = a_run().run_id
    store.set_note(run_id, "warm desk")
    store.set_tags(run_id, ["release"])
    for text in ("warm", "release", "note:desk", "tag:rel"):
        assert [row.run_id for row in store.search(RunSearch(parse_query(text))).rows] == [run_id]
    store.set_note(run_id, "")
    assert store.search(RunSearch(parse_query("warm"))).rows == ()


def previous_ids(store: SqliteRunStore) -> dict[str, str]:
    rows = store.search(RunSearch(include_archived=True)).rows
    return {row.run_id: row.previous.run_id for row in rows if row.previous is not None}


def expected_ids(store: SqliteRunStore) -> dict[str, str]:
    runs = store.runs(RunFilter(include_archived=True))
    return {run.run_id: previous.run_id for run in runs if (previous := store.previous(run)) is not None}


def test_the_previous_run_follows_what_is_saved_late_archived_and_restored(store: SqliteRunStore, file: Path) -> None:
    order = (5, 2, 4, 1, 3)
    for place in order:  # versions 1 and 2 in turn, saved out of order
        variant = place % 2 + 1
        store.add(a_record(a_version(place, variant_version=variant, variant_sha256=a_version(variant).variant_sha256)))
        assert previous_ids(store) == expected_ids(store)
    for archived in (["r-0004"], ["r-0002", "r-0003"]):
        store.set_archived(archived, is_archived=True)
        assert previous_ids(store) == expected_ids(store)
    store.set_archived(["r-0004", "r-0002"], is_archived=False)
    assert previous_ids(store) == expected_ids(store)
    by_writes = store.search(RunSearch(include_archived=True))
    forget_summaries(file)
    with SqliteRunStore(file, clock=noon) as again:
        assert again.search(RunSearch(include_archived=True)) == by_writes


def forget_summaries(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("DELETE FROM settings WHERE key = 'summary_rules'")
        connection.execute("UPDATE run_summaries SET latency_us = 1, previous_sequence = NULL, tags = '[]'")
        connection.execute("UPDATE run_words SET words = ''")


def test_summaries_made_anew_equal_those_made_when_saving(store: SqliteRunStore, file: Path) -> None:
    for run in RUNS:
        store.add(a_record(run))
    store.set_tags("r-0002", ["later"])
    before = store.search(RunSearch(include_archived=True))
    store.close()
    forget_summaries(file)
    with SqliteRunStore(file, clock=noon) as again:
        assert again.search(RunSearch(include_archived=True)) == before
        assert [row.run_id for row in again.search(RunSearch(parse_query("calibracao"))).rows] == ["r-0001"]


def test_a_run_that_cannot_be_read_is_a_row_that_says_so(store: SqliteRunStore, file: Path) -> None:
    issue = Issue(IssueCode.PARITY_MISMATCH, "3 bytes differ.")
    store.add(a_record(a_version(1, parity=Parity(5, 3, 50), validity=Validity((issue,)))))
    store.add(a_record(a_version(2)))
    store.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE issues SET code = 'of-the-future'")
    forget_summaries(file)
    with SqliteRunStore(file, clock=noon) as again:
        good, bad = again.search(RunSearch()).rows
    assert (good.problem, good.run_id) == ("", "r-0002")
    assert "of-the-future" in bad.problem
    assert bad.run_id == "r-0001"


def test_one_run_that_cannot_be_read_leaves_the_others_and_is_told(store: SqliteRunStore, file: Path) -> None:
    issue = Issue(IssueCode.PARITY_MISMATCH, "3 bytes differ.")
    store.add(a_record(a_version(1, parity=Parity(5, 3, 50), validity=Validity((issue,)))))
    store.add(a_record(a_version(2)))
    store.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE issues SET code = 'of-the-future'")
    unread: list[UnreadRun] = []
    with SqliteRunStore(file, clock=noon) as again:
        runs = again.runs(RunFilter(), unread.append)
        assert again.runs() == runs
        with pytest.raises(DatabaseUnusable, match="of-the-future"):
            again.run("r-0001")
    assert [run.run_id for run in runs] == ["r-0002"]
    assert [one.run_id for one in unread] == ["r-0001"]
    assert "of-the-future" in unread[0].why


def test_the_ids_that_a_search_finds_come_newest_first(store: SqliteRunStore) -> None:
    for number in (1, 2, 3):
        store.add(a_record(a_version(number)))
    store.set_tags("r-0001", ("nightly",))
    store.set_archived(["r-0002"], is_archived=True)
    assert store.found_ids(RunSearch()) == ("r-0003", "r-0001")
    assert store.found_ids(RunSearch(parse_query("tag:nightly"))) == ("r-0001",)
    assert store.found_ids(RunSearch(limit=1)) == ("r-0003",)


def test_a_sqlite_without_full_text_lets_go_of_the_index_and_the_next_builds_it(
    store: SqliteRunStore, file: Path
) -> None:
    store.add(a_record(a_version(1, note="before")))
    store.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        word_index.prepare(connection, can_index=False)
        connection.execute("UPDATE run_words SET words = 'meanwhile'")
        assert not word_index.is_indexed(connection)
    with SqliteRunStore(file, clock=noon) as again:
        assert len(again.search(RunSearch(parse_query("meanwhile"))).rows) == 1


def test_what_another_program_writes_is_noticed(store: SqliteRunStore, file: Path) -> None:
    store.add(a_record(a_version(1)))
    before = store.upkeep.change_mark()
    store.set_note("r-0001", "own")
    assert store.upkeep.change_mark() == before
    with SqliteRunStore(file, clock=lambda: datetime(2026, 11, 21, tzinfo=UTC)) as other:
        other.add(a_record(a_version(2)))
        assert store.upkeep.change_mark() != before
    assert [row.run_id for row in store.search(RunSearch()).rows] == ["r-0002", "r-0001"]


def test_origins_and_boards_are_families_of_their_own(store: SqliteRunStore) -> None:
    store.add(a_record(a_version(1, origin=Origin.HARDWARE)))
    store.add(a_record(a_version(2, device_id="virtual:2")))
    assert [row.previous for row in store.search(RunSearch()).rows] == [None, None]
