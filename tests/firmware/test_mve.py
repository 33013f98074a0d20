"""The mve kernels: their portable form in the host library, and Helium's instructions on the emulated board."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.host_engine import HostEngine
from benchwright.model.pack import Pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.emulated_m55 import EmulatedM55
from tests.firmware.mve_models import MVE_OPS
from tests.firmware.test_exactness import NAMES, Oracle, engine, golden, model_file, noise, random_inputs
from tests.firmware.tiny_models import INT8, TinyTensor, conv_options, single_op

__all__ = ("engine",)

BUDGETS = {"kws": 1_100_000, "vww": 3_900_000, "ic": 3_400_000, "ad": 100_000}
STACK_BUDGET_BYTES = 1024
SEEDS = range(60)
LAID_OUT = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")


def plan(model: bytes, name: str = "tiny.tflite", kernel_set: str = "mve") -> Pack:
    return TflitePlanner().plan(model, a_board(kernel_set=kernel_set), name=name)


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> EmulatedM55:
    return EmulatedM55(tmp_path_factory.mktemp("m55"))


@pytest.mark.parametrize("code", LAID_OUT)
def test_the_portable_form_equals_tflm(engine: HostEngine, code: str) -> None:
    laid_out = 0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        model = MVE_OPS[code](rng)
        pack = plan(model)
        laid_out += pack.data != plan(model, kernel_set="generic").data
        oracle = Oracle(model, pack)
        for inputs in random_inputs(pack, rng, 2):
            assert engine.run(pack, inputs) == oracle.run(inputs), f"seed {seed}"
    assert laid_out > len(SEEDS) * 0.8


@pytest.mark.parametrize("name", NAMES)
def test_every_layer_of_a_model_equals_the_golden_file_on_the_host(engine: HostEngine, name: str) -> None:
    known = dict(golden(name)["layers_crc32_seed12345"])
    pack = plan(model_file(name), f"{name}.tflite")
    checksums = engine.layers(pack, noise(12345, pack.inputs[0].size_bytes))
    assert list(checksums) == [known[op.output] for op in pack.ops]


@pytest.mark.qemu
@pytest.mark.parametrize("code", MVE_OPS)
def test_helium_equals_the_plain_kernels(engine: HostEngine, board: EmulatedM55, code: str) -> None:
    cases, wanted = [], []
    for seed in SEEDS:
        rng = np.random.default_rng(1000 + seed)
        model = MVE_OPS[code](rng)
        pack, plain = plan(model), plan(model, kernel_set="generic")
        (inputs,) = random_inputs(pack, rng, 1)
        cases.append((pack, inputs))
        wanted.append(engine.layers(plain, inputs))
    for seed, (inference, checksums) in enumerate(zip(board.run(cases), wanted, strict=True)):
        assert (inference.status, inference.harmed) == (0, 0), f"seed {seed}"
        assert [layer.crc32 for layer in inference.layers] == list(checksums), f"seed {seed}"
        assert inference.stack_bytes <= STACK_BUDGET_BYTES


@pytest.mark.qemu
@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_exact_within_its_instructions_and_stack(board: EmulatedM55, name: str) -> None:
    known = dict(golden(name)["layers_crc32_seed12345"])
    pack = plan(model_file(name), f"{name}.tflite")

    (inference,) = board.run([(pack, noise(12345, pack.inputs[0].size_bytes))])

    assert (inference.status, inference.harmed) == (0, 0)
    assert {layer.tensor: layer.crc32 for layer in inference.layers} == {op.output: known[op.output] for op in pack.ops}
    assert inference.instructions <= BUDGETS[name]
    assert inference.stack_bytes <= STACK_BUDGET_BYTES


def test_hostile_packs_never_touch_memory_outside_pack_and_arena(tmp_path: Path) -> None:
    # In a process of its own: a stray access ends it.
    script = Path(__file__).with_name("hostile_mve.py")
    finished = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, timeout=300, check=False
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_a_factor_of_one_or_more_keeps_the_plain_layout() -> None:
    source = TinyTensor((1, 4, 4, 16), INT8, (0.5,), (3,))
    weights = TinyTensor((4, 1, 1, 16), INT8, (0.5,), (0,), values=np.ones((4, 1, 1, 16), np.int8))
    model = single_op("CONV_2D", conv_options(), [source, weights], TinyTensor((1, 4, 4, 4), INT8, (0.1,), (0,)))
    assert plan(model).data == plan(model, kernel_set="generic").data
