"""Asking an instrument that keeps its samples for itself, until it has some or has been silent for too long."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchwright.model.errors import MeterStopped
from benchwright.protocols.power_meter import Samples

_POLL_S = 0.02
_SILENCE_S = 2.0


class PatientRead:
    """Remembers when the instrument `name` last had something to say; `begin` with each recording."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._heard_at = 0.0

    def begin(self) -> None:
        """A recording begins."""
        self._heard_at = time.monotonic()

    def read(self, take: Callable[[], Samples], timeout_s: float) -> Samples:
        """What `take` gives, asked again until that is something or `timeout_s` is over.

        Raises:
            MeterStopped: it recorded nothing for too long.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            samples = take()
            now = time.monotonic()
            if len(samples.current_a):
                self._heard_at = now
                return samples
            if now - self._heard_at > _SILENCE_S:
                why = f"It recorded nothing for {_SILENCE_S:g} s while it was sampling."
                raise MeterStopped(self._name, why)
            if now >= deadline:
                return samples
            time.sleep(min(_POLL_S, deadline - now))
