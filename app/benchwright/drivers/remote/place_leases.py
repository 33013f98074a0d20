"""Holding a place of a lab while a job uses its board."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import replace

from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import BenchError
from benchwright.model.place import SCHEME
from benchwright.protocols.places import Places

_log = logging.getLogger(__name__)


class PlaceLeases:
    """See `protocols.device_leases`: devices of a lab are acquired and given back, all others are nobody else's."""

    def __init__(self, places: Places) -> None:
        self._places = places

    @contextlib.contextmanager
    def held(self, device: Device) -> Iterator[Device]:
        """The device with the url of its port, held until the `with` ends; a place that was ours before stays ours."""
        if not device.device_id.startswith(SCHEME):
            yield device
            return
        name = device.device_id.removeprefix(SCHEME)
        url, was_ours = self._places.acquire(name, keep=False)
        try:
            state = DeviceState.READY if device.board else DeviceState.UNKNOWN
            yield replace(device, url=url, state=state, held_by="")
        finally:
            if was_ours:
                self._places.forgo(name)
            else:
                self._given_back(name)

    def _given_back(self, name: str) -> None:
        """Releases a place; that it cannot be done says nothing of what was done with its board.

        A lab that went away has forgotten who held what, and one that is silent is told at the next use. A place that
        somebody took from us, or deleted, is no longer ours to give.
        """
        try:
            self._places.release(name)
        except BenchError as error:
            _log.warning("Place %s was not given back: %s", name, error)
