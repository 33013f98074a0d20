"""From a trace of a meter that sees no mark to windows: where the current rose as long as the device says it worked.

Such an energy is an estimate. Nobody told the meter when an inference ran; the step of the current did, and the
device's own clock has to agree with how long it lasted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchwright.bench.energy_edges import WindowTimes
from benchwright.bench.energy_windows import Marks, Trace, find_marks, group_marks
from benchwright.model.energy import EnergyWindow
from benchwright.model.meter import MeterWish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

_WINDOW_SAMPLES = 50
_IDLE_SAMPLES = 12
_SMOOTHED_RATIO = 0.2
_LASTING_RATIO = 0.4
_SHORTER_RATIO = 0.02
_LONGER_RATIO = 0.25
"""A window holds what the device does between two inferences too, which its clock leaves out."""
_EDGE_SAMPLES = 2
_LEAST_STEP = 4.0
"""Times the noise: half of it is 2 sigma, so one sample in fifty at most is taken for the wrong level."""
_CLEAR_STEP = 8.0
"""Times the noise: from there on a single sample tells whether the device was at work."""
_LEAST_IDLE = 4
_ROUNDS = 20
_UA = 1e6


@dataclass(frozen=True, slots=True)
class _Levels:
    """Half way between both levels of the current; `is_clear` where a single sample tells on which side it is."""

    threshold_a: float
    is_clear: bool


def wish_for_steps(wish: MeterWish, sample_hz: int) -> MeterWish:
    """The wish with windows and idle times long enough for a slow meter to see them."""
    return replace(
        wish,
        window_s=max(wish.window_s, _WINDOW_SAMPLES / sample_hz),
        idle_s=max(wish.idle_s, _IDLE_SAMPLES / sample_hz),
    )


def measure_step_windows(
    trace: Trace, times: Sequence[WindowTimes], inferences: int, idle_s: float
) -> tuple[EnergyWindow, ...]:
    """The windows of `inferences` each, one for each of `times`; () where the current does not show them.

    A window that lasts much shorter or longer than the device's own clock says is left out: something else stepped.
    """
    import numpy as np

    idle_samples = idle_s * trace.sample_hz
    span = max(1, round(_SMOOTHED_RATIO * idle_samples))
    smooth = _smoothed(trace.current_a, span)
    levels = _levels(smooth, trace.current_a)
    if levels is None:
        return ()
    stepped = replace(trace, digital=(smooth > levels.threshold_a).astype(np.uint8), line=0)
    marks = find_marks(stepped, _LASTING_RATIO * idle_s)
    coarse = group_marks(marks, len(times), math.floor(_LASTING_RATIO * idle_samples))
    if coarse is None:
        return ()
    slack_s = _EDGE_SAMPLES / trace.sample_hz
    return tuple(
        window
        for window, told in zip(_measure(trace, coarse, levels, span, inferences), times, strict=True)
        if window is not None
        and -slack_s - _SHORTER_RATIO * told.total_s
        <= window.duration_s - told.total_s
        <= slack_s + _LONGER_RATIO * told.total_s
    )


def _measure(trace: Trace, coarse: Marks, levels: _Levels, span: int, inferences: int) -> list[EnergyWindow | None]:
    """Each window, None where nothing is known of it; idle time between two is shared, as with marks."""
    import numpy as np

    above = np.nan_to_num(trace.current_a.astype(np.float64) - levels.threshold_a)
    sums = np.concatenate(([0.0], np.cumsum(above)))
    starts = [_extreme(-sums, int(start), span) for start in coarse.starts]
    stops = [_extreme(sums, int(stop), span) for stop in coarse.stops]
    count, windows = len(starts), []
    for place, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        before = (stops[place - 1] + start) // 2 if place else 0
        after = (stop + starts[place + 1]) // 2 if place + 1 < count else len(above)
        windows.append(_window(trace, levels, (max(before, 2 * start - stop), start, stop, after), inferences))
    return windows


def _extreme(sums: NDArray[np.float64], place: int, span: int) -> int:
    """Where the sum of what is above the threshold turns: the edge, as all samples around it together tell it."""
    first = max(place - span, 0)
    return first + int(sums[first : place + span + 1].argmax())


def _window(trace: Trace, levels: _Levels, bounds: tuple[int, int, int, int], inferences: int) -> EnergyWindow | None:
    """From the begin of idle time, start, stop, and the end of idle time.

    What is above idle is summed up from a little before the start to a little after the stop, so that nothing depends
    on where within a sample an edge was; the duration is then that of a current of the mean height.
    """
    import numpy as np

    begin, start, stop, end = bounds
    current = trace.current_a.astype(np.float64)
    sides = [current[begin : max(start - _EDGE_SAMPLES, begin)], current[stop + _EDGE_SAMPLES : end]]
    means = [mean for side in sides if (mean := _idle_mean(side, levels)) is not None]
    inner = current[start + _EDGE_SAMPLES : stop - _EDGE_SAMPLES]
    if not means or not np.isfinite(inner).any():
        return None
    idle_a, active_a = sum(means) / len(means), float(np.nanmean(inner))
    around = current[max(start - _EDGE_SAMPLES, 0) : stop + _EDGE_SAMPLES]
    inside = np.arange(len(around)) - (start - max(start - _EDGE_SAMPLES, 0))
    filled = np.where((inside >= 0) & (inside < stop - start), active_a, idle_a)
    is_known = ~np.isnan(around)
    above_c = float((np.where(is_known, around, filled) - idle_a).sum()) / trace.sample_hz
    duration_s = above_c / (active_a - idle_a) if active_a > idle_a else 0.0
    if duration_s <= 0:
        return None
    return EnergyWindow(
        start_s=start / trace.sample_hz,
        duration_s=duration_s,
        inferences=inferences,
        charge_uc=(above_c + idle_a * duration_s) * _UA,
        idle_ua=idle_a * _UA,
        peak_ua=float(np.nanmax(current[start:stop])) * _UA,
        lost=int(np.isnan(current[start:stop]).sum()),
    )


def _idle_mean(side: NDArray[np.float64], levels: _Levels) -> float | None:
    """The mean of idle time, without what the device did in it where that can be seen."""
    import numpy as np

    known = side[~np.isnan(side)]
    quiet = known[known < levels.threshold_a] if levels.is_clear else known
    return float(quiet.mean()) if len(quiet) >= _LEAST_IDLE else None


def _smoothed(current_a: NDArray[np.float32], span: int) -> NDArray[np.float64]:
    """The mean over `span` samples around each, lost ones left out: an edge stays where half of it is."""
    import numpy as np

    span += 1 - span % 2
    is_known = ~np.isnan(current_a)
    known = np.where(is_known, current_a, np.float32(0)).astype(np.float64)
    sums = np.concatenate(([0.0], np.cumsum(known)))
    counts = np.concatenate(([0], np.cumsum(is_known)))
    places = np.arange(len(current_a))
    first, last = np.maximum(places - span // 2, 0), np.minimum(places + span // 2 + 1, len(current_a))
    count = counts[last] - counts[first]
    mean = (sums[last] - sums[first]) / np.maximum(count, 1)
    # A stretch without any sample has the level before it.
    held = np.maximum.accumulate(np.where(count > 0, places, 0))
    return np.asarray(mean[held], np.float64)


def _levels(smooth: NDArray[np.float64], current_a: NDArray[np.float32]) -> _Levels | None:
    """None where the current has no two levels that noise would not make.

    They are the means of what is above and below, until that changes nothing (Ridler and Calvard, 1978).
    """
    import numpy as np

    if not np.isfinite(current_a).any():
        return None
    threshold = (float(smooth.min()) + float(smooth.max())) / 2
    low = high = threshold
    for _ in range(_ROUNDS):
        is_high = smooth > threshold
        if is_high.all() or not is_high.any():
            return None
        low, high = float(smooth[~is_high].mean()), float(smooth[is_high].mean())
        if math.isclose(threshold, (low + high) / 2, rel_tol=1e-6):
            break
        threshold = (low + high) / 2
    around = np.where(smooth > threshold, high, low)
    if high - low <= _LEAST_STEP * float(np.std(smooth - around)):
        return None
    # Edges are no noise, and few: the median leaves them out (1.4826 makes a standard deviation of it).
    noise = 1.4826 * float(np.nanmedian(np.abs(current_a - around)))
    return _Levels(threshold, is_clear=high - low > _CLEAR_STEP * noise)
