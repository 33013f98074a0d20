"""Devices that nobody else can take: those on this desk."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from benchwright.model.device import Device


class LocalDevices:
    """Leases of devices that are never shared; see `protocols.device_leases`."""

    @contextlib.contextmanager
    def held(self, device: Device) -> Iterator[Device]:
        """The device as it is."""
        yield device
