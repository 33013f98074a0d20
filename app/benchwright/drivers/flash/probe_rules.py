"""Failures of debug probes that several tools tell of in their own words."""

from __future__ import annotations

from benchwright.drivers.flash.flash_tool import Rule

NO_PROBE = Rule(
    "",
    "No debug probe was found.",
    "Plug the board in by the socket of its probe (ST-LINK, DAPLink, J-Link), close other debuggers, then flash again.",
)
NOT_REACHED = Rule(
    "",
    "The probe is there, but the chip does not answer it.",
    "Check the chip's supply and the debug cable, hold reset while flashing starts, then flash again.",
)
