"""The 1200-baud touch: opening a board's port at 1200 baud and closing it makes its firmware start the bootloader."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import serial

from benchwright.drivers.discovery import PortInfo, system_ports
from benchwright.model.board import Board, ResetPolicy
from benchwright.model.device import Device
from benchwright.protocols.cancel import CancelToken

Ports = Callable[[], Sequence[PortInfo]]

_TOUCH_BAUD = 1200
# The firmware looks at its line a few times a second, then the USB bus finds the board anew.
_LEAVE_S = 3.0
_RETURN_S = 10.0
_STEP_S = 0.05


def touch(url: str) -> None:
    """Opens and closes the port at 1200 baud; one that is gone or cannot be opened is left alone."""
    try:
        with serial.Serial(url, _TOUCH_BAUD, timeout=0, write_timeout=0):
            pass
    except (OSError, serial.SerialException):
        return


class BootloaderEntry:
    """Brings a board into its bootloader; `ports` lists the serial ports of the system."""

    def __init__(self, ports: Ports = system_ports, touch: Callable[[str], None] = touch) -> None:
        self._ports = ports
        self._touch = touch

    def enter(self, device: Device, board: Board, cancel: CancelToken, *, needs_port: bool) -> Device:
        """The device as it is in its bootloader: perhaps under another port, perhaps, unless `needs_port`, under none.

        A board that cannot be touched, or already waits in its bootloader, is given back as it is. Whether the
        bootloader really runs is for the tool to find out.
        """
        device = self._placed(device)
        is_touched = board.reset is ResetPolicy.TOUCH_1200 and self._is_listed(device.url)
        if is_touched and not self._bootloader_port(device, board):
            self._touch(device.url)
            self._await(lambda: not self._is_listed(device.url), _LEAVE_S, cancel)
            if needs_port:
                self._await(lambda: bool(self._bootloader_port(device, board)), _RETURN_S, cancel)
        return self._renamed(device, board)

    def _renamed(self, device: Device, board: Board) -> Device:
        port = self._bootloader_port(device, board)
        return replace(device, url=port) if port else device

    def _placed(self, device: Device) -> Device:
        """The device with the place of its port: by that it is found again under another name."""
        places = (_place(port.location or "") for port in self._ports() if port.device == device.url)
        return device if device.location else replace(device, location=next(places, ""))

    def _is_listed(self, url: str) -> bool:
        return any(port.device == url for port in self._ports())

    def _bootloader_port(self, device: Device, board: Board) -> str:
        """The port of this board's bootloader: of its identity, and in its place or under its name."""
        for port in self._ports():
            usb_id = f"{port.vid or 0:04x}:{port.pid or 0:04x}"
            same_place = bool(device.location) and _place(port.location or "") == _place(device.location)
            if usb_id in board.usb.bootloader and (same_place or port.device == device.url):
                return port.device
        return ""

    @staticmethod
    def _await(condition: Callable[[], bool], seconds: float, cancel: CancelToken) -> None:
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline and not cancel.is_set:
            time.sleep(_STEP_S)


def _place(location: str) -> str:
    """A USB location without its interface: "1-4.2:1.0" is in "1-4.2"."""
    return location.partition(":")[0]
