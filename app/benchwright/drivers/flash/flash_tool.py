"""What a flash tool is to its flasher: the command for a job, the meaning of its lines, the way out of its failures."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Protocol

from benchwright.model.board import Board
from benchwright.model.device import Device

Which = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class FlashJob:
    """One region to write from `file`, or to read into it.

    `offset` counts from the start of flash, `length` in bytes; `folder` is the job's own and empty but for `file`.
    `baud` is 0 for tools without a rate. `previous` is what was last written there, if it is known;
    with `force` all is written, whatever lies there.
    """

    device: Device
    board: Board
    offset: int
    length: int
    folder: Path
    file: Path
    baud: int = 0
    previous: Path | None = None
    force: bool = False

    @property
    def address(self) -> int:
        """Where the region begins on the bus."""
        return self.board.memory.flash_base + self.offset

    @property
    def port(self) -> str:
        """The port the tool opens; the console has been closed."""
        return self.device.url

    @property
    def has_modem_lines(self) -> bool:
        """Whether DTR and RTS reach the board: pseudo-terminals have none."""
        return not os.path.realpath(self.port).startswith("/dev/pts/")


@dataclass(frozen=True, slots=True)
class Step:
    """One run of a tool.

    `proof` is a pattern that the tool prints only after the flash itself, or a digest by the device, was compared;
    where the pattern is about something else, `doubt` says what its absence means and `doubt_remedy` what to do.
    `subject` is a pattern of all that the tool may say of that matter: where it said nothing, nothing is known of it.
    `already` is a pattern that it prints when nothing had to be written. `reads_to` is a file that the run reads flash
    into.
    """

    argv: tuple[str, ...]
    proof: str = ""
    doubt: str = ""
    doubt_remedy: str = "Flash again."
    subject: str = ""
    already: str = ""
    reads_to: Path | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line says of progress: a phase that begins, how far it is (0 to 1), or both."""

    phase: str = ""
    ratio: float | None = None


class Failure(Enum):
    """Which error of `model.errors` a failure is."""

    FAILED = "failed"
    VANISHED = "vanished"
    BUSY = "busy"
    DENIED = "denied"
    TOOL_UNUSABLE = "tool unusable"


@dataclass(frozen=True, slots=True)
class Rule:
    """A failure known by its words: why it is, what to do, and whether a lower rate may help."""

    pattern: str
    why: str
    remedy: str
    failure: Failure = Failure.FAILED
    retry_slower: bool = False


@dataclass(frozen=True, slots=True)
class ToolFacts:
    """What is fixed about a tool.

    `programs` are the names it goes by, `install` is how to get it. `phases` are the parts of a job in their order,
    each with its share of the time. `bauds` fall from try to try; empty without a rate. `opens_port` where it talks
    through the device's serial port and not through USB or a probe, `enters_by_touch` where boards get into its
    bootloader by a touch at 1200 baud. A run longer than `start_s`
    and the time at `bytes_per_s`, or silent for `silence_s`, is taken for stuck. `speaks_late` where a pipe holds back
    what the tool says: of one that did not end by itself it is not known how far it came.
    """

    name: str
    programs: tuple[str, ...]
    version_arguments: tuple[str, ...]
    install: str
    phases: Mapping[str, int]
    rules: tuple[Rule, ...]
    bauds: tuple[int, ...] = ()
    opens_port: bool = False
    enters_by_touch: bool = False
    speaks_late: bool = False
    silence_s: float = 60.0
    start_s: float = 60.0
    bytes_per_s: float = 1000.0
    version_pattern: re.Pattern[str] = field(default=re.compile(r"(\d+\.\d+(?:[.\w-]*\w)?)"))


class FlashTool(Protocol):
    """One tool."""

    @property
    def facts(self) -> ToolFacts:
        """What is fixed about it."""
        ...

    def program(self, which: Which) -> tuple[str, ...] | None:
        """How it is called on this computer; None where it is not installed."""
        ...

    def write(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """The runs that write the job's file, prove it and restart the board; they run in the job's folder.

        Raises:
            FlashFailed: the board file lacks what the tool must know, or the tool cannot do this region.
        """
        ...

    def read(self, program: tuple[str, ...], job: FlashJob) -> tuple[Step, ...]:
        """The runs that read flash into the job's file, and leave the board running.

        Raises:
            FlashFailed: the tool cannot read.
        """
        ...

    def parse(self, line: str) -> Mark | None:
        """What a line says of progress; the unfinished last line comes again as it grows."""
        ...


def on_path(facts: ToolFacts, which: Which) -> tuple[str, ...] | None:
    """The first of the tool's names that is on the PATH."""
    found = next(filter(None, map(which, facts.programs)), None)
    return (found,) if found else None
