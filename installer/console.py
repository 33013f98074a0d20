"""What the set-up says while it works, and how it runs other programs: their words to a log, one line to the user."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_HEARTBEAT_S = 10.0
# In the words of apt and of pip, which goes on to say only that it found no version.
_NO_NETWORK = re.compile(
    "Temporary failure|Could not resolve|Could not connect|name resolution|Failed to establish|NewConnectionError"
    "|Network is unreachable|Connection timed out|ConnectTimeoutError|NameResolutionError"
)


class CannotGoOn(Exception):
    """The set-up lacks something it cannot get; the text is the one line the user sees."""


class Console:
    """Progress lines of one set-up, each with the time its step took."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs

    def say(self, step: str, text: str) -> None:
        """Print one line."""
        print(f"setup: {step:9} {text}", flush=True)

    def run(
        self, step: str, doing: str, command: Sequence[str], environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:  # fmt: skip
        """Run a program, in `folder` if given, saying that it still works every ten seconds.

        Raises:
            CannotGoOn: It is not there or failed; the line carries its own first error and the log's name.
        """
        self._logs.mkdir(parents=True, exist_ok=True)
        log = self._logs / f"{step}.log"
        self.say(step, f"{doing} …")
        started = time.monotonic()
        try:
            with log.open("ab") as sink:
                sink.write(f"\n$ {' '.join(command)}\n".encode())
                sink.flush()
                offset = sink.tell()
                process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT, env=environ, cwd=folder
                )
                self._wait(process, step, doing, started)
        except FileNotFoundError as cause:
            raise CannotGoOn(f"{doing} failed: there is no {command[0]}.") from cause
        if process.returncode:
            with log.open("rb") as written:
                written.seek(offset)
                lines = written.read().decode(errors="replace").splitlines()
            raise CannotGoOn(f"{doing} failed: {_first_error(lines)} (whole log: {log})")
        self.say(step, f"{doing}: done in {time.monotonic() - started:.1f} s")

    def _wait(self, process: subprocess.Popen[bytes], step: str, doing: str, started: float) -> None:
        stop = threading.Event()

        def beat() -> None:
            while not stop.wait(_HEARTBEAT_S):
                self.say(step, f"{doing} … {time.monotonic() - started:.0f} s")

        heart = threading.Thread(target=beat, daemon=True)
        heart.start()
        try:
            process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise
        finally:
            stop.set()
            heart.join()


def as_main(program: str, work: object) -> None:
    """Run `work` and end the process: 0 when done, 2 with one line when it cannot go on, 130 on Ctrl+C."""
    assert callable(work)
    try:
        code = work() or 0
    except CannotGoOn as stop:
        print(f"{program}: cannot go on: {stop}", file=sys.stderr, flush=True)
        code = 2
    except PermissionError as denied:
        print(f"{program}: cannot go on: you may not write {denied.filename}.", file=sys.stderr, flush=True)
        code = 2
    except KeyboardInterrupt:
        print(f"\n{program}: stopped; the next attempt goes on from here.", file=sys.stderr, flush=True)
        code = 130
    sys.exit(code)


def _first_error(lines: Sequence[str]) -> str:
    said = [line.strip() for line in lines if line.strip()]
    if any(_NO_NETWORK.search(line) for line in said):
        return "the network does not answer; connect it and run again"
    for mark in ("E: ", "ERROR: ", "error: ", "Error"):
        for line in said:
            if line.startswith(mark):
                return line
    return said[-1] if said else "it said nothing"
