"""Progress of a journey on standard error: a line a stage, moving only on a terminal."""

from __future__ import annotations

import sys
from typing import TextIO

from benchwright.model.events import Event, StageFinished, StageProgressed, StageStarted
from benchwright.model.units import eta_text

_WIDTH = 12


class ProgressPrinter:
    """Prints the stages as they pass; silent when `quiet`."""

    def __init__(self, *, quiet: bool, stream: TextIO | None = None) -> None:
        self._quiet = quiet
        self._stream = stream or sys.stderr
        self._moves = self._stream.isatty()

    def __call__(self, event: Event) -> None:
        """Takes one event of the route."""
        if self._quiet:
            return
        if isinstance(event, StageStarted) and self._moves:
            self._show(f"  {event.stage.value:<{_WIDTH}} …", final=False)
        elif isinstance(event, StageProgressed) and self._moves and event.total:
            rest = "" if event.eta_s is None else f"  {eta_text(event.eta_s)} left"
            share = f"{100 * event.done // event.total:3d} %"
            self._show(f"  {event.stage.value:<{_WIDTH}} {share}{rest}", final=False)
        elif isinstance(event, StageFinished):
            note = f"  {event.note}" if event.note else ""
            self._show(f"  {event.stage.value:<{_WIDTH}} {event.seconds:6.2f} s{note}", final=True)

    def _show(self, text: str, *, final: bool) -> None:
        start = "\r\x1b[K" if self._moves else ""
        print(start + text, end="\n" if final else "", file=self._stream, flush=True)
