"""Instructions that touch a control and status register (RISC-V Volume I, chapter Zicsr), taken apart."""

from __future__ import annotations

from dataclasses import dataclass

_SYSTEM = 0x73
_WRITE, _SET, _CLEAR = 1, 2, 3
_IMMEDIATE = 4
_WORD = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class CsrAccess:
    """One instruction: which register, where its old value goes (0: nowhere), and what becomes of it.

    `source` is the number of the register with the operand, or the operand itself if `is_immediate`.
    """

    number: int
    target: int
    source: int
    operation: int
    is_immediate: bool

    @property
    def writes(self) -> bool:
        """Whether it writes at all: setting or clearing nothing is a mere reading."""
        return self.operation == _WRITE or self.source != 0

    def new_value(self, old: int, operand: int) -> int:
        """What the register holds afterwards."""
        match self.operation:
            case 1:
                return operand
            case 2:
                return old | operand
            case _:
                return old & ~operand & _WORD


def read_csr_access(instruction: int) -> CsrAccess | None:
    """The access in a 32-bit instruction; None where it is something else."""
    operation = instruction >> 12 & 3
    if instruction & 0x7F != _SYSTEM or operation not in {_WRITE, _SET, _CLEAR}:
        return None
    return CsrAccess(
        number=instruction >> 20,
        target=instruction >> 7 & 31,
        source=instruction >> 15 & 31,
        operation=operation,
        is_immediate=bool(instruction >> 12 & _IMMEDIATE),
    )
