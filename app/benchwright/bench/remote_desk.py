"""The boards of other computers: ports by their address, and the places of a lab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchwright.model.place import Place
from benchwright.protocols.places import Places
from benchwright.protocols.port_book import PortBook


@dataclass(frozen=True, slots=True)
class RemoteDesk:
    """What the window shows and changes of them. `use_lab` keeps a coordinator's address; "" forgets it."""

    ports: PortBook
    lab: Places
    use_lab: Callable[[str], None]

    @property
    def coordinator(self) -> str:
        """The address of the lab; "" where nobody named one."""
        return self.lab.coordinator

    def places(self) -> tuple[Place, ...]:
        """The places of the lab; none where there is no lab. Blocks.

        Raises:
            LabUnavailable, ToolMissing: what stood in the way.
        """
        return self.lab.places() if self.coordinator else ()
