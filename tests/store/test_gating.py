"""`benchwright gate` on a database: which runs stand before it, what they are held against, and how it ends."""

from __future__ import annotations

import json
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchwright import paths
from benchwright.__main__ import main
from benchwright.bench.gating import judge_runs, newest_ids
from benchwright.catalog.policy_file import read_policy
from benchwright.cli.gating import EXIT_FAILED, EXIT_UNDECIDED
from benchwright.model.errors import (
    DatabaseUnusable,
    FileUnwritable,
    NothingToJudge,
    PolicyInvalid,
    QueryInvalid,
    RunNotFound,
)
from benchwright.model.gate import Against, Outcome, Policy, Rule
from benchwright.model.gate_metric import GateMetric
from benchwright.model.run_query import parse_query
from benchwright.store import SqliteRunStore
from tests.builders import a_hardware_run, a_record, a_run, a_scoring, some_answers
from tests.store.test_unread_results import spoil

FLASH = Rule(GateMetric.FLASH, True)
POLICY = Policy("night", (FLASH,))


@dataclass(frozen=True)
class Answer:
    code: int
    output: str
    errors: str


Gate = Callable[..., Answer]


@pytest.fixture
def gate(file: Path, capsys: pytest.CaptureFixture[str]) -> Gate:
    def run(*arguments: str) -> Answer:
        capsys.readouterr()
        code = main(["gate", *arguments, "--db", str(file)])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


def add(store: SqliteRunStore, run_id: str, version: int, flash: int, minute: int, **changes: object) -> None:
    changes = {"board": "b-l475e-iot01a", **changes}
    run = a_run(
        run_id=run_id,
        started_at=f"2026-11-20T12:{minute:02}:00+00:00",
        variant_version=version,
        variant_sha256=f"{version}" * 64,
        flash_firmware_bytes=flash,
        **changes,
    )
    store.add(a_record(run))


@pytest.fixture
def filled(store: SqliteRunStore) -> SqliteRunStore:
    """Three versions, the newest one measured before the second was measured again; one run on another board."""
    add(store, "first", 1, 20_000, 1)
    add(store, "second", 2, 19_000, 2)
    add(store, "third", 3, 21_000, 3)
    add(store, "again", 2, 19_000, 4)
    add(store, "elsewhere", 1, 9_000, 5, board="microbit", device_id="virtual:microbit")
    return store


def policy_file(folder: Path, text: str = '[[rule]]\nmetric = "flash"\n') -> str:
    file = folder / "night.toml"
    file.write_text(f"version = 1\n{text}", encoding="utf-8")
    return str(file)


def test_the_newest_version_of_each_model_on_each_board_stands_before_the_gate(filled: SqliteRunStore) -> None:
    assert newest_ids(filled, parse_query("")) == ("third", "elsewhere")
    assert newest_ids(filled, parse_query("board:microbit")) == ("elsewhere",)
    assert newest_ids(filled, parse_query("board:nowhere")) == ()


def test_a_version_is_held_against_the_one_before_or_the_baseline(filled: SqliteRunStore) -> None:
    (judgement,) = judge_runs(filled, POLICY, ("third",)).judgements
    assert (judgement.baseline_label, judgement.outcome) == ("digits_int8 v2", Outcome.FAILED)
    filled.set_baseline("first", is_baseline=True)
    (judgement,) = judge_runs(filled, POLICY, ("third",)).judgements
    assert judgement.baseline_id == "first"
    (judgement,) = judge_runs(filled, Policy("p", (FLASH,), against=Against.PREVIOUS), ("third",)).judgements
    assert judgement.baseline_label == "digits_int8 v2"
    filled.set_baseline("third", is_baseline=True)
    (judgement,) = judge_runs(filled, POLICY, ("third",)).judgements
    assert judgement.baseline_label == "digits_int8 v2"
    (judgement,) = judge_runs(filled, POLICY, ("third",), baseline="first").judgements
    assert judgement.baseline_id == "first"


def test_no_run_before_the_gate_is_no_pass(filled: SqliteRunStore) -> None:
    with pytest.raises(NothingToJudge):
        judge_runs(filled, POLICY, ())
    with pytest.raises(NothingToJudge, match="No run"):
        judge_runs(filled, Policy("p", (Rule(GateMetric.FLASH, True, boards=("nowhere",)),)), ("third",))


def test_a_rule_that_fails_ends_with_its_code(filled: SqliteRunStore, gate: Gate, tmp_path: Path) -> None:
    answer = gate("--policy", policy_file(tmp_path))
    assert answer.code == EXIT_FAILED
    assert "✗ failed" in answer.output
    assert "digits_int8 v3 on b-l475e-iot01a, EMULATED: failed" in answer.output
    assert "Worse by 2.0 kB; only 0 B are allowed." in answer.output
    assert answer.output.rstrip().endswith(
        "Gate 'night' failed: 1 of 2 findings failed, 0 undecided, 1 warned, 0 skipped."
    )


def test_what_is_allowed_passes_and_warnings_fail_when_asked(
    filled: SqliteRunStore, gate: Gate, tmp_path: Path
) -> None:
    file = policy_file(tmp_path, 'no_baseline = "skip"\n[[rule]]\nmetric = "flash"\nallow = "2 kB"\n')
    assert gate("--policy", file).code == 0
    warning = policy_file(tmp_path, '[[rule]]\nmetric = "flash"\nallow = "2 kB"\n')
    assert gate("--policy", warning).code == 0
    assert gate("--policy", warning, "--strict").code == EXIT_FAILED
    assert gate("--policy", warning, "--strict", "board:b-l475e").code == 0


def test_a_build_server_gets_a_case_for_each_rule(filled: SqliteRunStore, gate: Gate, tmp_path: Path) -> None:
    junit = tmp_path / "gate.xml"
    rules = '[[rule]]\nmetric = "flash"\n[[rule]]\nmetric = "energy"\nmissing = "skip"\n'
    answer = gate("--policy", policy_file(tmp_path, rules), "--junit", str(junit), "--json")
    document = json.loads(answer.output)
    assert (document["outcome"], document["counts"]) == (
        "failed",
        {"passed": 0, "skipped": 2, "warned": 1, "undecided": 0, "failed": 1},
    )
    suites = {suite.get("name"): suite for suite in ET.parse(junit).getroot()}
    assert set(suites) == {"digits: b-l475e-iot01a (emulated)", "digits: microbit (emulated)"}
    suite = suites["digits: b-l475e-iot01a (emulated)"]
    assert [suite.get(kind) for kind in ("tests", "failures", "errors", "skipped")] == ["2", "1", "0", "1"]
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == (
        "Worse by 2.0 kB; only 0 B are allowed. "
        "Value 21.3 kB; baseline 19.3 kB; change +2.0 kB (+10.4 %); run third against second."
    )


def test_emulated_and_hardware_are_never_held_against_each_other(
    filled: SqliteRunStore, gate: Gate, tmp_path: Path
) -> None:
    hardware = a_hardware_run(run_id="desk", started_at="2026-11-20T13:00:00+00:00", variant_version=4)
    filled.add(a_record(hardware))
    answer = gate("--policy", policy_file(tmp_path), "--run", "desk", "--baseline", "third", "--json")
    (run,) = json.loads(answer.output)["runs"]
    assert answer.code == EXIT_UNDECIDED
    assert run["findings"][0]["because"] == "not-comparable"
    assert "hardware against emulated" in run["findings"][0]["detail"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--policy", "none.toml"), PolicyInvalid.code, "No such file"),
        (("--policy", "{policy}", "bord:x"), QueryInvalid.code, "Did you mean 'board'?"),
        (("--policy", "{policy}", "board:nowhere"), NothingToJudge.code, "No run stands before the gate."),
        (("--policy", "{policy}", "--run", "feedface"), RunNotFound.code, "feedface"),
        (("--policy", "{policy}", "--baseline", "feedface"), RunNotFound.code, "feedface"),
        (("--policy", "{policy}", "--junit", "{folder}/none/gate.xml"), FileUnwritable.code, "gate.xml"),
        (("--write-policy", "{policy}"), FileUnwritable.code, "There is one already"),
    ],
)
def test_what_cannot_be_judged_is_told(
    filled: SqliteRunStore, gate: Gate, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    policy = policy_file(tmp_path)
    answer = gate(*(one.format(policy=policy, folder=tmp_path) for one in arguments))
    assert answer.code == code
    assert words in answer.errors


def test_a_policy_to_start_with_is_written_and_can_be_used(filled: SqliteRunStore, gate: Gate, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    answer = gate("--write-policy", str(file))
    assert answer.code == 0
    assert f"benchwright gate --policy {file}" in answer.output
    assert read_policy(file) == read_policy(paths.resources() / "gate.toml")
    assert gate("--policy", str(file)).code == EXIT_FAILED


def judged(gate: Gate, *arguments: str) -> dict[str, object]:
    """The one run that stood before the gate."""
    (run,) = json.loads(gate(*arguments, "--json").output)["runs"]
    assert isinstance(run, dict)
    return run


def test_a_baseline_can_be_a_version_or_the_version_before(filled: SqliteRunStore, gate: Gate, tmp_path: Path) -> None:
    asked = ("--policy", policy_file(tmp_path), "--run", "third", "--baseline")
    filled.set_baseline("first", is_baseline=True)
    assert judged(gate, *asked, "v2")["baseline_id"] == "again"
    assert judged(gate, *asked, "v1")["baseline_id"] == "first"
    assert judged(gate, *asked, "previous")["baseline_id"] == "second"
    assert judged(gate, *asked, "baseline")["baseline_id"] == "first"
    missing = gate(*asked, "v9")
    assert missing.code == RunNotFound.code
    assert "digits v9, b-l475e-iot01a, emulated" in missing.errors


def test_names_of_boards_and_models_are_taken_to_the_letter(filled: SqliteRunStore, gate: Gate, tmp_path: Path) -> None:
    add(filled, "larger", 1, 9_000, 6, board="microbit-v2", device_id="virtual:microbit-v2")
    asked = ("--policy", policy_file(tmp_path))
    assert judged(gate, *asked, "--board", "microbit")["run_id"] == "elsewhere"
    assert gate(*asked, "--model", "digit").code == NothingToJudge.code
    assert gate(*asked, "--model", "digits", "--board", "microbit").code == 0


def test_a_gate_that_skips_everything_has_not_passed(filled: SqliteRunStore, gate: Gate, tmp_path: Path) -> None:
    file = policy_file(tmp_path, '[[rule]]\nmetric = "energy"\nmissing = "skip"\n')
    assert gate("--policy", file).code == EXIT_UNDECIDED


def test_a_run_that_cannot_be_read_is_told_and_the_gate_does_not_pass(
    filled: SqliteRunStore, file: Path, gate: Gate, tmp_path: Path
) -> None:
    policy = policy_file(tmp_path, '[[rule]]\nmetric = "flash"\nallow = "2 kB"\n')
    assert gate("--policy", policy).code == 0
    with closing(sqlite3.connect(file)) as connection, connection:
        chosen = "(SELECT sequence FROM runs WHERE run_id = 'elsewhere')"
        connection.execute(f"UPDATE run_summaries SET problem = 'sunspots' WHERE run_sequence = {chosen}")
    answer = gate("--policy", policy)
    assert answer.code == EXIT_UNDECIDED
    assert "which this version cannot read: elsewhere" in answer.errors
    spoil(file, "third")
    assert gate("--policy", policy).code == DatabaseUnusable.code


def test_answers_of_a_labelled_set_on_the_board_stand_before_the_gate(
    store: SqliteRunStore, gate: Gate, tmp_path: Path
) -> None:
    add(store, "first", 1, 20_000, 1)
    add(store, "second", 2, 20_000, 2)
    answers = some_answers()
    wrong = (replace(answers[0], board=(0.125, 0.875)), *answers[1:])
    for version, scoring_id, given, right in ((1, "aaaa1111", answers, 2), (2, "bbbb2222", wrong, 1)):
        scoring = a_scoring(scoring_id=scoring_id, variant_version=version, variant_sha256=f"{version}" * 64)
        store.scorings.begin(scoring)
        store.scorings.add_inputs(scoring_id, given, 1.0)
        store.scorings.finish(scoring_id, "2026-11-20T12:11:00+00:00", right)
    rules = "".join(f"[[rule]]\nmetric = '{name}'\nallow = 0.1\n" for name in ("auc", "macro-f1", "accuracy", "top5"))
    run = judged(gate, "--policy", policy_file(tmp_path, rules), "--run", "second")
    findings = run["findings"]
    assert isinstance(findings, list)
    assert [one["because"] for one in findings] == ["worse", "worse", "worse", "not-measured"]
    assert [one["baseline_value"] for one in findings[::2]] == [1.0, pytest.approx(2 / 3)]
