"""How an STM32 gets into its ROM bootloader and back: the pins BOOT0 and NRST, in whoever's hands they are."""

from __future__ import annotations

import contextlib
from typing import Protocol

from benchwright.drivers.flash.virtual_image import await_boot, control_of, refusal
from benchwright.drivers.virtual.control import ControlLost, ControlRefused
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished


class BootPins(Protocol):
    """Called with the port open."""

    @property
    def are_wired(self) -> bool:
        """Whether `enter` and `leave` reset the device; else a person has to."""
        ...

    def enter(self, device: Device) -> None:
        """Resets the device into its bootloader.

        Raises:
            DeviceVanished, FlashFailed: it cannot be reached.
        """
        ...

    def leave(self, device: Device) -> None:
        """Resets the device into what its flash holds, as far as that goes: the last resort after a failure."""
        ...

    def await_firmware(self, device: Device) -> None:
        """Waits until the program just started has come up, where that can be told.

        Raises:
            DeviceVanished, FlashFailed: it does not.
        """
        ...


class VirtualPins:
    """The pins of a virtual board, moved through its control line."""

    are_wired = True

    def enter(self, device: Device) -> None:
        """Holds BOOT0 high through a reset."""
        self._ask(device, "boot0_high", "reset", "boot0_low")

    def leave(self, device: Device) -> None:
        """A plain reset."""
        with contextlib.suppress(ControlLost, ControlRefused, DeviceVanished), control_of(device) as control:
            control.ask("boot0_low")
            control.ask("reset")

    def await_firmware(self, device: Device) -> None:
        """Waits for the first words of the firmware."""
        try:
            with control_of(device) as control:
                await_boot(device, control)
        except (ControlLost, ControlRefused) as error:
            raise DeviceVanished(device.device_id, "starting after flashing") from error

    def _ask(self, device: Device, *orders: str) -> None:
        try:
            with control_of(device) as control:
                for order in orders:
                    control.ask(order)
        except ControlLost as error:
            raise DeviceVanished(device.device_id, "entering its bootloader") from error
        except ControlRefused as error:
            raise refusal(device, error) from error


class PinsByHand:
    """Nothing here moves the pins: the bootloader must be running already, or be started by whoever sits there."""

    are_wired = False

    def enter(self, device: Device) -> None:
        """Does nothing."""

    def leave(self, device: Device) -> None:
        """Does nothing."""

    def await_firmware(self, device: Device) -> None:
        """Does nothing."""


def pins_of(device: Device) -> BootPins:
    """The pins of a device."""
    return VirtualPins() if device.is_virtual else PinsByHand()
