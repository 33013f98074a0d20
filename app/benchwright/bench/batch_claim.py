"""Taking a batch: a new one, or one whose process is gone."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from benchwright.model.batch import Batch
from benchwright.model.batch_steps import interrupted
from benchwright.model.errors import BatchOwned
from benchwright.model.lease import holder, holder_words
from benchwright.protocols.batch_store import BatchStore
from benchwright.protocols.processes import Processes


def begin(batch: Batch, store: BatchStore, processes: Processes, now: datetime) -> Batch:
    """Keeps a new batch as this process's own."""
    owned = replace(batch, owner=processes.this_one(secrets.token_hex(8), _text(now)))
    store.add(owned)
    return owned


def resume(batch_id: str, store: BatchStore, processes: Processes, now: datetime) -> Batch:
    """Takes a batch; what ran when its process ended is queued again, what was done stays done.

    The caller sees to it that this process does not run the batch already.

    Raises:
        BatchOwned: another process is at it.
        BatchNotFound: no such batch.
    """
    batch = store.batch(batch_id)
    me = processes.this_one(secrets.token_hex(8), _text(now))
    other = holder(batch, now, processes.is_gone)
    if other is not None and (other.host, other.pid) != (me.host, me.pid):
        raise BatchOwned(batch.batch_id, holder_words(other, now))
    return store.claim(batch, me, lambda found: interrupted(found, _text(now)))


def _text(now: datetime) -> str:
    return now.isoformat(timespec="milliseconds")
