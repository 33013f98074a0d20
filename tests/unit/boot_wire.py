"""Lines to a bootloader for tests: one that is written down, and one with a ROM at its end; time passes by waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchwright.drivers.virtual.flash_image import FlashImage
from benchwright.drivers.virtual.stm32_faults import RomFaults
from benchwright.drivers.virtual.stm32_memory import STM32L475, Stm32Chip, Stm32Memory
from benchwright.drivers.virtual.stm32_rom import Stm32Rom


class Wire:
    """A transport on which reading from silence takes its time on `clock` only."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._coming = bytearray()

    def clock(self) -> float:
        return self.now_s

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self._coming:
            self.now_s += timeout_s
        data = bytes(self._coming[:max_bytes])
        del self._coming[:max_bytes]
        return data

    def write(self, data: bytes) -> None:
        self._coming += self._answer(data)

    def close(self) -> None:
        pass

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _answer(self, data: bytes) -> bytes:
        raise NotImplementedError


class WrittenWire(Wire):
    """Answers the n-th write with the n-th answer, and what comes after the last with silence."""

    def __init__(self, *answers: bytes) -> None:
        super().__init__()
        self._answers = list(answers)
        self.sent: list[bytes] = []

    def _answer(self, data: bytes) -> bytes:
        self.sent.append(data)
        return self._answers.pop(0) if self._answers else b""


class RomWire(Wire):
    """A chip in its bootloader. `spoil` changes what passes: (way, place of the first byte on that way, bytes)."""

    def __init__(self, folder: Path, chip: Stm32Chip = STM32L475) -> None:
        super().__init__()
        self.flash = FlashImage(folder / "flash.img", chip.flash_bytes)
        self.flash.ensure()
        self.faults = RomFaults()
        self.memory = Stm32Memory(chip, self.flash.file, folder / "options.json", self.faults.before_programming)
        self.rom = Stm32Rom(self.memory, self.faults)
        self.passed = {"out": 0, "in": 0}
        self.spoil: Callable[[str, int, bytes], bytes] = lambda _way, _at, data: data

    def _answer(self, data: bytes) -> bytes:
        return self._pass("in", self.rom.receive(self._pass("out", data)))

    def _pass(self, way: str, data: bytes) -> bytes:
        at = self.passed[way]
        self.passed[way] += len(data)
        return self.spoil(way, at, data)


class Pins:
    """Pins in front of a wire with a ROM: notes what was done, and makes a new stay in the ROM of every entry."""

    def __init__(self, wire: RomWire | None = None, *, are_wired: bool = True) -> None:
        self.are_wired = are_wired
        self.done: list[str] = []
        self._wire = wire

    def enter(self) -> None:
        self.done.append("enter")
        if self._wire is not None and self.are_wired:
            self._wire.rom = Stm32Rom(self._wire.memory, self._wire.faults)

    def leave(self) -> None:
        self.done.append("leave")

    def await_firmware(self) -> None:
        self.done.append("firmware")


def spoilt_at(way: str, place: int, spoil: Callable[[int], Sequence[int]]) -> Callable[[str, int, bytes], bytes]:
    """Changes one byte that passes one way: lost for no byte, doubled for two, flipped for another."""

    def change(on: str, at: int, data: bytes) -> bytes:
        index = place - at
        if on != way or not 0 <= index < len(data):
            return data
        return data[:index] + bytes(spoil(data[index])) + data[index + 1 :]

    return change
