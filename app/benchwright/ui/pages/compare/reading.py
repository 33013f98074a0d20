"""Reading what can be compared: the newest runs at once, the others while those are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from benchwright.model.point import RunPoint
from benchwright.protocols.run_store import UnreadRun
from benchwright.ui.bridge import Bridge

MOST_RUNS = 20_000
"""The newest so many runs are offered; a million would be a gigabyte of points."""

FIRST_RUNS = 500
"""The newest so many are shown while the others are still read."""


@dataclass(frozen=True, slots=True)
class Read:
    """The newest `limit` runs as far as they can be read, and how many the database holds in all."""

    limit: int
    points: tuple[RunPoint, ...]
    unread: tuple[UnreadRun, ...]
    count: int

    @property
    def has_more(self) -> bool:
        """Whether there are runs to offer beyond these."""
        return self.limit <= len(self.points) + len(self.unread) < MOST_RUNS


class Reading(QObject):
    """Asks the store on a worker; `arrived` carries a `Read`."""

    arrived = Signal(Read)
    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def read_first(self) -> None:
        """Reads the newest, which come at once however many there are."""
        self._read(FIRST_RUNS)

    def read_all(self) -> None:
        """Reads all that are offered."""
        self._read(MOST_RUNS)

    def _read(self, limit: int) -> None:
        store = self._bridge.workbench.store

        def read() -> Read:
            unread: list[UnreadRun] = []
            points = store.points(limit, unread.append)
            return Read(limit, points, tuple(unread), store.run_count())

        self._bridge.ask(read, self._take, self.failed.emit)

    def _take(self, answer: Read) -> None:
        self.arrived.emit(answer)
