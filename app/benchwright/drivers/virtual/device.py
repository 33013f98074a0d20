"""The process of one virtual device: `python -m benchwright.drivers.virtual.device --home FOLDER`.

It owns the port, the flash file and the emulator, survives the program that started it, and ends by order, on SIGTERM,
or when its folder is removed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from benchwright.drivers.file_lock import try_lock
from benchwright.drivers.precedence import set_back
from benchwright.drivers.virtual import control
from benchwright.drivers.virtual.control_server import ControlServer
from benchwright.drivers.virtual.machine import Machine
from benchwright.drivers.virtual.port import Selectable
from benchwright.drivers.virtual.state import (
    LOCK_FILE,
    PORT_LINK,
    STATE_FILE,
    LaunchSpec,
    VirtualState,
    read_spec,
    read_state,
    write_state,
)

# Bytes held in each direction; whoever sends more has to wait.
_BUFFER_BYTES = 65_536
# How soon a client is noticed that opens the port, and how often the folder is looked at.
_CLIENT_POLL_S = 0.05
_FOLDER_POLL_S = 1.0
_LOCK_S = 10.0


class VirtualDevice:
    """The loop of the process: carries bytes between port and emulator, serves orders, notices what dies."""

    def __init__(self, spec: LaunchSpec, folder: Path, token: str, launch_id: str) -> None:
        self._spec = spec
        self._folder = folder
        self._token = token
        self._launch_id = launch_id
        self._machine = Machine(spec, folder, self._tell)
        self._server = ControlServer(control.listen(), self._token, self._machine.execute, self._machine.cut_off)
        self._to_emulator = bytearray()
        self._to_port = bytearray()
        self._looked_at = 0.0
        # A signal makes the near end readable, so that the loop need not wake up to ask.
        self._woken, self._waker = socket.socketpair()

    def run(self, is_up: Callable[[], None]) -> None:
        """Runs until ordered to stop; leaves nothing behind but the flash. `is_up` is called when it can be used.

        Raises:
            OSError: its folder cannot be written, or `is_up` found that nobody waits for it any more.
        """
        self._woken.setblocking(False)
        self._waker.setblocking(False)
        signal.set_wakeup_fd(self._waker.fileno())
        try:
            self._machine.plug()
            # Once without mercy: a device that cannot say where it is would never be found.
            write_state(self._folder, self._state())
            is_up()
            while not self._machine.is_stopping and self._folder_is_mine():
                self._turn()
        finally:
            # First, so that nobody takes a device that is ending for one whose cable is pulled.
            self._machine.is_stopping = True
            if self._is_mine(read_state(self._folder / STATE_FILE)):
                (self._folder / STATE_FILE).unlink(missing_ok=True)
            self._machine.unplug()
            self._server.close()
            signal.set_wakeup_fd(-1)
            self._woken.close()
            self._waker.close()

    def stop(self) -> None:
        """Asks the loop to end."""
        self._machine.is_stopping = True

    def _turn(self) -> None:
        port = self._machine.port
        if port is not None:
            port.look()
            if not port.has_client:
                self._to_port.clear()
        # After the look: a host that leaves may let go of the reset line.
        emulator = self._machine.emulator
        readers: list[Selectable] = [self._woken, *self._server.readers()]
        writers: list[Selectable] = [*self._server.writers()]
        if port is not None and len(self._to_emulator) < _BUFFER_BYTES:
            readers += port.readers()
        if port is not None and (self._to_port or port.has_unsent):
            writers.append(port)
        if emulator is not None:
            if len(self._to_port) < _BUFFER_BYTES:
                readers.append(emulator)
            if self._to_emulator:
                writers.append(emulator)
        poll_s = _CLIENT_POLL_S if port is not None and port.is_blind else _FOLDER_POLL_S
        readable, writable, _ = select.select(readers, writers, [], min(poll_s, self._machine.wait_s()))
        self._carry(set(readable), set(writable))
        self._machine.look()
        self._server.serve({*readable, *writable})

    def _carry(self, readable: set[object], writable: set[object]) -> None:
        port, emulator = self._machine.port, self._machine.emulator
        if emulator is not None:
            if emulator in readable:
                data = emulator.read()
                self._machine.heard(data)
                if port is not None and port.has_client:
                    self._to_port += data
            if emulator in writable:
                del self._to_emulator[: emulator.write(bytes(self._to_emulator))]
        if port is not None:
            if port.has_arrived or readable.intersection(port.readers()):
                self._to_emulator += port.read()
            if port in writable:
                del self._to_port[: port.write(bytes(self._to_port))]
        if emulator is None:
            self._to_port += self._machine.answer(bytes(self._to_emulator))
            self._to_emulator.clear()
        elif emulator.is_over:
            self._machine.emulator_ended()

    def _folder_is_mine(self) -> bool:
        now = time.monotonic()
        if now - self._looked_at < _FOLDER_POLL_S:
            return True
        self._looked_at = now
        return self._is_mine(read_state(self._folder / STATE_FILE))

    def _is_mine(self, state: VirtualState | None) -> bool:
        return state is not None and state.pid == os.getpid()

    def _tell(self) -> None:
        if not self._machine.is_stopping:
            with contextlib.suppress(OSError):
                write_state(self._folder, self._state())

    def _state(self) -> VirtualState:
        machine = self._machine
        return VirtualState(
            name=self._spec.name,
            board=self._spec.board,
            pid=os.getpid(),
            url=machine.port.url if machine.port is not None else "",
            control_port=self._server.port,
            token=self._token,
            phase=machine.phase.value,
            detail=machine.detail,
            emulator_pid=machine.emulator.pid if machine.emulator is not None else 0,
            emulator=self._spec.emulator,
            launch_id=self._launch_id,
            modem_url=machine.modem_url,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Starts one virtual device and, unless told otherwise, lets go of the terminal."""
    parser = argparse.ArgumentParser(description="One virtual device of Benchwright.")
    parser.add_argument("--home", type=Path, required=True, help="its folder, with spec.json")
    parser.add_argument("--launch-id", default="", help="what its state is to say of who launched it")
    parser.add_argument("--behind-window", action="store_true", help="let a window have the processor first")
    parser.add_argument("--foreground", action="store_true", help="stay attached to the starter")
    options = parser.parse_args(arguments)
    spec = read_spec(options.home)
    if options.behind_window:
        set_back(os.getpid())
    is_up = _nobody_waits if sys.platform == "win32" or options.foreground else _let_go()
    with (options.home / LOCK_FILE).open("wb") as lock:
        if not _take_when_free(lock, options.home):
            is_up()
            return 0
        (options.home / PORT_LINK).unlink(missing_ok=True)
        device = VirtualDevice(spec, options.home, secrets.token_hex(16), options.launch_id)
        signal.signal(signal.SIGTERM, lambda _number, _frame: device.stop())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        device.run(is_up)
    return 0


def _nobody_waits() -> None:
    pass


def _let_go() -> Callable[[], None]:
    """Goes on as a process of its own; what it returns lets the starter go, which else ends when this process does."""
    listener, teller = os.pipe()
    if os.fork() > 0:
        # The starter collects this process; the device itself belongs to nobody's terminal.
        os.close(teller)
        os._exit(0 if os.read(listener, 1) else 1)
    os.close(listener)

    def is_up() -> None:
        try:
            os.write(teller, b"+")
        finally:
            os.close(teller)

    return is_up


def _take_when_free(lock: IO[bytes], folder: Path) -> bool:
    """Whether this is the only process for its folder; one that is still coming up or ending is waited for.

    Raises:
        TimeoutError: another process holds the folder, and nobody can use it.
    """
    deadline = time.monotonic() + _LOCK_S
    while not try_lock(lock):
        if read_state(folder / STATE_FILE) is not None:
            return False
        if time.monotonic() > deadline:
            raise TimeoutError(f"another process holds {folder}")
        time.sleep(_CLIENT_POLL_S)
    return True


if __name__ == "__main__":
    sys.exit(main())
