"""Holding a device for the time of a job, where others may want it too."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from benchwright.model.device import Device


class DeviceLeases(Protocol):
    """Makes a device ours for a while."""

    def held(self, device: Device) -> AbstractContextManager[Device]:
        """The device as it can be opened, for as long as the `with` lasts; one that is nobody else's as it is.

        Raises:
            PlaceHeld, PlaceUnknown, PlaceUnusable, LabUnavailable, ToolMissing: what stood in the way.
        """
        ...
