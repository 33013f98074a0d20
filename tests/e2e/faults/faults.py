"""Ways of going wrong: each strikes the rig, before a command or at a moment of it, and is cleared afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchwright import paths
from benchwright.bench.toolbox import Toolbox
from benchwright.drivers.firmware_library import BuiltFirmware
from benchwright.drivers.flash.stm32flash import FACTS, Stm32flash
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.flashers import Flashers
from benchwright.drivers.named_ports import EXTRA_PORTS_VARIABLE
from benchwright.drivers.transports import Transports
from benchwright.model.board import Board, BoardFault, FlashMethod
from benchwright.protocols.catalog import Catalog
from benchwright.store import SqliteRunStore
from benchwright.store.lane import Limits
from benchwright.wire.agent_pack import AgentPackFlasher
from tests.e2e.faults.rig import Fault, Moment, Rig

_ERASED_BYTES = 2 * 1024 * 1024


def ordered(words: str, number: int = 0) -> Fault:
    """A fault that the virtual board has on order."""

    def clear(rig: Rig) -> None:
        rig.order("none")
        rig.lab.start(rig.board)

    return Fault(lambda rig: rig.order(words, number), clear)


def ordered_on_empty(words: str, number: int = 0) -> Fault:
    """The same on a board that was erased: a tool that skips what is there already has everything to write."""
    fault = ordered(words, number)

    def strike(rig: Rig) -> None:
        rig.lab.unplug(rig.board)
        with (rig.folder / "flash.img").open("r+b") as flash:
            flash.write(b"\xff" * _ERASED_BYTES)
        rig.lab.plug(rig.board)
        fault.strike(rig)

    return replace(fault, strike=strike)


def unplugged(moment: Moment) -> Fault:
    """The cable is pulled, and plugged in again."""
    return Fault(lambda rig: rig.lab.unplug(rig.board), lambda rig: rig.lab.plug(rig.board), moment)


def killed(moment: Moment) -> Fault:
    """The process of the board dies, and is started again."""
    return Fault(lambda rig: os.kill(rig.state().pid, signal.SIGKILL), lambda rig: rig.lab.start(rig.board), moment)


def without_power(moment: Moment) -> Fault:
    """What runs on the board dies; the board is switched on again."""
    return Fault(
        lambda rig: os.kill(rig.state().emulator_pid, signal.SIGKILL),
        lambda rig: rig.lab.start(rig.board),
        moment,
    )


def hanging(moment: Moment) -> Fault:
    """The board stops working and keeps its port; its reset button is pressed."""
    return Fault(
        lambda rig: os.kill(rig.state().emulator_pid, signal.SIGSTOP),
        lambda rig: rig.lab.reset(rig.board),
        moment,
    )


def without_tools() -> Fault:
    """An empty PATH."""
    return Fault(lambda rig: rig.patch.setenv("PATH", str(rig.home / "tmp")), lambda rig: rig.patch.undo())


def tool(name: str, script: str) -> Fault:
    """A program of this name before the real one on the PATH; `REAL` in it is where the real one is."""

    def strike(rig: Rig) -> None:
        folder = rig.home / "bin"
        folder.mkdir(exist_ok=True)
        file = folder / name
        real = next(path for path in os.environ["PATH"].split(":") if (Path(path) / name).is_file())
        file.write_text(f"#!{sys.executable}\nREAL = {str(Path(real) / name)!r}\n{script}")
        file.chmod(0o755)
        rig.patch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    return Fault(strike, lambda rig: rig.patch.undo())


def impatient(fault: Fault, silence_s: float) -> Fault:
    """The same, with a shorter patience for stm32flash, so that the test need not wait as long as a user."""

    class Impatient(Stm32flash):
        facts = replace(FACTS, silence_s=silence_s, bauds=(115_200,))

    def alter(toolbox: Toolbox) -> Toolbox:
        flasher = Flashers(
            virtual_image=VirtualImageFlasher(),
            agent=AgentPackFlasher(Transports()),
            programs={FlashMethod.STM32FLASH: ToolFlasher(Impatient())},
        )
        return replace(toolbox, parts=replace(toolbox.parts, flasher=flasher))

    return also_altered(fault, alter)


def also_altered(fault: Fault, alter: Callable[[Toolbox], Toolbox]) -> Fault:
    """The same, with an altered toolbox as long as the fault lasts."""

    return replace(fault, alter=alter)


def database_locked(moment: Moment | None = None) -> Fault:
    """Another program writes to the database without end; the store waits half a second for it, not ten."""
    holders: list[subprocess.Popen[str]] = []

    def strike(rig: Rig) -> None:
        code = (
            "import sqlite3, sys\n"
            f"c = sqlite3.connect({str(rig.database)!r}, isolation_level=None)\n"
            "c.execute('BEGIN IMMEDIATE')\nprint('locked', flush=True)\nsys.stdin.read()\n"
        )
        environ = {key: value for key, value in os.environ.items() if key != "BENCHWRIGHT_HOME"}
        holder = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environ
        )
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        holders.append(holder)

    def clear(_rig: Rig) -> None:
        holders.pop().communicate(timeout=10)

    return Fault(strike, clear, moment, patient_for_half_a_second)


def wrong_board(name: str) -> Fault:
    """The port is said to be another board's, whose bootloader waits; the right board is chosen afterwards."""

    def strike(rig: Rig) -> None:
        rig.target = mislabelled(rig, rig.lab.reset(rig.board, boot0=True).url, name)

    def clear(rig: Rig) -> None:
        rig.patch.undo()
        rig.target = f"virtual:{rig.board}"
        rig.lab.reset(rig.board)

    return Fault(strike, clear)


def mislabelled(rig: Rig, url: str, board: str) -> str:
    """Another name for a port, under which it is known as another board's."""
    other = rig.home / "port-of-another-board"
    other.unlink(missing_ok=True)
    other.symlink_to(Path(url).resolve())
    rig.patch.setenv(EXTRA_PORTS_VARIABLE, f"{other}={board}")
    return str(other)


def too_large_firmware() -> Fault:
    """Firmware of the user's own that is larger than the board's flash; then the model is run instead."""

    def strike(rig: Rig) -> None:
        rig.firmware = rig.home / "large.bin"
        rig.firmware.write_bytes((paths.firmware() / rig.board / "firmware.bin").read_bytes() * 100)

    def clear(rig: Rig) -> None:
        rig.firmware = None

    return Fault(strike, clear)


class SmallBoards:
    """The catalogue, its boards with an arena of 1 KiB."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def boards(self) -> tuple[Board, ...]:
        return tuple(self.board(board.name) for board in self._catalog.boards())

    def faults(self) -> tuple[BoardFault, ...]:
        return self._catalog.faults()

    def board(self, name: str) -> Board:
        board = self._catalog.board(name)
        return replace(board, memory=replace(board.memory, arena_bytes=1_024))

    def file_sha256(self, name: str) -> str:
        return self._catalog.file_sha256(name)


def too_large_model() -> Fault:
    """The board has no memory for the model; it is run on one that has."""

    def alter(toolbox: Toolbox) -> Toolbox:
        return replace(toolbox, parts=replace(toolbox.parts, catalog=SmallBoards(toolbox.parts.catalog)))

    return Fault(lambda _rig: None, lambda _rig: None, alter=alter)


def damaged_build() -> Fault:
    """A bit of the built firmware flips on disk, and it is built anew."""

    def strike(rig: Rig) -> None:
        shutil.copytree(paths.firmware() / rig.board, rig.home / "builds" / rig.board, dirs_exist_ok=True)
        image = next((rig.home / "builds" / rig.board).glob("firmware.bin"))
        data = bytearray(image.read_bytes())
        facts_file = image.with_name("firmware.json")
        facts = json.loads(facts_file.read_text()) | {"image_sha256": hashlib.sha256(data).hexdigest()}
        facts_file.write_text(json.dumps(facts))
        data[len(data) // 2] ^= 1
        image.write_bytes(data)

    def alter(toolbox: Toolbox) -> Toolbox:
        builds = Path(os.environ["BENCHWRIGHT_HOME"]) / "builds"
        return replace(toolbox, parts=replace(toolbox.parts, firmware=BuiltFirmware(builds)))

    return Fault(strike, lambda rig: shutil.rmtree(rig.home / "builds"), alter=alter)


def flipped_in_flash(offset: int) -> Fault:
    """A bit of the board's flash flips while it has no power."""

    def strike(rig: Rig) -> None:
        rig.lab.unplug(rig.board)
        with (rig.folder / "flash.img").open("r+b") as flash:
            flash.seek(offset)
            byte = flash.read(1)[0]
            flash.seek(offset)
            flash.write(bytes([byte ^ 1]))
        rig.lab.plug(rig.board)

    return Fault(strike, lambda rig: rig.lab.start(rig.board))


def patient_for_half_a_second(toolbox: Toolbox) -> Toolbox:
    """The same, with a store that waits no longer than that for another program."""

    def open_store(file: Path) -> SqliteRunStore:
        store = SqliteRunStore(file, clock=lambda: datetime.now(UTC), limits=Limits(busy_timeout_s=0.5))
        store.open()
        return store

    return replace(toolbox, open_store=open_store)


def disk_full(moment: Moment | None = None) -> Fault:
    """The disk of the database is filled to its last byte, and freed again. The row's database must lie on `disk`."""

    def strike(rig: Rig) -> None:
        with contextlib.suppress(OSError), (rig.database.parent / "filler").open("wb", buffering=0) as filler:
            while filler.write(bytes(4_096)):
                pass

    return Fault(strike, lambda rig: (rig.database.parent / "filler").unlink(), moment)
