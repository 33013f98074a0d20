"""Every flash tool the program can drive, by the method that boards name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from benchwright.drivers.flash.an3155 import An3155Flasher
from benchwright.drivers.flash.avrdude import Avrdude
from benchwright.drivers.flash.bossac import Bossac
from benchwright.drivers.flash.dfu_util import DfuUtil
from benchwright.drivers.flash.esptool import Esptool
from benchwright.drivers.flash.gdb_remote import GdbRemoteFlasher
from benchwright.drivers.flash.gdb_servers import GdbServers
from benchwright.drivers.flash.image_cache import ImageCache
from benchwright.drivers.flash.nrfutil import Nrfutil
from benchwright.drivers.flash.openocd import Openocd
from benchwright.drivers.flash.picotool import Picotool
from benchwright.drivers.flash.pyocd import Pyocd
from benchwright.drivers.flash.stm32_programmer import Stm32Programmer
from benchwright.drivers.flash.stm32flash import Stm32flash
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flash.uf2 import Uf2Flasher
from benchwright.drivers.flashers import FlashProgram
from benchwright.drivers.transports import Transports
from benchwright.model.board import FlashMethod


def flash_programs(cache_folder: Path) -> Mapping[FlashMethod, FlashProgram]:
    """The flashers that stand on a tool; `cache_folder` keeps what was last written to each device."""
    cache = ImageCache(cache_folder)
    return {
        FlashMethod.AN3155: An3155Flasher(),
        FlashMethod.ESPTOOL: ToolFlasher(Esptool(), cache=cache),
        FlashMethod.PYOCD: ToolFlasher(Pyocd()),
        FlashMethod.OPENOCD: ToolFlasher(Openocd()),
        FlashMethod.STM32FLASH: ToolFlasher(Stm32flash()),
        FlashMethod.DFU_UTIL: ToolFlasher(DfuUtil()),
        FlashMethod.UF2: Uf2Flasher(),
        FlashMethod.PICOTOOL: ToolFlasher(Picotool()),
        FlashMethod.BOSSAC: ToolFlasher(Bossac()),
        FlashMethod.AVRDUDE: ToolFlasher(Avrdude()),
        FlashMethod.GDB_REMOTE: GdbRemoteFlasher(Transports(), GdbServers(os.environ)),
        FlashMethod.NRFUTIL: ToolFlasher(Nrfutil()),
        FlashMethod.STM32_PROGRAMMER: ToolFlasher(Stm32Programmer()),
    }
