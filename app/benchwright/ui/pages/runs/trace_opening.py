"""From the energy of a run to the trace that is kept with it, on the Power page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from benchwright.model.run import Run
from benchwright.ui.bridge import Bridge
from benchwright.ui.power_trace import TraceOfRun


class TraceOpening:
    """Looks for the file of a trace; `open_page` takes a page's key and what it is handed."""

    def __init__(
        self, bridge: Bridge, open_page: Callable[[str, object], None], on_error: Callable[[Exception], None]
    ) -> None:
        self._bridge = bridge
        self._open_page = open_page
        self._on_error = on_error

    def open(self, run: Run | None, place: int | None) -> None:
        """Shows the trace of a run: all of it, or the window at `place`."""
        if run is None:
            return
        self._bridge.ask(
            partial(self._bridge.workbench.store.trace_file, run.run_id),
            lambda file: self._open_page("power", TraceOfRun(run, file, place)),
            self._on_error,
        )
