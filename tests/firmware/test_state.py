"""Models that keep state, through planner and engine, against TensorFlow Lite Micro over several inferences."""

from __future__ import annotations

import numpy as np
import pytest

from tests.firmware.flow_models import FLOW_MAKERS
from tests.firmware.host_engine import build_library
from tests.firmware.planned import PlannedEngine, run_tflm_in_turn
from tests.firmware.state_models import STATE_MAKERS, StateCase
from tests.firmware.tiny_models import FLOAT32, INT8

SEEDS = range(40)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> PlannedEngine:
    return PlannedEngine(build_library(tmp_path_factory.mktemp("engine")))


def check_turns(engine: PlannedEngine, case: StateCase, words: str) -> None:
    expected = run_tflm_in_turn(case.model, case.output_count, case.turns)
    actual = engine.run_in_turn(case.model, case.turns)
    for turn, (ours, theirs) in enumerate(zip(actual, expected, strict=True)):
        for mine, other in zip(ours, theirs, strict=True):
            message = f"{words}, inference {turn}"
            if other.dtype == np.float32:
                np.testing.assert_allclose(mine.ravel(), other.ravel(), rtol=1e-5, atol=1e-6, err_msg=message)
            else:
                np.testing.assert_array_equal(mine.ravel(), other.ravel(), err_msg=message)


@pytest.mark.parametrize("dtype", [INT8, FLOAT32], ids=["int8", "float32"])
@pytest.mark.parametrize("code", STATE_MAKERS)
def test_inferences_in_turn_equal_tflm(engine: PlannedEngine, code: str, dtype: np.dtype) -> None:
    for seed in SEEDS:
        check_turns(engine, STATE_MAKERS[code][0](np.random.default_rng(seed), dtype), f"seed {seed}")


def test_variables_in_any_order_equal_tflm(engine: PlannedEngine) -> None:
    for seed in range(150):
        check_turns(engine, FLOW_MAKERS["random_program"][0](np.random.default_rng(seed), FLOAT32), f"seed {seed}")


@pytest.mark.parametrize("name", FLOW_MAKERS)
def test_variables_and_control_flow_equal_tflm(engine: PlannedEngine, name: str) -> None:
    for seed in range(24 if name == "known_branch" else 6):
        check_turns(engine, FLOW_MAKERS[name][0](np.random.default_rng(seed), FLOAT32), f"seed {seed}")
