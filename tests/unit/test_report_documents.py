from __future__ import annotations

import re
import string
import tomllib
from dataclasses import replace

import pytest

from benchwright.model.board import Origin
from benchwright.model.compare import reasons_not_comparable
from benchwright.model.document import Cell, Facts, Figures, Heading, Table
from benchwright.model.errors import Cancelled, RunNotFound
from benchwright.model.report import ReportLanguage, ReportRequest, ReportSection, ReportTemplate
from benchwright.model.run import Issue, IssueCode, Run, Validity
from benchwright.reports.catalogue import Catalogue, load_catalogue
from benchwright.reports.markdown import markdown_tables
from benchwright.reports.reason_words import reason_text
from benchwright.reports.sections.repro import commands_to_repeat
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
from tests.conftest import ROOT
from tests.report_shelf import TEMPLATES, Shelf, a_desk, a_document, words

PORTUGUESE = ReportLanguage.PORTUGUESE
HOSTILE = '<script>alert("1")</script>\u202e\x00\n`|*[x](y)' + "x" * 10_000


def next_version(run: Run, *, slower: float = 1.0, version: int = 2, **changes: object) -> Run:
    """A later variant of the same model, `slower` times as slow."""
    ticks = tuple(round(tick * slower) for tick in run.timing.samples)
    name = f"digits_v{version}"
    timing = replace(run.timing, windows=(replace(run.timing.windows[0], ticks=ticks),))
    fields: dict[str, object] = {
        "run_id": f"{run.run_id}-{version}",
        "variant_name": name,
        "variant_version": version,
        "variant_sha256": digest(name.encode()),
        "timing": timing,
        **changes,
    }
    return replace(run, **fields)  # type: ignore[arg-type]


def catalogue(language: ReportLanguage) -> Catalogue:
    return load_catalogue(TEMPLATES, language)


class TestLanguages:
    def test_each_language_has_every_key_and_place(self) -> None:
        flat = [_flat(tomllib.loads((TEMPLATES / f"{language.value}.toml").read_text())) for language in ReportLanguage]
        for other in flat[1:]:
            assert other.keys() == flat[0].keys()
            for key, text in other.items():
                assert _places(text) == _places(flat[0][key]), key

    def test_no_key_is_left_over(self) -> None:
        source = "\n".join(file.read_text() for file in (ROOT / "app/benchwright/reports").rglob("*.py"))
        said = set(re.findall(r'"([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)"', source))
        made = {*re.findall(r"""f["']([a-z_]+\.(?:[a-z_]+\.)?)\{""", source), "less.", "more."}
        keys = {re.sub(r"\.(one|many)$", "", key) for key in catalogue(ReportLanguage.ENGLISH).keys}
        assert {key for key in keys - said if not key.startswith(tuple(made))} == set()

    @pytest.mark.parametrize("code", IssueCode)
    @pytest.mark.parametrize("language", ReportLanguage)
    def test_every_rule_has_a_meaning(self, code: IssueCode, language: ReportLanguage) -> None:
        assert catalogue(language).say(f"issue.{code.value}")

    @pytest.mark.parametrize("template", ReportTemplate)
    def test_portuguese_has_decimal_commas_and_its_own_words(self, template: ReportTemplate) -> None:
        first = a_hardware_run(timing=a_hardware_timing(*range(100_000, 100_050)))
        runs = (first, next_version(first, slower=1.5), an_invalid_run(), a_foreign_run())
        text = words(a_document(*runs, template=template, language=PORTUGUESE))
        assert "1.250,31" in text or "1,25 ms" in text
        assert not re.search(r"\d\.\d{1,2} (ms|kB|µs|%)", text)
        for english in (
            "hardware clock",
            "Overview",
            "Latency",
            "Runs",
            "faster",
            "slower",
            "baseline",
            "worse",
            "not",
        ):
            assert not re.search(rf"\b{english}\b", text.replace("is not", "")), english
        assert "20/11/2026 12:00 UTC" in text

    def test_english_has_decimal_points(self) -> None:
        assert "1.25 ms" in words(a_document(a_run()))

    @pytest.mark.parametrize(
        "changed",
        [
            {"origin": Origin.NATIVE},
            {"board": "other, against all"},
            {"timing": a_timing(clock_hz=64_000_000)},
            {"timing": a_timing(ns_per_instruction=None)},
            {"provenance": a_provenance(engine="tflm")},
            {"pack_sha256": ""},
            {"provenance": a_provenance(firmware_sha256=digest(b"other"))},
            {"validity": an_invalid_run().validity},
        ],
    )
    def test_every_reason_not_to_compare_is_translated(self, changed: dict[str, object]) -> None:
        reasons = reasons_not_comparable(a_run(), a_run(**changed))
        assert reasons
        for reason in reasons:
            assert reason_text(reason, catalogue(ReportLanguage.ENGLISH)) == reason
            assert reason_text(reason, catalogue(PORTUGUESE)) != reason

    def test_a_reason_that_is_not_known_stays_as_it_is(self) -> None:
        assert reason_text("other phase of the moon", catalogue(PORTUGUESE)) == "other phase of the moon"


class TestTemplates:
    def test_board_and_model_has_a_line_a_variant_and_a_column_a_board_with_origins_apart(self) -> None:
        runs = (a_hardware_run(), a_hardware_run(run_id="b", board="esp32-c3"), a_run(run_id="c"))
        text = words(a_document(*runs, sections=frozenset({ReportSection.RESULT})))
        hardware, emulated = text.split("Emulated [emulated]")
        assert "Variant | b-l475e-iot01a | esp32-c3" in hardware
        assert re.search(r"digits_int8 v1 \(digits\) \| 1\.00 ms .*\| 1\.00 ms", hardware)
        assert "1.25 ms" in emulated
        assert "1.25 ms" not in hardware

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (ReportLanguage.ENGLISH, "net, ± 0.347 µJ over 9 windows (95 %), "
             "meter ± 19.5 µJ (assumed); gross 413.2 µJ; "
                                     "PPK2, SIMULATED, 3.3 V"),
            (PORTUGUESE, "líquida, ± 0,347 µJ sobre 9 janelas (95 %), medidor ± 19,5 µJ (suposto); bruta 413,2 µJ; "
                         "PPK2, SIMULADA, 3,3 V"),
        ],
    )  # fmt: skip
    def test_energy_has_both_uncertainties_and_says_simulated_wherever_it_stands(
        self, language: ReportLanguage, said: str
    ) -> None:
        first = a_run(energy=an_energy())
        less = replace(first.energy, windows=tuple(replace(one, idle_ua=3_000.0) for one in first.energy.windows))
        second = next_version(first, energy=less)
        text = words(a_document(first, second, language=language))
        assert said in text
        simulated = said.split(", ")[-2]
        table = words(a_document(first, language=language, sections=frozenset({ReportSection.RUNS})))
        assert f"({simulated})" in table
        compared = words(
            a_document(
                first, second, shelf=Shelf(first, second, baseline=first), template=ReportTemplate.COMPARE,
                sections=frozenset({ReportSection.RESULT}), language=language,
            )
        )  # fmt: skip
        assert f"; {simulated})" in compared

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            (ReportLanguage.ENGLISH, "One inference every 2.00 s on a CR2032: 3.6 days. By a SIMULATED meter"),
            (PORTUGUESE, "Uma inferência a cada 2,00 s em uma CR2032: 3,6 dias. Por um medidor SIMULADO"),
        ],
    )
    def test_a_battery_life_says_simulated_and_what_it_assumes(self, language: ReportLanguage, said: str) -> None:
        text = words(a_document(a_run(energy=an_energy()), language=language))
        assert said in text
        assert "CR2032" in text
        assert "CR2032" not in words(a_document(a_run(), language=language))

    def test_runs_without_a_meter_have_no_column_of_energy(self) -> None:
        assert "Energy" not in words(a_document(a_run(), sections=frozenset({ReportSection.RUNS})))

    def test_compare_says_sign_arrow_word_and_interval(self) -> None:
        first = a_hardware_run(is_baseline=True)
        document = a_document(
            first, next_version(first, slower=2), shelf=Shelf(first, next_version(first, slower=2), baseline=first),
            template=ReportTemplate.COMPARE, sections=frozenset({ReportSection.RESULT}),
        )  # fmt: skip
        assert re.search(
            r"digits_v2 v2 \| digits_int8 v1 \| ↑ \+100 % slower \(1\.00 ms → 2\.00 ms; 95 % interval", words(document)
        )

    def test_a_baseline_of_another_origin_gives_the_reason_and_no_delta(self) -> None:
        emulated, board = a_run(), a_hardware_run()
        document = a_document(
            emulated, board, template=ReportTemplate.COMPARE, baseline_id=board.run_id,
            sections=frozenset({ReportSection.RESULT}),
        )  # fmt: skip
        assert "not comparable, because emulated against hardware" in words(document)
        assert "%" not in words(document).split("[emulated]")[1].split("[hardware]")[0]

    def test_regression_puts_what_is_worse_on_top_and_counts_it(self) -> None:
        first = a_hardware_run()
        document = a_document(first, next_version(first, slower=1.2), template=ReportTemplate.REGRESSION)
        text = words(document)
        assert "Since the version before: 3 the same, 1 value worse." in text
        table = next(
            block for block in document.blocks if isinstance(block, Table) and "Verdict" in block.columns[0].title
        )
        assert [cell.text for cell in table.rows[0]][:2] == ["▲ worse", "Latency"]
        assert "95 % interval" in table.rows[0][5].text

    def test_a_difference_within_the_noise_is_the_same(self) -> None:
        first = a_hardware_run()
        text = words(a_document(first, next_version(first), template=ReportTemplate.REGRESSION))
        assert "Since the version before: 4 the same." in text
        assert "▲ worse" not in text

    def test_without_a_version_before_it_says_so(self) -> None:
        text = words(a_document(a_run(), template=ReportTemplate.REGRESSION))
        assert "digits_int8 v1 is the first version; there is nothing before it." in text

    def test_a_version_measured_again_since_is_not_the_one_before(self) -> None:
        first = a_run()
        newest = next_version(first, slower=1.5, started_at="2026-11-20T13:00:00+00:00")
        again = replace(first, run_id="again", started_at="2026-11-20T14:00:00+00:00")
        document = a_document(newest, again, template=ReportTemplate.REGRESSION)
        assert "is the first version; there is nothing before it." in words(document)

    def test_the_version_before_may_be_in_the_store_only(self) -> None:
        newest = next_version(a_run(), slower=1.5)
        document = a_document(newest, shelf=Shelf(newest, previous=a_run()), template=ReportTemplate.REGRESSION)
        assert "1 value worse" in words(document)


class TestSections:
    @pytest.mark.parametrize("section", ReportSection)
    def test_each_section_stands_alone_under_its_heading(self, section: ReportSection) -> None:
        document = a_document(a_run(), sections=frozenset({section}))
        assert sum(isinstance(block, Heading) and block.level == 1 for block in document.blocks) == 1

    def test_no_section_and_no_run_are_documents_too(self) -> None:
        assert "no sections" in words(a_document(a_run(), sections=frozenset()))
        assert "no runs" in words(a_document())

    def test_the_repro_block_has_hashes_versions_device_violations_and_commands(self) -> None:
        run = an_invalid_run(device_id="usb:2341:005a:5F2A9C01")
        document = a_document(run, sections=frozenset({ReportSection.REPRO}))
        facts = next(block for block in document.blocks if isinstance(block, Facts)).facts
        said = {fact.name: fact.value for fact in facts}
        made = run.provenance
        for value in (
            run.variant_sha256,
            run.pack_sha256,
            made.firmware_sha256,
            made.board_file_sha256,
            made.input_sha256,
        ):
            assert value in said.values()
        assert said["Device, serial number"] == "usb:2341:005a:5F2A9C01 at 80,000,000 Hz"
        assert said["Versions"] == "agent 1, wire 1, planner 1"
        assert "parity-mismatch: 3 of 50" in said["Rules broken"]

    def test_commands_are_quoted_for_a_shell(self) -> None:
        commands = commands_to_repeat(a_run(variant_name="my model; rm -rf ~"))
        assert commands[0] == "benchwright virtual start b-l475e-iot01a"
        assert commands[1] == "benchwright run 'my model; rm -rf ~.tflite' --board virtual:b-l475e-iot01a"
        assert "--protocol mlperf" in commands_to_repeat(a_foreign_run())[0]

    def test_every_figure_names_quantity_board_origin_and_count(self) -> None:
        document = a_document(a_run(), a_hardware_run())
        figures = [figure for block in document.blocks if isinstance(block, Figures) for figure in block.figures]
        assert len(figures) == 8
        for figure in figures:
            assert re.fullmatch(r".+ · b-l475e-iot01a, (emulated|hardware), n = \d+", figure.title)
            assert figure.drawing.summary

    def test_origins_never_share_a_figure_or_a_table_of_runs(self) -> None:
        document = a_document(a_run(), a_hardware_run(), a_hardware_run(run_id="n", origin=Origin.NATIVE))
        tags = [block.tag for block in document.blocks if isinstance(block, Heading) and block.level == 2]
        assert {"hardware", "emulated", "native"} == set(tags)
        assert "" not in tags

    def test_details_end_somewhere_and_say_so(self) -> None:
        runs = tuple(a_run(run_id=f"r-{number}") for number in range(70))
        text = words(a_document(*runs, sections=frozenset({ReportSection.DETAILS})))
        assert "The first 60 of 70 runs; a JSON report has all of them." in text


class TestBadInput:
    def hostile(self) -> Run:
        return a_run(
            variant_name=HOSTILE, model=HOSTILE, board=HOSTILE, device_id=HOSTILE, run_id=HOSTILE, note=HOSTILE,
            validity=Validity((Issue(IssueCode.NO_WARMUP, HOSTILE),)),
            provenance=a_provenance(host=HOSTILE, emulator=HOSTILE, engine=HOSTILE, input_source=HOSTILE),
        )  # fmt: skip

    @pytest.mark.parametrize("template", ReportTemplate)
    def test_names_lose_what_moves_the_cursor_or_the_writing_and_are_cut(self, template: ReportTemplate) -> None:
        run = self.hostile()
        lines = words(a_document(run, next_version(run), template=template)).splitlines()
        assert max(map(len, lines)) < 4_000
        assert not {"\x00", "\u202e"} & set("".join(lines))

    def test_markdown_has_no_live_markup(self) -> None:
        text = markdown_tables(a_document(self.hostile(), sections=frozenset({ReportSection.RUNS})))
        assert "<script" not in text.replace("\\<", "")
        row = text.splitlines()[-1]
        assert len(re.findall(r"(?<!\\)\|", row)) == 11  # ten cells: a name cannot add one

    def test_markdown_aligns_numbers(self) -> None:
        text = markdown_tables(a_document(a_run(), sections=frozenset({ReportSection.RUNS})))
        assert "### Emulated (emulated)" in text
        assert "| Variant | Board | Started, UTC | Latency, µs |" in text
        assert "| --- | --- | --- | ---: |" in text

    def test_an_unknown_run_is_an_error_in_words(self) -> None:
        with pytest.raises(RunNotFound):
            a_desk(Shelf()).document(ReportRequest(("gone",)), Never())

    @pytest.mark.parametrize("template", ReportTemplate)
    def test_a_baseline_that_is_gone_is_said_in_the_report(self, template: ReportTemplate) -> None:
        run = a_run()
        text = words(a_document(run, next_version(run), template=template, baseline_id="gone-1234"))
        assert text.count("Run gone-1234, which runs were to be held against, is gone") == 1
        assert run.variant_label in text

    def test_a_report_that_compares_nothing_does_not_miss_its_baseline(self) -> None:
        text = words(a_document(a_run(), baseline_id="gone-1234", sections=frozenset({ReportSection.REPRO})))
        assert "gone-1234" not in text

    def test_what_is_no_more_wanted_stops(self) -> None:
        with pytest.raises(Cancelled):
            a_desk(Shelf(a_run())).document(ReportRequest((a_run().run_id,)), Always())

    def test_runs_are_read_once_until_they_may_have_changed(self) -> None:
        shelf = Shelf(a_run())
        desk = a_desk(shelf)
        for _ in range(3):
            desk.document(ReportRequest((a_run().run_id,)), Never())
        assert shelf.asked == 1
        desk.forget()
        desk.document(ReportRequest((a_run().run_id,)), Never())
        assert shelf.asked == 2

    def test_runs_without_samples_or_memory_are_dashes(self) -> None:
        empty = a_run(timing=a_timing(windows=()))
        document = a_document(empty)
        assert "This run has no samples." in words(document)
        table = next(block for block in document.blocks if isinstance(block, Table) and len(block.columns) == 10)
        assert table.rows[0][3] == Cell("–")


class Never:
    is_set = False


class Always:
    is_set = True


def _flat(table: dict[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[prefix + name] = str(value)
    return found


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
