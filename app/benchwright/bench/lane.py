"""One thread per device: a port never has two owners."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable

Job = Callable[[], None]


class Cancel:
    """A cancel token: set from any thread, read by the job between chunks."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def is_set(self) -> bool:
        """Whether the job should stop at the next safe point."""
        return self._event.is_set()

    def set(self) -> None:
        """Asks the job to stop."""
        self._event.set()


class Lane:
    """A named thread that does one job after the other.

    A job must catch what it can decide on; what escapes goes to `on_crash` and the lane lives on.
    """

    def __init__(self, name: str, on_crash: Callable[[BaseException], None]) -> None:
        self._on_crash = on_crash
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._started = False

    def submit(self, job: Job) -> None:
        """Queues a job; the thread starts with the first."""
        if not self._started:
            self._started = True
            self._thread.start()
        self._jobs.put(job)

    def close(self, timeout_s: float) -> bool:
        """Lets the current job end and drops the rest; True when the thread ended within `timeout_s`."""
        if not self._started:
            return True
        with contextlib.suppress(queue.Empty):
            while True:
                self._jobs.get_nowait()
        self._jobs.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception as error:
                self._on_crash(error)
            del job  # while it waits for the next, it would keep model and inputs of this one
