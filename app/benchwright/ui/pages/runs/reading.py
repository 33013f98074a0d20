"""Reads the runs of the table a page at a time; answers to questions that are out of date are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from benchwright.model.run_query import RunQuery
from benchwright.protocols.run_search import Cursor, RunPage, RunSearch, SortKey
from benchwright.ui.bridge import Bridge
from benchwright.ui.item_models.run_rows import Change, Pair, read_changes

PAGE = 200
_MOST_AGAIN = 20_000
_COMPARED_AT_ONCE = 12


@dataclass(frozen=True, slots=True)
class Counts:
    """How many runs a search finds, of how many; `any_exist` counts the archive too."""

    found: int
    total: int
    any_exist: bool


class RunReader(QObject):
    """Holds what is searched and in which order; signals come on the GUI thread, in any order."""

    read_done = Signal(RunPage)
    more_read = Signal(RunPage)
    counted = Signal(Counts)
    compared = Signal(object)
    """Changes by pair: Qt cannot copy a dict whose keys are tuples."""
    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._which = RunSearch(limit=PAGE)
        self._turn = 0
        self._is_reading = False
        self._wanted_rows = 0
        self._pairs: dict[Pair, None] = {}
        self._is_comparing = False

    @property
    def which(self) -> RunSearch:
        """What is asked."""
        return self._which

    def search(self, query: RunQuery) -> None:
        """Asks for the first page of a search."""
        self._ask(replace(self._which, query=query), PAGE)

    def sort(self, key: SortKey, is_descending: bool) -> None:
        """Asks for the first page in another order."""
        if (key, is_descending) != (self._which.sort, self._which.is_descending):
            self._ask(replace(self._which, sort=key, is_descending=is_descending), PAGE)

    def include_archived(self, is_included: bool) -> None:
        """Shows the archive too, or leaves it out."""
        self._ask(replace(self._which, include_archived=is_included), PAGE)

    def again(self, known_rows: int) -> None:
        """Reads the same rows anew, as many as were known; several wishes at once become one more reading."""
        self._wanted_rows = max(PAGE, min(known_rows + 1, _MOST_AGAIN))
        if not self._is_reading:
            self._ask(self._which, self._wanted_rows)

    def more(self, after: Cursor | None) -> None:
        """Asks for the page after the last known row."""
        turn, which = self._turn, replace(self._which, after=after)
        store = self._bridge.workbench.store
        self._bridge.ask(lambda: (turn, store.search(which)), self._take_more, self._fail)

    def compare(self, pairs: Sequence[Pair]) -> None:
        """Compares runs, some at a time; the newest wishes come first."""
        self._pairs = dict.fromkeys(pairs) | self._pairs
        self._compare_next()

    def _ask(self, which: RunSearch, rows: int) -> None:
        self._turn += 1
        self._which, self._is_reading, self._wanted_rows = which, True, 0
        turn, store = self._turn, self._bridge.workbench.store
        whole = RunSearch(include_archived=which.include_archived)

        def count() -> tuple[int, Counts]:
            total = store.count(whole)
            found = store.count(which) if which.query.terms else total
            exist = total > 0 or store.count(RunSearch(include_archived=True)) > 0
            return turn, Counts(found, total, exist)

        self._bridge.ask(lambda: (turn, store.search(replace(which, limit=rows))), self._take, self._fail)
        self._bridge.ask(count, self._take_counts, self._fail)

    def _take(self, answer: tuple[int, RunPage]) -> None:
        turn, page = answer
        if turn != self._turn:
            return
        self._is_reading = False
        self.read_done.emit(page)
        if self._wanted_rows:
            self._ask(self._which, self._wanted_rows)

    def _take_more(self, answer: tuple[int, RunPage]) -> None:
        if answer[0] == self._turn:
            self.more_read.emit(answer[1])

    def _take_counts(self, answer: tuple[int, Counts]) -> None:
        if answer[0] == self._turn:
            self.counted.emit(answer[1])

    def _fail(self, error: Exception) -> None:
        self._is_reading = False
        self.failed.emit(error)

    def _compare_next(self) -> None:
        if self._is_comparing or not self._pairs:
            return
        self._is_comparing = True
        pairs = tuple(self._pairs)[:_COMPARED_AT_ONCE]
        for pair in pairs:
            del self._pairs[pair]
        store = self._bridge.workbench.store
        self._bridge.ask(lambda: read_changes(store, pairs), self._take_changes, self._fail_changes)

    def _take_changes(self, changes: dict[Pair, Change]) -> None:
        self._is_comparing = False
        self.compared.emit(changes)
        self._compare_next()

    def _fail_changes(self, error: Exception) -> None:
        self._is_comparing = False
        self._pairs.clear()
        self.failed.emit(error)
