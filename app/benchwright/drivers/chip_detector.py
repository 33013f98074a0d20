"""Asking a chip what it is, with the unmodified tools of its makers: esptool over the port, st-info through an ST-LINK.

Each is a process of its own; both are GPL or keep the device to themselves while they run.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchwright.drivers.flash.tool_process import said_by
from benchwright.drivers.own_process import python_command
from benchwright.drivers.port_access import port_denied
from benchwright.drivers.port_holder import port_holder
from benchwright.drivers.set_up_words import set_up_again
from benchwright.model.device import Device
from benchwright.model.errors import PortBusy, ToolMissing
from benchwright.protocols.chip_detector import ChipDetector

_ST_INFO = ("st-info",)
_ST = "0483"
_DEADLINE_S = 30.0
_ATTEMPTS = "2"
# esptool 5 writes `Chip type:          ESP32-C3 (QFN32) (revision v0.4)`; what follows the name is the package.
_CHIP_TYPE = re.compile(r"^Chip type:\s+(ESP[0-9A-Z-]+)", re.MULTILINE)

# stlink-tools 1.7 writes a block of `name: value` lines for each probe, which begins with its version.
_ST_SERIAL = re.compile(r"serial:\s*([0-9A-Fa-f]+)")
_ST_CHIP = re.compile(r"chipid:\s*0x([0-9A-Fa-f]+)")


class ChipDetectors:
    """Asks through the probe where there is one, else through the port; see `protocols.chip_detector`."""

    def __init__(self, *, esptool: ChipDetector, st_info: ChipDetector) -> None:
        self._esptool = esptool
        self._st_info = st_info

    def detect(self, device: Device) -> str:
        """What the chip says of itself."""
        return (self._st_info if device.usb_vendor == _ST else self._esptool).detect(device)


class EsptoolChipDetector:
    """`command` starts esptool; ours if empty."""

    def __init__(self, command: tuple[str, ...] = ()) -> None:
        self._command = command or python_command("esptool")

    def detect(self, device: Device) -> str:
        """`esp32c3`, or "" where no chip answers. The device restarts."""
        if holder := port_holder(device.url):
            raise PortBusy(device.url, holder)
        before, after = _resets(device.url)
        arguments = ("--port", device.url, "--before", before, "--after", after, "--connect-attempts", _ATTEMPTS)
        said = _said((*self._command, *arguments, "chip-id"), set_up_again())
        return _chip(device, said)


class StInfoChipDetector:
    """`command` starts st-info of the package stlink-tools."""

    def __init__(self, command: tuple[str, ...] = _ST_INFO) -> None:
        self._command = command

    def detect(self, device: Device) -> str:
        """`0x415`, or "" where the ST-LINK with the device's serial number sees no chip. The chip may be halted."""
        said = _said((*self._command, "--probe"), "Install it: sudo apt install stlink-tools")
        for probe in said.split("version:")[1:]:
            serial_number, chip = _ST_SERIAL.search(probe), _ST_CHIP.search(probe)
            if serial_number and chip and serial_number[1].lower() == device.serial_number.lower():
                return f"0x{int(chip[1], 16):03x}"
        return ""


def _said(command: tuple[str, ...], install: str) -> str:
    """All that a tool prints, until it hangs."""
    try:
        return said_by(command, deadline_s=_DEADLINE_S)
    except FileNotFoundError as error:
        raise ToolMissing(Path(command[0]).name, "It is not on the PATH.", install) from error


def _resets(url: str) -> tuple[str, str]:
    """How esptool brings the chip into its ROM and back; a pseudo-terminal has no lines to reset it by."""
    return ("no-reset", "watchdog-reset") if url.startswith("/dev/pts/") else ("default-reset", "hard-reset")


def _chip(device: Device, said: str) -> str:
    if match := _CHIP_TYPE.search(said):
        return match[1].lower().replace("-", "")
    lower = said.lower()
    if "permission denied" in lower:
        raise port_denied(device.url, device.device_id)
    if "could not exclusively lock" in lower or "busy" in lower:
        raise PortBusy(device.url, port_holder(device.url))
    return ""
