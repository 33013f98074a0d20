"""How the flash of STM32 chips is divided: what the bootloader can erase by itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True)
class Page:
    """One page (ST also says sector): its number for the erase command, and where it lies from the start of flash."""

    number: int
    offset: int
    size_bytes: int

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.offset + self.size_bytes


@dataclass(frozen=True, slots=True)
class FlashLayout:
    """Pages of one chip: runs of (count, bytes each) from the start of flash. `erase_s` is more than
    one page ever takes."""

    name: str
    runs: tuple[tuple[int, int], ...]
    erase_s: float

    def pages(self, offset: int, length: int) -> tuple[Page, ...]:
        """The pages that a region touches."""
        sizes = [size for count, size in self.runs for _page in range(count)]
        bounds = pairwise(accumulate(sizes, initial=0))
        return tuple(
            Page(number, start, end - start)
            for number, (start, end) in enumerate(bounds)
            if start < offset + length and offset < end
        )


LAYOUTS = {
    0x415: FlashLayout("STM32L47x/L48x", ((512, 2_048),), 0.1),  # RM0351, 3.3.1
    0x449: FlashLayout("STM32F74x/F75x", ((4, 32_768), (1, 131_072), (3, 262_144)), 10.0),  # RM0385, 3.3.2
    0x450: FlashLayout("STM32H74x/H75x", ((16, 131_072),), 10.0),  # RM0433, 4.3.4
}
"""By product id (AN2606). Only the first has been tried, on its virtual board."""
