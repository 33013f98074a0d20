"""Results of MLPerf Tiny in the database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchwright.bench.mlperf_keeping import keep_result
from benchwright.bench.mlperf_session import Written
from benchwright.model.board import Origin
from benchwright.model.errors import MlperfResultNotFound
from benchwright.model.mlperf import MLPERF_BENCHMARKS, Mode
from benchwright.model.mlperf_entry import Counted, MlperfEntry, entry_of
from benchwright.model.mlperf_result import MeterFacts
from benchwright.model.mlperf_rules import Breach, BreachCode
from benchwright.model.submission import Division, SubmissionPlace
from benchwright.store import SqliteRunStore
from tests.mlperf_results import HARDWARE, a_result

PLACE = SubmissionPlace(Division.CLOSED, "a_lab", "nucleo-l4r5zi")


def an_entry(result_id: str = "5e0112345678", mode: Mode = Mode.PERFORMANCE, **changes: object) -> MlperfEntry:
    return entry_of(a_result(mode=mode, **changes), PLACE, "/out/closed/a_lab", result_id)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("origin", [*Origin, None])
def test_a_result_comes_back_as_it_was_kept(store: SqliteRunStore, mode: Mode, origin: Origin | None) -> None:
    breaches = (Breach(BreachCode.SHORT_WINDOW, "It lasted 3 s, “ü” and ' too."),)
    entry = an_entry(mode=mode, dut=replace(HARDWARE, origin=origin), breaches=breaches, dataset_sha256="5e" * 32)
    store.mlperf.add(entry)
    assert store.mlperf.entries() == (entry,)
    assert store.mlperf.entry("5e01") == entry
    assert not entry.is_by_the_rules


@pytest.mark.parametrize(
    ("benchmark", "mode", "counted", "value"),
    [
        ("kws01", Mode.PERFORMANCE, Counted.THROUGHPUT, 350 / 10.148),
        ("kws01", Mode.ENERGY, Counted.ENERGY, 11_063_500 / 350),
        ("kws01", Mode.ACCURACY, Counted.TOP_1, 0.95),
    ],
)
def test_its_number_is_that_of_its_mode(benchmark: str, mode: Mode, counted: Counted, value: float) -> None:
    entry = entry_of(a_result(benchmark, mode), PLACE, "", "one")
    assert (entry.counted, entry.value) == (counted, pytest.approx(value))
    assert entry.benchmark_id in MLPERF_BENCHMARKS


def test_windows_keep_their_own_numbers_and_answers_are_counted_only() -> None:
    assert [window.value for window in an_entry().windows] == [pytest.approx(350 / 10.148)] * 5
    accuracy = an_entry(mode=Mode.ACCURACY)
    assert (accuracy.windows, accuracy.answer_count) == ((), 20)


def test_a_simulated_meter_stays_one(store: SqliteRunStore) -> None:
    meter = MeterFacts("virtual:ppk2", "PPK2", True, 3_300, 100_000, "pulses")
    store.mlperf.add(an_entry(mode=Mode.ENERGY, meter=meter))
    (found,) = store.mlperf.entries()
    assert (found.is_meter_simulated, found.meter, found.supply_mv) == (True, "PPK2", 3_300)


def test_the_newest_comes_first(store: SqliteRunStore, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("out")
    first, second = (keep_result(store, Written(a_result(), folder), PLACE) for _ in range(2))
    assert first.result_id != second.result_id
    assert [one.result_id for one in store.mlperf.entries()] == [second.result_id, first.result_id]


def test_an_id_that_is_none_or_short_or_fits_several_is_told(store: SqliteRunStore) -> None:
    for result_id in ("abcd1", "abcd2"):
        store.mlperf.add(an_entry(result_id))
    for prefix, words in (("ab", "at least 4"), ("abcd", "Several"), ("nowhere", "None has")):
        with pytest.raises(MlperfResultNotFound, match=words):
            store.mlperf.entry(prefix)
