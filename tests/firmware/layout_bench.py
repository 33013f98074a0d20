"""Layouts of one kernel set against TensorFlow Lite Micro: as the host recomputes them, and as a core executes them."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.host_engine import HostEngine
from benchwright.model.pack import Pack
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.emulated_core import Architecture, EmulatedCore, Inference, build_engine
from tests.firmware.host_engine import build_library
from tests.firmware.small_int8_ops import random_shape, small_model
from tests.firmware.test_exactness import GOLDEN, MODELS, Oracle, noise

OP_CODES = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "ADD")
MOST_STACK_BYTES = 1024
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class LayoutBench:
    """A kernel set in the host library and on its core."""

    kernel_set: str
    library: Path
    core: EmulatedCore

    def plan(self, model: bytes, name: str = "tiny.tflite") -> Pack:
        """The model planned for the kernel set."""
        return TflitePlanner().plan(model, dataclasses.replace(a_board(), kernel_set=self.kernel_set), name=name)

    def execute(self, pack: Pack, inputs: bytes) -> Inference:
        """One inference on the core."""
        assert self.core.open(pack.data, pack.arena_bytes) == 0
        places, position = {}, 0
        for spec in pack.inputs:
            places[spec.arena_offset] = inputs[position : position + spec.size_bytes]
            position += spec.size_bytes
        return self.core.invoke(places)

    def assert_equals_tflm(self, model: bytes, rng: np.random.Generator) -> Pack:
        """Noise and both extremes as inputs; the last op gives what TFLM gives, here and on the core."""
        pack, host = self.plan(model), HostEngine(self.library)
        oracle = Oracle(model, pack)
        size = sum(spec.size_bytes for spec in pack.inputs)
        for inputs in (rng.integers(0, 256, size, np.uint8).tobytes(), bytes([0x80]) * size, bytes([0x7F]) * size):
            expected = oracle.run(inputs)
            assert host.run(pack, inputs) == expected
            assert self.execute(pack, inputs).layers[-1] == expected
        return pack

    def count_laid_out(self, code: str, seeds: Iterable[int]) -> int:
        """How many ops of random shapes and trained scales get a layout of the set."""
        rngs = map(np.random.default_rng, seeds)
        return sum(layouts(self.plan(small_model(random_shape(code, rng), rng))) != [0] for rng in rngs)

    def assert_equals_golden(self, name: str, most_instructions: int) -> None:
        """Every layer of a reference model on the core, its instructions and its stack."""
        path = MODELS / f"{name}.tflite"
        if not path.exists() or not GOLDEN.exists():
            pytest.skip(f"{path} or {GOLDEN} is not there")
        known = dict(json.loads(GOLDEN.read_text())[name]["layers_crc32_seed12345"])
        pack = self.plan(path.read_bytes(), path.name)
        inference = self.execute(pack, noise(12345, pack.inputs[0].size_bytes))
        checksums = {op.output: zlib.crc32(layer) for op, layer in zip(pack.ops, inference.layers, strict=True)}
        assert checksums == {op.output: known[op.output] for op in pack.ops}
        assert sum(inference.instructions) <= most_instructions
        assert inference.stack_bytes <= MOST_STACK_BYTES

    def assert_survives_hostile_packs(self) -> None:
        """In a process of its own: a stray access ends it."""
        script = Path(__file__).with_name("hostile_layouts.py")
        command = [sys.executable, str(script), str(self.library), self.kernel_set]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))}
        finished = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
        assert finished.returncode == 0, finished.stdout + finished.stderr


def layout_bench(folder: Path, architecture: Architecture, kernel_set: str) -> LayoutBench:
    """Builds the host library and the engine for a core."""
    core = EmulatedCore(architecture, build_engine(folder, architecture, kernel_set))
    return LayoutBench(kernel_set, build_library(folder, "host"), core)


def layouts(pack: Pack) -> list[int]:
    """The layout of every op."""
    return [op.layout for op in read_pack(pack.data).ops]
