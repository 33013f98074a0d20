"""Failures of the port and of the operating system that every tool may meet."""

from __future__ import annotations

from benchwright.drivers.flash.flash_tool import Failure, Rule

PORT_GONE = Rule(
    r"No such file or directory|\[Errno 2\]|No such device|FileNotFoundError|cannot find the file",
    "The port is not there.",
    "Plug the board in and retry.",
    Failure.VANISHED,
)
PORT_DENIED = Rule(
    r"Permission denied|\[Errno 13\]|PermissionError|Access is denied|LIBUSB_ERROR_ACCESS|insufficient permissions",
    "Your user may not use it.",
    "",
    Failure.DENIED,
)
PORT_BUSY = Rule(
    r"[Dd]evice or resource busy|Resource temporarily unavailable|\[Errno (?:11|16)\]|LIBUSB_ERROR_BUSY"
    r"|exclusively lock port",
    "Another program has it open.",
    "",
    Failure.BUSY,
)
PORT_LOST = Rule(
    r"Input/output error|\[Errno 5\]|LIBUSB_ERROR_NO_DEVICE|LIBUSB_ERROR_IO|device disconnected|"
    r"multiple access on port|returned no data",
    "It stopped answering half-way.",
    "",
    Failure.VANISHED,
)
DISK_FULL = Rule(
    r"No space left on device|\[Errno 28\]",
    "The disk of this computer is full.",
    "Make room and flash again.",
)

PORT_RULES = (PORT_DENIED, PORT_BUSY, PORT_GONE, PORT_LOST, DISK_FULL)
