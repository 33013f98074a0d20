"""Real parts that the contract tests put together: built firmware, the native agent, lines that go wrong."""

from __future__ import annotations

import contextlib
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from benchwright import paths
from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.drivers.firmware_library import BuiltFirmware
from benchwright.drivers.socket_transport import SocketTransport
from benchwright.model.device import FirmwareImage
from benchwright.protocols.transport import Transport

ROOT = Path(__file__).resolve().parents[2]


class NeverCancelled:
    """The token of a job that nobody stops."""

    is_set = False


class CancelAfter:
    """A token that is set after it was asked `count` times."""

    def __init__(self, count: int) -> None:
        self._left = count

    @property
    def is_set(self) -> bool:
        self._left -= 1
        return self._left < 0


class Switch:
    """A token that a test sets."""

    is_set = False


class NoisyTransport:
    """A line on which bytes get lost, doubled and flipped, each with probability `rate`, the same in every run."""

    def __init__(self, line: Transport, *, rate: float, seed: int) -> None:
        self._line = line
        self._rate = rate
        self._random = random.Random(seed)
        self.is_noisy = True

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        return self._spoil(self._line.read(max_bytes, timeout_s))

    def write(self, data: bytes) -> None:
        self._line.write(self._spoil(data))

    def close(self) -> None:
        self._line.close()

    def _spoil(self, data: bytes) -> bytes:
        if not self.is_noisy:
            return data
        spoilt = bytearray()
        for byte in data:
            if self._random.random() >= self._rate:
                spoilt.append(byte)
                continue
            match self._random.randrange(3):
                case 0:
                    pass
                case 1:
                    spoilt += bytes((byte, byte))
                case _:
                    spoilt.append(byte ^ 1 << self._random.randrange(8))
        return bytes(spoilt)


def catalog() -> BoardCatalog:
    return BoardCatalog([paths.boards()])


def built(board: str) -> FirmwareImage:
    """The firmware of a board, built now if it never was."""
    if not (paths.firmware() / board / "firmware.json").is_file():
        subprocess.run([sys.executable, str(ROOT / "boards" / "build.py"), "--board", board], check=True, cwd=ROOT)
    return BuiltFirmware(paths.firmware()).image(board)


@contextlib.contextmanager
def native_agent(folder: Path) -> Iterator[Transport]:
    """The real agent as a child of the test, on a plain line."""
    program = folder / "firmware"
    program.write_bytes(built("native").image)
    program.chmod(0o700)
    with program_on_a_line(program, "--flash", str(folder / "flash.img")) as line:
        yield line


@contextlib.contextmanager
def program_on_a_line(program: Path, *arguments: str) -> Iterator[Transport]:
    """Any firmware for this computer as a child of the test, on a plain line."""
    near, far = socket.socketpair()
    with near, far:
        process = subprocess.Popen([program, *arguments], stdin=far.fileno(), stdout=far.fileno())
        far.close()
        try:
            near.settimeout(10)
            yield SocketTransport(near, "native agent")
        finally:
            process.kill()
            process.wait(5)


def eventually(condition: Callable[[], bool], *, deadline_s: float = 5.0) -> bool:
    """Whether `condition` became true in time."""
    end = time.monotonic() + deadline_s
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return condition()


def processes_of(folder: Path) -> list[psutil.Process]:
    """Living processes that carry `folder` in their command line."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            if process.status() != psutil.STATUS_ZOMBIE and any(str(folder) in word for word in words):
                found.append(process)
    return found


def open_terminals() -> int:
    """Pseudo-terminal masters this process has open."""
    count = 0
    for descriptor in Path("/proc/self/fd").iterdir() if sys.platform == "linux" else ():
        with contextlib.suppress(OSError):
            count += descriptor.readlink().name == "ptmx"
    return count


@contextlib.contextmanager
def in_background(work: Callable[[], object]) -> Iterator[None]:
    """Runs `work` beside the body and waits for its end."""
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join(20)
        assert not thread.is_alive()
