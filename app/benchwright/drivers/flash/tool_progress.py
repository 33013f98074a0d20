"""From what a tool says of its phases to bytes done, which only ever grow."""

from __future__ import annotations

from collections.abc import Mapping

from benchwright.drivers.flash.flash_tool import Mark
from benchwright.protocols.flasher import Progress


class ToolProgress:
    """Progress over the phases of a tool, each with its share of the whole."""

    def __init__(self, phases: Mapping[str, int], total: int, progress: Progress) -> None:
        self._phases = phases
        self._total = total
        self._progress = progress
        self._phase = next(iter(phases), "")
        self._done = 0
        self.has_begun = False
        """Whether the tool has got as far as the flash."""

    def mark(self, mark: Mark) -> None:
        """Takes one line's meaning; going back, as a tool that retries does, is not shown.

        A phase that this job does not have counts as the one before.
        """
        self.has_begun = True
        if mark.phase in self._phases:
            self._phase = mark.phase
        self._show(int(self._total * self._passed(mark.ratio or 0.0)))

    def finish(self) -> None:
        """All is written and proven."""
        self._show(self._total)

    def _passed(self, ratio: float) -> float:
        names = list(self._phases)
        before = sum(self._phases[name] for name in names[: names.index(self._phase)])
        return (before + self._phases[self._phase] * min(1.0, max(0.0, ratio))) / sum(self._phases.values())

    def _show(self, done: int) -> None:
        if done > self._done:
            self._done = done
            self._progress(done, self._total)
