"""A place of a lab: a board at another computer that one person at a time holds (labgrid's word)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.device import Device, DeviceState
from benchwright.model.port_url import LAB_SCHEME

SCHEME = LAB_SCHEME
"""Before the name of a place: what a device there is called."""

BOARD_TAG = "board"


@dataclass(frozen=True, slots=True)
class PlaceResource:
    """Something a place has, such as a serial port; `where` is `host:port` or a host, "" where it has neither."""

    name: str
    kind: str
    where: str
    is_available: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place as its lab describes it.

    `holder` is `host/user` of whoever has acquired it, "" when it is free; `is_ours` when that is us, or he lets
    us use it too. `tags` are pairs of words that the lab gave it; `board=NAME` is the board of the catalogue.
    """

    name: str
    holder: str = ""
    is_ours: bool = False
    tags: tuple[tuple[str, str], ...] = ()
    comment: str = ""
    aliases: tuple[str, ...] = ()
    resources: tuple[PlaceResource, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether nobody holds it."""
        return not self.holder

    @property
    def is_there(self) -> bool:
        """Whether anything of it can be used now: its exporter is there and the board is plugged in."""
        return any(resource.is_available for resource in self.resources)

    @property
    def board(self) -> str:
        """What its tag says of the board; "" where it says nothing."""
        return dict(self.tags).get(BOARD_TAG, "")

    @property
    def state_words(self) -> str:
        """Free, held by somebody, or away, in words."""
        if not self.is_there:
            return "none of its resources is there" if self.resources else "the exporter of its resources is away"
        if self.is_free:
            return "free"
        return f"you hold it ({self.holder})" if self.is_ours else f"held by {self.holder}"


def place_device(place: Place, boards: Collection[str], said: str | None = None) -> Device:
    """The device at a place; `said` is the board the user named, `boards` are the known ones.

    Its url is no port: that is only known once the place is held.
    """
    board, evidence = _board(place, boards, said)
    held_by = "" if place.is_free or place.is_ours else place.holder
    if not place.is_there:
        state = DeviceState.GONE
    elif held_by:
        state = DeviceState.BUSY
    else:
        state = DeviceState.READY if board else DeviceState.UNKNOWN
    name = f"{SCHEME}{place.name}"
    words = "" if state in {DeviceState.READY, DeviceState.UNKNOWN} else f"; {place.state_words}"
    return Device(name, board, name, Origin.HARDWARE, state, evidence=f"{evidence}{words}", held_by=held_by)


def _board(place: Place, boards: Collection[str], said: str | None) -> tuple[str | None, str]:
    if said in boards:
        return said, "you said so"
    if not place.board:
        return None, f"a place of the lab without a tag {BOARD_TAG}=NAME"
    if place.board in boards:
        return place.board, f"the lab's tag {BOARD_TAG}={place.board}"
    return None, f"the lab's tag {BOARD_TAG}={place.board} names no board of the catalogue"
