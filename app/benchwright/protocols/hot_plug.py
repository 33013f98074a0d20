"""Hearing that something was plugged in or pulled out."""

from __future__ import annotations

from typing import Protocol


class HotPlug(Protocol):
    """Wakes whoever looks for devices. `wait` and `wake` may be called from different threads."""

    def wait(self, timeout_s: float) -> bool:
        """Waits until something was plugged or pulled, `wake` was called, or the time is over; False for the last."""
        ...

    def wake(self) -> None:
        """Ends a wait."""
        ...

    def close(self) -> None:
        """Gives up what listening took."""
        ...
