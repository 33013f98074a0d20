"""Small packs to damage: every op that the planner plans, for every kernel set, and packs made by hand."""

from __future__ import annotations

import functools
import hashlib
import importlib
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchwright.model.errors import BenchError
from benchwright.planner.layouts import choosing
from benchwright.planner.layouts.choosing import LAYOUTS
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.small_int8_ops import SHAPES, small_model
from tests.firmware.tiny_models import FLOAT32, INT8, RANDOM_OPS

KERNEL_SETS = ("generic", "dsp", "mve")
_MOST_BYTES = 4096
_MOST_ARENA = 8192
_DRAWS = 8
_KEPT = 4


def tiny_files(seed: int = 1, draws: int = _DRAWS) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of random models of one op each."""
    for name, make, kinds in _makers():
        for kind in kinds:
            rng = np.random.default_rng([seed, zlib.crc32(name.encode()), kind.itemsize])
            for draw in range(draws):
                made = make(rng, kind)
                yield f"{name}-{kind.name}-{draw}", made if isinstance(made, bytes) else made.model


def _makers() -> Iterator[tuple[str, Callable[[np.random.Generator, np.dtype], Any], Iterable[np.dtype]]]:
    """What makes models of one op: RANDOM_OPS, and every table `…_MAKERS` of the modules beside it."""
    for name, make in RANDOM_OPS.items():
        yield name, make, (INT8, FLOAT32)
    for file in sorted((Path(__file__).parents[1] / "firmware").glob("*_models.py")):
        module = importlib.import_module(f"tests.firmware.{file.stem}")
        for table in (value for key, value in sorted(vars(module).items()) if key.endswith("_MAKERS")):
            for name, (make, kinds) in table.items():
                yield name, make, kinds


@functools.cache
def planned_packs() -> tuple[bytes, ...]:
    """The smallest few packs of every op, type, layout and kernel set."""
    found: dict[tuple[object, ...], list[bytes]] = {}
    for _, model in tiny_files():
        for kernel_set in KERNEL_SETS:
            try:
                pack = TflitePlanner().plan(model, a_board(kernel_set=kernel_set), name="tiny.tflite")
            except BenchError:
                continue
            if len(pack.data) <= _MOST_BYTES and pack.arena_bytes <= _MOST_ARENA:
                kinds = tuple((op.code, op.type, op.layout) for op in read_pack(pack.data).ops)
                found.setdefault(kinds, []).append(pack.data)
    chosen: list[bytes] = []
    for packs in found.values():
        distinct = sorted(set(packs), key=len)
        # The smallest, and one that has more to lose.
        chosen += [*distinct[:_KEPT], *distinct[-1:]]
    return tuple(chosen)


@functools.cache
def laid_out_packs() -> tuple[bytes, ...]:
    """Of every layout of every kernel set, whatever the set would rather take: scales are as training leaves them."""
    packs = []
    for kernel_set, layout in ((name, layout) for name in KERNEL_SETS for layout in LAYOUTS[name]):
        with patch.object(choosing, "LAYOUTS", {kernel_set: (layout,)}):
            for shape in SHAPES:
                model = small_model(shape, np.random.default_rng(3))
                pack = TflitePlanner().plan(model, a_board(kernel_set=kernel_set), name="tiny.tflite")
                if any(op.layout for op in read_pack(pack.data).ops):
                    packs.append(pack.data)
    return tuple(packs)


def handmade_packs() -> Iterator[bytes]:
    """Those of the test that damages packs at every position."""
    folder = str(Path(__file__).parents[1] / "firmware")
    if folder not in sys.path:
        sys.path.append(folder)
    from hostile_packs import valid_packs

    for op in valid_packs():
        yield op.pack


def write_corpus(folder: Path) -> list[Path]:
    """The packs as files, each named after its content; those there already stay."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for pack in [*planned_packs(), *laid_out_packs(), *handmade_packs()]:
        file = folder / f"seed-{hashlib.sha256(pack).hexdigest()[:16]}"
        if not file.exists():
            file.write_bytes(pack)
        files.append(file)
    return files


def ops_without_a_seed(files: list[Path]) -> list[str]:
    """Names of op codes that no pack of the corpus has."""
    seen = {op.code for file in files for op in read_pack(file.read_bytes()).ops}
    return [code.name for code in OpCode if code not in seen]
