"""Conditions: what two runs must share before a number of one may be held against a number of the other."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.run import Run


@dataclass(frozen=True, slots=True)
class Conditions:
    """Where and how a run was measured; thousands of runs share a handful of them.

    `is_counted` where instructions were counted instead of time. A model that is part of its firmware (`has_pack` off)
    is told apart by that firmware, so that its digest does not make two of them incomparable.
    """

    origin: Origin
    board: str
    clock_hz: int
    is_counted: bool
    engine_label: str
    has_pack: bool
    firmware_sha256: str


def conditions_of(run: Run) -> Conditions:
    """The conditions of one run."""
    return Conditions(
        origin=run.origin,
        board=run.board,
        clock_hz=run.timing.clock_hz,
        is_counted=run.timing.ns_per_instruction is not None,
        engine_label=run.engine_label,
        has_pack=run.has_pack,
        firmware_sha256=run.provenance.firmware_sha256,
    )


def conflicts(baseline: Conditions, other: Conditions) -> tuple[str, ...]:
    """Why a delta between two runs under these conditions would mislead; empty when it would not."""
    reasons = []
    if baseline.origin is not other.origin:
        reasons.append(f"{other.origin.value} against {baseline.origin.value}")
    if baseline.board != other.board:
        reasons.append(f"other board: '{other.board}' against '{baseline.board}'")
    if baseline.clock_hz != other.clock_hz:
        reasons.append(f"other clock: {other.clock_hz:,} Hz against {baseline.clock_hz:,} Hz")
    if baseline.is_counted != other.is_counted:
        reasons.append("one counts instructions, the other measures time")
    if baseline.engine_label != other.engine_label:
        reasons.append(f"other engine: {other.engine_label} against {baseline.engine_label}")
    if baseline.has_pack != other.has_pack:
        reasons.append("one model is part of its firmware, the other a pack of its own")
    elif other.has_pack and baseline.firmware_sha256 != other.firmware_sha256:
        reasons.append("other firmware build")
    return tuple(reasons)
