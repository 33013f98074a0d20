"""Every flash tool the program can drive, by the method that boards name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchwright.drivers.flash.esptool import Esptool
from benchwright.drivers.flash.image_cache import ImageCache
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flashers import FlashProgram
from benchwright.model.board import FlashMethod


def flash_programs(cache_folder: Path) -> Mapping[FlashMethod, FlashProgram]:
    """The flashers that stand on a tool; `cache_folder` keeps what was last written to each device."""
    cache = ImageCache(cache_folder)
    return {
        FlashMethod.ESPTOOL: ToolFlasher(Esptool(), cache=cache),
    }
