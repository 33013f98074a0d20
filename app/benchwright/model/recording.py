"""A recording of a power meter: what its file says of itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from benchwright.model.meter import Meter, Supply


@dataclass(frozen=True, slots=True)
class RecordingHead:
    """Which meter sampled what, and since when. `device_id` is "" where nobody knows what was connected.

    `started_at` is the time of the first sample, ISO 8601 with its offset.
    """

    meter: Meter
    supply: Supply
    device_id: str
    started_at: str


SUFFIX = ".bwtrace"
MOST_KEPT_BYTES = 64_000_000
"""A trace that is larger is not kept with its run; at 100,000 samples a second these are about two minutes."""
_PLAIN = re.compile(r"[0-9A-Za-z][-_0-9A-Za-z]{0,63}")


@dataclass(frozen=True, slots=True)
class KeptTrace:
    """The trace of a run, a file in the folder beside the database."""

    file_name: str
    sha256: str
    size_bytes: int


def kept_trace(run_id: str, data: bytes) -> KeptTrace:
    """What a database knows of the recording `data` of a run; an id that is no plain name is hashed for the file's."""
    plain = run_id if _PLAIN.fullmatch(run_id) else hashlib.sha256(run_id.encode()).hexdigest()[:32]
    return KeptTrace(f"{plain}{SUFFIX}", hashlib.sha256(data).hexdigest(), len(data))


@dataclass(frozen=True, slots=True)
class RecordingState:
    """How far a recording to disk has come; `sample_hz` is the rate of its own meter.

    `why` says what ended it before its time, "" where nothing did.
    """

    file: str
    samples: int
    size_bytes: int
    is_open: bool
    sample_hz: int
    why: str = ""

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return self.samples / self.sample_hz
