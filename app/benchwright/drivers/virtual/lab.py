"""The lab of virtual devices: starts and stops their processes and moves their cables."""

from __future__ import annotations

import re
import secrets
import shutil
import sys
import time
from pathlib import Path

from benchwright.drivers.virtual.control import ControlLost, ControlRefused, connect
from benchwright.drivers.virtual.esp.unicorn import core_command, core_library, find_unicorn
from benchwright.drivers.virtual.failures import (
    cable_pulled,
    died_at_once,
    no_boot,
    no_emulator,
    no_rom,
    unwritable,
)
from benchwright.drivers.virtual.launch import default_launcher, end, launch, living_state, log_tail
from benchwright.drivers.virtual.qemu import (
    Which,
    find_qemu,
    qemu_command,
    qemu_program,
    qemu_words,
    takes_elf_only,
)
from benchwright.drivers.virtual.state import (
    FLASH_ELF_FILE,
    FLASH_FILE,
    STATE_FILE,
    LaunchSpec,
    Phase,
    VirtualState,
    write_spec,
)
from benchwright.drivers.virtual.stm32_memory import CHIPS
from benchwright.model.board import Board, Emulator, FlashMethod, Origin
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import BoardUnknown, DeviceNotFound, VirtualDeviceFailed
from benchwright.protocols.catalog import Catalog

DEVICE_ID_PREFIX = "virtual:"

_KINDS = {"qemu": Origin.EMULATED, "unicorn": Origin.EMULATED, "native": Origin.NATIVE}
_WITHOUT_POWER = {Phase.UNPLUGGED.value, Phase.DEAD.value}
_INSTANCE = re.compile(r"[A-Za-z0-9_-]{1,16}")
# Elsewhere a device is up when its launch is over.
_APPEAR_S = 20.0 if sys.platform == "win32" else 2.0
_BOOT_S = 15.0
_STOP_S = 5.0
_POLL_S = 0.02
_CHIP_ID_BYTES = 16


class ProcessVirtualLab:
    """Virtual devices as processes of their own, one folder each under `home`. Safe from any thread and any program.

    `launcher` is the command of the device process where it is another one than ours. Boards that are started where
    there is a window (`has_window`) leave it the processor. A new board's
    flash is erased: it has a port, but nothing answers until firmware is flashed, like a board fresh from the factory.
    """

    def __init__(
        self,
        catalog: Catalog,
        home: Path,
        *,
        launcher: tuple[str, ...] = (),
        has_window: bool = False,
        which: Which = shutil.which,
    ) -> None:
        self._catalog = catalog
        self._home = home
        self._launcher = launcher
        self._has_window = has_window
        self._which = which

    def names(self) -> tuple[str, ...]:
        """Boards that can be virtual; whether their emulator is installed is found out by `start`."""
        boards = self._catalog.boards()
        return tuple(board.name for board in boards if board.emulator is not None and board.emulator.kind in _KINDS)

    def start(self, board: str, *, instance: str = "") -> Device:
        """Starts a virtual board; see `protocols.virtual_lab`. `NAME#INSTANCE` in one word will do too."""
        kind, emulator, name = self._kind(board, instance)
        state = self._brought_up(kind, emulator, name, secrets.token_hex(8))
        if state.phase in _WITHOUT_POWER:
            self._order(name, state, "plug")
        return self._await_boot(name)

    def borrow(self, board: str) -> tuple[Device, bool]:
        """The device of a virtual board, and whether this call launched it; see `protocols.virtual_lab`."""
        kind, emulator, name = self._kind(board)
        launch_id = secrets.token_hex(8)
        try:
            state = self._brought_up(kind, emulator, name, launch_id)
            if state.phase == Phase.UNPLUGGED.value:
                raise cable_pulled(name, (device.device_id for device in self.devices()))
            if state.phase == Phase.DEAD.value and state.launch_id != launch_id:
                self._order(name, state, "plug")
            return self._await_boot(name), state.launch_id == launch_id
        except BaseException:
            launched = living_state(self._folder(name))
            if launched is not None and launched.launch_id == launch_id:
                self.stop(name)
            raise

    def stop(self, name: str) -> None:
        """Ends the process; the flash image stays."""
        folder = self._folder(self.checked(name))
        state = living_state(folder)
        if state is None:
            return
        try:
            with connect(state) as control:
                control.ask("stop")
        except (ControlLost, ControlRefused):
            pass
        end(state, folder, _STOP_S)

    def unplug(self, name: str) -> None:
        """Pulls the cable: the port vanishes at once."""
        name = self.checked(name)
        self._order(name, self._state(name), "unplug")

    def plug(self, name: str) -> Device:
        """Puts the cable back and waits until the board has booted from its flash."""
        name = self.checked(name)
        self._order(name, self._state(name), "plug")
        return self._await_boot(name)

    def reset(self, name: str, *, boot0: bool = False) -> Device:
        """Presses the reset button; see `protocols.virtual_lab`."""
        name = self.checked(name)
        state = self._state(name)
        has_rom = _has_rom(self._catalog.board(state.board))
        if boot0 and not has_rom:
            raise no_rom(name, enters_by_itself=bool(state.modem_url))
        if has_rom:
            self._order(name, state, "boot0_high" if boot0 else "boot0_low")
        self._order(name, state, "reset")
        if boot0:
            self._order(name, state, "boot0_low")
        return self._await_boot(name)

    def checked(self, name: str) -> str:
        """The name of a device; one that runs has one even if its board is no longer in the catalogue."""
        name = name.removeprefix(DEVICE_ID_PREFIX)
        return name if name in self.running() else self._kind(name)[2]

    def running(self) -> tuple[str, ...]:
        """Names of the devices whose process is alive."""
        return tuple(state.name for state in self._states())

    def devices(self) -> tuple[Device, ...]:
        """Running and plugged virtual devices; one whose emulator died is among them as gone, with the reason."""
        return tuple(self._device(state) for state in self._states() if state.phase != Phase.UNPLUGGED.value)

    def _states(self) -> list[VirtualState]:
        states = [living_state(file.parent) for file in sorted(self._home.glob(f"*/{STATE_FILE}"))]
        return [state for state in states if state is not None]

    def _kind(self, board: str, instance: str = "") -> tuple[Board, Emulator, str]:
        """The board, how it is emulated, and the name of the device."""
        board, _hash, written = board.removeprefix(DEVICE_ID_PREFIX).partition("#")
        instance = instance or written
        name = f"{board}#{instance}" if instance else board
        if board in self.names() and (not instance or _INSTANCE.fullmatch(instance)):
            kind = self._catalog.board(board)
            if kind.emulator is not None:
                return kind, kind.emulator, name
        known = tuple(dict.fromkeys((*self.names(), *self.running())))
        if any(kind.name == board for kind in self._catalog.boards()) and board not in known:
            raise no_emulator(board, known)
        raise BoardUnknown(name, known)

    def _brought_up(self, board: Board, emulator: Emulator, name: str, launch_id: str) -> VirtualState:
        """The state of the device, which is launched if it does not run."""
        folder = self._folder(name)
        state = living_state(folder)
        if state is None:
            self._launch(board, emulator, name, launch_id)
            state = self._await_state(name, folder)
        return state

    def _launch(self, board: Board, emulator: Emulator, name: str, launch_id: str) -> None:
        folder = self._folder(name)
        try:
            spec = self._spec(board, emulator, name, folder)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_spec(folder, spec)
            launcher = self._launcher or default_launcher(behind_window=self._has_window)
            said = launch(launcher, folder, launch_id)
        except OSError as error:
            raise unwritable(name, folder, error) from error
        if said:
            raise died_at_once(name, said, self._home)

    def _spec(self, board: Board, emulator: Emulator, name: str, folder: Path) -> LaunchSpec:
        flash = folder / FLASH_FILE
        firmware_file, elf_file, emulator_words = "", "", "a process of this computer"
        command: tuple[str, ...]
        if emulator.kind == "native":
            firmware_file = str(folder / ("firmware.exe" if sys.platform == "win32" else "firmware"))
            # The end of the name tells instances apart, and a chip id has 16 bytes.
            chip_id = name[-_CHIP_ID_BYTES:]
            offset = str(board.memory.slot_offset)
            command = (
                firmware_file, "--flash", str(flash), "--slot-offset", offset, "--chip-id", chip_id, *emulator.arguments
            )  # fmt: skip
        elif emulator.kind == "unicorn":
            emulator_words = find_unicorn(emulator)
            command = core_command(emulator, flash, core_library(folder), name)
        else:
            program = find_qemu(qemu_program(board), self._which)
            elf_file = str(folder / FLASH_ELF_FILE) if takes_elf_only(board) else ""
            command = qemu_command(program, emulator, Path(elf_file) if elf_file else flash)
            emulator_words = qemu_words(program, emulator)
        return LaunchSpec(
            name=name,
            board=board.name,
            command=command,
            flash_bytes=board.memory.flash_bytes,
            firmware_bytes=board.memory.slot_offset,
            firmware_file=firmware_file,
            elf_file=elf_file,
            flash_base=board.memory.flash_base,
            emulator=emulator_words,
            kind=emulator.kind,
            rom=emulator.machine if _has_rom(board) else "",
        )

    def _await_state(self, name: str, folder: Path) -> VirtualState:
        deadline = time.monotonic() + _APPEAR_S
        while time.monotonic() < deadline:
            state = living_state(folder)
            if state is not None:
                return state
            time.sleep(_POLL_S)
        raise VirtualDeviceFailed(
            name, f"Its process did not come up within {_APPEAR_S:g} s. {log_tail(folder)}".strip()
        )

    def _await_boot(self, name: str) -> Device:
        """Waits while firmware boots; foreign firmware that never says so is taken as it is after the deadline."""
        deadline = time.monotonic() + _BOOT_S
        state = self._state(name)
        while state.phase == Phase.BOOTING.value and time.monotonic() < deadline:
            time.sleep(_POLL_S)
            state = self._state(name)
        if state.phase == Phase.DEAD.value:
            raise no_boot(name, state.detail)
        return self._device(state)

    def _order(self, name: str, state: VirtualState, op: str) -> None:
        try:
            with connect(state) as control:
                control.ask(op)
        except (ControlLost, ControlRefused) as error:
            raise VirtualDeviceFailed(name, f"Its process does not obey: {error}.") from error

    def _state(self, name: str) -> VirtualState:
        state = living_state(self._folder(name))
        if state is None:
            raise DeviceNotFound(name, (device.device_id for device in self.devices()))
        return state

    def _folder(self, name: str) -> Path:
        return self._home / name

    def _device(self, state: VirtualState) -> Device:
        board = next((known for known in self._catalog.boards() if known.name == state.board), None)
        if board is None:
            return self._orphan(state)
        emulator = board.emulator
        is_dead = state.phase == Phase.DEAD.value
        words = {
            Phase.BLANK.value: "virtual board, flash erased",
            Phase.BOOTLOADER.value: "virtual board, waiting in its bootloader",
            Phase.CRASHED.value: f"virtual board, its firmware does not run: {state.detail}",
            Phase.DEAD.value: state.detail,
        }
        return Device(
            device_id=f"{DEVICE_ID_PREFIX}{state.name}",
            board=state.board,
            url=state.url,
            origin=_KINDS.get(emulator.kind if emulator is not None else "", Origin.EMULATED),
            state=DeviceState.GONE if is_dead else DeviceState.READY,
            evidence=words.get(state.phase, "virtual board on this computer"),
            emulator=state.emulator,
            # An STM32 is flashed through its image or its plain port; the address in its state is for other programs.
            modem_url="" if _has_rom(board) else state.modem_url,
            control_url=f"virtual:{self._folder(state.name) / STATE_FILE}",
        )

    def _orphan(self, state: VirtualState) -> Device:
        """A device that runs on while its board's file is gone or cannot be used."""
        return Device(
            device_id=f"{DEVICE_ID_PREFIX}{state.name}",
            board=None,
            url=state.url,
            origin=Origin.EMULATED,
            state=DeviceState.GONE,
            evidence=f"virtual board; the file of its board '{state.board}' is gone or wrong",
            emulator=state.emulator,
        )


def _has_rom(board: Board) -> bool:
    return board.emulator is not None and board.emulator.machine in CHIPS and FlashMethod.AN3155 in board.flash_methods
