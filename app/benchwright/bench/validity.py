"""How far a run can be trusted: each rule looks at one thing and names it by a stable code."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.device import Hello
from benchwright.model.run import Issue, IssueCode, Parity, Timing, Validity, Window

OWN_ENGINE = "benchwright"
"""What our firmware calls its engine."""

MINIMUM_INPUTS = 5
MINIMUM_SAMPLES_A_WINDOW = 10
MOST_SAMPLES_A_WINDOW = 100_000
"""An engine so fast that a window of these is over early is known well enough; more would only fill the database."""

CLOCK_TOLERANCE_RATIO = 0.02
CALIBRATION_TOLERANCE_RATIO = 1e-4
SPREAD_LIMIT_RATIO = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a run is judged by. `window_host_s` are the host's own times of each window, in seconds.

    `is_own_engine` asks for bit-exact outputs: another engine may round otherwise, which is told and no fault.
    """

    origin: Origin
    timing: Timing
    hello: Hello
    parity: Parity | None
    window_host_s: tuple[float, ...]
    wanted_window_s: float
    bad_frames: int
    is_own_engine: bool = True


def judge(evidence: Evidence) -> Validity:
    """The verdict on a run and its reasons."""
    return Validity(tuple(_issues(evidence)))


def _issues(evidence: Evidence) -> Iterator[Issue]:
    if _clock_is_dead(evidence.timing):
        yield Issue(IssueCode.DEAD_CLOCK, "The device's clock did not advance during at least one inference.")
        return
    yield from _parity(evidence.parity, is_own_engine=evidence.is_own_engine)
    yield from _clock(evidence)
    yield from _sample_count(evidence)
    yield from _stability(evidence)
    if evidence.timing.warmup_count == 0:
        yield Issue(IssueCode.NO_WARMUP, "No warm-up inference ran before the measurement.")
    if evidence.bad_frames:
        yield Issue(IssueCode.WIRE_ERRORS, f"{evidence.bad_frames} damaged frames were repeated during the run.")


def _clock_is_dead(timing: Timing) -> bool:
    samples = timing.samples
    return not samples or min(samples) <= timing.overhead_ticks


def _parity(parity: Parity | None, *, is_own_engine: bool) -> Iterator[Issue]:
    if parity is None:
        why = "the host library is not built" if is_own_engine else "no model was given that the host can run"
        yield Issue(IssueCode.PARITY_UNCHECKED, f"The outputs were not checked: {why}.")
    elif parity.mismatched_bytes and not is_own_engine:
        differing = f"{parity.mismatched_bytes} of {parity.compared_bytes} output bytes"
        yield Issue(IssueCode.OUTPUTS_DIFFER, f"{differing} differ from the model on the host.")
    elif parity.mismatched_bytes:
        yield Issue(
            IssueCode.PARITY_MISMATCH,
            f"{parity.mismatched_bytes} of {parity.compared_bytes} output bytes differ from the host build.",
        )


def _clock(evidence: Evidence) -> Iterator[Issue]:
    timing = evidence.timing
    if timing.ns_per_instruction is not None:
        yield from _counting_clock(evidence.hello, timing.ns_per_instruction)
        return
    for window, host_s in zip(timing.windows, evidence.window_host_s, strict=True):
        device_s = sum(window.ticks) / timing.tick_hz
        if device_s > host_s * (1 + CLOCK_TOLERANCE_RATIO):
            text = f"The device says a window took {device_s:.3f} s; the host saw {host_s:.3f} s from send to answer."
            yield Issue(IssueCode.CLOCK_DISAGREEMENT, text)
            return


def _counting_clock(hello: Hello, ns_per_instruction: int) -> Iterator[Issue]:
    if not hello.calibration_ticks:
        return
    expected = hello.calibration_instructions * ns_per_instruction * hello.tick_hz / 1e9
    if abs(hello.calibration_ticks - expected) > max(2.0, expected * CALIBRATION_TOLERANCE_RATIO):
        text = (
            f"A loop of {hello.calibration_instructions:,} instructions took {hello.calibration_ticks:,} ticks; "
            f"the emulator's settings say {expected:,.0f}."
        )
        yield Issue(IssueCode.CLOCK_DISAGREEMENT, text)


def _sample_count(evidence: Evidence) -> Iterator[Issue]:
    windows = evidence.timing.windows
    if len({window.input_index for window in windows}) < MINIMUM_INPUTS:
        yield Issue(IssueCode.TOO_FEW_SAMPLES, f"{len(windows)} inputs were measured; {MINIMUM_INPUTS} are the rule.")
        return
    if evidence.timing.ns_per_instruction is not None:
        if any(len(window.ticks) < 2 for window in windows):
            yield Issue(IssueCode.TOO_FEW_SAMPLES, "A window has one inference: its count was not repeated.")
        return
    fewest = min(len(window.ticks) for window in windows)
    if fewest < MINIMUM_SAMPLES_A_WINDOW:
        text = f"A window has {fewest} inferences; {MINIMUM_SAMPLES_A_WINDOW} are the rule."
        yield Issue(IssueCode.TOO_FEW_SAMPLES, text)
    shortest = min(evidence.window_host_s)
    if shortest < evidence.wanted_window_s * 0.9 and fewest < MOST_SAMPLES_A_WINDOW:
        text = f"A window took {shortest:.2f} s of the {evidence.wanted_window_s:g} s that were asked for."
        yield Issue(IssueCode.SHORT_WINDOW, text)


def _stability(evidence: Evidence) -> Iterator[Issue]:
    timing = evidence.timing
    if timing.ns_per_instruction is not None:
        if any(_counts(timing, window) > 1 for window in timing.windows):
            text = "The same input took different instruction counts."
            yield Issue(IssueCode.COUNT_NOT_REPEATABLE, text)
        return
    medians = [statistics.median(window.ticks) for window in timing.windows]
    spread = (max(medians) - min(medians)) / statistics.median(medians)
    if spread > SPREAD_LIMIT_RATIO:
        text = f"The windows' medians spread by {spread:.1%}; {SPREAD_LIMIT_RATIO:.0%} is the limit."
        yield Issue(IssueCode.UNSTABLE_LATENCY, text)


def _counts(timing: Timing, window: Window) -> int:
    return len({timing.instructions(ticks) for ticks in window.ticks})
