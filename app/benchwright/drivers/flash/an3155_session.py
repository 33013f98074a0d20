"""Programming flash through a bootloader that answers: erases the pages needed, writes, reads back, insists."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from benchwright.drivers.flash.an3155_client import BLOCK_BYTES, BootloaderClient, RomLost, RomRefused, RomTrouble
from benchwright.drivers.flash.stm32_chip import other_chip
from benchwright.drivers.flash.stm32_pages import LAYOUTS, FlashLayout, Page
from benchwright.model.errors import Cancelled, FlashFailed
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import Progress

T = TypeVar("T")

UNPROGRAMMED = "Device left unprogrammed, flash again."

_ATTEMPTS = 3
# Written, then read back, in one go.
_STRETCH_BYTES = 2_048
# Chips program up to 32 bytes at once (RM0433, 4.3.9): the end of a region is filled up to that with erased bytes.
_UNIT_BYTES = 32
_ERASED = b"\xff"
# Pages of one erase command, and its time: little enough that a cancel is heeded soon.
_ERASE_PAGES = 64
_ERASE_S = 10.0
_START_S = 1.0


class _Mismatch(Exception):
    """What was read back at an address is not what was written there."""


class FlashSession:
    """One job at one rate. A step that fails is tried again, the writing of a page anew from its erasing on.

    `wanted_chip` is the product id of the board's chip, where its file says it.
    `program` and `read` raise `RomLost` where a lower rate may help, `FlashFailed` where none will, `Cancelled` and
    `DeviceVanished`. `has_erased` tells whether the flash is no longer what it was.
    """

    def __init__(
        self,
        client: BootloaderClient,
        device_name: str,
        flash_base: int,
        cancel: CancelToken,
        *,
        wanted_chip: int | None = None,
    ) -> None:
        self._client = client
        self._device_name = device_name
        self._flash_base = flash_base
        self._cancel = cancel
        self._wanted_chip = wanted_chip
        self.has_erased = False

    def program(self, offset: int, data: bytes, progress: Progress) -> str:
        """Writes a region that begins with a page; SHA-256 of what was read back."""
        layout = self._layout()
        pages = layout.pages(offset, len(data))
        if pages and pages[0].offset != offset:
            raise FlashFailed(
                self._device_name,
                f"{offset:#x} lies inside a page of {pages[0].size_bytes:,} bytes, which is only erased as a whole.",
                "Give the board file a slot_offset at which a page begins.",
            )
        self._erase(pages, layout)
        digest = hashlib.sha256()
        for page in pages:
            start = page.offset - offset
            content = data[start : start + page.size_bytes]

            def report(done: int, start: int = start) -> None:
                progress(start + done, len(data))

            digest.update(self._program_page(page, content, layout, report))
        return digest.hexdigest()

    def read(self, offset: int, length: int) -> bytes:
        """Reads a region, every block until two readings agree: the protocol does not protect what it reads."""
        return b"".join(
            self._agreed(partial(self._client.read, self._flash_base + offset + at, size))
            for at, size in _cuts(length, BLOCK_BYTES)
        )

    def start(self) -> None:
        """Starts the firmware.

        Raises:
            RomTrouble: it was not understood, twice.
        """
        try:
            self._client.go(self._flash_base)
        except RomTrouble:
            self._client.resync()
            self._client.go(self._flash_base)

    def _layout(self) -> FlashLayout:
        chip = self._agreed(self._client.chip_id)
        if self._wanted_chip not in {None, chip}:
            raise other_chip(self._device_name, chip, self._wanted_chip or 0)
        if chip not in LAYOUTS:
            known = ", ".join(f"{layout.name} ({number:#x})" for number, layout in LAYOUTS.items())
            raise FlashFailed(
                self._device_name,
                f"Its bootloader says it is chip {chip:#05x}, whose flash pages are not known here. Known: {known}.",
                "Choose another method for this board: stm32flash, openocd or pyocd.",
            )
        return LAYOUTS[chip]

    def _erase(self, pages: Sequence[Page], layout: FlashLayout) -> None:
        at_once = max(1, min(_ERASE_PAGES, int(_ERASE_S / layout.erase_s)))
        for at, count in _cuts(len(pages), at_once):
            self._check_cancel()
            numbers = [page.number for page in pages[at : at + count]]
            self.has_erased = True
            self._insist(partial(self._client.erase, numbers, _START_S + count * layout.erase_s))

    def _program_page(self, page: Page, content: bytes, layout: FlashLayout, report: Callable[[int], None]) -> bytes:
        """Fills an erased page; what was read back."""
        is_first = True

        def fill() -> bytes:
            nonlocal is_first
            if not is_first:
                self._client.erase([page.number], _START_S + layout.erase_s)
            is_first = False
            found = b""
            for at, size in _cuts(len(content), _STRETCH_BYTES):
                found += self._program_stretch(self._flash_base + page.offset + at, content[at : at + size])
                report(at + size)
            return found

        return self._insist(fill)

    def _program_stretch(self, address: int, content: bytes) -> bytes:
        for at, size in _cuts(len(content), BLOCK_BYTES):
            self._check_cancel()
            block = content[at : at + size]
            block += _ERASED * (-size % _UNIT_BYTES)
            if block != _ERASED * len(block):
                self._client.write(address + at, block)
        found = b""
        for at, size in _cuts(len(content), BLOCK_BYTES):
            self._check_cancel()
            found += self._verified(address + at, content[at : at + size])
        return found

    def _verified(self, address: int, wanted: bytes) -> bytes:
        """Reads a block back; once more if it differs, because the line may have damaged it."""
        found = self._client.read(address, len(wanted))
        if found != wanted:
            found = self._client.read(address, len(wanted))
        for at, (is_there, should_be) in enumerate(zip(found, wanted, strict=True)):
            if is_there != should_be:
                raise _Mismatch(f"{address + at:#010x} holds {is_there:#04x} instead of {should_be:#04x}")
        return found

    def _agreed(self, ask: Callable[[], T]) -> T:
        """An answer that came twice in a row."""

        def twice() -> T:
            answer = ask()
            if ask() != answer:
                raise RomLost("asking twice", "the answers differ")
            return answer

        return self._insist(twice)

    def _insist(self, act: Callable[[], T]) -> T:
        """Does a step, and does it again after a failure that may have been the line's."""
        failure: Exception | None = None
        for _attempt in range(_ATTEMPTS):
            try:
                if isinstance(failure, RomTrouble):
                    # After a refusal too: a byte too many on the line, and it reads every command from its middle.
                    self._client.resync()
                return act()
            except (RomLost, RomRefused, _Mismatch) as error:
                failure = error
            self._check_cancel()
        assert failure is not None
        if isinstance(failure, RomLost):
            raise failure
        raise self._refusal(failure) from failure

    def _refusal(self, failure: Exception) -> FlashFailed:
        left = f" {UNPROGRAMMED}" if self.has_erased else ""
        if isinstance(failure, RomRefused) and failure.at_command:
            return FlashFailed(
                self._device_name,
                f"The chip is protected: its bootloader refuses {failure.step}.{left}",
                "Remove the readout protection, which erases the whole chip (stm32flash -k, or a debug probe); "
                "then flash again.",
            )
        if isinstance(failure, RomRefused):
            why, remedy = f"Its bootloader refused {failure.step} {_ATTEMPTS} times.", "Flash again."
        else:
            why = f"Reading back failed {_ATTEMPTS} times: {failure}."
            remedy = (
                "Remove a write protection of this page (stm32flash -u) and flash again; if the address stays the "
                "same, its flash is worn out."
            )
        return FlashFailed(self._device_name, why + left, remedy)

    def _check_cancel(self) -> None:
        if self._cancel.is_set:
            raise Cancelled("flashing", UNPROGRAMMED if self.has_erased else Cancelled.UNCHANGED)


def _cuts(length: int, most: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most `most` as (start, size)."""
    return ((at, min(most, length - at)) for at in range(0, length, most))
