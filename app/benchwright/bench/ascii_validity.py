"""How far a run over MLPerf Tiny's ASCII can be trusted: what it tells is held to rules, the rest is named."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from benchwright.bench.ascii_parity import Printed
from benchwright.bench.validity import (
    CLOCK_TOLERANCE_RATIO,
    MINIMUM_INPUTS,
    MINIMUM_SAMPLES_A_WINDOW,
    SPREAD_LIMIT_RATIO,
)
from benchwright.model.board import Origin
from benchwright.model.run import Issue, IssueCode, Timing, Validity

LIMITS = (
    "The firmware speaks MLPerf Tiny only, which tells no time of a single inference, no memory at work, "
    "and not which build runs: that rests on the flash tool."
)

REPEAT_RATIO = 1e-3
"""Samples of one input on an emulator's clock may differ by this much, or by two of its microseconds."""


@dataclass(frozen=True, slots=True)
class AsciiEvidence:
    """What a run is judged by.

    `window_host_s` are the host's own times of each window in seconds, `input_count` how many different inputs the
    firmware was given (0 where their form is unknown), `printed` the comparison of results; None where `unchecked`
    says why there is none.
    """

    origin: Origin
    timing: Timing
    window_host_s: tuple[float, ...]
    wanted_window_s: float
    input_count: int
    printed: Printed | None
    unchecked: str = ""


def judge_ascii(evidence: AsciiEvidence) -> Validity:
    """The verdict on a run and its reasons."""
    return Validity(tuple(_issues(evidence)))


def _issues(evidence: AsciiEvidence) -> Iterator[Issue]:
    samples = evidence.timing.samples
    if not samples or min(samples) <= 0:
        yield Issue(IssueCode.DEAD_CLOCK, "The firmware's time stamps did not advance during at least one sample.")
        return
    yield Issue(IssueCode.PROTOCOL_LIMITS, LIMITS)
    yield from _outputs(evidence)
    yield from _inputs(evidence)
    if evidence.origin is Origin.EMULATED:
        yield from _virtual_time(evidence.timing)
    else:
        yield from _real_time(evidence)
    if evidence.timing.warmup_count == 0:
        yield Issue(IssueCode.NO_WARMUP, "No warm-up inference ran before the measurement.")


def _outputs(evidence: AsciiEvidence) -> Iterator[Issue]:
    printed = evidence.printed
    if printed is None:
        yield Issue(IssueCode.PARITY_UNCHECKED, f"The outputs were not checked: {evidence.unchecked}.")
    elif printed.parity.mismatched_bytes:
        text = f"Results differ from the model on the host by up to {printed.largest:.3g}."
        yield Issue(IssueCode.OUTPUTS_DIFFER, text)


def _inputs(evidence: AsciiEvidence) -> Iterator[Issue]:
    if not evidence.input_count:
        text = "The form of its input is not known: it ran on what its buffer held. Give --inputs or the model."
        yield Issue(IssueCode.INPUT_UNKNOWN, text)
    elif evidence.input_count < MINIMUM_INPUTS:
        text = f"{evidence.input_count} inputs were measured; {MINIMUM_INPUTS} are the rule."
        yield Issue(IssueCode.TOO_FEW_SAMPLES, text)


def _virtual_time(timing: Timing) -> Iterator[Issue]:
    """An emulator repeats itself, but for the firmware's interrupts, which come at other moments each time."""
    if any(len(window.ticks) < 2 for window in timing.windows):
        yield Issue(IssueCode.TOO_FEW_SAMPLES, "A window has one sample: it was not repeated.")
    if any(max(w.ticks) - min(w.ticks) > max(2, REPEAT_RATIO * min(w.ticks)) for w in timing.windows):
        yield Issue(IssueCode.COUNT_NOT_REPEATABLE, "The same input took different times on the emulator's clock.")


def _real_time(evidence: AsciiEvidence) -> Iterator[Issue]:
    timing = evidence.timing
    for window, host_s in zip(timing.windows, evidence.window_host_s, strict=True):
        device_s = sum(window.ticks) / timing.tick_hz
        if device_s > host_s * (1 + CLOCK_TOLERANCE_RATIO):
            text = f"The device says a window took {device_s:.3f} s; the host saw {host_s:.3f} s from send to answer."
            yield Issue(IssueCode.CLOCK_DISAGREEMENT, text)
            break
    fewest = min(len(window.ticks) for window in timing.windows)
    if fewest * timing.inferences_per_sample < MINIMUM_SAMPLES_A_WINDOW:
        text = (
            f"A window has {fewest * timing.inferences_per_sample} inferences; {MINIMUM_SAMPLES_A_WINDOW} are the rule."
        )
        yield Issue(IssueCode.TOO_FEW_SAMPLES, text)
    shortest = min(evidence.window_host_s)
    if shortest < evidence.wanted_window_s * 0.9:
        text = f"A window took {shortest:.2f} s of the {evidence.wanted_window_s:g} s that were asked for."
        yield Issue(IssueCode.SHORT_WINDOW, text)
    medians = [statistics.median(window.ticks) for window in timing.windows]
    spread = (max(medians) - min(medians)) / statistics.median(medians)
    if spread > SPREAD_LIMIT_RATIO:
        text = f"The windows' medians spread by {spread:.1%}; {SPREAD_LIMIT_RATIO:.0%} is the limit."
        yield Issue(IssueCode.UNSTABLE_LATENCY, text)
