"""How far an energy can be trusted: each rule looks at one thing and names it by a stable code."""

from __future__ import annotations

from benchwright.model.energy import EnergyRecord
from benchwright.model.meter import LEAST_MV, SAFE_MV, Meter, MeterWish
from benchwright.model.run import Issue, IssueCode

_MOST_LOST_RATIO = 0.01
"""More lost than this, and an energy is a guess."""
_CLOCK_PPM = 1_000
_MARK_S = 2e-6
"""What moving the mark may take."""


def is_useless(record: EnergyRecord, wish: MeterWish) -> bool:
    """Whether nothing is to be said of the energy at all."""
    return len(record.windows) != wish.windows or record.lost > _MOST_LOST_RATIO * record.samples


def _is_clock_off(error_ppm: float, device_s: float, inferences: int) -> bool:
    """Beyond what it takes to move the mark: it is up a little longer than the device's clock runs."""
    moving_ppm = _MARK_S * inferences / device_s * 1e6 if device_s > 0 else 0.0
    return not -_CLOCK_PPM - moving_ppm <= error_ppm <= _CLOCK_PPM


def _judge_windows(record: EnergyRecord, wish: MeterWish, told: Meter) -> tuple[Issue, ...]:
    """Whether all windows were found, and by what."""
    is_whole = len(record.windows) == wish.windows
    if not record.is_by_steps:
        text = (
            f"The meter did not see all {wish.windows} windows whole: is the mark connected to its {told.mark_input}?"
        )
        return () if is_whole else (Issue(IssueCode.EDGES_MISSING, text),)
    why = told.mark_doubt or f"A meter {told.kind} has no input for the mark line."
    if is_whole:
        text = (
            f"{why} So the energy is an estimate: windows of inferences were found by the steps of the current, and "
            "last as long as the device's own clock says."
        )
        return (Issue(IssueCode.WINDOWS_BY_STEPS, text),)
    text = (
        f"{why} Steps of the current showed {len(record.windows)} "
        f"of {wish.windows} windows as long as the device's own clock says. The energy is missing."
    )
    return (Issue(IssueCode.NO_MARK_LINE, text),)


def judge_energy(
    record: EnergyRecord, wish: MeterWish, told: Meter, device_s: float, away_s: float = 0.0
) -> tuple[Issue, ...]:
    """What is wrong with it; `device_s` is what the device's own clock says of all inferences together.

    For `away_s` of its time no sample came that the meter itself knows of.
    """
    found = [Issue(IssueCode.METER_UNCALIBRATED, doubt) for doubt in told.doubts]
    windows = record.windows
    if not LEAST_MV <= record.supply_mv <= SAFE_MV:
        volts = f"{record.supply_mv / 1000:g} V"
        text = f"The device was fed with {volts}; parts for 3.3 V are made for 1.7 to 3.6 V, so its energy is unusual."
        found.append(Issue(IssueCode.VOLTAGE_OUT_OF_RANGE, text))
    found.extend(_judge_windows(record, wish, told))
    if record.lost:
        ratio = record.lost / record.samples
        text = (
            f"{ratio:.2%} of the meter's samples were lost; none came for {away_s:.1f} s: it stopped in the middle, "
            "or started anew."
            if away_s
            else f"{ratio:.2%} of the meter's samples were lost; another USB port or cable may help."
        )
        if ratio > _MOST_LOST_RATIO:
            text += " The energy was not saved."
        found.append(Issue(IssueCode.SAMPLES_LOST, text))
    if record.clipped:
        found.append(Issue(IssueCode.CURRENT_CLIPPED, f"{record.clipped:,} samples were at the end of the range."))
    if record.edges_dropped:
        text = f"{record.edges_dropped:,} times the mark was up for too short a time to be an inference."
        found.append(Issue(IssueCode.EDGES_BOUNCE, text))
    if windows and record.is_too_short:
        found.append(Issue(IssueCode.MARKS_TOO_SHORT, "A window lasts fewer than 20 samples."))
    if any(window.idle_ua is None for window in windows):
        found.append(Issue(IssueCode.NO_IDLE_TIME, "There was no idle time beside a window: net energy lacks it."))
    inferences = sum(window.inferences for window in windows)
    if record.clock_error_ppm is not None and _is_clock_off(record.clock_error_ppm, device_s, inferences):
        text = f"The device's clock differs from the meter's by {record.clock_error_ppm:+,.0f} ppm."
        found.append(Issue(IssueCode.METER_CLOCK_DISAGREEMENT, text))
    return tuple(found)
