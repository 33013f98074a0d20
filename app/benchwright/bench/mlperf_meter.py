"""What a meter sees between the time stamps of a DUT: one stretch of a trace, its mean current, and a picture of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchwright.bench.energy_measure import MeterRecorder
from benchwright.bench.energy_windows import Trace
from benchwright.bench.measured_volts import measured_volts
from benchwright.bench.mlperf_edges import find_window
from benchwright.bench.mlperf_talk import Edges
from benchwright.model.errors import EnergyUnmeasured
from benchwright.model.meter import MarkLine, Meter
from benchwright.protocols.power_meter import PowerMeter, Samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

PICTURE_COLUMNS = 800

_IDLE_S = 0.1
_MOST_LOST_RATIO = 0.01
"""More lost than this, and an energy is a guess."""
_UA = 1e6


@dataclass(frozen=True, slots=True)
class Span:
    """From the first time stamp to the last.

    `samples` of it, `lost` of them not known, `clipped` ones of the whole trace. `picture_ua` is least and largest
    current in each of at most `PICTURE_COLUMNS` equal parts of the whole trace. `mean_uw` is the mean of currents times
    volts where the meter measured those.
    """

    duration_s: float
    mean_ua: float
    samples: int
    lost: int
    clipped: int
    picture_ua: tuple[tuple[float, float], ...] = ()
    mean_uw: float | None = None

    def energy_uj(self, supply_mv: int) -> float:
        """All energy of it in microjoule; at that voltage where the meter measured none."""
        mean_uw = self.mean_ua * supply_mv / 1000 if self.mean_uw is None else self.mean_uw
        return mean_uw * self.duration_s


def metered_span(meter: PowerMeter, device_id: str, edges: Edges, work: Callable[[], None]) -> Span:
    """Runs `work` while the meter samples, with idle time around it.

    Raises:
        MeterLost, MeterStopped: the meter went meanwhile.
        EnergyUnmeasured: it saw no time stamps, or lost too much.
    """
    recorder = MeterRecorder(meter)
    recorder.start()
    try:
        time.sleep(_IDLE_S)
        work()
        time.sleep(_IDLE_S)
    finally:
        parts, failure = recorder.stop()
    if failure is not None:
        raise failure
    return span_of(parts, meter.meter, device_id, edges)


def require_mark_line(meter: Meter, device_id: str) -> None:
    """Finds out before anything is measured whether a meter can see when inferences run.

    Raises:
        EnergyUnmeasured: it cannot.
    """
    if meter.mark_line is MarkLine.NONE:
        why = meter.mark_doubt or (
            f"A meter {meter.kind} has no input for the time stamp line, so nobody knows when an inference ran."
        )
        raise EnergyUnmeasured(device_id, why, "Use a meter that has one, such as a PPK2 or an LPM01A.")


def span_of(parts: Sequence[Samples], meter: Meter, device_id: str, edges: Edges) -> Span:
    """The span in what was sampled.

    Raises:
        EnergyUnmeasured: there are no time stamps in it, or too much was lost.
    """
    import numpy as np

    count, lost = sum(len(part.current_a) for part in parts), sum(part.lost for part in parts)
    if lost > _MOST_LOST_RATIO * count:
        why = f"{lost / max(1, count):.2%} of the meter's samples were lost."
        raise EnergyUnmeasured(device_id, why, "Use another USB port or cable, and repeat.")
    digital = np.concatenate([part.digital for part in parts]) if parts else np.empty(0, np.uint8)
    found = find_window(Trace(meter.sample_hz, np.empty(0, np.float32), digital), edges, meter.mark_line)
    if found is None:
        why = f"The meter saw no time stamps of the DUT at its input {meter.mark_input}."
        raise EnergyUnmeasured(device_id, why, "Connect the DUT's time stamp line to that input, and repeat.")
    start, stop = found
    # An edge lies within the first and the last sample, so they are partly of something else.
    inner = (start + 1, stop - 1) if stop - start > 2 else (start, stop)
    total_a, known = 0.0, 0
    for piece in _pieces(parts, *inner):
        total_a += float(np.nansum(piece, dtype=np.float64))
        known += int(np.count_nonzero(~np.isnan(piece)))
    return Span(
        duration_s=(stop - start) / meter.sample_hz,
        mean_ua=total_a / max(1, known) * _UA,
        samples=stop - start,
        lost=inner[1] - inner[0] - known,
        clipped=sum(part.clipped for part in parts),
        picture_ua=_picture(parts, count),
        mean_uw=_mean_uw(parts, *inner),
    )


def _mean_uw(parts: Sequence[Samples], start: int, stop: int) -> float | None:
    """The mean power from `start` to `stop`; None where the meter measured no volts."""
    import numpy as np

    volts = measured_volts(parts)
    if volts is None:
        return None
    current = np.concatenate(_pieces(parts, start, stop))
    weighed = replace(volts, voltage_v=volts.voltage_v[start:stop]).weigh(current)
    return float(np.nanmean(weighed, dtype=np.float64)) * _UA * volts.mean_mv / 1000


def _pieces(parts: Sequence[Samples], start: int, stop: int) -> list[NDArray[np.float32]]:
    """The currents from `start` to `stop`, as views of the parts: a trace of minutes is not copied."""
    found, before = [], 0
    for part in parts:
        size = len(part.current_a)
        piece = part.current_a[max(0, start - before) : max(0, stop - before)]
        if len(piece):
            found.append(piece)
        before += size
    return found


def _picture(parts: Sequence[Samples], count: int) -> tuple[tuple[float, float], ...]:
    import numpy as np

    columns = min(PICTURE_COLUMNS, count)
    picture = []
    for column in range(columns):
        pieces = _pieces(parts, column * count // columns, (column + 1) * count // columns)
        known = [piece[~np.isnan(piece)] for piece in pieces]
        known = [piece for piece in known if len(piece)]
        if known:
            low, high = min(float(piece.min()) for piece in known), max(float(piece.max()) for piece in known)
            picture.append((low * _UA, high * _UA))
        else:
            picture.append(picture[-1] if picture else (0.0, 0.0))
    return tuple(picture)
