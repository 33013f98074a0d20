"""The rig of the fault campaign: the command line's own route in this process, and what must be whole after each fault.

A command runs in this process so that a fault can strike at a moment of its own progress: what it prints on its
terminal is watched. Whatever a command starts (tools, emulators, the desktop reference) is a process as ever.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from benchwright.bench.toolbox import Toolbox
from benchwright.cli.main import parse, run_command
from benchwright.compose import build_toolbox
from benchwright.drivers.port_holder import port_holder
from benchwright.drivers.virtual.control import connect
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.drivers.virtual.state import VirtualState, read_state
from benchwright.model.device import Device
from benchwright.model.events import Stage
from tests.contract.bench_parts import catalog, eventually, open_terminals

MODELS = Path(__file__).parents[3] / "resources" / "models"
DIGITS = MODELS / "digits_int8.tflite"


@dataclass(frozen=True)
class Moment:
    """When the terminal says that a stage has begun, or is so many percent done."""

    stage: Stage
    percent: int = 0

    def is_in(self, text: str) -> bool:
        found = re.search(rf"{self.stage.value}\s+(?:(\d+) %|…)", text)
        return found is not None and int(found[1] or 0) >= self.percent


@dataclass(frozen=True)
class Answer:
    """What a command said: its exit code, its JSON, the terminal."""

    code: int
    document: dict[str, object]
    terminal: str

    @property
    def error(self) -> dict[str, str]:
        error = self.document.get("error")
        assert isinstance(error, dict), (self.code, self.document, self.terminal)
        return {key: str(value) for key, value in error.items()}

    @property
    def is_valid(self) -> bool:
        validity, parity = self.document.get("validity"), self.document.get("parity")
        assert isinstance(validity, dict), (self.code, self.document, self.terminal)
        assert isinstance(parity, dict)
        # Time on this computer is as uneven as its load: there a run may be degraded.
        fine = {"valid", "degraded"} if self.document["origin"] == "native" else {"valid"}
        return self.code == 0 and validity["status"] in fine and parity["mismatched_bytes"] == 0


class Terminal(io.StringIO):
    """Standard error of a command, as a terminal; calls `strike` once when the moment has come."""

    def __init__(self, moment: Moment | None, strike: Callable[[], object]) -> None:
        super().__init__()
        self._moment = moment
        self._strike = strike

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._moment is not None and self._moment.is_in(text):
            self._moment = None
            self._strike()
        return super().write(text)

    @property
    def has_struck(self) -> bool:
        return self._moment is None


@dataclass(frozen=True)
class Fault:
    """`strike` comes before the command, or at `moment`; `clear` is what a person does: plug in, make room, install.

    `alter` changes parts of the program for the command that the fault strikes, such as how long it waits.
    """

    strike: Callable[[Rig], object]
    clear: Callable[[Rig], object]
    moment: Moment | None = None
    alter: Callable[[Toolbox], Toolbox] | None = None


def _nothing(_rig: Rig) -> None:
    """Strikes nobody."""


@dataclass
class Rig:
    """One home with its virtual boards and its database. `target` is what --board says.

    `firmware` is a file to run in place of the model on the board's own firmware.
    """

    home: Path
    patch: pytest.MonkeyPatch
    board: str = ""
    target: str = ""
    firmware: Path | None = None
    database: Path = field(init=False)

    def __post_init__(self) -> None:
        self.database = self.home / "runs.db"
        self.lab = ProcessVirtualLab(catalog(), self.home / "virtual")

    @property
    def folder(self) -> Path:
        """Where the board's process keeps its state."""
        return self.home / "virtual" / self.board

    @property
    def device(self) -> Device:
        return next(device for device in self.lab.devices() if device.device_id == f"virtual:{self.board}")

    def state(self) -> VirtualState:
        state = read_state(self.folder / "state.json")
        assert state is not None
        return state

    def order(self, words: str, number: int = 0) -> None:
        """Orders a fault of the board."""
        with connect(self.state()) as control:
            control.ask("fault", words=words, length=number)

    def run(self, *arguments: str, fault: Fault | None = None) -> Answer:
        """`benchwright run`: one click."""
        if fault is not None and fault.moment is None:
            fault.strike(self)
        content = [str(DIGITS)] if self.firmware is None else ["--firmware", str(self.firmware)]
        words = ["run", *content, "--board", self.target, "--db", str(self.database), "--window", "0.05"]
        return self._command(*words, "--json", *arguments, fault=fault)

    def _command(self, *words: str, fault: Fault | None = None) -> Answer:
        """One command from its first to its last word, with a fault in it."""
        toolbox = build_toolbox()
        if fault is not None and fault.alter is not None:
            toolbox = fault.alter(toolbox)
        moment, strike = (fault.moment, fault.strike) if fault is not None else (None, _nothing)
        output, terminal = io.StringIO(), Terminal(moment, lambda: strike(self))
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(terminal):
            try:
                code = run_command(parse(words), toolbox)
            finally:
                toolbox.places.close()
        assert terminal.has_struck, f"the moment never came:\n{terminal.getvalue()}"
        assert "Traceback" not in terminal.getvalue()
        text = output.getvalue()
        return Answer(code, json.loads(text) if text.startswith("{") else {}, terminal.getvalue())

    def run_count(self) -> int:
        if not self.database.is_file():
            return 0
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM runs").fetchone()
        return int(count)

    def assert_database_is_whole(self) -> None:
        if not self.database.is_file():
            return
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            half = "SELECT count(*) FROM runs WHERE sequence NOT IN (SELECT run_sequence FROM samples)"
            assert connection.execute(half).fetchone() == (0,)

    def leftovers(self) -> list[str]:
        """Processes of this home that are no board, and folders of flash jobs."""
        boards = {state.pid for state in self.states()} | {state.emulator_pid for state in self.states()}
        left = [f"{process.pid} {' '.join(words)}" for process, words in self._processes() if process.pid not in boards]
        return left + [str(folder) for folder in Path(tempfile.gettempdir()).glob("benchwright-flash-*")]

    def states(self) -> list[VirtualState]:
        states = [read_state(file) for file in (self.home / "virtual").glob("*/state.json")]
        return [state for state in states if state is not None]

    def _processes(self) -> Iterator[tuple[psutil.Process, list[str]]]:
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                is_other = process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE
                if is_other and process.environ().get("BENCHWRIGHT_HOME") == str(self.home):
                    yield process, process.cmdline()


@dataclass(frozen=True)
class Belongings:
    """What this process holds: threads and pseudo-terminals."""

    threads: frozenset[str]
    terminals: int

    @classmethod
    def now(cls) -> Belongings:
        return cls(frozenset(thread.name for thread in threading.enumerate()), open_terminals())


@contextlib.contextmanager
def nothing_left(rig: Rig) -> Iterator[None]:
    """Passes a body after which no process, thread, pseudo-terminal, lock or folder of a job is left."""
    before = Belongings.now()
    yield
    assert eventually(lambda: not rig.leftovers()), rig.leftovers()
    assert eventually(lambda: Belongings.now() == before), (before, Belongings.now())
    for state in rig.states():
        holder = port_holder(state.url) if state.url else ""
        assert not holder or f"(pid {state.pid})" in holder, holder


@contextlib.contextmanager
def open_rig(home: Path) -> Iterator[Rig]:
    """A rig whose home ends with it: no board and no process stays."""
    (home / "tmp").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BENCHWRIGHT_HOME", str(home))
        patch.setattr(tempfile, "tempdir", str(home / "tmp"))
        with pytest.MonkeyPatch.context() as row_patch:
            rig = Rig(home, row_patch)
            try:
                yield rig
            finally:
                for name in rig.lab.running():
                    rig.lab.stop(name)
        assert eventually(lambda: not rig.leftovers()), rig.leftovers()
