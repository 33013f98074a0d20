"""The Cortex-M4F of the boards that run the dsp kernels."""

from __future__ import annotations

import unicorn
from unicorn import arm_const as arm

from tests.firmware.emulated_core import Architecture


def _start() -> unicorn.Uc:
    core = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB | unicorn.UC_MODE_MCLASS)
    core.ctl_set_cpu_model(arm.UC_CPU_ARM_CORTEX_M4)
    return core


CORTEX_M4 = Architecture(
    target=("--target=thumb-freestanding-eabihf", "-mcpu=cortex_m4+vfp4d16sp"),
    discarded="/DISCARD/ : { *(.ARM.ex*) }",
    start=_start,
    code=0x0800_0000,
    slot=0x0808_0000,
    code_bytes=0x10_0000,
    return_instruction=bytes.fromhex("7047"),
    code_bit=1,
    arguments=(arm.UC_ARM_REG_R0, arm.UC_ARM_REG_R1, arm.UC_ARM_REG_R2, arm.UC_ARM_REG_R3),
    stack_pointer=arm.UC_ARM_REG_SP,
    return_address=arm.UC_ARM_REG_LR,
    instruction_bytes=lambda start: 4 if start[1] >> 3 >= 0b11101 else 2,
)
