"""What an inference spends on each op: instructions where they are counted, time, and how much for a multiplication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.model.pack import OpPlan
from benchwright.model.run import Run


@dataclass(frozen=True, slots=True)
class OpProfile:
    """One op of a run. `instructions` is None where the device does not count them; `share_ratio` is of all ops."""

    index: int
    code: str
    output_shape: tuple[int, ...]
    macs: int
    instructions: int | None
    latency_us: float
    share_ratio: float

    @property
    def instructions_per_mac(self) -> float | None:
        """What a multiplication costs, all that goes with it included; None where there is none."""
        return self.instructions / self.macs if self.instructions is not None and self.macs else None


def op_profiles(run: Run, ops: Sequence[OpPlan]) -> tuple[OpProfile, ...]:
    """The ops of the pack that the run measured, in order; empty where the device told of no op."""
    timing = run.timing
    latencies = [max(0.0, timing.latency_us(ticks)) for ticks in run.op_ticks]
    whole_us = sum(latencies) or 1.0
    return tuple(
        OpProfile(
            index=op.index,
            code=op.code,
            output_shape=op.output_shape,
            macs=op.macs,
            instructions=timing.instructions(ticks),
            latency_us=latency_us,
            share_ratio=latency_us / whole_us,
        )
        for op, ticks, latency_us in zip(ops, run.op_ticks, latencies, strict=False)
    )
