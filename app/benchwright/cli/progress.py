"""Progress of a journey on standard error: a line a stage, moving on a terminal, else one more line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from benchwright.model.events import Event, StageFinished, StageProgressed, StageStarted
from benchwright.model.units import eta_text

_WIDTH = 12
_QUIET_S = 10.0
"""Where nothing moves, a stage that goes on says so this often."""


class ProgressPrinter:
    """Prints the stages as they pass; silent when `quiet`."""

    def __init__(
        self, *, quiet: bool, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._quiet = quiet
        self._stream = stream or sys.stderr
        self._moves = self._stream.isatty()
        self._clock = clock
        self._told_s = clock()

    def __call__(self, event: Event) -> None:
        """Takes one event of the route."""
        if self._quiet:
            return
        if isinstance(event, StageStarted):
            self._told_s = self._clock()
        if isinstance(event, StageStarted) and self._moves:
            self._show(f"  {event.stage.value:<{_WIDTH}} …", final=False)
        elif isinstance(event, StageProgressed) and event.total and self._is_due():
            rest = "" if event.eta_s is None else f"  {eta_text(event.eta_s)} left"
            share = f"{100 * event.done // event.total:3d} %"
            self._show(f"  {event.stage.value:<{_WIDTH}} {share}{rest}", final=not self._moves)
        elif isinstance(event, StageFinished):
            note = f"  {event.note}" if event.note else ""
            self._show(f"  {event.stage.value:<{_WIDTH}} {event.seconds:6.2f} s{note}", final=True)

    def _is_due(self) -> bool:
        """Whether progress is to be shown now: always where it moves."""
        if self._moves:
            return True
        now_s = self._clock()
        if now_s - self._told_s < _QUIET_S:
            return False
        self._told_s = now_s
        return True

    def _show(self, text: str, *, final: bool) -> None:
        start = "\r\x1b[K" if self._moves else ""
        print(start + text, end="\n" if final else "", file=self._stream, flush=True)
