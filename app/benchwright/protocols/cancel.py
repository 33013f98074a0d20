"""The token a running job checks between chunks."""

from __future__ import annotations

from typing import Protocol


class CancelToken(Protocol):
    """Asked by whoever works, set by whoever waits; safe from any thread."""

    @property
    def is_set(self) -> bool:
        """Whether the job should stop at the next safe point."""
        ...


class NeverCancelled:
    """The token of a job that nobody stops."""

    is_set = False
