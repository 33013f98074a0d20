"""Runs a board's image on a bare core: `python bare BOARD IMAGE [--silicon] [--flash-out FILE]`.

The line is standard input and output; when the input ends, so does the process, and flash goes to the file.
"""

from __future__ import annotations

import argparse
import os
import select
import sys
from pathlib import Path

from core import Core
from nrf52840 import Nano33Ble, Nrf52840
from rp2040 import Rp2040, Rp2040Core
from stm32l4r5 import Stm32L4r5

BOARDS = {
    "nucleo-l4r5zi": (Stm32L4r5, Core),
    "nrf52840-dk": (Nrf52840, Core),
    "arduino-nano-33-ble": (Nano33Ble, Core),
    "rp2040-pico": (Rp2040, Rp2040Core),
}
PATIENCE_S = 0.002


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("board", choices=BOARDS)
    parser.add_argument("image", type=Path)
    parser.add_argument("--silicon", action="store_true")
    parser.add_argument("--flash-out", type=Path)
    options = parser.parse_args()
    make_chip, make_core = BOARDS[options.board]
    chip = make_chip(is_silicon=options.silicon)
    core = make_core(chip, options.image.read_bytes())
    chip.send = lambda byte: sys.stdout.buffer.write(bytes([byte]))
    core.restart()
    serve(core)
    if options.flash_out is not None:
        options.flash_out.write_bytes(core.flash())
    return 0


def serve(core: Core) -> None:
    """Lets the program run until the line is hung up."""
    waiting: list[int] = []
    while True:
        core.run_a_slice()
        if core.chip.reset_wanted:
            core.restart()
        sys.stdout.buffer.flush()
        if not waiting and select.select([sys.stdin], [], [], PATIENCE_S)[0]:
            waiting = list(os.read(sys.stdin.fileno(), 4096))
            if not waiting:
                return
        feed(core, waiting)


def feed(core: Core, waiting: list[int]) -> None:
    """Puts bytes on the line one by one, as fast as the program takes them."""
    while waiting or core.chip.wants_interrupt():
        if not core.chip.wants_interrupt():
            core.chip.receive(waiting.pop(0))
        if not core.deliver():
            return


if __name__ == "__main__":
    sys.exit(main())
