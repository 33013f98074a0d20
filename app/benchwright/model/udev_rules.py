"""udev rules that let whoever sits at a Linux computer use boards and probes, made from the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable

from benchwright.model.board import Board
from benchwright.model.meter import RAW_USB_METERS

RULES_FILE = "/etc/udev/rules.d/70-benchwright.rules"
RELOAD_COMMAND = "sudo udevadm control --reload && sudo udevadm trigger"

_RULE = re.compile(r'(?:KERNEL|SUBSYSTEMS)=="[^"]+", [^\n]*?TAG\+="uaccess"')


def udev_rule(vendor_id: str, product_id: str = "") -> str:
    """The rule for one USB identity, for all of a vendor's without a product; ids are four hex digits."""
    product = f', ATTRS{{idProduct}}=="{product_id}"' if product_id else ""
    return f'SUBSYSTEMS=="usb", ATTRS{{idVendor}}=="{vendor_id}"{product}, MODE="0660", TAG+="uaccess"'


def udev_port_rule(name: str) -> str:
    """The rule for one port by the kernel's name of it, such as `ttyS0`, where no USB identity tells it."""
    return f'KERNEL=="{name}", SUBSYSTEM=="tty", MODE="0660", TAG+="uaccess"'


def udev_rule_in(text: str) -> str:
    """The first rule that stands in a text, such as the remedy of an error; "" where none does."""
    found = _RULE.search(text)
    return found[0] if found else ""


def udev_rules(boards: Iterable[Board]) -> str:
    """A whole rules file: one line for each USB identity in the catalogue, with what is behind it, and for meters."""
    titles: dict[str, list[str]] = {}
    for board in boards:
        for usb_id in dict.fromkeys(board.usb.all_ids):
            titles.setdefault(usb_id, []).append(board.title)
    for usb_id, title in RAW_USB_METERS.items():
        titles.setdefault(usb_id, []).append(title)
    lines = [f"# Benchwright: boards and probes of its catalogue, and meters. Put this into {RULES_FILE}, then run:"]
    lines.append(f"# {RELOAD_COMMAND}")
    for usb_id, names in sorted(titles.items()):
        vendor_id, _colon, product_id = usb_id.partition(":")
        lines += [f"# {', '.join(names)}", udev_rule(vendor_id, product_id)]
    return "\n".join(lines) + "\n"
