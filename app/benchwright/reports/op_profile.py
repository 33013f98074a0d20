"""Where an inference goes, op by op, as a table and as plain values."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from benchwright.model.op_profile import OpProfile
from benchwright.model.run import Run
from benchwright.model.units import count_text
from benchwright.reports.columns import aligned
from benchwright.reports.words import instruction_counts

_HEADER = ("#", "op", "output", "instructions", "µs", "MACs", "instructions/MAC", "share")
_NOTHING = "–"


def profile_text(run: Run, ops: Sequence[OpProfile]) -> str:
    """A line an op, and what the whole inference takes."""
    total = ("", "whole inference", "", *_whole(run, ops), "")
    title = f"{run.variant_label} on {run.board} ({run.origin.value}), {run.engine_label}"
    lines = aligned([_HEADER, *map(_row, ops), total], right={0, 3, 4, 5, 6, 7})
    return "\n".join((title, "", *lines))


def profile_document(run: Run, ops: Sequence[OpProfile]) -> dict[str, object]:
    """What `json.dumps` can write: every number with its unit in its name."""
    counts = instruction_counts(run)
    return {
        "run_id": run.run_id,
        "board": run.board,
        "origin": run.origin.value,
        "engine": run.engine_label,
        "variant": run.variant_label,
        "instructions_per_inference": statistics.median_low(counts) if counts else None,
        "latency_us": statistics.median(run.timing.latencies_us),
        "macs": sum(op.macs for op in ops),
        "ops": [_document(op) for op in ops],
    }


def _row(op: OpProfile) -> tuple[str, ...]:
    each = op.instructions_per_mac
    return (
        str(op.index),
        op.code,
        "×".join(map(str, op.output_shape)),
        _NOTHING if op.instructions is None else count_text(op.instructions),
        f"{op.latency_us:,.1f}",
        count_text(op.macs) if op.macs else _NOTHING,
        _NOTHING if each is None else f"{each:.2f}",
        f"{op.share_ratio:.1%}",
    )


def _whole(run: Run, ops: Sequence[OpProfile]) -> tuple[str, ...]:
    counts = instruction_counts(run)
    instructions = statistics.median_low(counts) if counts else None
    macs = sum(op.macs for op in ops)
    return (
        _NOTHING if instructions is None else count_text(instructions),
        f"{statistics.median(run.timing.latencies_us):,.1f}",
        count_text(macs),
        _NOTHING if instructions is None or not macs else f"{instructions / macs:.2f}",
    )


def _document(op: OpProfile) -> dict[str, object]:
    return {
        "index": op.index,
        "code": op.code,
        "output_shape": list(op.output_shape),
        "instructions": op.instructions,
        "latency_us": op.latency_us,
        "macs": op.macs,
        "instructions_per_mac": op.instructions_per_mac,
        "share_ratio": op.share_ratio,
    }
