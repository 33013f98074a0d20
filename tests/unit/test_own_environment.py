"""An installed program makes the environments it has no set-up for, or says in words why it cannot."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchwright import paths
from benchwright.cli.setting_up import set_up
from benchwright.drivers.own_environment import OwnEnvironments, install_words, requirements
from benchwright.model.errors import ToolMissing
from tests.conftest import ROOT

PYTHON = """#!/bin/sh
[ "$1" = -c ] && {{ echo {version}; exit 0; }}
echo "$@" >> {log}
[ "$2" = venv ] && {{ mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; exit 0; }}
echo Collecting tensorflow
{end}
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for Python")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen program far from any checkout."""
    monkeypatch.setattr(paths, "checkout", lambda: None)
    monkeypatch.setattr(sys, "frozen", True, raising=False)


def environments(tmp_path: Path, version: str = "3 11", end: str = "") -> OwnEnvironments:
    python = tmp_path / "python3"
    python.write_text(PYTHON.format(version=version, log=tmp_path / "log", end=end))
    python.chmod(0o755)
    found = {"python3": str(python)}
    return OwnEnvironments(lambda name: tmp_path / "made" / name, constraints=Path("pins.txt"), which=found.get)


def refusal(made: OwnEnvironments) -> ToolMissing:
    with pytest.raises(ToolMissing) as raised:
        made.bring("forge", lambda _line: None)
    return raised.value


def test_what_belongs_into_an_environment_is_what_the_project_pins() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    assert sorted(requirements("forge")) == sorted(extras["forge"])
    assert requirements("lab") == tuple(extras["lab"])


@pytest.mark.usefixtures("installed")
def test_the_computers_own_python_makes_the_environment_and_fills_it(tmp_path: Path) -> None:
    said: list[str] = []
    folder = environments(tmp_path).bring("forge", said.append)
    first, second = (tmp_path / "log").read_text().splitlines()
    assert folder == tmp_path / "made" / "forge"
    assert first == f"-m venv --clear {folder}"
    assert "-c pins.txt" in second
    assert second.endswith(" ".join(requirements("forge")))
    assert said == ["Collecting tensorflow"]


@pytest.mark.usefixtures("installed")
def test_without_a_python_of_the_right_age_it_says_which_one_to_install(tmp_path: Path) -> None:
    error = refusal(environments(tmp_path, version="3 10"))
    assert error.what == "TensorFlow is missing."
    assert "Python 3.11 to 3.13 with venv" in error.why
    assert error.remedy == "Install one (sudo apt install python3-venv), then: benchwright setup forge"


@pytest.mark.usefixtures("installed")
def test_without_a_network_it_says_so(tmp_path: Path) -> None:
    end = "echo 'WARNING: NewConnectionError'; echo 'ERROR: No matching distribution'; exit 1"
    assert refusal(environments(tmp_path, end=end)).why == (
        "Its packages cannot be fetched: the network does not answer."
    )


@pytest.mark.usefixtures("installed")
def test_what_pip_says_last_is_told(tmp_path: Path) -> None:
    error = refusal(environments(tmp_path, end="echo 'ERROR: No space left on device'; exit 1"))
    assert error.why.endswith("ERROR: No space left on device")
    assert error.remedy == "Retry: benchwright setup forge"


def test_the_way_in_is_the_one_there_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    assert install_words("forge").startswith("Set it up: sh installer/python -m installer forge;")
    monkeypatch.setattr(paths, "checkout", lambda: None)
    assert install_words("lab").startswith("Set it up: benchwright setup lab;")


@pytest.mark.usefixtures("installed")
def test_an_environment_that_was_made_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    monkeypatch.delenv("BENCHWRIGHT_FORGE_PYTHON", raising=False)
    assert paths.forge_python() is None
    python = paths.environment("forge") / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert paths.forge_python() == python


def test_the_command_names_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def bring(name: str, say: object) -> Path:
        assert callable(say)
        say("Collecting labgrid")
        return tmp_path / name

    assert set_up(argparse.Namespace(environment="lab", json=True), SimpleNamespace(set_up=bring)) == 0  # type: ignore[arg-type]
    said = capsys.readouterr()
    assert json.loads(said.out) == {"environment": str(tmp_path / "lab")}
    assert said.err == "Collecting labgrid\n"
