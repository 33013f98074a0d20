"""Scorings in the database: kept input by input, found again when they were stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.model.board import Origin
from benchwright.model.errors import ScoringNotFound
from benchwright.model.run_query import parse_query
from benchwright.model.scoring import ScoredInput
from benchwright.protocols.run_search import RunSearch, SortKey
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run, a_scoring, some_answers
from tests.store.conftest import noon

ENDED = "2026-11-20T12:11:00+00:00"


def test_a_scoring_is_read_as_it_was_written(store: SqliteRunStore) -> None:
    store.scorings.begin(a_scoring())
    store.scorings.add_inputs(a_scoring().scoring_id, some_answers()[:2], 1.0)
    store.scorings.add_inputs(a_scoring().scoring_id, some_answers()[2:], 1.5)
    assert store.scorings.inputs(a_scoring().scoring_id) == some_answers()
    assert store.scorings.scoring("5c0e") == replace(a_scoring(), done_count=3, device_s=1.5)
    finished = store.scorings.finish(a_scoring().scoring_id, ENDED, 2)
    assert (finished.is_finished, store.scorings.scorings()) == (True, (finished,))


def test_one_that_was_stopped_is_found_by_pack_firmware_board_and_set_until_it_ends(store: SqliteRunStore) -> None:
    store.scorings.begin(a_scoring())
    store.scorings.add_inputs(a_scoring().scoring_id, some_answers()[:2], 1.0)
    found = store.scorings.unfinished(a_scoring(scoring_id="another"))
    assert found is not None
    assert (found.scoring_id, found.done_count) == (a_scoring().scoring_id, 2)
    others = (
        {"pack_sha256": "aa"}, {"firmware_sha256": "aa"}, {"board": "native"}, {"origin": Origin.HARDWARE},
        {"set_sha256": "aa"}, {"set_note": "divided by 16"},
    )  # fmt: skip
    assert [store.scorings.unfinished(a_scoring(**other)) for other in others] == [None] * 6
    store.scorings.finish(a_scoring().scoring_id, ENDED, 2)
    assert store.scorings.unfinished(a_scoring()) is None


def test_an_input_is_kept_once(store: SqliteRunStore) -> None:
    store.scorings.begin(a_scoring())
    store.scorings.add_inputs(a_scoring().scoring_id, some_answers()[:2], 1.0)
    with pytest.raises(Exception, match="UNIQUE"):
        store.scorings.add_inputs(a_scoring().scoring_id, some_answers(), 2.0)
    assert store.scorings.inputs(a_scoring().scoring_id) == some_answers()[:2]


def test_what_the_host_did_not_answer_stays_unanswered(store: SqliteRunStore) -> None:
    store.scorings.begin(a_scoring(has_host=False))
    alone = (ScoredInput(0, "", None, (0.5, 0.25), ()),)
    store.scorings.add_inputs(a_scoring().scoring_id, alone, 1.0)
    assert store.scorings.inputs(a_scoring().scoring_id) == alone


def test_a_run_finds_the_newest_finished_scoring_of_its_pack_on_its_board(store: SqliteRunStore) -> None:
    for scoring_id in ("first one", "second one", "third one"):
        store.scorings.begin(a_scoring(scoring_id=scoring_id))
    store.scorings.finish("first one", ENDED, 2)
    store.scorings.finish("second one", ENDED, 2)
    found = store.scorings.of_run(a_run())
    assert found is not None
    assert found.scoring_id == "second one"
    assert store.scorings.of_run(a_run(board="native")) is None


def test_a_scoring_of_the_very_pack_counts_before_a_newer_one_of_the_same_version(store: SqliteRunStore) -> None:
    store.add(a_record(a_run()))
    for scoring_id, changes in (("same pack", {}), ("other pack", {"pack_sha256": "aa"})):
        store.scorings.begin(a_scoring(scoring_id=scoring_id, **changes))
    store.scorings.finish("other pack", ENDED, 1)
    found = store.scorings.of_run(a_run())
    assert found is not None
    assert found.scoring_id == "other pack"
    assert scored(store) == [(1 / 3, "digits.npz")]
    store.scorings.finish("same pack", ENDED, 2)
    found = store.scorings.of_run(a_run())
    assert found is not None
    assert found.scoring_id == "same pack"
    assert scored(store) == [(2 / 3, "digits.npz")]


def scored(store: SqliteRunStore) -> list[tuple[float | None, str]]:
    return [(row.scored_ratio, row.scored_set) for row in store.search(RunSearch()).rows]


def test_the_table_of_runs_follows_a_scoring_that_ends_and_a_run_that_comes_after_it(store: SqliteRunStore) -> None:
    store.add(a_record(a_run()))
    assert scored(store) == [(None, "")]
    store.scorings.begin(a_scoring())
    assert scored(store) == [(None, "")]
    store.scorings.finish(a_scoring().scoring_id, ENDED, 2)
    store.add(a_record(a_run(run_id="later one")))
    store.add(a_record(a_run(run_id="another origin", origin=Origin.NATIVE)))
    assert sorted(scored(store), key=str) == sorted([(2 / 3, "digits.npz")] * 2 + [(None, "")], key=str)


def test_runs_are_found_and_sorted_by_their_accuracy_on_the_board(store: SqliteRunStore) -> None:
    store.add(a_record(a_run()))
    store.add(a_record(a_run(run_id="another origin", origin=Origin.NATIVE)))
    store.scorings.begin(a_scoring())
    store.scorings.finish(a_scoring().scoring_id, ENDED, 2)
    for query, found in (("scored>60%", [a_run().run_id]), ("scored>70%", []), ("-scored>60%", ["another origin"])):
        assert list(store.found_ids(RunSearch(parse_query(query)))) == found
    for is_descending in (True, False):
        rows = store.search(RunSearch(sort=SortKey.SCORED, is_descending=is_descending)).rows
        assert [row.run_id for row in rows] == [a_run().run_id, "another origin"]


def test_scorings_from_before_are_in_the_table_of_runs_after_the_step(tmp_path: Path) -> None:
    file = tmp_path / "bench.db"
    file.write_bytes((Path(__file__).parents[1] / "data" / "schema_0013.db").read_bytes())
    with SqliteRunStore(file, clock=noon) as store:
        rows = store.search(RunSearch(include_archived=True)).rows
    assert {row.origin: row.scored_ratio for row in rows} == {Origin.EMULATED: 2 / 3, Origin.HARDWARE: None}


def test_an_id_that_is_none_or_short_or_fits_several_is_told(store: SqliteRunStore) -> None:
    for scoring_id in ("abcd1", "abcd2"):
        store.scorings.begin(a_scoring(scoring_id=scoring_id))
    for prefix, words in (("ab", "at least 4"), ("abcd", "Several"), ("nowhere", "None has")):
        with pytest.raises(ScoringNotFound, match=words):
            store.scorings.scoring(prefix)


def test_the_released_schema_holds_a_scoring(tmp_path: Path) -> None:
    file = tmp_path / "bench.db"
    newest = max((Path(__file__).parents[1] / "data").glob("schema_*.db"))
    file.write_bytes(newest.read_bytes())
    with SqliteRunStore(file, clock=noon) as store:
        assert store.scorings.inputs(a_scoring().scoring_id) == some_answers()


def test_points_of_runs_carry_the_newest_accuracy_of_each_set_on_their_board(store: SqliteRunStore) -> None:
    store.add(a_record(a_run()))
    assert store.points()[0].board_accuracies == ()
    for scoring_id, sha256, right_count in (("first one", "aa", 1), ("second one", "aa", 2), ("third one", "bb", 3)):
        store.scorings.begin(a_scoring(scoring_id=scoring_id, set_sha256=sha256))
        store.scorings.finish(scoring_id, ENDED, right_count)
    store.scorings.begin(a_scoring(scoring_id="fourth one", board="native"))
    store.scorings.finish("fourth one", ENDED, 0)
    (point,) = store.points()
    assert {(one.source.set_sha256, one.ratio) for one in point.board_accuracies} == {("aa", 2 / 3), ("bb", 1.0)}
    assert all(one.source.is_on_board for one in point.board_accuracies)
