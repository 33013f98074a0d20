"""A real labgrid on this computer: its coordinator, its exporter, and virtual boards of ours at its places."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchwright import paths
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.remote.labgrid import LabgridPlaces
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.place import Place
from tests.contract.bench_parts import NeverCancelled, built, catalog, eventually, processes_of
from tests.contract.rfc2217_server import Rfc2217Server

BOARD = "native"
ADDRESSED = "kws"
"""A place whose port somebody else serves: the exporter only knows its address."""
EXPORTED = "vww"
"""A place whose port hangs on the exporter's own computer, served by ser2net while the place is held."""
STRANGER = "elsewhere/stranger"

_RESOURCES = """
{addressed}:
  console: {{cls: NetworkSerialPort, host: 127.0.0.1, port: {port}, protocol: rfc2217}}
{exported}:
  console: {{cls: RawSerialPort, port: {terminal}}}
"""
_UP_S = 20.0


def lab_programs() -> Path:
    """Where labgrid's programs are; a test that asks for them is skipped where there are none."""
    python = paths.lab_python()
    if python is None:
        pytest.skip("no labgrid here, .venv-lab is absent; make test brings it")
    return python.parent


def has_port_server() -> bool:
    """Whether the exporter can serve a port of its own computer; labgrid looks in the same places."""
    return shutil.which("ser2net") is not None or Path("/usr/sbin/ser2net").is_file()


class RealLab:
    """Two places with one virtual board each. `address` is the coordinator's; end it with `close`."""

    def __init__(self, programs: Path, folder: Path, port: int, terminal: Path) -> None:
        self._programs = programs
        self._folder = folder
        self.address = f"127.0.0.1:{_free_port()}"
        (folder / "exported.yaml").write_text(
            _RESOURCES.format(addressed=ADDRESSED, exported=EXPORTED, port=port, terminal=terminal)
        )
        self._watcher = LabgridPlaces(programs / "python", lambda: self.address, folder / "locks")
        self._coordinator = self._begun("labgrid-coordinator", "--listen", self.address)
        assert eventually(self._is_listening, deadline_s=_UP_S), self._log("labgrid-coordinator")
        self._exporter = self._begun_exporter()
        # One after another, each client takes most of a second; they do not depend on each other.
        for step in (("create",), ("add-match", "bench/{}/*"), ("set-tags", f"board={BOARD}")):
            self._at_both(*step)
        self.await_exporter()

    def place(self, name: str) -> Place:
        """A place as the coordinator describes it now."""
        return next(place for place in self._watcher.places() if place.name == name)

    def await_free(self, name: str) -> bool:
        """Whether a place was given back in time."""
        return eventually(lambda: self.place(name).is_free)

    def await_held(self, name: str) -> bool:
        """Whether a place was acquired in time."""
        return eventually(lambda: not self.place(name).is_free, deadline_s=_UP_S)

    @contextlib.contextmanager
    def held_by_a_stranger(self, name: str) -> Iterator[None]:
        """Somebody else holds a place, by labgrid's own client."""
        self._client("-p", name, "acquire")
        yield
        self._client("-p", name, "release")

    def kill_exporter(self) -> None:
        """The exporter's computer ends: it, and the ser2net it started."""
        for process in processes_of(self._folder):
            if "labgrid-exporter" in " ".join(process.cmdline()):
                for part in (*process.children(recursive=True), process):
                    part.kill()
        self._exporter.wait(_UP_S)

    def start_exporter(self) -> None:
        """The exporter is started again, and seen."""
        self._exporter = self._begun_exporter()
        self.await_exporter()

    def await_exporter(self) -> None:
        """Waits until both places have their resource."""
        names = (ADDRESSED, EXPORTED)
        is_up = eventually(lambda: all(self.place(name).is_there for name in names), deadline_s=_UP_S)
        assert is_up, self._log("labgrid-exporter")

    def close(self) -> None:
        """Ends all of it."""
        self._watcher.close()
        for process in (self._exporter, self._coordinator):
            process.terminate()
            try:
                process.wait(_UP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _begun_exporter(self) -> subprocess.Popen[bytes]:
        words = ("--coordinator", self.address, "--name", "bench", "--hostname", "127.0.0.1")
        return self._begun("labgrid-exporter", *words, str(self._folder / "exported.yaml"))

    def _begun(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{program}.log").open("ab") as log:
            command = [self._programs / program, *arguments]
            return subprocess.Popen(command, cwd=self._folder, stdout=log, stderr=log, start_new_session=True)

    def _at_both(self, action: str, *words: str) -> None:
        started = [
            subprocess.Popen(self._command("-p", name, action, *(word.format(name) for word in words)))
            for name in (ADDRESSED, EXPORTED)
        ]
        assert [process.wait(_UP_S) for process in started] == [0, 0]

    def _client(self, *arguments: str) -> None:
        host, user = STRANGER.split("/")
        environment = os.environ | {"LG_HOSTNAME": host, "LG_USERNAME": user}
        subprocess.run(self._command(*arguments), env=environment, check=True, timeout=_UP_S, capture_output=True)

    def _command(self, *arguments: str) -> list[str]:
        return [str(self._programs / "labgrid-client"), "--coordinator", self.address, *arguments]

    def _is_listening(self) -> bool:
        host, port = self.address.split(":")
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            return False
        return True

    def _log(self, program: str) -> str:
        return (self._folder / f"{program}.log").read_text()


@contextlib.contextmanager
def real_lab(folder: Path) -> Iterator[RealLab]:
    """A lab whose boards hold our firmware; to the program under test they are nothing but places."""
    programs = lab_programs()
    boards = ProcessVirtualLab(catalog(), folder / "elsewhere")
    with contextlib.ExitStack() as ends:
        urls = []
        for name in (BOARD, f"{BOARD}#2"):
            device = boards.start(name)
            ends.callback(boards.stop, name)
            VirtualImageFlasher().write(
                device, catalog().board(BOARD), 0, built(BOARD).image, lambda _done, _total: None, NeverCancelled()
            )
            urls.append(device.url)
        server = Rfc2217Server(urls[0])
        ends.callback(server.close)
        lab = RealLab(programs, folder, urlsplit(server.url).port or 0, Path(urls[1]).resolve())
        ends.callback(lab.close)
        yield lab


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
