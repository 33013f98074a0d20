"""Reading the accuracy runs of the variant in front."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from benchwright.bench.scoring_facts import read_facts
from benchwright.model.events import ScoringSaved
from benchwright.model.scoring import Scoring, ScoringFacts
from benchwright.ui.bridge import Bridge


class Scorings(QObject):
    """Ask with `read`; an answer about a variant that is no longer in front is dropped. A new one is read by itself."""

    told = Signal(tuple)
    """The `Scoring`s of the variant, newest first."""

    opened = Signal(ScoringFacts)
    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._sha256 = ""
        bridge.scoring_saved.connect(self._take_saved)

    def read(self, sha256: str) -> None:
        """Reads those of a variant."""
        self._sha256 = sha256
        work = partial(self._bridge.workbench.store.scorings.scorings, sha256)
        self._bridge.ask(work, partial(self._take, sha256), self.failed.emit)

    def open(self, scoring: Scoring) -> None:
        """Reads every answer of one."""
        work = partial(read_facts, self._bridge.workbench.store, scoring)
        self._bridge.ask(work, self.opened.emit, self.failed.emit)

    def _take(self, sha256: str, scorings: tuple[Scoring, ...]) -> None:
        if sha256 == self._sha256:
            self.told.emit(scorings)

    def _take_saved(self, event: ScoringSaved) -> None:
        if event.scoring.variant_sha256 == self._sha256:
            self.read(self._sha256)
