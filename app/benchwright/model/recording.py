"""A recording of a power meter: what its file says of itself."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class RecordingState:
    """How far a recording to disk has come. `why` says what ended it before its time, "" where nothing did."""

    file: str
    samples: int
    size_bytes: int
    is_open: bool
    why: str = ""
