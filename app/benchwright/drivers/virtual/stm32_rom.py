"""The ROM bootloader of an STM32: ST AN3155, "USART protocol used in the STM32 bootloader"."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor

from benchwright.drivers.virtual.port import LineSetting
from benchwright.drivers.virtual.stm32_faults import Fate, RomFaults, Work
from benchwright.drivers.virtual.stm32_memory import PowerLost, ProgramError, Stm32Memory

ACK = 0x79
NACK = 0x1F
SYNC = 0x7F

_GET, _GET_VERSION, _GET_ID = 0x00, 0x01, 0x02
_READ, _GO, _WRITE = 0x11, 0x21, 0x31
_ERASE, _EXTENDED_ERASE = 0x43, 0x44
_WRITE_PROTECT, _WRITE_UNPROTECT = 0x63, 0x73
_READOUT_PROTECT, _READOUT_UNPROTECT = 0x82, 0x92
# What a chip with active readout protection still answers (AN3155, chapter 3, table 2).
_ALWAYS = {_GET, _GET_VERSION, _GET_ID, _READOUT_UNPROTECT}
_MASS, _BANK_1, _BANK_2, _RESERVED = 0xFFFF, 0xFFFE, 0xFFFD, 0xFFF0

Steps = Generator[int, bytes, None]
"""Yields how many bytes it waits for, and is sent them."""


class Exit(Enum):
    """How the chip left its ROM."""

    GO = "go"
    RESET = "reset"
    POWER_LOST = "power lost"


@dataclass(frozen=True, slots=True)
class RomExit:
    """The way out, with the address of a GO."""

    way: Exit
    address: int = 0


class Stm32Rom:
    """One stay in the ROM, from reset until `exit` is set: bytes in, bytes out. Like a real one it never times out.

    `setting` is the line's.
    """

    def __init__(
        self, memory: Stm32Memory, faults: RomFaults, setting: Callable[[], LineSetting] = LineSetting
    ) -> None:
        self._memory = memory
        self._faults = faults
        self._setting = setting
        self._arrived = bytearray()
        self._answers = bytearray()
        self._steps = self._serve()
        self._needed_bytes = next(self._steps)
        self.exit: RomExit | None = None

    def receive(self, data: bytes) -> bytes:
        """Takes what arrived on the line; what the ROM sends."""
        self._arrived += data
        while self.exit is None and len(self._arrived) >= self._needed_bytes:
            taken = bytes(self._arrived[: self._needed_bytes])
            del self._arrived[: self._needed_bytes]
            try:
                self._needed_bytes = self._steps.send(taken)
            except PowerLost:
                self._answers.clear()
                self.exit = RomExit(Exit.POWER_LOST)
            except StopIteration:
                break
        answers = bytes(self._answers)
        self._answers.clear()
        return answers

    def _serve(self) -> Steps:
        while (yield 1) != bytes([SYNC]) or not self._hears(self._setting()):
            pass
        self._say(ACK)
        commands = self._commands()
        while self.exit is None:
            code, complement = yield 2
            fate = self._faults.fate()
            while fate is Fate.UNHEARD:
                yield 1
            run = commands.get(code) if code ^ complement == 0xFF else None
            is_locked = code not in _ALWAYS and self._memory.is_readout_protected
            if run is None or is_locked or fate is Fate.REFUSED:
                self._say(NACK)
                continue
            self._say(ACK)
            yield from run()

    def _hears(self, setting: LineSetting) -> bool:
        """Bytes without even parity are damaged bytes (AN3155, chapter 1)."""
        return setting.parity in {"", "E"} and self._faults.hears(setting.baud)

    def _commands(self) -> dict[int, Callable[[], Steps]]:
        is_extended = self._memory.chip.has_extended_erase
        erase = {_EXTENDED_ERASE: self._extended_erase} if is_extended else {_ERASE: self._erase}
        return {
            _GET: self._get,
            _GET_VERSION: self._get_version,
            _GET_ID: self._get_id,
            _READ: self._read,
            _GO: self._go,
            _WRITE: self._write,
            **erase,
            _WRITE_PROTECT: self._write_protect,
            _WRITE_UNPROTECT: self._write_unprotect,
            _READOUT_PROTECT: self._readout_protect,
            _READOUT_UNPROTECT: self._readout_unprotect,
        }

    def _get(self) -> Steps:
        codes = list(self._commands())
        self._say(len(codes), self._memory.chip.protocol_version, *codes, ACK)
        yield from ()

    def _get_version(self) -> Steps:
        # The two bytes once told of readout protection and are zero today.
        self._say(self._memory.chip.protocol_version, 0, 0, ACK)
        yield from ()

    def _get_id(self) -> Steps:
        self._say(1, *self._memory.chip.product_id.to_bytes(2, "big"), ACK)
        yield from ()

    def _read(self) -> Steps:
        address = yield from self._address()
        if address is None:
            return
        count, complement = yield 2
        if count ^ complement != 0xFF or not self._memory.holds(address, count + 1):
            self._say(NACK)
            return
        self._need_power(Work.READ, count + 1)
        data = self._memory.read(address, count + 1)
        self._say(ACK, *self._faults.spoil(address - self._memory.chip.flash_base, data))

    def _go(self) -> Steps:
        address = yield from self._address()
        if address is not None:
            self.exit = RomExit(Exit.GO, address)

    def _write(self) -> Steps:
        address = yield from self._address()
        if address is None:
            return
        (count,) = yield 1
        payload = yield count + 2
        data, checksum = payload[:-1], payload[-1]
        is_whole = not (address | len(data)) & 3 and self._memory.holds(address, len(data))
        if _checksum(data) ^ count != checksum or not is_whole:
            self._say(NACK)
            return
        try:
            self._memory.write(address, data)
        except ProgramError:
            self._say(NACK)
            return
        self._say(ACK)

    def _erase(self) -> Steps:
        (count,) = yield 1
        if count == 0xFF:
            (checksum,) = yield 1
            self._finish_erase(self._memory.erase_all, is_valid=checksum == 0)
            return
        payload = yield count + 2
        self._erase_pages(list(payload[:-1]), is_valid=_checksum(payload) == count)

    def _extended_erase(self) -> Steps:
        head = yield 2
        count = int.from_bytes(head, "big")
        if count >= _RESERVED:
            (checksum,) = yield 1
            special: dict[int, Callable[[], None]] = {
                _MASS: self._memory.erase_all,
                _BANK_1: lambda: self._memory.erase_bank(0),
                _BANK_2: lambda: self._memory.erase_bank(self._memory.chip.bank_count - 1),
            }
            is_valid = checksum == _checksum(head) and count in special
            self._finish_erase(special.get(count, self._memory.erase_all), is_valid=is_valid)
            return
        payload = yield 2 * (count + 1) + 1
        pages = [int.from_bytes(payload[at : at + 2], "big") for at in range(0, len(payload) - 1, 2)]
        self._erase_pages(pages, is_valid=_checksum(head + payload) == 0)

    def _erase_pages(self, pages: list[int], *, is_valid: bool) -> None:
        is_valid = is_valid and max(pages) < self._memory.chip.page_count

        def erase() -> None:
            for page in pages:
                self._need_power(Work.ERASE, self._memory.chip.page_bytes)
                self._memory.erase_pages([page])

        self._finish_erase(erase, is_valid=is_valid)

    def _need_power(self, work: Work, length: int) -> None:
        if self._faults.before(work, length) < length:
            raise PowerLost

    def _finish_erase(self, erase: Callable[[], None], *, is_valid: bool) -> None:
        if is_valid:
            erase()
        self._say(ACK if is_valid else NACK)

    def _write_protect(self) -> Steps:
        (count,) = yield 1
        payload = yield count + 2
        if _checksum(payload) != count:
            self._say(NACK)
            return
        self._protect(readout=False, pages=frozenset(payload[:-1]))

    def _write_unprotect(self) -> Steps:
        self._protect(readout=False, pages=frozenset())
        yield from ()

    def _readout_protect(self) -> Steps:
        self._protect(readout=True, pages=self._memory.protected_pages)
        yield from ()

    def _readout_unprotect(self) -> Steps:
        pages = self._memory.protected_pages
        # Going back to RDP level 0 erases the whole flash, whatever is write-protected (RM0351, 3.5.1).
        self._memory.protect(readout=False, pages=frozenset())
        self._memory.erase_all()
        self._protect(readout=False, pages=pages)
        yield from ()

    def _protect(self, *, readout: bool, pages: frozenset[int]) -> None:
        """Option bytes take effect with a system reset, which the ROM brings about itself."""
        self._memory.protect(readout=readout, pages=pages)
        self._say(ACK)
        self.exit = RomExit(Exit.RESET)

    def _address(self) -> Generator[int, bytes, int | None]:
        """The address of a command; None, and a NACK, where it is damaged or nothing that can be reached."""
        received = yield 5
        address = int.from_bytes(received[:4], "big")
        is_valid = _checksum(received) == 0 and self._memory.holds(address, 1)
        self._say(ACK if is_valid else NACK)
        return address if is_valid else None

    def _say(self, *answer: int) -> None:
        self._answers += bytes(answer)


def _checksum(data: bytes) -> int:
    return reduce(xor, data, 0)
