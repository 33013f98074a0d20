"""Sums, differences and products over thousands of pairs of values, at scales of all sizes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from benchwright.model.errors import ModelUnsupported
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.host_engine import build_library
from tests.firmware.planned import PlannedEngine, run_tflm
from tests.firmware.tiny_models import TinyTensor, single_op

OPTIONS = {
    "ADD": schema.AddOptionsT,
    "SUB": schema.SubOptionsT,
    "MUL": schema.MulOptionsT,
    "DIV": schema.DivOptionsT,
    "SQUARED_DIFFERENCE": schema.SquaredDifferenceOptionsT,
}
PAIRS = 4096
LONGEST_SHIFT = 31


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> PlannedEngine:
    return PlannedEngine(build_library(tmp_path_factory.mktemp("engine")))


def largest_result(code: str, scales: tuple[float, float], steps: int) -> float:
    """About what one step of the output has to hold."""
    if code == "MUL":
        return scales[0] * scales[1] * steps / 2
    if code == "DIV":
        return scales[0] / scales[1] / 4
    return max(scales) ** 2 * steps if code == "SQUARED_DIFFERENCE" else sum(scales)


def quotient_shift(dividends: np.ndarray, divisors: np.ndarray, factor: float) -> np.ndarray:
    """How far to the right TFLM shifts a quotient at its end. By more than 31 C does not say what comes out."""
    above = np.where(divisors < 0, -dividends, dividends)
    bits = np.where(above < 0, ~above, above)
    headroom = 31 - np.frexp(bits.astype(float))[1]
    return headroom + np.frexp(np.abs(divisors).astype(float))[1] - 1 - np.frexp(factor)[1]


CASES = [(code, dtype) for code in OPTIONS for dtype in (np.int8, np.int16) if (code, dtype) != ("DIV", np.int16)]


@pytest.mark.parametrize(("code", "dtype"), CASES, ids=lambda value: getattr(value, "__name__", value))
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
        if code == "DIV":  # by 0 TFLM has no answer
            nothing = int(zero_points[1])
            inputs[1][inputs[1] == nothing] = nothing + 1 if nothing < limits.max else nothing - 1

        (expected,) = run_tflm(model, 1, *inputs)
        (actual,) = engine.run(model, *inputs)

        if code == "DIV":
            factor = tensors[0].scales[0] / (tensors[1].scales[0] * tensors[2].scales[0])
            has_answer = quotient_shift(inputs[0] - zero_points[0], inputs[1] - zero_points[1], factor) <= LONGEST_SHIFT
            assert has_answer.mean() > 0.5
            actual, expected = actual[has_answer], expected[has_answer]
        np.testing.assert_array_equal(actual, expected, err_msg=f"seed {seed}")


def test_a_quotient_by_zero_is_the_largest_or_the_smallest(engine: PlannedEngine) -> None:
    row = TinyTensor((1, 3), np.dtype(np.int8), (0.5,), (0,))
    model = single_op("DIV", schema.DivOptionsT(), [row, row], replace(row, zero_points=(7,)))
    dividends, zeros = np.array([[-3, 0, 5]], np.int8), np.zeros((1, 3), np.int8)
    (actual,) = engine.run(model, dividends, zeros)
    assert actual.tolist() == [[-128, 7, 127]]


def test_quotients_of_scales_too_far_apart_are_refused_in_words() -> None:
    row = TinyTensor((1, 3), np.dtype(np.int8), (0.5,), (0,))
    tensors = [replace(row, scales=(1e5,)), replace(row, scales=(1e-2,))]
    model = single_op("DIV", schema.DivOptionsT(), tensors, row)
    with pytest.raises(ModelUnsupported, match="The factor behind its quotient is 2e"):
        TflitePlanner().plan(model, a_board(), name="model.tflite")


def test_quotients_that_tflm_shifts_too_far_are_right_all_the_same(engine: PlannedEngine) -> None:
    row = TinyTensor((1, 4), np.dtype(np.int8), (1.0,), (0,))
    divisors = TinyTensor((1, 4), np.dtype(np.int8), (0.0625,), (0,))
    model = single_op("DIV", schema.DivOptionsT(), [row, divisors], row)
    dividends, by = np.array([[1, -1, 2, 3]], np.int8), np.array([[127, 100, -120, 96]], np.int8)
    assert (quotient_shift(dividends.astype(int), by.astype(int), 16.0) > LONGEST_SHIFT).any()
    (actual,) = engine.run(model, dividends, by)
    assert actual.tolist() == [[0, 0, 0, 0]] or actual.tolist() == [[0, 0, 0, 1]]
