"""Failures of the port and of the operating system that every tool may meet."""

from __future__ import annotations

import sys

from benchwright.drivers.flash.flash_tool import Failure, Rule
from benchwright.model.udev_rules import RELOAD_COMMAND, RULES_FILE, udev_rule

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


def access_remedy(usb_id: str) -> str:
    """How to get at a USB device, with the udev rule to copy where there is udev; `usb_id` is "VID:PID" or empty."""
    if not sys.platform.startswith("linux"):
        return "Install the maker's driver for the probe, plug it in again and retry."
    vendor = usb_id.partition(":")[0]
    if not vendor:
        return "Add yourself to the group dialout (or install the udev rule), log in again and retry."
    return (
        f"Put this line into {RULES_FILE}: {udev_rule(vendor)} Then run: {RELOAD_COMMAND}. Plug it in again and retry."
    )
