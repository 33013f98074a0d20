"""Running a flash tool: its lines as they come, a deadline, a cancel, the last words, and no process left behind."""

from __future__ import annotations

import codecs
import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO

from benchwright.drivers.flash.line_splitter import LineSplitter
from benchwright.drivers.precedence import set_back
from benchwright.protocols.cancel import CancelToken, NeverCancelled

_STEP_S = 0.05
_GRACE_S = 2.0
_CHUNK_BYTES = 4096
_TAIL_LINES = 40
_ANSWER_LINES = 1_000
# Plain words in English, unbuffered, whatever the user's terminal is.
_ENVIRONMENT = {
    "PYTHONUNBUFFERED": "1",
    "PYTHONIOENCODING": "utf-8",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "COLUMNS": "160",
    "LC_ALL": "C",
}


class Ending(Enum):
    """Why a tool is no longer running."""

    EXITED = "exited"
    TIMED_OUT = "timed out"
    WENT_SILENT = "went silent"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ToolLimits:
    """How long a tool may take in all, and how long it may say nothing, in seconds."""

    deadline_s: float
    silence_s: float


@dataclass(frozen=True, slots=True)
class ToolResult:
    """How a tool ended; `tail` holds its last lines. The exit code counts only where it `EXITED`."""

    ending: Ending
    exit_code: int
    tail: tuple[str, ...]
    seconds: float


def run_tool(
    argv: Sequence[str],
    *,
    limits: ToolLimits,
    cancel: CancelToken,
    on_line: Callable[[str], None],
    folder: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    tail_lines: int = _TAIL_LINES,
    is_background: bool = False,
) -> ToolResult:
    """Runs `argv` to its end and gives `on_line` each line, ended by CR or LF, and the unfinished last one as it grows.

    Whatever happens, an exception of `on_line` included, the tool and its children are gone afterwards. Of its lines
    the last `tail_lines` are kept. In the background it leaves the processor to the window.

    Raises:
        OSError: the program cannot be started.
    """
    started = time.monotonic()
    process = _start(argv, folder, environ)
    if is_background:
        set_back(process.pid)
    output: queue.Queue[bytes] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stdout, output), name=f"reader of {argv[0]}", daemon=True)
    reader.start()
    listener = _Listener(output, on_line, tail_lines)
    try:
        ending = _follow(process, listener, limits, cancel)
    finally:
        _end(process, reader)
    return ToolResult(ending, process.returncode, listener.tail, time.monotonic() - started)


def said_by(argv: Sequence[str], *, deadline_s: float, environ: Mapping[str, str] = os.environ) -> str:
    """All that a tool answers to a short question, up to a thousand lines; what it said so far where it hangs.

    Raises:
        OSError: the program cannot be started.
    """
    result = run_tool(
        argv,
        limits=ToolLimits(deadline_s, deadline_s),
        cancel=NeverCancelled(),
        on_line=lambda _line: None,
        environ=environ,
        tail_lines=_ANSWER_LINES,
    )
    return "\n".join(result.tail)


def _start(argv: Sequence[str], folder: Path | None, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        list(argv),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        bufsize=0,
        cwd=folder,
        env={**environ, **_ENVIRONMENT},
        start_new_session=True,  # without effect on Windows, where children are found by their parent
    )


def _read(pipe: IO[bytes] | None, output: queue.Queue[bytes]) -> None:
    """Hands on what the tool says; an empty chunk is its end."""
    chunk = b"-"
    while chunk and pipe is not None:
        try:
            chunk = pipe.read(_CHUNK_BYTES)
        except (OSError, ValueError):
            chunk = b""
        output.put(chunk)


class _Listener:
    """Takes what the tool says from the queue, passes on its lines and keeps the last of them."""

    def __init__(self, output: queue.Queue[bytes], on_line: Callable[[str], None], tail_lines: int) -> None:
        self._output = output
        self._on_line = on_line
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._lines = LineSplitter()
        self._tail: deque[str] = deque(maxlen=tail_lines)
        self.heard_at = time.monotonic()
        self.is_open = True

    @property
    def tail(self) -> tuple[str, ...]:
        """The last lines, the unfinished one included."""
        return (*self._tail, self._lines.rest) if self._lines.rest else tuple(self._tail)

    def listen(self) -> None:
        """Waits one step for the next words."""
        try:
            chunk = self._output.get(timeout=_STEP_S)
        except queue.Empty:
            return
        self.is_open = bool(chunk)
        self.heard_at = time.monotonic()
        for line in self._lines.feed(self._decoder.decode(chunk, final=not chunk)):
            self._tail.append(line)
            self._on_line(line)
        if self._lines.rest:
            self._on_line(self._lines.rest)


def _follow(process: subprocess.Popen[bytes], listener: _Listener, limits: ToolLimits, cancel: CancelToken) -> Ending:
    """Listens until the tool has ended or must be ended."""
    deadline = time.monotonic() + limits.deadline_s
    ended_at = 0.0
    while True:
        if listener.is_open:
            listener.listen()
        else:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_STEP_S)
        now = time.monotonic()
        if process.poll() is not None:
            ended_at = ended_at or now
            # A child that outlives the tool may hold the pipe: it is not waited for.
            if not listener.is_open or now > ended_at + _GRACE_S:
                return Ending.EXITED
        elif cancel.is_set:
            return Ending.CANCELLED
        elif now > deadline:
            return Ending.TIMED_OUT
        elif now > listener.heard_at + limits.silence_s:
            return Ending.WENT_SILENT


def _end(process: subprocess.Popen[bytes], reader: threading.Thread) -> None:
    """Ends what is left of the tool's group: asked first, by force after `_GRACE_S`."""
    if process.poll() is None:
        _signal_group(process, is_force=False)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_S)
    # The pipe still open after the tool's end: a child of it lives, so the group's number is not free yet.
    reader.join(_STEP_S)
    if process.poll() is None or reader.is_alive():
        _signal_group(process, is_force=True)
    process.wait()
    reader.join(_GRACE_S)
    if process.stdout is not None and not reader.is_alive():
        process.stdout.close()


def _signal_group(process: subprocess.Popen[bytes], *, is_force: bool) -> None:
    if sys.platform == "win32":
        # Untested: ends the tool and its children.
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL if is_force else signal.SIGTERM)
