"""Virtual devices: processes that look like boards on a cable."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.device import Device


class VirtualLab(Protocol):
    """Starts, stops and unplugs virtual devices. State is on disk, so that every program sees the same lab."""

    def start(self, board: str, *, instance: str = "") -> Device:
        """Starts a virtual board and waits until its port answers; an already running one is returned as it is.
        The cable of one that is unplugged is put back; `borrow` leaves it alone.

        `instance` tells several of one kind apart: `b-l475e-iot01a` and `b-l475e-iot01a#2`. Its flash image is kept
        in a file and survives stop and start.

        Raises:
            BoardUnknown, ToolMissing, FirmwareMissing, VirtualDeviceFailed: what stood in the way.
        """
        ...

    def borrow(self, board: str) -> tuple[Device, bool]:
        """The device of a virtual board, and whether this very call launched it: then the caller stops it afterwards.

        Of several programs that borrow one board at once, one is told True. When it fails, what it launched is ended.

        Raises:
            DeviceNotFound: its cable is pulled; nobody but the user puts it back.
            BoardUnknown, ToolMissing, FirmwareMissing, VirtualDeviceFailed: what stood in the way.
        """
        ...

    def stop(self, name: str) -> None:
        """Ends the process; the flash image stays. Stopping what does not run is no error."""
        ...

    def unplug(self, name: str) -> None:
        """Pulls the cable: the port vanishes at once, the process stays, like a board without power."""
        ...

    def plug(self, name: str) -> Device:
        """Puts the cable back: the board boots from its flash image and its port reappears."""
        ...

    def reset(self, name: str, *, boot0: bool = False) -> Device:
        """Presses the reset button and waits until the board has started.

        With `boot0` the pin BOOT0 is held high meanwhile: the ROM bootloader runs until the next reset.

        Raises:
            VirtualDeviceFailed: the board has no ROM bootloader, no power, or its process died.
        """
        ...

    def checked(self, name: str) -> str:
        """`name` as `running` would list it, without `virtual:` before it.

        Raises:
            BoardUnknown: no virtual device can have this name. So do `stop`, `unplug` and `plug`.
        """
        ...

    def names(self) -> tuple[str, ...]:
        """Boards that can be virtual on this computer."""
        ...

    def running(self) -> tuple[str, ...]:
        """Names of all virtual devices whose process is alive, plugged or not."""
        ...

    def devices(self) -> tuple[Device, ...]:
        """Running and plugged virtual devices."""
        ...
