"""A virtual ESP32-C3 on its cable: reset, download mode, and the core that runs the application.

It takes the place of the emulator of other boards; the core, with the emulation library, is a process of its own.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchwright.drivers.virtual.emulator import Emulator, start_emulator
from benchwright.drivers.virtual.esp.chip import BANNER, DOWNLOAD, FLASH_BOOT, Efuses, mac_of
from benchwright.drivers.virtual.esp.faults import FaultKind, Faults
from benchwright.drivers.virtual.esp.nor_flash import NorFlash, PowerLost
from benchwright.drivers.virtual.esp.registers import Registers
from benchwright.drivers.virtual.esp.reset_lines import Pins, ResetLines
from benchwright.drivers.virtual.esp.rom import Bootloader
from benchwright.drivers.virtual.esp.slip import encode
from benchwright.drivers.virtual.flash_image import FlashImage
from benchwright.drivers.virtual.state import EMULATOR_LOG_FILE, LaunchSpec, Phase

DIRECT_BOOT_HEAD = bytes.fromhex("1d04dbae") * 2
"""What flash begins with when the ROM is to run it where it lies (ESP32-C3 direct boot)."""

_SYNC_REQUEST = encode(bytes.fromhex("00082400000000000707122055") + b"\x55" * 31)
_POWER_ON = "0x1 (POWERON)"
# A host on a busy computer sends the last word of its job later than the watchdog it set runs out on a chip. It gets
# the answer to that word first, and so long to say it.
_AFTER_LAST_WORD_S, _WITHOUT_LAST_WORD_S = 0.1, 5.0


@dataclass(frozen=True, slots=True)
class BoardEvents:
    """Whom the board tells: of its phase, and that it has to go, as what and why."""

    entered: Callable[[Phase], None]
    gone: Callable[[Phase, str], None]


class EspBoard:
    """One ESP32-C3 with power. Bytes go in by `write` and come out by `read`, whichever program runs on it.

    A host that cannot reach DTR and RTS (a pseudo-terminal has none) gets into download mode by its first SYNC, which
    no real chip heeds while its application runs. `lines_moved` is the other way, as on a real board.
    """

    def __init__(self, spec: LaunchSpec, folder: Path, image: FlashImage, faults: Faults, events: BoardEvents) -> None:
        self._spec = spec
        self._folder = folder
        self._image = image
        self._faults = faults
        self._events = events
        self._efuses = Efuses(mac_of(spec.name))
        self._lines = ResetLines()
        self._core: Emulator | None = None
        self._bootloader: Bootloader | None = None
        self._registers: Registers | None = None
        self._said = bytearray()
        self._last_heard = b""
        self._heard_at_s = 0.0
        # The near end is readable for as long as there is something to read that does not come from the core.
        self._pending, self._pender = socket.socketpair()
        self._pending.setblocking(False)

    def power_on(self) -> None:
        """Starts as a chip does that gets its supply."""
        self._reset(Pins.FLASH_BOOT, _POWER_ON)

    @property
    def pid(self) -> int:
        """Process id of the core, 0 while none runs."""
        return self._core.pid if self._core is not None else 0

    @property
    def is_over(self) -> bool:
        """Whether the core ended without an order."""
        return self._core is not None and self._core.is_over

    @property
    def due_s(self) -> float | None:
        """When `look` is to be called at the latest, on the monotonic clock."""
        return min((at for at in (self._lines.due_s, self._reset_due_s()) if at is not None), default=None)

    def fileno(self) -> int:
        """What `select` waits for before `read` and `write`."""
        return self._core.fileno() if self._core is not None and not self._said else self._pending.fileno()

    def look(self) -> None:
        """Does what is due."""
        now_s = time.monotonic()
        pins = self._lines.passed(now_s)
        if pins is not Pins.UNCHANGED:
            self._reset(pins, _POWER_ON)
        elif self._registers is not None and now_s >= (self._reset_due_s() or now_s + 1):
            self._reset(Pins.FLASH_BOOT, self._registers.reset_reason)

    def lines_moved(self, *, dtr: bool, rts: bool) -> None:
        """The host moved DTR or RTS."""
        is_stuck = self._faults.is_on(FaultKind.WRONG_BOOT_MODE)
        pins = self._lines.moved(dtr=dtr, rts=rts, now_s=time.monotonic(), is_strap_stuck=is_stuck)
        if pins is Pins.HELD:
            self._halt()
            self._events.entered(Phase.BOOTING)
        elif pins is not Pins.UNCHANGED:
            self._reset(pins, _POWER_ON)

    def read(self) -> bytes:
        """What the chip sent; never waits."""
        if self._said:
            return self._faults.spoil(self._taken_back())
        return self._faults.spoil(self._core.read()) if self._core is not None else b""

    def write(self, data: bytes) -> int:
        """Takes as much as there is room for; how much that was."""
        if self._bootloader is not None:
            self._feed_bootloader(data)
            return len(data)
        taken = self._core.write(data) if self._core is not None else len(data)
        heard = self._last_heard + data[:taken]
        self._last_heard = heard[-len(_SYNC_REQUEST) + 1 :]
        if _SYNC_REQUEST in heard and self._can_be_called():
            self._reset(Pins.DOWNLOAD, _POWER_ON)
            # The host is past the reset and takes the ROM's words for a damaged answer.
            self._taken_back()
            self._feed_bootloader(_SYNC_REQUEST)
        return taken

    def close(self) -> str:
        """Switches it off; why the core had ended, when it had ended by itself."""
        why = self._core.close() if self._core is not None else ""
        self._core = None
        self._pending.close()
        self._pender.close()
        return why

    def _reset_due_s(self) -> float | None:
        """When the chip in its bootloader resets itself, patient with a slow host."""
        if self._registers is None or self._registers.reset_due_s is None:
            return None
        patience_s = _AFTER_LAST_WORD_S if self._registers.is_watchdog_locked else _WITHOUT_LAST_WORD_S
        return max(self._registers.reset_due_s, self._heard_at_s + patience_s)

    def _can_be_called(self) -> bool:
        return not (self._faults.is_on(FaultKind.NO_SYNC) or self._faults.is_on(FaultKind.WRONG_BOOT_MODE))

    def _feed_bootloader(self, data: bytes) -> None:
        if self._bootloader is None:
            return
        self._heard_at_s = time.monotonic()
        try:
            self._bootloader.receive(data)
        except PowerLost:
            self._reset(Pins.FLASH_BOOT, _POWER_ON)
            if self._faults.power_lost():
                self._events.gone(Phase.UNPLUGGED, "")

    def _halt(self) -> None:
        """EN is low: nothing runs, and what was said and not sent is lost."""
        if self._core is not None:
            self._core.close()
        self._core = self._bootloader = self._registers = None
        self._taken_back()

    def _reset(self, pins: Pins, reason: str) -> None:
        self._halt()
        self._faults.chip_restarted()
        self._last_heard = b""
        mode = DOWNLOAD if pins is Pins.DOWNLOAD else FLASH_BOOT
        self._say(f"{BANNER}rst:{reason},boot:{mode}\r\n".encode())
        if pins is Pins.DOWNLOAD:
            self._download()
        else:
            self._start_from_flash()

    def _download(self) -> None:
        flash = NorFlash(self._image, self._spec.flash_bytes, self._faults.before_programming)
        self._registers = Registers(self._efuses, flash, time.monotonic)
        self._bootloader = Bootloader(
            flash, self._spec.flash_bytes, self._registers, self._faults, self._say, self._leave_bootloader
        )
        self._say(b"waiting for download\r\n")
        self._events.entered(Phase.BOOTLOADER)

    def _leave_bootloader(self) -> None:
        """Not at once: the answer to the request has to go out first."""
        if self._registers is not None:
            self._registers.reset_due_s = time.monotonic() + 0.01

    def _start_from_flash(self) -> None:
        head = self._image.read(0, len(DIRECT_BOOT_HEAD))
        if head == DIRECT_BOOT_HEAD:
            self._start_core()
        else:
            self._say(f"invalid header: {int.from_bytes(head[:4], 'little'):#010x}\r\n".encode())
            self._events.entered(Phase.BLANK)

    def _start_core(self) -> None:
        command = self._spec.command
        try:
            self._core = start_emulator(command, self._folder / EMULATOR_LOG_FILE)
        except OSError as error:
            self._events.gone(Phase.DEAD, f"{command[0]} cannot be started: {error.strerror or error}.")
        else:
            self._events.entered(Phase.BOOTING)

    def _taken_back(self) -> bytes:
        """What was said and not yet read."""
        said, self._said = bytes(self._said), bytearray()
        if said:
            self._pending.recv(1)
        return said

    def _say(self, data: bytes) -> None:
        if not self._said:
            self._pender.send(b"+")
        self._said += data
