"""Asking an Espressif chip what it is, with the unmodified esptool in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys

from benchwright.model.device import Device
from benchwright.model.errors import PortBusy, PortDenied, ToolMissing

_COMMAND = (sys.executable, "-m", "esptool")
_DEADLINE_S = 30.0
_ATTEMPTS = "2"
# esptool 5 writes `Chip type:          ESP32-C3 (QFN32) (revision v0.4)`; what follows the name is the package.
_CHIP_TYPE = re.compile(r"^Chip type:\s+(ESP[0-9A-Z-]+)", re.MULTILINE)


class EsptoolChipDetector:
    """See `protocols.chip_detector`; `command` starts esptool."""

    def __init__(self, command: tuple[str, ...] = _COMMAND) -> None:
        self._command = command

    def detect(self, device: Device) -> str:
        """`esp32c3`, or "" where no chip answers. The device restarts."""
        before, after = _resets(device.url)
        arguments = ("--port", device.url, "--before", before, "--after", after, "--connect-attempts", _ATTEMPTS)
        try:
            done = subprocess.run(
                [*self._command, *arguments, "chip-id"],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_DEADLINE_S,
                check=False,
            )
        except FileNotFoundError as error:
            raise ToolMissing("esptool", "There is no such program.", "Set up again: make demo") from error
        except subprocess.TimeoutExpired:
            return ""
        return _chip(device, done.stdout + done.stderr)


def _resets(url: str) -> tuple[str, str]:
    """How esptool brings the chip into its ROM and back; a pseudo-terminal has no lines to reset it by."""
    return ("no-reset", "watchdog-reset") if url.startswith("/dev/pts/") else ("default-reset", "hard-reset")


def _chip(device: Device, said: str) -> str:
    if match := _CHIP_TYPE.search(said):
        return match[1].lower().replace("-", "")
    lower = said.lower()
    if "permission denied" in lower:
        raise PortDenied(device.url)
    if "could not exclusively lock" in lower or "busy" in lower:
        raise PortBusy(device.url)
    return ""
