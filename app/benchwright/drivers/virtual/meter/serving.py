"""The process of a virtual meter: a port, a loop, and the words of its command line."""

from __future__ import annotations

import argparse
import json
import select
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from benchwright.drivers.virtual.meter.faults import MeterFaults
from benchwright.drivers.virtual.meter.load import Load
from benchwright.drivers.virtual.meter.mark_file import MarkFile
from benchwright.drivers.virtual.meter.readiness import say_ready
from benchwright.drivers.virtual.port import open_port

CHUNK_S = 0.01
"""What a meter sends at once; one that follows a virtual board is late by as much, so that its edges are there."""
_POLL_S = 0.05
_MOST_UNSENT = 1 << 20


class VirtualMeter(Protocol):
    """One meter: its state and what it does with the bytes that come."""

    @property
    def is_sampling(self) -> bool:
        """Whether a stream runs."""
        ...

    @property
    def is_unplugged(self) -> bool:
        """Whether the fault to lose its cable has come."""
        ...

    def obey(self, data: bytes) -> bytes:
        """Takes orders, whole or in part; the answers."""
        ...

    def due(self) -> bytes:
        """What the stream owes by now."""
        ...


MakeMeter = Callable[[Load, MeterFaults, MarkFile | None], VirtualMeter]


def serve(meter: VirtualMeter, link: Path, until_readable: int) -> None:
    """Is the meter on a port at `link` until something can be read from `until_readable`, or its cable is pulled."""
    port = open_port(link)
    say_ready(str(link))
    unsent = b""
    try:
        while not meter.is_unplugged:
            port.look()
            writers = [port] if unsent and port.has_client else []
            wait_s = CHUNK_S if meter.is_sampling else _POLL_S
            readable, _, _ = select.select([until_readable, *port.readers()], writers, [], wait_s)
            if until_readable in readable:
                break
            # A client that came during the wait gets its answer.
            port.look()
            answer, stream = meter.obey(port.read()), meter.due()
            # Of a host that does not read whole stretches are lost, as with a real one.
            unsent += answer + (stream if len(unsent) <= _MOST_UNSENT else b"")
            unsent = unsent[port.write(unsent) :] if port.has_client else b""
    finally:
        port.close()


def serve_from(arguments: Sequence[str], name: str, make: MakeMeter) -> None:
    """Makes the meter of a command line and serves it on a pseudo-terminal."""
    options = read_options(arguments, name)
    serve(make(options.load, options.faults, options.marks), options.link, sys.stdin.fileno())


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line of a virtual meter says."""

    link: Path
    load: Load
    faults: MeterFaults
    marks: MarkFile | None


def read_options(arguments: Sequence[str], name: str) -> Options:
    """Reads load and faults as JSON objects, whose keys are those of `Load` and `MeterFaults`."""
    parser = argparse.ArgumentParser(prog=f"benchwright.drivers.virtual.meter.{name}")
    parser.add_argument("--link", type=Path, required=True, help="where the port is to appear, of one that has a port")
    parser.add_argument("--load", default="{}", help="JSON of what the device draws")
    parser.add_argument("--faults", default="{}", help="JSON of what is to be wrong")
    parser.add_argument("--marks", type=Path, help="the file of a virtual board's mark line; without it, a pattern")
    options = parser.parse_args(arguments)
    return Options(
        options.link,
        replace(Load(), **json.loads(options.load)),
        replace(MeterFaults(), **json.loads(options.faults)),
        MarkFile(options.marks) if options.marks else None,
    )
