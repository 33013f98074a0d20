"""What an inference spends on each op: ticks, instructions where they are counted, time, and its part of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, repeat

from benchwright.model.op_work import OpWork
from benchwright.model.run import Run


@dataclass(frozen=True, slots=True)
class OpProfile:
    """One op of a run. `ticks` are the raw counter difference around it, `share_ratio` is of all ops.

    `instructions` is None where the device does not count them, `work` where the run does not keep it.
    """

    index: int
    code: str
    ticks: int
    instructions: int | None
    latency_us: float
    share_ratio: float
    work: OpWork | None

    @property
    def macs(self) -> int | None:
        """Multiply-accumulates of the op; None where they are not known."""
        return None if self.work is None else self.work.macs

    @property
    def instructions_per_mac(self) -> float | None:
        """What a multiplication costs, all that goes with it included; None where there is none."""
        return self.instructions / self.macs if self.instructions is not None and self.macs else None


def op_kind(label: str) -> str:
    """The kind of an op without its number in the order of execution: `CONV_2D` of `3 CONV_2D`."""
    number, _, kind = label.partition(" ")
    return kind.strip() if number.isdigit() and kind.strip() else label


def op_profiles(run: Run) -> tuple[OpProfile, ...]:
    """The ops that the device told of, in order; empty where it told of none."""
    timing = run.timing
    latencies = [max(0.0, timing.latency_us(ticks)) for ticks in run.op_ticks]
    whole_us = sum(latencies) or 1.0
    labels, works = chain(map(op_kind, run.op_labels), repeat("")), chain(run.op_work, repeat(None))
    return tuple(
        OpProfile(
            index=index,
            code=label,
            ticks=ticks,
            instructions=timing.instructions(ticks),
            latency_us=latency_us,
            share_ratio=latency_us / whole_us,
            work=work,
        )
        for index, (ticks, latency_us, label, work) in enumerate(
            zip(run.op_ticks, latencies, labels, works, strict=False)
        )
    )
