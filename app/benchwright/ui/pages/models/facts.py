"""Reading what is inside a model file, one variant at a time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from benchwright.model.model_facts import ModelFacts
from benchwright.ui.bridge import Bridge


class Facts(QObject):
    """Ask with `read`; an answer about a variant that is no longer in front is dropped."""

    told = Signal(object)
    """The `ModelFacts`; None as soon as they are asked for."""

    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._sha256 = ""

    def read(self, sha256: str) -> None:
        """Reads the facts of a variant, once as long as it stays in front."""
        if self._sha256 != sha256:
            self._sha256 = sha256
            self.told.emit(None)
            work = partial(self._bridge.workbench.facts, sha256)
            self._bridge.ask(work, partial(self._take, sha256), self.failed.emit)

    def _take(self, sha256: str, facts: ModelFacts) -> None:
        if sha256 == self._sha256:
            self.told.emit(facts)
