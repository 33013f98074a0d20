"""A port or probe that this user may not open: the error, with the udev rule to copy where there is udev."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from benchwright.model.errors import PortDenied
from benchwright.model.udev_rules import RELOAD_COMMAND, RULES_FILE, udev_port_rule, udev_rule

_PSEUDO_TERMINALS = "/dev/pts/"
_USB = re.compile(r"usb:([0-9a-f]{4}):[0-9a-f]{4}")


def port_denied(port: str, device_id: str) -> PortDenied:
    """The error of a port that may not be opened; `device_id` says of which USB vendor it is, if it is on USB."""
    found = _USB.match(device_id)
    return PortDenied(port, access_remedy(port, found[1] if found else ""))


def access_remedy(port: str, usb_vendor: str = "") -> str:
    """How to get at a port or a probe; `usb_vendor` is four hex digits, or empty."""
    if not sys.platform.startswith("linux"):
        return "Install the maker's driver for it, plug it in again and retry."
    real = os.path.realpath(port)
    if not usb_vendor and real.startswith(_PSEUDO_TERMINALS):
        return "It is a pseudo-terminal: work as the user who opened it, or start a virtual board of your own; retry."
    name = Path(real).name
    if not usb_vendor and not name.startswith("tty"):
        return "Join the group dialout, or install what benchwright doctor --udev-rules prints; then retry."
    rule = udev_rule(usb_vendor) if usb_vendor else udev_port_rule(name)
    way = f"Put this line into {RULES_FILE}: {rule} Then run: {RELOAD_COMMAND}. Plug it in again and retry."
    return way if usb_vendor and not name.startswith("tty") else f"{way} Or join the group dialout."
