"""Opening the line to a ROM bootloader: 8 data bits with even parity (AN3155, chapter 1)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from benchwright.drivers.transports import open_line
from benchwright.model.device import Device
from benchwright.protocols.transport import Transport

OpenLine = Callable[[Device, int], Transport]
"""Opens the line to a device at a rate."""

open_boot_line: OpenLine = partial(open_line, has_parity=True)
