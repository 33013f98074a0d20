"""What the user said of devices that say nothing themselves."""

from __future__ import annotations

from typing import Protocol


class DeviceMemory(Protocol):
    """Which board a device is, by `device_id`; kept for the next start."""

    def board_of(self, device_id: str) -> str | None:
        """The board the user named for this device; None if he never did."""
        ...

    def remember(self, device_id: str, board: str | None) -> None:
        """Keeps which board a device is; None forgets it.

        Raises:
            FileUnwritable: it cannot be kept.
        """
        ...
