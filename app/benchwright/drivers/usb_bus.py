"""What is plugged into this computer's USB, port or no port.

Linux only so far: it is read from sysfs. Elsewhere it is not known, and whoever asks must not guess.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

USB_DEVICES = Path("/sys/bus/usb/devices")

_SOCKET = re.compile(r"\d+-[\d.]+")
_SOCKET_IN_PATH = re.compile(r"/(\d+-[\d.]+)/")
_DFU_INTERFACE = ("fe", "01")


@dataclass(frozen=True, slots=True)
class UsbThing:
    """One device on the bus: identity `vid:pid`, socket `1-4.2`, what it calls itself and its interfaces.

    `has_dfu` where one of its interfaces takes firmware (USB DFU 1.1, table 4.1: class FE, subclass 01).
    """

    usb_id: str
    socket: str = ""
    serial_number: str = ""
    words: str = ""
    has_dfu: bool = False


UsbBus = Callable[[], Sequence[UsbThing] | None]
"""Lists what is plugged in; None where the system does not tell."""


def usb_things(root: Path = USB_DEVICES) -> Sequence[UsbThing] | None:
    """Everything plugged in; None on a system that is not Linux."""
    if not sys.platform.startswith("linux"):
        return None
    if not root.is_dir():
        return ()
    return tuple(_thing(folder) for folder in sorted(root.iterdir()) if _SOCKET.fullmatch(folder.name))


def socket_of_drive(device: str) -> str:
    """The USB socket behind a block device such as `/dev/sda1`; "" where it is not known."""
    block = Path("/sys/class/block") / Path(device).name
    found = _SOCKET_IN_PATH.findall(f"{block.resolve()}/")
    return found[-1] if found else ""


def _thing(folder: Path) -> UsbThing:
    interfaces = sorted(folder.glob(f"{folder.name}:*"))
    words = [_text(folder / "product"), *(_text(one / "interface") for one in interfaces)]
    classes = [(_text(one / "bInterfaceClass"), _text(one / "bInterfaceSubClass")) for one in interfaces]
    return UsbThing(
        f"{_text(folder / 'idVendor')}:{_text(folder / 'idProduct')}".lower(),
        folder.name,
        _text(folder / "serial"),
        " ".join(filter(None, words)),
        has_dfu=_DFU_INTERFACE in classes,
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
