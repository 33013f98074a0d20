"""The places of a lab: boards at other computers that are acquired before use and released after."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.place import Place


class Places(Protocol):
    """One lab. Safe from any thread; close it, or what it started lives on until the program ends.

    Every call but `seen`, `listen`, `forgo` and `close` raises LabUnavailable when there is no lab, it is away or does
    not answer in time, and ToolMissing when what talks to it is not installed.
    """

    @property
    def coordinator(self) -> str:
        """The address of the lab; "" where nobody named one."""
        ...

    def seen(self) -> tuple[Place, ...]:
        """The places as last heard of; none where nobody listens. Never waits."""
        ...

    def listen(self) -> None:
        """Begins to listen where nobody does, or the lab has gone away. Never waits."""
        ...

    def places(self) -> tuple[Place, ...]:
        """Every place, by name. Waits a few seconds for the lab at first."""
        ...

    def acquire(self, name: str, *, keep: bool) -> tuple[str, bool]:
        """Takes a place; the url of its port, and whether it was ours before.

        What is not kept is given back when this program ends, in whatever way.

        Raises:
            PlaceUnknown, PlaceHeld, PlaceUnusable: what stood in the way; then it is not held.
        """
        ...

    def release(self, name: str) -> bool:
        """Gives a place back; False when it was not held.

        Raises:
            PlaceUnknown: there is none.
            PlaceHeld: somebody else holds it.
        """
        ...

    def forgo(self, name: str) -> None:
        """Ends our use of a place that was ours before; it stays held."""
        ...

    def close(self) -> None:
        """Gives back what is not kept, and ends what was started."""
        ...
