"""Holds a firmware file to the board it is to run on: instruction set and addresses."""

from __future__ import annotations

from benchwright.images.firmware_file import FirmwareFile, Machine, Segment
from benchwright.model.board import Board
from benchwright.model.errors import ImageInvalid, ImageUnsuited

# Tag_CPU_arch (Addenda to the ABI for the Arm Architecture): 10 v7, 11 v6-M, 12 v6S-M, 13 v7E-M, 16 v8-M baseline,
# 17 v8-M mainline, 21 v8.1-M mainline. Each core runs what the smaller ones run.
_V6M = frozenset({11, 12})
_V7EM = _V6M | {10, 13}
_V8M = _V7EM | {16, 17}
_ARM_RUNS = {"armv6-m": _V6M, "armv7e-m": _V7EM, "armv8-m.main": _V8M, "armv8.1-m.main": _V8M | {21}}
_ARM_WORDS = {10: "Armv7", 11: "Armv6-M", 12: "Armv6S-M", 13: "Armv7E-M", 16: "Armv8-M baseline"} | {
    17: "Armv8-M mainline",
    21: "Armv8.1-M mainline",
}
_ARM_FLOAT_HARD = 0x400
# RISC-V ELF psABI, e_flags.
_RISCV_COMPRESSED, _RISCV_FLOAT_ABI, _RISCV_FLOAT_SINGLE = 0x1, 0x6, 0x2
_HOST_WORDS = {"x86_64": "X86_64", "amd64": "X86_64", "aarch64": "AARCH64", "arm64": "AARCH64"}


def require_suited(file: FirmwareFile, board: Board, *, host: str) -> None:
    """Passes a file that can run on `board`; `host` is this computer's machine word, for the board `native`.

    Raises:
        ImageUnsuited: another architecture, or addresses outside the board's flash.
        ImageInvalid: nothing in it goes to flash.
    """
    if file.machine is not None:
        reason = _other_machine(file.machine, board, host)
        if reason:
            raise ImageUnsuited(
                file.name, board.title, reason, "Build it for this board, or choose the board it is for."
            )
    if not file.segments:
        raise ImageInvalid(file.name, "Nothing in it goes to flash.", "Give the file that the linker wrote.")
    for segment in file.segments:
        _require_in_flash(file, segment, board)


def _require_in_flash(file: FirmwareFile, segment: Segment, board: Board) -> None:
    first = board.memory.flash_base
    end = first + board.memory.flash_bytes
    if segment.address < first or segment.address >= end:
        why = (
            f"{len(segment.data):,} bytes go to {segment.address:#010x}; "
            f"its flash lies at {first:#010x} to {end - 1:#010x}."
        )
        raise ImageUnsuited(file.name, board.title, why, _elsewhere_remedy(board))
    if segment.end > end:
        why = f"It ends {segment.end - end:,} bytes behind the {board.memory.flash_bytes:,} bytes of flash."
        raise ImageUnsuited(file.name, board.title, why, "Build a smaller one, or choose a larger board.")


def _elsewhere_remedy(board: Board) -> str:
    if board.flash_options.chip.startswith("esp"):
        return (
            "Give the merged image as .bin (esptool merge-bin): addresses in an ELF of ESP-IDF are not those of flash."
        )
    return "Link it for this board's flash; option bytes and user registers are written with the maker's tool."


def _other_machine(machine: Machine, board: Board, host: str) -> str:
    """Why the machine is not the board's; "" when it is."""
    if board.isa == "native":
        wanted = _HOST_WORDS.get(host.lower(), host.upper())
        return "" if machine.word == wanted else f"It is built for {machine.word}, this computer is {wanted}."
    family = {"arm": "ARM", "rv3": "RISCV", "xte": "XTENSA"}.get(board.isa[:3], board.isa.upper())
    if machine.word != family:
        return f"It is built for {machine.word}, the board is {family} ({board.isa})."
    if machine.bits != 32 or not machine.is_little_endian:
        return f"It is built for {machine.bits} bits, {'little' if machine.is_little_endian else 'big'}-endian."
    if family == "ARM":
        return _other_arm(machine, board)
    return _other_riscv(machine, board) if family == "RISCV" else ""


def _other_arm(machine: Machine, board: Board) -> str:
    if machine.arm_profile in {"A", "R"}:
        return f"It is built for a Cortex-{machine.arm_profile}, the board has a {board.core}."
    runs = _ARM_RUNS.get(board.isa.split("+", maxsplit=1)[0])
    if machine.arm_arch is not None and runs is not None and machine.arm_arch not in runs:
        built_for = _ARM_WORDS.get(machine.arm_arch, f"architecture {machine.arm_arch} of the Arm ABI")
        return f"It is built for {built_for}, the board is {board.isa}."
    if machine.flags & _ARM_FLOAT_HARD and board.isa == "armv6-m":
        return f"It passes floats in registers of a floating-point unit, which a {board.core} does not have."
    return ""


def _other_riscv(machine: Machine, board: Board) -> str:
    letters = board.isa.removeprefix("rv32")
    if machine.flags & _RISCV_COMPRESSED and "c" not in letters:
        return f"It uses compressed instructions, the board is {board.isa}."
    wanted = machine.flags & _RISCV_FLOAT_ABI
    if wanted and not (wanted == _RISCV_FLOAT_SINGLE and ("f" in letters or "g" in letters)):
        return f"It passes floats in registers that {board.isa} does not have."
    return ""
