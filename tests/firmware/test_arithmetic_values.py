"""Sums, differences and products over thousands of pairs of values, at scales of all sizes."""

from __future__ import annotations

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from tests.firmware.host_engine import build_library
from tests.firmware.planned import PlannedEngine, run_tflm
from tests.firmware.tiny_models import TinyTensor, single_op

OPTIONS = {
    "ADD": schema.AddOptionsT,
    "SUB": schema.SubOptionsT,
    "MUL": schema.MulOptionsT,
    "SQUARED_DIFFERENCE": schema.SquaredDifferenceOptionsT,
}
PAIRS = 4096


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> PlannedEngine:
    return PlannedEngine(build_library(tmp_path_factory.mktemp("engine")))


def largest_result(code: str, scales: tuple[float, float], steps: int) -> float:
    """About what one step of the output has to hold."""
    if code == "MUL":
        return scales[0] * scales[1] * steps / 2
    return max(scales) ** 2 * steps if code == "SQUARED_DIFFERENCE" else sum(scales)


@pytest.mark.parametrize("dtype", [np.int8, np.int16], ids=["int8", "int16"])
@pytest.mark.parametrize("code", OPTIONS)
def test_thousands_of_pairs_equal_tflm(engine: PlannedEngine, code: str, dtype: type[np.integer]) -> None:
    limits = np.iinfo(dtype)
    for seed in range(25):
        rng = np.random.default_rng(seed)
        scales = tuple(float(np.float32(np.exp(rng.uniform(np.log(1e-4), np.log(1e-1))))) for _ in range(2))
        output = largest_result(code, scales, limits.max - limits.min + 1) * rng.uniform(0.3, 1.5)
        zero_points = rng.integers(-128, 128, 3) if dtype is np.int8 else np.zeros(3, int)
        tensors = [
            TinyTensor((1, PAIRS), np.dtype(dtype), (float(np.float32(scale)),), (int(zero_point),))
            for scale, zero_point in zip((*scales, output), zero_points, strict=True)
        ]
        model = single_op(code, OPTIONS[code](), tensors[:2], tensors[2])
        inputs = [rng.integers(limits.min, limits.max + 1, (1, PAIRS)).astype(dtype) for _ in range(2)]

        (expected,) = run_tflm(model, 1, *inputs)
        (actual,) = engine.run(model, *inputs)

        np.testing.assert_array_equal(actual, expected, err_msg=f"seed {seed}")
