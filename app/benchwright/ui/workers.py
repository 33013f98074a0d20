"""Threads that answer the window's questions."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

_COUNT = 2


class Workers:
    """Two daemon threads over one queue: a slow plan does not hold up a query. Jobs wait until `start`."""

    def __init__(self, name: str) -> None:
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{index}", daemon=True) for index in range(_COUNT)
        ]

    def start(self) -> None:
        """Begins to work; once."""
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[], None]) -> None:
        """Runs `job` on one of the threads; the job catches its own failures."""
        self._queue.put(job)

    def close(self, timeout_s: float) -> bool:
        """Drops waiting jobs and joins the threads; False when one did not end in time."""
        while not self._queue.empty():
            self._queue.get_nowait()
        for _ in self._threads:
            self._queue.put(None)
        deadline = time.monotonic() + timeout_s
        for thread in (thread for thread in self._threads if thread.ident is not None):
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            job()
            del job  # while it waits for the next, it would keep what this one read
