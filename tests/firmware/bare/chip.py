"""What a model of a chip is: memory, registers by address, one serial line. Models are written from the manuals."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NoReturn

ERASED = 0xFF


def wrong(what: str) -> NoReturn:
    """The firmware did what the manual forbids, or the model does not know: ends the process with the reason."""
    print(f"the chip's model: {what}", file=sys.stderr, flush=True)
    raise SystemExit(3)


class Chip:
    """Registers that remember what was written, and what the models have in common.

    `is_silicon` says whether it shows what only a real chip has, or what an emulator would. `send` takes what goes out
    on the line, `peek` and `poke` are the core's memory.
    """

    flash_base = 0
    flash_bytes = 0
    ram = (0x2000_0000, 0)
    is_m4 = True
    device_code = 0
    information: tuple[tuple[int, int], ...] = ()  # read-only memory with facts about the chip: base and length

    def __init__(self, *, is_silicon: bool) -> None:
        self.is_silicon = is_silicon
        self.registers: dict[int, int] = {}
        self.received: list[int] = []
        self.reset_wanted = False
        self.delay_ticks = 0  # what the latest accesses took, where that is modelled
        self.send: Callable[[int], None] = lambda byte: None
        self.peek: Callable[[int, int], bytes] = lambda address, length: b""
        self.poke: Callable[[int, bytes], None] = lambda address, data: None

    def get(self, address: int) -> int:
        """What was last written there."""
        return self.registers.get(address, 0)

    def field(self, address: int, shift: int, mask: int) -> int:
        """Some of its bits."""
        return self.get(address) >> shift & mask

    def expect(self, what: str, found: int, wanted: int) -> None:
        """Ends the process where the line could not work on the real chip."""
        if found != wanted:
            wrong(f"{what} is {found:#x}, not {wanted:#x}")

    def receive(self, byte: int) -> None:
        """A byte came on the line."""
        self.received.append(byte)

    @property
    def interrupt(self) -> int:
        """Number of the interrupt of the line."""
        raise NotImplementedError

    def wants_interrupt(self) -> bool:
        """Whether the line asks for it now."""
        return bool(self.received)

    def read(self, address: int) -> int:
        """The core reads a register."""
        return self.get(address)

    def write(self, address: int, value: int) -> None:
        """The core writes a register."""
        self.registers[address] = value

    def write_flash(self, address: int, value: int) -> None:
        """The core writes a word into the flash's addresses."""
        wrong(f"{value:#x} is written to {address:#x}, which is flash, without permission")

    def word(self, address: int) -> int:
        """A word of memory."""
        return int.from_bytes(self.peek(address, 4), "little")

    def erase(self, address: int, length: int) -> None:
        """Erases flash."""
        self.poke(address, bytes([ERASED]) * length)
