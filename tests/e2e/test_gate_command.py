"""A gate from the command line: two versions really measured on the native board, the second one slower."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchwright.cli.gating import EXIT_FAILED, EXIT_UNDECIDED
from tests.e2e.journey import Answer, benchwright

MODELS = Path(__file__).parents[2] / "resources" / "models"
POLICY = """version = 1
name = "night"
[[rule]]
metric = "latency"
allow_percent = 10
[[rule]]
metric = "latency-p99"
limit = "1 s"
[[rule]]
metric = "ram"
allow = "1 MB"
dimensions = ["optimise", "arena-limit", "inputs", "host"]
[[rule]]
metric = "energy"
allow_percent = 3
missing = "skip"
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of a small model and a larger version of it, and with a policy."""
    folder = tmp_path_factory.mktemp("gate")
    for file in ("digits_small_int8.tflite", "digits_int8.tflite"):
        answer = benchwright(
            *("run", str(MODELS / file), "--board", "virtual:native"),
            *("--db", str(folder / "runs.db"), "--window", "0.1", "--json"),
        )
        assert answer.code == 0, answer.errors
    (folder / "gate.toml").write_text(POLICY, encoding="utf-8")
    return folder


def gate(folder: Path, *arguments: str) -> Answer:
    return benchwright("gate", "--db", str(folder / "runs.db"), "--policy", str(folder / "gate.toml"), *arguments)


def test_a_slower_version_stops_the_build_with_its_numbers(measured: Path) -> None:
    answer = gate(measured, "--board", "native", "--junit", str(measured / "gate.xml"))
    assert answer.code == EXIT_FAILED, answer.errors
    assert "NATIVE: failed" in answer.output
    (suite,) = ET.parse(measured / "gate.xml").getroot()
    assert suite.get("name") == "digits: native (native)"
    cases = {str(case.get("name")).rpartition(" ")[2]: case for case in suite}
    assert list(cases) == ["latency", "latency-p99", "ram", "energy"]
    failure = cases["latency"].find("failure")
    assert failure is not None
    assert failure.get("type") == "worse"
    assert "Worse by" in str(failure.get("message"))
    assert cases["energy"].find("skipped") is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "1", "0")


def test_the_same_runs_the_other_way_round_pass(measured: Path) -> None:
    runs = json.loads(benchwright("runs", "--db", str(measured / "runs.db"), "--json").output)["runs"]
    small = next(run["run_id"] for run in runs if run["variant"]["version"] == 1)
    answer = gate(measured, "--run", small, "--baseline", "v2", "--json")
    assert answer.code == 0, answer.output
    latency, *_ = answer.document["runs"][0]["findings"]
    assert latency["change"] < 0
    assert latency["interval"][1] < 0
    assert not latency["is_simulated"]


def test_a_run_against_nothing_is_undecided_where_the_policy_says_so(measured: Path) -> None:
    strict = measured / "strict.toml"
    strict.write_text('version = 1\nno_baseline = "undecided"\n[[rule]]\nmetric = "flash"\n', encoding="utf-8")
    answer = benchwright(
        *("gate", "version<2", "--db", str(measured / "runs.db"), "--policy", str(strict), "--json"),
    )
    assert answer.code == EXIT_UNDECIDED
    assert answer.document["outcome"] == "undecided"
