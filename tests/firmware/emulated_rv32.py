"""An RV32IMC core, as the boards have that run the generic kernels' layouts."""

from __future__ import annotations

import unicorn
from unicorn import riscv_const as riscv

from tests.firmware.emulated_core import Architecture

RV32IMC = Architecture(
    target=("--target=riscv32-freestanding-none", "-mcpu=generic_rv32+m+c"),
    discarded="",
    start=lambda: unicorn.Uc(unicorn.UC_ARCH_RISCV, unicorn.UC_MODE_RISCV32),
    code=0x1000_0000,
    slot=0x1010_0000,
    code_bytes=0x20_0000,
    return_instruction=bytes.fromhex("8280"),
    code_bit=0,
    arguments=tuple(range(riscv.UC_RISCV_REG_A0, riscv.UC_RISCV_REG_A7 + 1)),
    stack_pointer=riscv.UC_RISCV_REG_SP,
    return_address=riscv.UC_RISCV_REG_RA,
    instruction_bytes=lambda start: 4 if start[0] & 3 == 3 else 2,
)
