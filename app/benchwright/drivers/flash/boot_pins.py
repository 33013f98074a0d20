"""How an STM32 gets into its ROM bootloader and back: the pins BOOT0 and NRST, in whoever's hands they are."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Protocol

from benchwright.drivers.flash.virtual_image import await_boot, control_of, refusal
from benchwright.drivers.serial_transport import SerialTransport
from benchwright.drivers.virtual.control import ControlLost, ControlRefused
from benchwright.model.board import Board, ResetPolicy
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished
from benchwright.protocols.transport import Transport

# Longer than the capacitor at NRST takes, and than the ROM takes to listen.
_PULSE_S = 0.1


class BootPins(Protocol):
    """The pins of one device whose line is open."""

    @property
    def are_wired(self) -> bool:
        """Whether `enter` and `leave` reset the device; else a person has to."""
        ...

    def enter(self) -> None:
        """Resets the device into its bootloader.

        Raises:
            DeviceVanished, FlashFailed: it cannot be reached.
        """
        ...

    def leave(self) -> None:
        """Resets the device into what its flash holds, as far as that goes: the last resort after a failure."""
        ...

    def await_firmware(self) -> None:
        """Waits until the program just started has come up, where that can be told.

        Raises:
            DeviceVanished, FlashFailed: it does not.
        """
        ...


class VirtualPins:
    """The pins of a virtual board, moved through its control line."""

    are_wired = True

    def __init__(self, device: Device) -> None:
        self._device = device

    def enter(self) -> None:
        """Holds BOOT0 high through a reset."""
        try:
            with control_of(self._device) as control:
                for order in ("boot0_high", "reset", "boot0_low"):
                    control.ask(order)
        except ControlLost as error:
            raise DeviceVanished(self._device.device_id, "entering its bootloader") from error
        except ControlRefused as error:
            raise refusal(self._device, error) from error

    def leave(self) -> None:
        """A plain reset."""
        with contextlib.suppress(ControlLost, ControlRefused, DeviceVanished), control_of(self._device) as control:
            control.ask("boot0_low")
            control.ask("reset")

    def await_firmware(self) -> None:
        """Waits for the first words of the firmware."""
        try:
            with control_of(self._device) as control:
                await_boot(self._device, control)
        except (ControlLost, ControlRefused) as error:
            raise DeviceVanished(self._device.device_id, "starting after flashing") from error


class ModemPins:
    """Pins behind modem lines: DTR asserted pulls NRST low, RTS asserted pulls BOOT0 high."""

    are_wired = True

    def __init__(self, line: SerialTransport, sleep: Callable[[float], None] = time.sleep) -> None:
        self._line = line
        self._sleep = sleep

    def enter(self) -> None:
        """A reset pulse with BOOT0 high."""
        self._pulse(boot0=True)

    def leave(self) -> None:
        """A reset pulse with BOOT0 low."""
        with contextlib.suppress(DeviceVanished):
            self._pulse(boot0=False)

    def await_firmware(self) -> None:
        """Lets go of BOOT0, so that the next reset starts the firmware too."""
        self._line.set_lines(dtr=False, rts=False)

    def _pulse(self, *, boot0: bool) -> None:
        self._line.set_lines(dtr=True, rts=boot0)
        self._sleep(_PULSE_S)
        self._line.set_lines(dtr=False, rts=boot0)
        self._sleep(_PULSE_S)


class PinsByHand:
    """Nothing here moves the pins: the bootloader must be running already, or be started by whoever sits there."""

    are_wired = False

    def enter(self) -> None:
        """Does nothing."""

    def leave(self) -> None:
        """Does nothing."""

    def await_firmware(self) -> None:
        """Does nothing."""


FindPins = Callable[[Device, Board, Transport], BootPins]
"""The pins of a device, given its open line."""


def pins_of(device: Device, board: Board, line: Transport) -> BootPins:
    """The pins of a device of this board."""
    if device.control_url:
        return VirtualPins(device)
    if board.reset is ResetPolicy.DTR_RTS and isinstance(line, SerialTransport):
        return ModemPins(line)
    return PinsByHand()
