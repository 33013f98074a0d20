"""A virtual IO manager: `python -m benchwright.drivers.virtual.io_manager --link FILE --dut PORT --baud N`.

It speaks the protocol of EEMBC's io-manager 1.0.3 on a pseudo-terminal and passes commands on to the DUT at a port. It
ends when its standard input does, or when the DUT's line goes.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchwright.drivers.transports import open_line
from benchwright.drivers.virtual.port import Port, open_port
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import BenchError
from benchwright.protocols.transport import Transport

NAME = "io-manager-virtual"

_COMMAND_BYTES = 64
_POLL_S = 0.05
_READ_S = 0.2
_END = b"\r\n"


@dataclass(frozen=True, slots=True)
class IoManagerFaults:
    """What can be wrong with it, to order; nothing by default.

    `is_silent` hears and says nothing; `passes_nothing` answers for itself, but no command reaches the DUT;
    `confirms_nothing` passes commands on without saying so.
    """

    is_silent: bool = False
    passes_nothing: bool = False
    confirms_nothing: bool = False


class VirtualIoManager:
    """One manager: what it answers to the bytes of the host, and what it makes of the DUT's."""

    def __init__(self, dut: Transport, faults: IoManagerFaults) -> None:
        self._dut = dut
        self._faults = faults
        self._command = b""
        self._line = b""

    def obey(self, data: bytes) -> bytes:
        """Takes what the host sent, whole commands or parts; what goes back to it."""
        answers = b""
        *commands, self._command = (self._command + data).split(b"%")
        for command in commands:
            answers += self._run(command)
        return b"" if self._faults.is_silent else answers

    def pass_back(self, data: bytes) -> bytes:
        """Takes what the DUT sent; its whole lines as the host gets them."""
        *lines, self._line = (self._line + data).split(b"\n")
        return b"".join(b"[dut]: " + line.rstrip(b"\r") + _END for line in lines)

    def _run(self, command: bytes) -> bytes:
        if len(command) > _COMMAND_BYTES:
            return _answer("e-[Command too long]")
        word, _, rest = command.decode("ascii", "replace").partition(" ")
        if word == "dut":
            return self._pass_on(rest.encode())
        mode = "CHANGE" if rest == "1" else "FALLING"
        own = {
            "name": (f"m-name-[{NAME}]",),
            "version": ("m-version-[1.0.3]",),
            "tm": (f"m-timestmp-mode-{mode}", "m-[Timer disabled after mode change]"),
            "enable-timer": ("m-timer-enabled",),
            "disable-timer": ("m-timer-disabled",),
        }
        return _answer(*own.get(word, (f"e-[Unknown command: {word}]",)))

    def _pass_on(self, command: bytes) -> bytes:
        if self._faults.passes_nothing:
            return _answer()
        self._dut.write(command + b"%")
        if self._faults.confirms_nothing:
            return b""
        return _answer(f"m-dut-passthrough({command.decode('ascii', 'replace')})")


def _answer(*lines: str) -> bytes:
    return b"".join(line.encode() + _END for line in (*lines, "m-ready"))


def serve(dut: Transport, link: Path, faults: IoManagerFaults, until_readable: int) -> None:
    """Is the manager on a port at `link` until something can be read from `until_readable`, or the DUT goes."""
    manager = VirtualIoManager(dut, faults)
    port = open_port(link)
    far, near = os.pipe()
    is_over = threading.Event()
    reader = threading.Thread(target=_read_dut, args=(dut, near, is_over), name="dut")
    reader.start()
    print("ready", flush=True)
    try:
        _pump(manager, port, far, until_readable)
    finally:
        is_over.set()
        reader.join()
        port.close()
        os.close(far)


def _pump(manager: VirtualIoManager, port: Port, dut_bytes: int, until_readable: int) -> None:
    unsent = b""
    while True:
        port.look()
        writers = [port] if unsent and port.has_client else []
        readable, _, _ = select.select([until_readable, dut_bytes, *port.readers()], writers, [], _POLL_S)
        if until_readable in readable:
            return
        port.look()  # a client that came while nothing was readable: what it asked is not answered to nobody
        unsent += manager.obey(port.read())
        if dut_bytes in readable:
            data = os.read(dut_bytes, 4_096)
            if not data:
                return
            unsent += manager.pass_back(data)
        unsent = unsent[port.write(unsent) :] if port.has_client else b""


def _read_dut(dut: Transport, near: int, is_over: threading.Event) -> None:
    """Carries the DUT's bytes into a pipe, which ends with the line."""
    try:
        while not is_over.is_set():
            if data := dut.read(4_096, _READ_S):
                os.write(near, data)
    except BenchError:
        pass
    finally:
        os.close(near)


def main(arguments: Sequence[str]) -> None:
    """Reads the faults as a JSON object, whose keys are those of `IoManagerFaults`."""
    parser = argparse.ArgumentParser(prog="benchwright.drivers.virtual.io_manager", description=__doc__)
    parser.add_argument("--link", type=Path, required=True, help="where the port is to appear")
    parser.add_argument("--dut", required=True, help="port of the DUT: a name, or socket://HOST:PORT")
    parser.add_argument("--baud", type=int, default=115_200, help="of the DUT's line")
    parser.add_argument("--faults", default="{}", help="JSON of what is to be wrong")
    options = parser.parse_args(arguments)
    faults = replace(IoManagerFaults(), **json.loads(options.faults))
    device = Device("DUT", None, options.dut, Origin.NATIVE)
    with open_line(device, options.baud) as dut:
        serve(dut, options.link, faults, sys.stdin.fileno())


if __name__ == "__main__":
    main(sys.argv[1:])
