"""What the planner and docs/ops.md say of kernel sets is what the engine's sources have."""

from __future__ import annotations

import ctypes
import itertools
import re
from pathlib import Path

import pytest

from benchwright.model.pack import ElementType
from benchwright.planner.kernel_sets import KERNEL_SETS, LAYOUTS, PLAIN, REPLACED
from benchwright.planner.pack_format import OpCode, OpRecord
from boards.builder.places import ENGINE
from tests.firmware.host_engine import build_library

MOST_LAYOUTS = 64


class Kind(ctypes.Structure):
    """struct bw_op_kind; kernels by enum bw_type."""

    _fields_ = (
        ("code", ctypes.c_uint8),
        ("types", ctypes.c_uint8),
        ("params_bytes", ctypes.c_uint8),
        ("sums", ctypes.c_uint8),
        ("check", ctypes.c_void_p),
        ("kernels", ctypes.c_void_p * (max(kind.value for kind in ElementType) + 1)),
    )


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return ctypes.CDLL(str(build_library(tmp_path_factory.mktemp("engine"), "host")))


def test_the_engine_has_the_plain_kernels_that_are_told_and_no_others(engine: ctypes.CDLL) -> None:
    engine.bw_op_kind.restype = ctypes.POINTER(Kind)
    found: dict[OpCode, frozenset[ElementType]] = {}
    for code, kind in itertools.product(range(256), ElementType):
        pointer = engine.bw_op_kind(code, kind.value)
        if pointer and pointer.contents.kernels[kind.value]:
            assert pointer.contents.code == code
            assert pointer.contents.types & 1 << kind.value
            found[OpCode(code)] = found.get(OpCode(code), frozenset()) | {kind}
    assert found == PLAIN


@pytest.mark.parametrize("kernel_set", KERNEL_SETS)
def test_a_kernel_set_has_layouts_for_the_ops_and_types_that_are_told(engine: ctypes.CDLL, kernel_set: str) -> None:
    find = engine[f"bw_{kernel_set}_layout"]
    find.restype = ctypes.c_void_p
    found: dict[OpCode, frozenset[ElementType]] = {}
    for code, kind, layout in itertools.product(OpCode, ElementType, range(1, MOST_LAYOUTS)):
        op = OpRecord(code=code, type=kind.value, record_bytes=40, source_index=0, output_arena_offset=0,
                      output_bytes=0, source_tensor=0, layout=layout)  # fmt: skip
        if find(op.to_bytes()):
            found[code] = found.get(code, frozenset()) | {kind}
    assert found == LAYOUTS[kernel_set]


@pytest.mark.parametrize("kernel_set", KERNEL_SETS[1:])
def test_a_kernel_set_replaces_the_plain_kernels_that_are_told(kernel_set: str) -> None:
    told = {f"{code.name}_{kind.name}".lower() for code, types in REPLACED[kernel_set].items() for kind in types}
    assert replaced_kernels(kernel_set) == told


def replaced_kernels(kernel_set: str) -> set[str]:
    """Kernels in files of the set that take the place of generic ones, and generic ones that call what is in those."""
    kernels = ENGINE / "kernels"
    generic = {path.name: path.read_text() for path in kernels.glob("generic/*.c") if path.name != "kernel_set.c"}
    own = [path.read_text() for path in kernels.glob(f"{kernel_set}/*.c") if path.name in generic]
    replaced = {name for text in own for name in functions(text)}
    while (
        users := {
            name
            for text in generic.values()
            if any(f"bw_{called}(" in text for called in replaced)
            for name in functions(text)
        }
        - replaced
    ):
        replaced |= users
    return replaced & set(re.findall(r"^bw_kernel bw_(\w+);", (kernels / "bw_kernels.h").read_text(), re.MULTILINE))


def functions(text: str) -> list[str]:
    return re.findall(r"^void bw_(\w+)\(", text, re.MULTILINE)


def test_every_kernel_set_of_the_engine_is_told() -> None:
    folders = {path.parent.name for path in Path(ENGINE, "kernels").glob("*/kernel_set.c")}
    assert folders - {"host"} == set(KERNEL_SETS)
