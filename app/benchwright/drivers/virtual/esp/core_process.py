"""The process that runs what lies in the flash of a virtual ESP32-C3; standard input and output are UART0.

`python -m benchwright.drivers.virtual.esp.core_process --flash FILE --library FILE --mac HEX
--instructions-per-s NUMBER`

This is the only program that loads the emulation library Unicorn, whose core is licensed GPL-2.0. It ends with its
standard input.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchwright.drivers.virtual.esp.chip import BANNER, FLASH_BOOT
from benchwright.drivers.virtual.esp.console import Console
from benchwright.drivers.virtual.esp.core import Chip, Core
from benchwright.drivers.virtual.flash_image import FlashImage

# About what the ROM takes from a reset to the application's first instruction; firmware that resets itself for ever
# must not keep a processor busy.
_ROM_S = 0.03


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the core for ever."""
    parser = argparse.ArgumentParser(description="The core of a virtual ESP32-C3.")
    parser.add_argument("--flash", type=Path, required=True, help="the flash image")
    parser.add_argument("--library", type=Path, required=True, help="the compiled block_counter.c")
    parser.add_argument("--mac", required=True, help="the MAC address in eFuse, 12 hexadecimal digits")
    parser.add_argument("--instructions-per-s", type=int, required=True, help="of virtual time")
    options = parser.parse_args(arguments)
    flash_bytes = options.flash.stat().st_size
    console = Console(sys.stdin.fileno(), sys.stdout.fileno())
    console.start()
    while True:
        image = FlashImage(options.flash, flash_bytes)
        chip = Chip(bytes.fromhex(options.mac), flash_bytes, options.instructions_per_s)
        core = Core(image, chip, console, options.library)
        console.arrived = core.bytes_arrived
        core.run()
        reason = core.reset_reason
        # The engine is in a circle with its hooks, and holds memory that matters.
        del core
        gc.collect()
        time.sleep(_ROM_S)
        console.put(f"{BANNER}rst:{reason},boot:{FLASH_BOOT}\r\n".encode())


if __name__ == "__main__":
    sys.exit(main())
