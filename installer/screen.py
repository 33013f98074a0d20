"""Run a command with a window: on the screen there is, or on a virtual one.

`python -m installer.screen COMMAND … -- EXTRA …` appends EXTRA only where the screen is virtual.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from installer.console import CannotGoOn, as_main

_START_DEADLINE_S = 20.0


def has_screen() -> bool:
    """Whether a window can be shown to somebody. An X display that is named but does not answer is none."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _x_answers(os.environ.get("DISPLAY", ""))


def _x_answers(display: str) -> bool:
    host, _, number = display.rpartition(":")
    if not number:
        return False
    if host not in ("", "unix"):
        return True  # another machine's screen, through ssh for example: let Qt try
    path = f"/tmp/.X11-unix/X{number.partition('.')[0]}"  # where X11 listens by convention
    for address in (path, "\0" + path):
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(address)
            except OSError:
                continue
            return True
    return False


@contextlib.contextmanager
def virtual_screen(width: int = 1600, height: int = 1000) -> Iterator[str]:
    """A virtual X screen of this size; gives the value for DISPLAY and ends with the block.

    The server picks a free number itself (`-displayfd`), so that two at once never meet.

    Raises:
        CannotGoOn: Xvfb is not there or does not start.
    """
    program = shutil.which("Xvfb")
    if program is None:
        raise CannotGoOn("there is no screen and no Xvfb to make a virtual one; install the package xvfb.")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is for the window; the screen goes after it
    )  # fmt: skip
    os.close(writing)
    try:
        ready, _, _ = select.select([reading], [], [], _START_DEADLINE_S)
        number = os.read(reading, 16).decode().strip() if ready else ""
        if not number:
            raise CannotGoOn("the virtual screen (Xvfb) does not start.")
        yield f":{number}"
    finally:
        os.close(reading)
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def run(command: Sequence[str], when_virtual: Sequence[str]) -> int:
    """Run the command where there is a screen, else with `when_virtual` appended on a virtual one; its exit code."""
    if has_screen():
        return _run(command, dict(os.environ))
    print("There is no display here: the window opens on a virtual screen.", flush=True)
    with virtual_screen() as display:
        environ = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        return _run([*command, *when_virtual], {**environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"})


def _run(command: Sequence[str], environ: dict[str, str]) -> int:
    process = subprocess.Popen(command, env=environ)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command gets Ctrl+C itself and decides
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return code if code >= 0 else 128 - code


def main() -> int:
    """Read the two parts of the command line and run."""
    words = sys.argv[1:]
    at = words.index("--") if "--" in words else len(words)
    command = words[:at]
    if not command:
        raise CannotGoOn("give a command to run.")
    if not Path(command[0]).exists() and not shutil.which(command[0]):
        raise CannotGoOn(f"there is no {command[0]}; run make demo.")
    return run(command, words[at + 1 :])


if __name__ == "__main__":
    as_main("screen", main)
