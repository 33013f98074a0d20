"""Parameters of the ops that int16 alone has: the host's mirror of boards/firmware/include/bw_pack_int16.h."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from benchwright.planner.pack_format import Record


class CurveKind(IntEnum):
    """`enum bw_curve_kind`."""

    LOGISTIC = 0
    TANH = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopesParams(Record):
    """`struct bw_slopes_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"II", *("i" * 4), *"Iii")

    input_arena_offset: int = 0
    element_count: int
    multiplier: int
    shift: int
    below_multiplier: int
    below_shift: int
    turned: int
    activation_min: int
    activation_max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveParams(Record):
    """`struct bw_curve_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIIii",)

    input_arena_offset: int = 0
    table_offset: int = 0
    element_count: int
    kind: int
    multiplier: int
    right_shift: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftmaxTablesParams(Record):
    """`struct bw_softmax_tables_params`."""

    codes: ClassVar[tuple[str, ...]] = (*"IIIIIii",)

    input_arena_offset: int = 0
    exponential_offset: int = 0
    reciprocal_offset: int = 0
    rows: int
    columns: int
    multiplier: int
    shift: int
