"""Starting the process of a virtual device so that it outlives its starter, and telling whether one still lives."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import psutil

from benchwright.drivers.own_process import python_command
from benchwright.drivers.virtual.state import LOG_FILE, PORT_LINK, STATE_FILE, VirtualState, read_state

_LAUNCH_S = 20.0
_POLL_S = 0.01


def default_launcher(*, behind_window: bool = False) -> tuple[str, ...]:
    """How the device process is called."""
    return (*python_command("benchwright.drivers.virtual.device"), *(("--behind-window",) if behind_window else ()))


def launch(launcher: tuple[str, ...], folder: Path, launch_id: str) -> str:
    """Starts the process of the device in `folder`, detached, and waits until it is up; its last words if it died.

    The state of the device bears `launch_id`, unless another launch came first.

    Raises:
        OSError: nothing can be written there.
    """
    log = folder / LOG_FILE
    command = [*launcher, "--home", str(folder), "--launch-id", launch_id]
    with log.open("wb") as output:
        if sys.platform == "win32":
            # Untested: the device does not fork there, so it is let go of instead of waited for.
            flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
            flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, creationflags=flags
            )
            process.returncode = 0
            return ""
        try:
            code = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                timeout=_LAUNCH_S,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return f"It was not up within {_LAUNCH_S:g} s. {log_tail(folder)}".strip()
        except OSError as error:
            return f"{command[0]} cannot be started: {error.strerror or error}."
    return "" if code == 0 else log_tail(folder) or f"It said nothing; its exit code is {code}."


def log_tail(folder: Path) -> str:
    """The last line the device process wrote."""
    with contextlib.suppress(OSError):
        lines = (folder / LOG_FILE).read_text("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""
    return ""


def living_state(folder: Path) -> VirtualState | None:
    """The state of the device in `folder` if its process lives; what a dead one left is cleaned up."""
    state = read_state(folder / STATE_FILE)
    if state is None:
        return None
    if _runs(state.pid, folder):
        return state
    # Only on systems without a parent-death signal can the emulator have survived.
    _end_orphan(state.emulator_pid, folder)
    for left in (STATE_FILE, PORT_LINK):
        with contextlib.suppress(OSError):
            (folder / left).unlink()
    return None


def end(state: VirtualState, folder: Path, deadline_s: float) -> None:
    """Waits for a device to end, and ends it by force after `deadline_s`."""
    # Not Process.wait: the device is nobody's child, and init may take its time to collect it.
    deadline = time.monotonic() + deadline_s
    while _runs(state.pid, folder):
        if time.monotonic() > deadline:
            with contextlib.suppress(psutil.Error):
                psutil.Process(state.pid).kill()
            deadline += deadline_s
        time.sleep(_POLL_S)
    living_state(folder)


def _runs(pid: int, folder: Path) -> bool:
    """Whether `pid` is the device's process and not another one that got its number later."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and str(folder) in process.cmdline()
    except psutil.Error:
        return False


def _end_orphan(pid: int, folder: Path) -> None:
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        if pid > 0 and any(word.startswith(str(folder)) for word in process.cmdline()):
            process.kill()
