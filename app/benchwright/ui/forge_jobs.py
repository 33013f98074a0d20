"""Conversions and scorings for status bar and tasks, whichever page is in front."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from benchwright.model.events import ForgeFailed, ForgeFinished, ForgeProgressed
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.numbers import duration_text
from benchwright.ui.language.translators import said
from benchwright.ui.pages.models.forge_words import progress_words
from benchwright.ui.tasks import TaskModel
from benchwright.ui.tokens import Tone

_WAIT = "wait"


class ForgeJobs(QObject):
    """Follows the one job that runs and those that wait, each by its title; writes them among the tasks.

    A scoring of several variants tells of each under its own name, and ends under the name of its set.
    """

    status_changed = Signal(str)
    """What is done now, in a few words; "" when nothing is."""

    ended = Signal(str, Tone, float)
    """A job came to its end: how, and after how many seconds."""

    def __init__(self, bridge: Bridge, tasks: TaskModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._tasks = tasks
        self._began_s: dict[str, float] = {}
        self._running = ""
        bridge.forge_progressed.connect(self._take_progress)
        bridge.forge_finished.connect(self._take_end)
        bridge.forge_failed.connect(self._take_failure)

    @property
    def is_busy(self) -> bool:
        """Whether something runs or waits."""
        return bool(self._began_s)

    def cancel(self) -> None:
        """Ends what runs, and drops what waits."""
        self._bridge.workbench.models.cancel()

    def _take_progress(self, event: ForgeProgressed) -> None:
        title, words = event.title, progress_words(event.title, event.progress)
        is_waiting = event.progress.step == _WAIT
        if not is_waiting and self._running and self._running != title:
            self._close(self._running, self.tr("done"), "")
        self._began_s.setdefault(title, time.monotonic())
        self._tasks.take_job(title, self.tr("waiting") if is_waiting else self.tr("running"), words)
        if not is_waiting:
            self._running = title
        self._tell_status(words)

    def _take_end(self, event: ForgeFinished) -> None:
        made = ", ".join(variant.label for variant in event.variants)
        seconds = self._seconds(event.title)
        self._end(event.title, self.tr("done in %1").replace("%1", duration_text(seconds)), made)
        self.ended.emit(self.tr("%1: done, %2.").replace("%1", event.title).replace("%2", made), Tone.OK, seconds)

    def _take_failure(self, event: ForgeFailed) -> None:
        seconds = self._seconds(event.title)
        state = self.tr("cancelled") if event.was_cancelled else self.tr("failed")
        self._end(event.title, state, said(event.what))
        self.ended.emit(said(event.what), Tone.WARNING if event.was_cancelled else Tone.ERROR, seconds)

    def _seconds(self, title: str) -> float:
        began_s = self._began_s.get(title, self._began_s.get(self._running))
        return 0.0 if began_s is None else time.monotonic() - began_s

    def _end(self, title: str, state: str, detail: str) -> None:
        for one in dict.fromkeys((self._running, title)):
            self._close(one, state, detail)
        self._running = ""
        self._tell_status("")

    def _close(self, title: str, state: str, detail: str) -> None:
        if self._began_s.pop(title, None) is not None:
            self._tasks.take_job(title, state, detail, is_running=False)

    def _tell_status(self, words: str) -> None:
        more = len(self._began_s) - 1
        if words and more > 0:
            words += "  ·  " + self.tr("and %1 more").replace("%1", str(more))
        self.status_changed.emit(words)
