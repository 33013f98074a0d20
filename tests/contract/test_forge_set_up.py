"""Bringing TensorFlow by the program's own set-up: its words, its failures, and what is left behind."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from benchwright.bench.lane import Cancel
from benchwright.drivers.forge_process import ForgeProcess
from benchwright.drivers.forge_set_up import ForgeSetUp
from benchwright.drivers.forge_times import ForgeTimes
from benchwright.model.conversion import INSTALL, ForgeProgress
from benchwright.model.errors import Cancelled, ToolMissing
from benchwright.protocols.cancel import NeverCancelled

MAKES = "import pathlib, sys; pathlib.Path(sys.argv[1], 'bin').mkdir(parents=True); print('Collecting tensorflow');"
IS_WHOLE = "pathlib.Path(sys.argv[1], 'bin', 'python').touch()"
FAILS = (
    "print('error: TensorFlow is missing.'); print('       The network does not answer.'); "
    "print('       Retry: benchwright setup forge'); sys.exit(32)"
)
HANGS = "sys.stdout.flush(); import time; time.sleep(60)"


def forge_with(tmp_path: Path, program: str) -> tuple[ForgeProcess, Path]:
    """A forge whose set-up is a program that makes, or does not make, the environment."""
    folder = tmp_path / "forge"
    python = folder / "bin" / "python"
    set_up = ForgeSetUp((sys.executable, "-c", program, str(folder)), folder)
    times = ForgeTimes(tmp_path / "times.json")
    return ForgeProcess(lambda: python if python.is_file() else None, times, set_up=set_up), folder


def test_what_the_set_up_says_is_told_and_models_can_be_converted_then(tmp_path: Path) -> None:
    forge, _ = forge_with(tmp_path, MAKES + IS_WHOLE)
    told: list[ForgeProgress] = []
    forge.install(told.append, NeverCancelled())
    forge.require()
    # A slow set-up says its last line again each second, so that the window sees it live.
    assert list(dict.fromkeys(one.detail for one in told if one.step == INSTALL)) == ["", "Collecting tensorflow"]
    told.clear()
    forge.install(told.append, NeverCancelled())
    assert told == []


def test_a_set_up_that_fails_says_why_and_leaves_nothing_behind(tmp_path: Path) -> None:
    forge, folder = forge_with(tmp_path, MAKES + IS_WHOLE + ";" + FAILS)
    with pytest.raises(ToolMissing) as raised:
        forge.install(lambda _progress: None, NeverCancelled())
    assert raised.value.why == "The network does not answer."
    assert raised.value.remedy.startswith("Set it up: ")
    assert not folder.exists()


def test_a_set_up_that_dies_gives_its_last_words(tmp_path: Path) -> None:
    forge, _ = forge_with(tmp_path, "print('no room on the disk'); raise SystemExit(3)")
    with pytest.raises(ToolMissing) as raised:
        forge.install(lambda _progress: None, NeverCancelled())
    assert raised.value.why == "Its set-up ended with code 3. Last words: no room on the disk."


def test_a_set_up_that_made_nothing_is_not_believed(tmp_path: Path) -> None:
    forge, _ = forge_with(tmp_path, "print('done')")
    with pytest.raises(ToolMissing):
        forge.install(lambda _progress: None, NeverCancelled())


def test_a_cancelled_set_up_ends_soon_and_leaves_nothing_behind(tmp_path: Path) -> None:
    forge, folder = forge_with(tmp_path, MAKES + IS_WHOLE + ";" + HANGS)
    cancel, began = Cancel(), time.monotonic()
    heard = threading.Event()

    def hear(progress: ForgeProgress) -> None:
        if progress.detail:
            heard.set()
            cancel.set()

    with pytest.raises(Cancelled):
        forge.install(hear, cancel)
    assert heard.is_set()
    assert time.monotonic() - began < 20
    assert not folder.exists()


def test_the_set_up_is_the_programs_own(tmp_path: Path) -> None:
    """The real command with a name that it does not know: it is this program that answers."""
    told: list[str] = []
    command = ForgeSetUp().command
    assert command[1:] == ("-m", "benchwright", "setup", "forge")
    with pytest.raises(ToolMissing) as raised:
        ForgeSetUp((*command[:-1], "sunspots"), tmp_path / "none").bring(told.append, NeverCancelled())
    assert "invalid choice: 'sunspots'" in raised.value.why
