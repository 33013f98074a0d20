"""The stream that the mve kernels read: output channels in groups of four, each with all that it needs.

A group is `steps` times four vectors of 16 weights (one of each channel), then four biases, four multipliers and four
shifts. Missing weights and channels are zero. The zero point of the input is folded into the bias, so that a kernel
multiplies input bytes as they are; taps on the padding read the zero point itself.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchwright.planner.draft import OpDraft

GROUP = 4
VECTOR = 16
WORD_LIMIT = 1 << 32


@dataclass(frozen=True, slots=True)
class Requantisation:
    """What every output channel adds and is multiplied by, as the model has it."""

    biases: tuple[int, ...]
    multipliers: tuple[int, ...]
    shifts: tuple[int, ...]

    @property
    def shifts_left(self) -> bool:
        """Whether a channel's factor is 1 or more; the kernels shift to the right only."""
        return max(self.shifts) > 0


def requantisation(op: OpDraft, channels: int) -> Requantisation:
    """Bias, multiplier and shift of each channel; those of a whole tensor are repeated."""
    multipliers, shifts = _words(op, "multiplier_offset"), _words(op, "shift_offset")
    return Requantisation(
        _words(op, "bias_offset") or (0,) * channels,
        multipliers if len(multipliers) == channels else multipliers * channels,
        shifts if len(shifts) == channels else shifts * channels,
    )


def stream(rows: Sequence[bytes], numbers: Requantisation, input_zero_point: int) -> bytes:
    """The groups of all channels; `rows` are their weights as int8, all of one length."""
    steps = -(-len(rows[0]) // VECTOR)
    return b"".join(_groups(rows, numbers, input_zero_point, steps))


def step_count(taps: int) -> int:
    """Vectors that hold `taps` weights of a channel."""
    return -(-taps // VECTOR)


def _groups(rows: Sequence[bytes], numbers: Requantisation, zero_point: int, steps: int) -> Iterator[bytes]:
    for first in range(0, len(rows), GROUP):
        padded = [row.ljust(steps * VECTOR, b"\0") for row in rows[first : first + GROUP]]
        padded += [bytes(steps * VECTOR)] * (GROUP - len(padded))
        for at in range(0, steps * VECTOR, VECTOR):
            yield from (row[at : at + VECTOR] for row in padded)
        folded = [
            _wrapped(bias - zero_point * _sum(row)) for bias, row in zip(numbers.biases[first:], padded, strict=False)
        ]
        yield _four(folded[:GROUP])
        yield _four(numbers.multipliers[first : first + GROUP])
        yield _four(numbers.shifts[first : first + GROUP])


def _words(op: OpDraft, field: str) -> tuple[int, ...]:
    data = op.constant(field) or b""
    return struct.unpack(f"<{len(data) // 4}i", data)


def _sum(row: bytes) -> int:
    return sum(struct.unpack(f"{len(row)}b", row))


def _wrapped(value: int) -> int:
    """As a sum of 32 bits keeps it."""
    return (value + WORD_LIMIT // 2) % WORD_LIMIT - WORD_LIMIT // 2


def _four(values: Sequence[int]) -> bytes:
    return struct.pack("<4i", *values, *(0,) * (GROUP - len(values)))
