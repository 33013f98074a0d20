"""Flashing an STM32 through its own ROM bootloader on a serial line, with no tool (ST AN3155)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from benchwright.drivers.flash.an3155_client import BootloaderClient, Clock, RomTrouble
from benchwright.drivers.flash.an3155_session import UNPROGRAMMED, FlashSession
from benchwright.drivers.flash.boot_line import OpenLine, open_boot_line
from benchwright.drivers.flash.boot_pins import BootPins, FindPins, pins_of
from benchwright.drivers.flash.stm32_chip import chip_of
from benchwright.model.board import Board, FlashMethod
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, FlashFailed
from benchwright.protocols.cancel import CancelToken, NeverCancelled
from benchwright.protocols.flasher import FlashReceipt, Progress

T = TypeVar("T")

TOOL = "AN3155 serial bootloader"

_BAUDS = (115_200, 57_600, 19_200)
"""From the fastest that AN3155 warrants for every chip (2.2) to one that a bad line still carries."""

_WIRED_REMEDY = "See that cable and pins are sound, then flash again."


class An3155Flasher:
    """Enters the bootloader, erases the pages needed, writes, reads back and starts the firmware.

    On a bad line it enters anew at the next lower rate, where it can move the pins. See `protocols.flasher`. Safe from
    any thread: it keeps nothing.
    """

    name = "an3155"
    install = "nothing to install"

    def __init__(
        self,
        open_line: OpenLine = open_boot_line,
        find_pins: FindPins = pins_of,
        *,
        clock: Clock = time.monotonic,
    ) -> None:
        self._open_line = open_line
        self._find_pins = find_pins
        self._clock = clock

    def is_there(self) -> bool:
        """Always: it needs no tool."""
        return True

    def version(self) -> str | None:
        """It comes with the program."""
        return "built in"

    def write(
        self,
        device: Device,
        board: Board,
        offset: int,
        data: bytes,
        progress: Progress,
        cancel: CancelToken,
        *,
        force: bool = False,
    ) -> FlashReceipt:
        """Writes and verifies one region of whole pages; afterwards the board has started from its flash."""
        started = self._clock()
        _check_range(device, board, offset, len(data))
        if cancel.is_set:
            raise Cancelled("flashing")
        grown = _Grown(progress)
        digest = self._at_falling_rates(
            device, board, cancel, lambda session: session.program(offset, data, grown.progress)
        )
        return FlashReceipt(len(data), self._clock() - started, digest, TOOL)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Reads flash back; the board restarts."""
        _check_range(device, board, offset, length)
        return self._at_falling_rates(device, board, NeverCancelled(), lambda session: session.read(offset, length))

    def _at_falling_rates(
        self, device: Device, board: Board, cancel: CancelToken, work: Callable[[FlashSession], T]
    ) -> T:
        troubles: list[RomTrouble] = []
        has_erased = False
        for baud in _BAUDS:
            with self._open_line(device, baud) as line:
                pins = self._find_pins(device, board, line)
                client = BootloaderClient(line, baud, self._clock)
                session = FlashSession(
                    client, device.device_id, board.memory.flash_base, cancel, wanted_chip=chip_of(board)
                )
                session.has_erased = has_erased
                try:
                    return _in_bootloader(client, session, pins, device, work)
                except RomTrouble as trouble:
                    troubles.append(trouble)
                    has_erased = session.has_erased
                    # A bootloader measures the rate once: without a reset there is no other one.
                    if not pins.are_wired:
                        break
        raise _silent(device, board, troubles, has_erased=has_erased, are_wired=pins.are_wired)


def _in_bootloader(
    client: BootloaderClient,
    session: FlashSession,
    pins: BootPins,
    device: Device,
    work: Callable[[FlashSession], T],
) -> T:
    """Does `work` and starts the firmware; whatever goes wrong, the device is not left in its bootloader.

    Raises:
        RomTrouble: the line is too bad at this rate.
    """
    try:
        pins.enter()
        client.sync()
        result = work(session)
        try:
            session.start()
        except RomTrouble as trouble:
            if not pins.are_wired:
                why = f"It is written and verified, but its bootloader did not start it: {trouble}."
                raise FlashFailed(device.device_id, why, "Set BOOT0 low and press reset.") from trouble
            pins.leave()
        pins.await_firmware()
    except BaseException:
        pins.leave()
        raise
    return result


class _Grown:
    """Progress that does not go back when a job starts anew."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._most = 0

    def progress(self, done: int, total: int) -> None:
        """Passes on what is more than before."""
        if done > self._most:
            self._most = done
            self._progress(done, total)


def _check_range(device: Device, board: Board, offset: int, length: int) -> None:
    free = board.memory.flash_bytes - offset
    if not 0 <= length <= free:
        why = f"{length:,} bytes at {offset:#x} do not fit its flash of {board.memory.flash_bytes:,} bytes."
        raise FlashFailed(device.device_id, why, "Use a smaller model, or a board with more flash.")


def _silent(
    device: Device, board: Board, troubles: Sequence[RomTrouble], *, has_erased: bool, are_wired: bool
) -> FlashFailed:
    rates = " or ".join(f"{baud:,}" for baud in _BAUDS[: len(troubles)])
    left = f" {UNPROGRAMMED}" if has_erased else ""
    why = f"Its bootloader could not be talked to at {rates} baud: {troubles[-1]}."
    return FlashFailed(device.device_id, why + left, _WIRED_REMEDY if are_wired else _by_hand(board))


def _by_hand(board: Board) -> str:
    """What to do where nothing but a person can move the pins."""
    others = [method.value for method in board.flash_methods if method is not FlashMethod.AN3155]
    way = "Set BOOT0 high, press reset and flash again; afterwards set BOOT0 low and press reset."
    return f"{way} Or flash with one of its other tools: {', '.join(others)}." if others else way
