"""The places of a lab as devices."""

from __future__ import annotations

from benchwright.model.device import Device
from benchwright.model.place import SCHEME, place_device
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.device_memory import DeviceMemory
from benchwright.protocols.discovery import Discovery
from benchwright.protocols.places import Places


class PlaceDiscovery:
    """Every place of the lab as last heard of; nothing is acquired."""

    def __init__(self, places: Places, catalog: Catalog, memory: DeviceMemory) -> None:
        self._places = places
        self._catalog = catalog
        self._memory = memory

    def scan(self) -> tuple[Device, ...]:
        """One device a place, `lab:PLACE`; none while the lab is away. Never waits."""
        places = self._places.seen()
        known = [board.name for board in self._catalog.boards()] if places else []
        return tuple(place_device(place, known, self._memory.board_of(f"{SCHEME}{place.name}")) for place in places)


class ListeningDiscovery:
    """Another discovery, with somebody listening to the lab for as long as it is asked."""

    def __init__(self, discovery: Discovery, places: Places) -> None:
        self._discovery = discovery
        self._places = places

    def scan(self) -> tuple[Device, ...]:
        """What the other one sees; places appear once the lab has answered."""
        self._places.listen()
        return self._discovery.scan()
