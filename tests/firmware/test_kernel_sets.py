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
        ("params_bytes", ctypes.c_uint16),
        ("types", ctypes.c_uint16),
        ("check", ctypes.c_void_p),
        ("kernels", ctypes.c_void_p * (max(kind.value for kind in ElementType) + 1)),
    )


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    return ctypes.CDLL(str(build_library(tmp_path_factory.mktemp("engine"), "host")))


def test_the_engine_has_the_plain_kernels_that_are_told_and_no_others(engine: ctypes.CDLL) -> None:
    engine.bw_op_kind.restype = ctypes.POINTER(Kind)
    kinds = {code: engine.bw_op_kind(code) for code in range(256)}
    found = {
        OpCode(code): frozenset(ElementType(kind) for kind, kernel in enumerate(pointer.contents.kernels) if kernel)
        for code, pointer in kinds.items()
        if pointer
    }
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
    kernels = ENGINE / "kernels"
    generic = {path.name for path in kernels.glob("generic/*.c")} - {"kernel_set.c"}
    replaced = [path for path in kernels.glob(f"{kernel_set}/*.c") if path.name in generic]
    names = [name for path in replaced for name in re.findall(r"^void bw_(\w+)\(", path.read_text(), re.MULTILINE)]
    told = [f"{code.name}_{kind.name}".lower() for code, types in REPLACED[kernel_set].items() for kind in types]
    assert sorted(names) == sorted(told)


def test_every_kernel_set_of_the_engine_is_told() -> None:
    folders = {path.parent.name for path in Path(ENGINE, "kernels").glob("*/kernel_set.c")}
    assert folders - {"host"} == set(KERNEL_SETS)
