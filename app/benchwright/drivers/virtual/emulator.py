"""The emulator of a virtual device: a child process whose standard input and output are the serial line."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_CHUNK_BYTES = 4_096
_KILL_S = 5.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_LOG_TAIL_BYTES = 400


class Emulator:
    """One run of the emulator, from power-on to power-off. `line` is this side of its serial line.

    `exit_code` is known once it was closed; the number of a signal is negative.
    """

    def __init__(self, process: subprocess.Popen[bytes], line: socket.socket, log: Path) -> None:
        self._process = process
        self._line = line
        self._log = log
        self._is_over = False
        self.exit_code: int | None = None

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    @property
    def is_over(self) -> bool:
        """Whether it closed its line: it died or is about to."""
        return self._is_over

    def fileno(self) -> int:
        """What `select` waits for."""
        return self._line.fileno()

    def read(self) -> bytes:
        """What the firmware sent; never waits."""
        try:
            data = self._line.recv(_CHUNK_BYTES)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._is_over = True
        return data

    def write(self, data: bytes) -> int:
        """Takes as much as there is room for; how much that was."""
        try:
            return self._line.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            self._is_over = True
            return len(data)

    def close(self) -> str:
        """Switches it off at once; why it had ended, when it had ended by itself."""
        ended_by_itself = self._is_over
        if not ended_by_itself:
            self._process.kill()
        self._line.close()
        try:
            code = self._process.wait(_KILL_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self.exit_code = code
        return f"The emulator ended with code {code}. {_tail(self._log)}".strip() if ended_by_itself else ""


def start_emulator(command: tuple[str, ...], log: Path) -> Emulator:
    """Powers a virtual board on; what the emulator says of itself goes to `log`.

    Raises:
        OSError: the program cannot be started.
    """
    near, far = socket.socketpair()
    try:
        with log.open("wb") as errors:
            if sys.platform == "win32":
                process = _start_on_pipes(command, far, errors)
            else:
                with far:
                    # The device process has a single thread, so preparing the child is safe.
                    process = subprocess.Popen(
                        command,
                        stdin=far.fileno(),
                        stdout=far.fileno(),
                        stderr=errors,
                        preexec_fn=_die_with_parent(),  # noqa: PLW1509
                    )
    except OSError:
        near.close()
        raise
    near.setblocking(False)
    return Emulator(process, near, log)


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the child when this process is killed, however that happens."""
    if sys.platform != "linux":
        return None
    import ctypes  # noqa: PLC0415 - only here, and it takes time to load

    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def arm() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return arm


def _start_on_pipes(command: tuple[str, ...], far: socket.socket, errors: BinaryIO) -> subprocess.Popen[bytes]:
    """Windows can neither hand a socket to a child as its standard input nor select on a pipe: two threads carry."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, bufsize=0)
    source, sink = process.stdout, process.stdin
    assert source is not None
    assert sink is not None

    def carry_out() -> None:
        with contextlib.suppress(OSError):
            while data := source.read(_CHUNK_BYTES):
                far.sendall(data)
        with contextlib.suppress(OSError):
            far.shutdown(socket.SHUT_RDWR)

    def carry_in() -> None:
        with contextlib.suppress(OSError):
            while data := far.recv(_CHUNK_BYTES):
                sink.write(data)

    for carry in (carry_out, carry_in):
        threading.Thread(target=carry, daemon=True).start()
    return process


def _tail(log: Path) -> str:
    with contextlib.suppress(OSError):
        return " ".join(log.read_bytes()[-_LOG_TAIL_BYTES:].decode("utf-8", "replace").split())
    return ""
