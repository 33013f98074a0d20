from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any, cast

import pytest

from benchwright.model.board import Origin
from benchwright.model.compare import compare
from benchwright.model.device import MemoryReport
from benchwright.model.run import Parity, Run, Window
from benchwright.reports.csv_report import csv_report
from benchwright.reports.json_report import json_report
from benchwright.reports.run_json import comparison_document, run_document
from benchwright.reports.text import comparison_text, run_text, runs_table_text
from tests.builders import (
    a_foreign_run,
    a_hardware_run,
    a_hardware_timing,
    a_provenance,
    a_run,
    a_timing,
    an_energy,
    an_invalid_run,
    digest,
)
from tests.report_shelf import a_document, words


def slower(**changes: Any) -> Run:
    """The float32 variant of `a_run`: 200,000 instructions."""
    fields = {"run_id": "slow", "variant_name": "digits_f32", "variant_sha256": digest(b"f32"), "accuracy": 0.96}
    return a_run(**{**fields, "timing": a_timing(3_200_016, 3_200_016), **changes})


class TestDocument:
    def test_emulated_run_has_counts_and_says_what_its_time_is(self) -> None:
        document = run_document(a_run())
        assert document["instructions_per_inference"] == 100_000
        assert document["instructions"] == {"min": 100_000, "max": 100_000, "identical": True}
        assert document["latency"] == {
            "n": 10,
            "inferences_per_sample": 1,
            "unit": "us",
            "basis": "virtual time at one instruction per cycle",
            "median": 1_250,
            "p90": 1_250,
            "p95": 1_250,
            "p99": 1_250,
            "min": 1_250,
            "max": 1_250,
            "mean": 1_250,
            "stdev": 0,
        }
        assert document["origin"] == "emulated"

    def test_firmware_of_others_has_no_pack_and_says_what_was_not_measured(self) -> None:
        document = run_document(a_foreign_run())
        assert document["pack"] is None
        ram = cast("dict[str, object]", document["ram"])
        assert (ram["is_measured"], ram["static_bytes"], ram["total_bytes"]) == (False, 4_012, 4_012)
        assert cast("dict[str, object]", document["latency"])["median"] == pytest.approx(1_000.325)
        text = run_text(a_foreign_run(), None, None)
        assert "median of 50 means over 20 inferences" in text
        assert "static data 4.0 kB (ELF); stack and heap not measured" in text
        assert "firmware 96.0 kB, the model within" in text
        assert "engine foreign\n" in text

    def test_ram_that_nobody_told_is_not_zero(self) -> None:
        run = a_foreign_run(memory=MemoryReport(0, 0, 0, 0, 0, 0))
        assert cast("dict[str, object]", run_document(run)["ram"])["total_bytes"] is None
        assert re.search(r"RAM +– +stack and heap not measured", run_text(run, None, None))
        known, unknown = (words(a_document(shown)).count("RAM") for shown in (a_foreign_run(), run))
        assert unknown < known  # neither a tile nor a bar of nothing

    def test_counts_that_differ_by_input_give_range_and_median(self) -> None:
        timing = a_timing(windows=tuple(Window(i, (16 + 16 * count,)) for i, count in enumerate((10, 30, 20, 40))))
        document = run_document(a_run(timing=timing))
        assert document["instructions_per_inference"] == 20
        assert document["instructions"] == {"min": 10, "max": 40, "identical": False}

    @pytest.mark.parametrize(
        ("origin", "basis"), [(Origin.HARDWARE, "board's clock"), (Origin.NATIVE, "this computer, not of a board")]
    )
    def test_other_origins_have_no_counts(self, origin: Origin, basis: str) -> None:
        document = run_document(a_hardware_run(origin=origin))
        assert document["instructions_per_inference"] is None
        assert document["instructions"] is None
        assert basis in cast("dict[str, str]", document["latency"])["basis"]

    def test_sizes_parity_validity_and_names_are_there(self) -> None:
        document = run_document(an_invalid_run())
        ram = cast("dict[str, int]", document["ram"])
        assert [ram[f"{part}_bytes"] for part in ("arena", "stack", "static", "total")] == [80, 900, 1_200, 2_180]
        assert document["flash"] == {"firmware_bytes": 24_200, "pack_bytes": 256, "total_bytes": 24_456}
        assert cast("dict[str, int]", document["parity"])["mismatched_bytes"] == 3
        assert document["validity"] == {
            "status": "invalid",
            "issues": [{"code": "parity-mismatch", "text": "3 of 50 output bytes differ from the host build."}],
        }
        assert document["variant"] == {
            "sha256": a_run().variant_sha256,
            "name": "digits_int8",
            "version": 1,
            "model": "digits",
        }
        assert cast("dict[str, str]", document["provenance"])["emulator"] == "QEMU 9.1.0"

    def test_a_run_without_samples_is_a_document_too(self) -> None:
        document = run_document(a_run(timing=a_timing(windows=())))
        assert cast("dict[str, object]", document["latency"])["median"] is None
        assert document["instructions_per_inference"] is None

    def test_what_json_cannot_say_becomes_null(self) -> None:
        run = a_run(parity=Parity(5, 0, 50, float("inf"), 4))
        json.dumps(run_document(run), allow_nan=False)

    def test_comparison_carries_deltas_or_reasons(self) -> None:
        document = comparison_document(compare(slower(), a_run()))
        latency = cast("list[dict[str, object]]", document["deltas"])[0]
        assert (latency["metric"], latency["unit"], latency["ratio"], latency["verdict"]) == (
            "latency",
            "us",
            -0.5,
            "better",
        )
        refused = comparison_document(compare(a_hardware_run(), a_run()))
        assert refused["deltas"] == []
        assert "emulated against hardware" in cast("list[str]", refused["reasons"])


class TestJson:
    def test_raw_samples_are_there_and_the_schema_has_a_version(self) -> None:
        document = json.loads(json_report([a_run(), a_hardware_run()]))
        assert (document["schema"], document["schema_version"]) == ("benchwright-report", 1)
        assert document["runs"][0]["samples"]["windows"][0] == {"input_index": 0, "ticks": [1_600_016, 1_600_016]}
        assert document["runs"][0]["samples"]["ns_per_instruction"] == 16
        assert document["runs"][1]["log"] == a_run().log

    def test_no_runs_are_an_empty_list(self) -> None:
        assert json.loads(json_report([]))["runs"] == []


class TestCsv:
    def rows(self, *runs: Run) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(csv_report(runs))))

    def test_units_stand_in_the_header_and_numbers_stay_numbers(self) -> None:
        row = self.rows(a_run())[0]
        assert float(row["latency_median_us"]) == 1_250
        assert (row["ram_bytes"], row["instructions_min"], row["clock_hz"]) == ("2180", "100000", "80000000")
        assert row["latency_basis"] == "virtual time at one instruction per cycle"

    def test_what_was_not_measured_is_empty(self) -> None:
        row = self.rows(a_hardware_run(accuracy=None, timing=a_timing(windows=(), ns_per_instruction=None)))[0]
        assert [row[name] for name in ("latency_median_us", "instructions_min", "accuracy_ratio")] == ["", "", ""]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "  ="])
    def test_a_text_that_looks_like_a_formula_is_disarmed(self, start: str) -> None:
        evil = f'{start}HYPERLINK("http://example.com","x")'
        row = self.rows(a_run(note=evil, variant_name=evil, tags=(evil,)))[0]
        assert row["note"] == row["variant"] == row["tags"] == f"'{evil}"

    def test_commas_quotes_and_lines_survive(self) -> None:
        note = 'a, "b"\nc'
        assert self.rows(a_run(note=note), a_run())[0]["note"] == note

    def test_no_runs_are_a_header_only(self) -> None:
        assert csv_report([]) == "run_id\n"


class TestText:
    def test_emulated_runs_say_so_and_name_instructions(self) -> None:
        text = run_text(a_run(), None, None)
        assert "digits_int8 v1 on b-l475e-iot01a, emulated (QEMU 9.1.0)" in text
        assert "Instructions  100,000" in text
        assert "virtual time at one instruction per cycle (80 MHz)" in text
        assert "cycle" not in text.replace("instruction per cycle", "")

    def test_a_run_is_held_against_baseline_and_previous(self) -> None:
        previous = slower(run_id="other", timing=a_timing(1_600_032, 1_600_032))
        text = run_text(a_run(), previous, slower())
        assert "against baseline digits_f32 v1 (slow)" in text
        assert "Latency   2.50 ms  →  1.25 ms  ↓ -50.0 % faster     exact" in text
        assert "against previous digits_f32 v1 (other)" in text
        assert "↓ -0.00100 % faster" in text

    def test_the_same_run_is_not_compared_twice_nor_with_itself(self) -> None:
        assert run_text(a_run(), slower(), slower()).count("against") == 1
        assert "against" not in run_text(a_run(), None, a_run())

    def test_invalid_runs_shout_and_are_not_compared(self) -> None:
        text = run_text(an_invalid_run(), slower(), None)
        assert "INVALID" in text
        assert "! parity-mismatch: 3 of 50 output bytes differ" in text
        assert "not comparable, because r-20261120-140000-dead is invalid" in text

    def test_a_difference_inside_the_interval_is_the_same(self) -> None:
        shifted = a_hardware_timing(*(80_001 + (i * 13) % 29 for i in range(50)))
        text = comparison_text(compare(a_hardware_run(), a_hardware_run(run_id="again", timing=shifted)))
        assert re.search(r"Latency .* same +95 % interval -\d+.* ns to \+\d+.* ns", text)
        assert re.search(r"RAM .* same$", text, re.MULTILINE)

    def test_worse_is_larger_slower_and_lower(self) -> None:
        text = comparison_text(compare(a_run(), slower(pack_bytes=512, accuracy=0.9)))
        assert "↑ +100 % slower" in text
        assert "↑ +1.0 % larger" in text
        assert "↓ -5.3 points lower" in text

    def test_too_few_samples_give_no_verdict(self) -> None:
        few = a_hardware_run(run_id="few", timing=a_hardware_timing(90_004, 90_004))
        assert "unknown: too few samples" in comparison_text(compare(a_hardware_run(), few))

    def test_the_table_is_aligned_and_names_origin_and_issues(self) -> None:
        text = runs_table_text([a_run(is_baseline=True), a_hardware_run(), an_invalid_run()])
        header, first, second, third = text.splitlines()
        assert first.startswith("*")
        assert "emulated" in first
        assert "hardware" in second
        assert third.endswith("invalid: parity-mismatch")
        assert {line.index("v1") for line in (first, second, third)} == {header.index("Variant") + len("digits_int8 ")}
        assert header.index("Latency") + len("Latency") == first.index("1.25 ms") + len("1.25 ms")

    def test_the_table_has_energies_where_they_are_asked_for_and_says_what_is_simulated(self) -> None:
        runs = [a_run(energy=an_energy()), a_run(energy=an_energy(is_simulated=False)), a_run()]
        header, simulated, measured, without = runs_table_text(runs, has_energy=True).splitlines()
        assert "Energy" in header
        place = header.index("Energy")
        assert re.match(r"[\d.]+ [nµm]J, simulated", simulated[place:])
        assert re.match(r"[\d.]+ [nµm]J  ", measured[place:])
        assert without[place] == "–"
        assert "simulated" not in measured
        assert "Energy" not in runs_table_text(runs)

    def test_names_cannot_move_the_cursor(self) -> None:
        evil = a_run(variant_name="\x1b[2J\rname\n")
        for text in (run_text(evil, None, None), runs_table_text([evil]), comparison_text(compare(evil, evil))):
            assert not {"\x1b", "\r"} & set(text)

    def test_a_run_without_samples_can_be_printed(self) -> None:
        empty = a_run(timing=a_timing(windows=()))
        assert "no samples" in run_text(empty, None, None)
        assert "–" in runs_table_text([empty])


def test_every_metric_of_a_run_is_the_same_in_every_report() -> None:
    run = replace(slower(), pack_bytes=1_000)
    row = next(csv.DictReader(io.StringIO(csv_report([run]))))
    document = run_document(run)
    assert float(row["latency_median_us"]) == cast("dict[str, float]", document["latency"])["median"] == 2_500
    assert int(row["flash_bytes"]) == cast("dict[str, int]", document["flash"])["total_bytes"] == 25_200
    assert "2.50 ms" in run_text(run, None, None)
    assert "2,500.00" in words(a_document(run))


@pytest.mark.parametrize(
    ("version", "kernel_set", "label"),
    [(1, "generic", "benchwright 1 (generic)"), (0, "cmsis-nn", "benchwright (cmsis-nn)"), (0, "", "benchwright")],
)
def test_the_engine_is_named_by_what_it_tells(version: int, kernel_set: str, label: str) -> None:
    run = a_run(provenance=a_provenance(engine_version=version, kernel_set=kernel_set))
    assert run.engine_label == label
