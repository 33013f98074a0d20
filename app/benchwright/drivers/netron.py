"""Netron, a separate program that shows the graph of a model in the browser."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from benchwright.drivers.own_process import python_command
from benchwright.files import replace_file
from benchwright.model.errors import FileUnwritable, ToolMissing

INSTALL = "Install it: pip install netron; or look at the file at netron.app"
_GRACE_S = 2.0


class Netron:
    """See `protocols.model_viewer`. `folder` takes the copies that Netron reads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []

    def show(self, file_name: str, data: bytes) -> None:
        """Writes a copy and starts Netron on it."""
        command = find_netron()
        if command is None:
            raise ToolMissing("Netron", "No program and no package of that name is installed.", INSTALL)
        file = self._folder / Path(file_name).name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(str(file), f"{error.strerror or error}.") from error
        replace_file(file, data)
        try:
            self._started.append(
                subprocess.Popen(
                    [*command, str(file)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        except OSError as error:
            raise ToolMissing("Netron", f"{command[0]} cannot be started: {error.strerror}.", INSTALL) from error

    def close(self) -> None:
        """Ends what was started; each serves its page until then."""
        for process in self._started:
            process.terminate()
        for process in self._started:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_S)
            if process.poll() is None:
                process.kill()
                process.wait()
        self._started.clear()


def find_netron() -> tuple[str, ...] | None:
    """The command that starts it: the program on the PATH, or the package of this environment; None without either."""
    program = shutil.which("netron")
    if program is not None:
        return (program,)
    return python_command("netron") if find_spec("netron") is not None else None
