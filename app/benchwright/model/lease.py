"""The lease on a batch: one process runs it, and is believed to live as long as it is heard of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from benchwright.model.batch import Batch, Owner

BEAT_S = 5.0
"""An owner is to be heard of this often."""

LEASE_S = 30.0
"""After so long a silence another process may take the batch: longer than a database can be locked (10 s)."""


def holder(batch: Batch, now: datetime, is_gone: Callable[[Owner], bool]) -> Owner | None:
    """The process that has the batch; None when it is free to be taken.

    `is_gone` tells of an owner whether its process is known to have ended; then nobody waits for the lease to run out.
    """
    owner = batch.owner
    if owner is None or is_gone(owner):
        return None
    silence = now - datetime.fromisoformat(owner.heartbeat_at)
    # A clock that was set back makes the last word lie in the future; that is no sign of life for ever.
    return owner if abs(silence) < timedelta(seconds=LEASE_S) else None


def holder_words(owner: Owner, now: datetime) -> str:
    """Who has a batch, to read: `Process 4121 on desk runs it, last heard of 2 s ago.`"""
    seconds = max(0, round((now - datetime.fromisoformat(owner.heartbeat_at)).total_seconds()))
    return f"Process {owner.pid} on {owner.host.partition('/')[0]} runs it, last heard of {seconds} s ago."
