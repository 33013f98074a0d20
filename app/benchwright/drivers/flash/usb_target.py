"""Which probe or USB bootloader a device is flashed through: the one known to be its own, never one that is just there.

Only where that is not known may the user decide, by naming the tool (`Device.flash_with`), and only while there is one
to choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from benchwright.drivers.flash.flash_tool import FlashJob
from benchwright.drivers.usb_bus import UsbBus, UsbThing
from benchwright.model.board import Board, FlashMethod
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, TargetUnknown
from benchwright.model.port_url import is_port_url

# Makers of USB-to-serial chips: Silicon Labs, WCH, Prolific, FTDI. Their numbers are the cable's.
_BRIDGE_VENDORS = frozenset({"10c4", "1a86", "067b", "0403"})
# Raspberry Pi and Espressif: their chips are on the bus themselves, with identities that any board may carry.
_CHIP_VENDORS = frozenset({"2e8a", "303a"})
# SEGGER, ST-LINK, DAPLink, Black Magic Probe, Raspberry Pi's; FT2232H, FT4232H, FT232H; the JTAG in Espressif's chips.
_PROBE_IDS = re.compile(r"1366:|0483:37[45]|0d28:0204|1d50:6018|2e8a:000[4c]|0403:60(?:10|11|14)|303a:1001")
_PROBE_WORDS = re.compile(r"CMSIS-DAP|DAPLink|ST-?LINK|J-?Link", re.IGNORECASE)
_RASPBERRY_PI = "2e8a:"
_PLAIN = re.compile(r"[\w.:-]+")


def probe_number(job: FlashJob, method: FlashMethod, bus: UsbBus) -> str:
    """The serial number of the probe; "" where the only one there has none.

    Raises:
        TargetUnknown: no probe is known to be this device's, and the user did not choose the only one.
    """
    device, board = job.device, job.board
    number = "" if _is_bridge(device, board) else _number(device)
    if number:
        return number
    return _only_one(job, method, bus, "debug probe", _is_probe).serial_number


def board_number(job: FlashJob, method: FlashMethod, bus: UsbBus) -> str:
    """The serial number of the board's own USB, in firmware and bootloader; "" where the only one has none.

    Raises:
        TargetUnknown: as `probe_number`.
    """
    number = _number(job.device) if _is_own_usb(job.device, job.board) else ""
    if number:
        return number

    def is_one(thing: UsbThing) -> bool:
        usb = job.board.usb
        return thing.usb_id.startswith(_RASPBERRY_PI) or thing.usb_id in (*usb.run, *usb.bootloader)

    return _only_one(job, method, bus, "board of this kind", is_one).serial_number


def dfu_place(job: FlashJob, method: FlashMethod, bus: UsbBus) -> str:
    """The USB socket of the bootloader, such as `1-4.2`: it outlives the change into the bootloader.

    Raises:
        TargetUnknown: as `probe_number`.
    """
    place = job.device.usb_socket
    if place and _is_own_usb(job.device, job.board):
        return place

    def is_one(thing: UsbThing) -> bool:
        return thing.has_dfu or thing.usb_id in job.board.usb.bootloader

    return _only_one(job, method, bus, "DFU bootloader", is_one).socket


def target_unknown(device: Device, method: FlashMethod, what: str, count: int | None) -> TargetUnknown:
    """The error of a target that is not known to be the device's; `count` are those there, None where that is open."""
    why = f"It is not known which {what} is this board's: {_evidence(device)}"
    counted = {None: "this system does not list them", 0: "none is plugged in"}.get(count, f"{count} are plugged in")
    remedy = f"Plug the board in by the USB socket of its own {what}, or leave only the {what} that belongs to it"
    if count is None:
        remedy = f"Plug the board in by the USB socket of its own {what} and flash again."
    elif device.flash_with:
        why, remedy = f"{why}; {counted}", f"{remedy} plugged in, then flash again."
    else:
        remedy = f"{remedy} plugged in and ask for it: --flash-with {method.value}, or the menu of its card."
    return TargetUnknown(device.device_id, f"{why}. {Cancelled.UNCHANGED}", remedy)


def _only_one(
    job: FlashJob, method: FlashMethod, bus: UsbBus, what: str, is_one: Callable[[UsbThing], bool]
) -> UsbThing:
    """The only one there, if the user asked for the tool."""
    device = job.device
    if device.is_virtual or is_port_url(device.url):
        where = "It is a virtual board" if device.is_virtual else "Its cable is at another computer"
        why = f"{where}: no {what} of this computer is its own. {Cancelled.UNCHANGED}"
        raise TargetUnknown(device.device_id, why, "Flash it without --flash-with, or where its cable is.")
    things = bus()
    found = None if things is None else [thing for thing in things if is_one(thing)]
    if not device.flash_with or found is None or len(found) != 1 or not _can_be_named(found[0]):
        raise target_unknown(device, method, what, None if found is None else len(found))
    return found[0]


def _number(device: Device) -> str:
    """The device's serial number, if nobody else on the desk has it and a tool takes it as one word."""
    number = device.serial_number
    is_unique = device.device_id == f"usb:{device.usb_id}:{number}"
    return number if is_unique and _PLAIN.fullmatch(number) else ""


def _can_be_named(thing: UsbThing) -> bool:
    return not thing.serial_number or _PLAIN.fullmatch(thing.serial_number) is not None


def _is_probe(thing: UsbThing) -> bool:
    return bool(_PROBE_IDS.match(thing.usb_id) or _PROBE_WORDS.search(thing.words))


def _is_bridge(device: Device, board: Board) -> bool:
    usb = board.usb
    if device.usb_id in (*usb.run, *usb.bootloader, *usb.probe) or device.usb_vendor in _CHIP_VENDORS:
        return False
    return device.usb_id in usb.bridge or device.usb_vendor in _BRIDGE_VENDORS


def _is_own_usb(device: Device, board: Board) -> bool:
    """Whether the device is on the bus itself, and not a probe or bridge in front of it."""
    return device.usb_id not in board.usb.probe and not _is_bridge(device, board)


def _evidence(device: Device) -> str:
    if not device.usb_id:
        return f"of its port {device.url} no USB identity is known"
    if device.usb_vendor in _BRIDGE_VENDORS:
        return f"its port is that of a USB-serial bridge ({device.usb_id})"
    return f"its USB identity {device.usb_id} does not tell"
