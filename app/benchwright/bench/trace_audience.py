"""Everybody who sees what a meter samples: the one who looks on, and the recording to disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchwright.model.errors import BenchError
from benchwright.model.meter import Meter, Supply
from benchwright.model.recording import RecordingHead, RecordingState
from benchwright.protocols.power_meter import Samples
from benchwright.protocols.trace_listener import TraceListener

if TYPE_CHECKING:
    from benchwright.bench.recording_writer import Recorder

# The writer needs numpy, which is loaded where it is used.
# ruff: noqa: PLC0415


class Nobody:
    """Looks at nothing."""

    def began(self, meter: Meter, supply: Supply, device_id: str) -> None:
        """Nothing."""

    def grew(self, samples: Samples) -> None:
        """Nothing."""

    def ended(self, error: BenchError | None) -> None:
        """Nothing."""


class TraceAudience:
    """Hands everything to `listener`, and to a recording while there is one; see `protocols.trace_listener`."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.listener: TraceListener = Nobody()
        self._now = now
        self._guard = threading.Lock()  # the window begins and ends a recording, the meter's thread fills it
        self._sampled: tuple[Meter, Supply, str] | None = None
        self._wanted: Path | None = None
        self._recorder: Recorder | None = None
        self._last: RecordingState | None = None

    @property
    def recording(self) -> RecordingState | None:
        """The recording that runs or ran last; None where there was none."""
        recorder = self._recorder
        return recorder.state if recorder is not None else self._last

    def record(self, file: Path) -> None:
        """Records what is sampled from now on, or from the beginning of the next trace; to the end of that trace.

        Raises:
            FileUnwritable: the file cannot be made.
        """
        self.stop_recording()
        with self._guard:
            self._last = None
            if self._sampled is None:
                self._wanted = file
            else:
                self._recorder = self._open(file, *self._sampled)

    def stop_recording(self) -> RecordingState | None:
        """Writes what waits and closes the file; how it ended, None where nothing was recorded."""
        with self._guard:
            recorder, self._recorder, self._wanted = self._recorder, None, None
        if recorder is not None:
            self._last = recorder.stop()
        return self._last

    def began(self, meter: Meter, supply: Supply, device_id: str) -> None:
        """A trace begins."""
        with self._guard:
            self._sampled = (meter, supply, device_id)
            file, self._wanted = self._wanted, None
            if file is not None:
                try:
                    self._recorder = self._open(file, meter, supply, device_id)
                except BenchError as error:
                    self._last = RecordingState(str(file), 0, 0, False, meter.sample_hz, f"{error.what} {error.why}")
        self.listener.began(meter, supply, device_id)

    def grew(self, samples: Samples) -> None:
        """The next stretch."""
        with self._guard:
            if self._recorder is not None and len(samples.current_a):
                self._recorder.take(samples)
        self.listener.grew(samples)

    def ended(self, error: BenchError | None) -> None:
        """It is over, and the recording of it."""
        with self._guard:
            self._sampled = None
        self.stop_recording()
        self.listener.ended(error)

    def _open(self, file: Path, meter: Meter, supply: Supply, device_id: str) -> Recorder:
        from benchwright.bench.recording_writer import Recorder

        return Recorder(file, RecordingHead(meter, supply, device_id, self._now().isoformat(timespec="milliseconds")))
