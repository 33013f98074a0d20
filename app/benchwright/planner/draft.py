"""An op that has been checked and computed, before anything has a place."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.pack import ElementType
from benchwright.planner.pack_format import OpCode, Record


@dataclass(frozen=True, slots=True)
class Operand:
    """A tensor in the arena that an op reads; `field` is the parameter that takes its offset."""

    field: str
    tensor: int


@dataclass(frozen=True, slots=True)
class Constant:
    """Bytes that an op reads from flash; `field` is the parameter that takes their offset."""

    field: str
    data: bytes


@dataclass(frozen=True, slots=True)
class OpDraft:
    """One op, complete but for offsets. `macs` counts every tap, those on padding included; `layout` is the order
    of its constants (`enum bw_layout`, 0 = plain), `scratch_bytes` what it works in while it runs, `copied_bytes` what
    a COPY moves.

    `unit_pixels` says how far an op may write over its own input. Its kernel takes output pixels in order, so many
    at a time; while it works on a unit, the inputs of that unit and of all later ones must be whole. 0: the kernel
    goes about it differently, and the output must not overlap the input.
    """

    code: OpCode
    element_type: ElementType
    source_index: int
    operands: tuple[Operand, ...]
    output: int
    constants: tuple[Constant, ...]
    params: Record
    macs: int = 0
    layout: int = 0
    scratch_bytes: int = 0
    unit_pixels: int = 0
    copied_bytes: int = 0

    def constant(self, field: str) -> bytes | None:
        """The bytes behind one field, None where the op has none."""
        return next((constant.data for constant in self.constants if constant.field == field), None)

    @property
    def parameter_bytes(self) -> int:
        """Bytes of its constants."""
        return sum(len(constant.data) for constant in self.constants)
