"""Kernels with state on emulated cores: several inferences equal TensorFlow Lite Micro, in little stack."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.emulated_core import Architecture, EmulatedCore, build_engine
from tests.firmware.emulated_m4 import CORTEX_M4
from tests.firmware.emulated_rv32 import RV32IMC
from tests.firmware.flow_models import FLOW_MAKERS
from tests.firmware.planned import run_tflm_in_turn
from tests.firmware.state_models import STATE_MAKERS
from tests.firmware.tiny_models import FLOAT32, INT8

MOST_STACK_BYTES = 1024
CASES = [
    ("SVDF", INT8),
    ("SVDF", FLOAT32),
    ("UNIDIRECTIONAL_SEQUENCE_LSTM", INT8),
    ("UNIDIRECTIONAL_SEQUENCE_LSTM", FLOAT32),
    ("streamed_frames", FLOAT32),
    ("initialised_sum", FLOAT32),
]
SETS = {"generic": RV32IMC, "dsp": CORTEX_M4}


@pytest.fixture(scope="module", params=SETS.items(), ids=SETS)
def core(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, EmulatedCore]:
    kernel_set: str
    architecture: Architecture
    kernel_set, architecture = request.param
    elf = build_engine(tmp_path_factory.mktemp(kernel_set), architecture, kernel_set)
    return kernel_set, EmulatedCore(architecture, elf)


@pytest.mark.parametrize(("name", "dtype"), CASES, ids=[f"{name}-{dtype.name}" for name, dtype in CASES])
def test_a_core_equals_tflm_in_turn(core: tuple[str, EmulatedCore], name: str, dtype: np.dtype) -> None:
    kernel_set, emulated = core
    board = replace(a_board(), kernel_set=kernel_set)
    for seed in range(3):
        case = {**STATE_MAKERS, **FLOW_MAKERS}[name][0](np.random.default_rng(seed), dtype)
        pack = TflitePlanner().plan(case.model, board, name="model.tflite")
        assert emulated.open(pack.data, pack.arena_bytes) == 0
        for turn, (expected,) in zip(case.turns, run_tflm_in_turn(case.model, 1, case.turns), strict=True):
            ran = emulated.invoke({pack.inputs[0].arena_offset: turn[0].tobytes()})
            # What an op writes into a variable comes behind the output that it is a copy of.
            found = next(layer for layer in reversed(ran.layers) if len(layer) == expected.nbytes)
            ours = np.frombuffer(found, expected.dtype)
            if expected.dtype == np.float32:
                np.testing.assert_allclose(ours, expected.ravel(), rtol=1e-5, atol=1e-6)
            else:
                np.testing.assert_array_equal(ours, expected.ravel())
            assert ran.stack_bytes < MOST_STACK_BYTES
