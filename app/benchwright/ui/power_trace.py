"""The last minute that a power meter sampled: of a run or of the live trace, kept for the Power page to draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from benchwright.model.errors import BenchError
from benchwright.model.meter import Meter, Supply

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from benchwright.bench.meter_desk import MeterDesk
    from benchwright.model.run import Run
    from benchwright.protocols.power_meter import Samples
    from benchwright.ui.charts.pyramid import LinesPyramid, MinMaxPyramid, Pyramid

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

KEPT_S = 60
_CHUNK = 50_000
_UA = 1e6


@dataclass(frozen=True, slots=True)
class Trace:
    """One trace: microamperes, and digital lines of which bit 0 is the mark.

    Of one that is being sampled the last `KEPT_S` seconds, of a recording all of it. `title` is what it is called,
    `started_at` when its first sample was taken, `windows` are the samples of the windows of a run, first and last.
    """

    meter: Meter
    supply: Supply
    device_id: str
    current: Pyramid[np.float32]
    lines: Pyramid[np.uint8]
    started_at: str
    title: str = ""
    is_cut: bool = False
    windows: tuple[tuple[int, int], ...] = ()

    @property
    def sample_hz(self) -> int:
        """Samples a second."""
        return self.meter.sample_hz

    def chunks(self, start: int, stop: int) -> Iterator[tuple[int, NDArray[np.float32], NDArray[np.uint8]]]:
        """Samples start…stop in stretches, so that a minute of them is never copied at once."""
        for place in range(max(start, self.current.first), min(stop, self.lines.count), _CHUNK):
            end = min(stop, self.lines.count, place + _CHUNK)
            (first, current), (other, lines) = self.current.raw(place, end), self.lines.raw(place, end)
            begin = max(first, other)  # the oldest make room while this is read
            yield begin, current[begin - first :], lines[begin - other :]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a trace: how long, and what flowed. Lost samples count as the mean of the others."""

    duration_s: float
    charge_uc: float
    energy_uj: float
    mean_ua: float
    peak_ua: float
    lost: int


@dataclass(frozen=True, slots=True)
class TraceOfRun:
    """The trace that is kept with a run, to be looked at: all of it, or the window at `place`."""

    run: Run
    file: Path
    place: int | None = None


def trace_of_run(asked: TraceOfRun) -> Trace:
    """The trace of a run, with its windows. Blocks.

    Raises:
        RecordingInvalid: its file cannot be read.
    """
    trace, record = recorded_trace(asked.file), asked.run.energy
    windows = () if record is None else record.windows
    spans = ((window.start_s, window.start_s + window.duration_s) for window in windows)
    return replace(
        trace,
        title=f"{asked.run.variant_label} · {asked.run.board} · {asked.run.run_id}",
        windows=tuple((round(start * trace.sample_hz), round(stop * trace.sample_hz)) for start, stop in spans),
    )


def recorded_trace(file: Path) -> Trace:
    """The trace in a recording. Blocks for as long as it takes to read one page in five of it.

    Raises:
        RecordingInvalid: it is none.
    """
    from benchwright.bench.recording import open_recording

    recording = open_recording(file)
    head = recording.head
    return Trace(
        head.meter,
        head.supply,
        head.device_id,
        recording.current,
        recording.lines,
        head.started_at,
        file.name,
        is_cut=recording.is_cut,
    )


def measure_stretch(trace: Trace, start: int, stop: int) -> Stretch | None:
    """What flowed in samples start…stop; None where nothing was sampled."""
    import numpy as np

    total, known, count, peak = 0.0, 0, 0, -float("inf")
    for _, current, _ in trace.chunks(start, stop):
        values = current[~np.isnan(current)]
        total += float(values.sum(dtype=np.float64))
        known, count = known + len(values), count + len(current)
        peak = max(peak, float(values.max(initial=-np.inf)))
    if not known:
        return None
    duration_s, mean_ua = count / trace.sample_hz, total / known
    charge_uc = mean_ua * duration_s
    energy_uj = charge_uc * trace.supply.voltage_mv / 1000
    return Stretch(duration_s, charge_uc, energy_uj, mean_ua, peak, count - known)


class PowerTrace(QObject):
    """Listens to the desk on the meter's thread, see `protocols.trace_listener`. `changed`: a trace began or ended."""

    changed = Signal()

    def __init__(self, desk: MeterDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.trace: Trace | None = None
        self._current: MinMaxPyramid | None = None
        self._lines: LinesPyramid | None = None
        self.error: BenchError | None = None
        self.is_sampling = False
        self._is_closed = False
        desk.listener = self

    def began(self, meter: Meter, supply: Supply, device_id: str) -> None:
        """A trace takes the place of the last one."""
        from benchwright.ui.charts.pyramid import LinesPyramid, MinMaxPyramid

        capacity = KEPT_S * meter.sample_hz
        self._current, self._lines = MinMaxPyramid(capacity), LinesPyramid(capacity)
        started_at = datetime.now(UTC).isoformat(timespec="milliseconds")
        self.trace = Trace(meter, supply, device_id, self._current, self._lines, started_at)
        self.error, self.is_sampling = None, True
        self._tell()

    def grew(self, samples: Samples) -> None:
        """Keeps a stretch; the oldest makes room."""
        import numpy as np

        if self._current is not None and self._lines is not None and len(samples.current_a):
            self._current.append(samples.current_a * np.float32(_UA))
            self._lines.append(samples.digital)

    def ended(self, error: BenchError | None) -> None:
        """The trace stays to be looked at."""
        self.error, self.is_sampling = error, False
        self._tell()

    def close(self) -> None:
        """Ends the live trace; nothing is told any more."""
        self._is_closed = True
        self._desk.stop_live()

    def _tell(self) -> None:
        if not self._is_closed:
            self.changed.emit()
