"""Printed results against the host's outputs: three decimals tell an int8 apart, and no more."""

from __future__ import annotations

import numpy as np

from benchwright.bench.ascii_parity import Printed, compare_printed, real_values
from benchwright.model.pack import ElementType, TensorSpec

SOFTMAX = TensorSpec("y", ElementType.INT8, (1, 3), 1 / 256, -128, 0)
REBUILT = TensorSpec("y", ElementType.INT8, (1, 2), 0.5, 0, 0)
OUTPUT = np.array([-128, 0, 127], np.int8).tobytes()


def compare(*row: float) -> Printed | None:
    return compare_printed([row], [OUTPUT], SOFTMAX, [np.zeros(5)])


def test_values_rounded_to_three_decimals_are_equal() -> None:
    printed = compare(0.0, 0.5, 0.996)
    assert printed is not None
    assert (printed.parity.checked, printed.parity.mismatched_bytes, printed.parity.compared_bytes) == (1, 0, 3)


def test_one_step_of_an_int8_is_seen() -> None:
    printed = compare(0.0, 0.504, 0.996)
    assert printed is not None
    assert printed.parity.mismatched_bytes == 1
    assert abs(printed.largest - 0.004) < 1e-9


def test_a_nan_is_a_mismatch() -> None:
    printed = compare(0.0, float("nan"), 0.996)
    assert printed is not None
    assert printed.parity.mismatched_bytes == 1


def test_results_of_another_number_are_no_comparison() -> None:
    assert compare(0.0, 1.0) is None


def test_of_a_model_that_rebuilds_its_input_the_error_is_compared() -> None:
    output, real_input = np.array([2, 4], np.int8).tobytes(), np.array([0.5, 2.5])
    near = compare_printed([(0.25,)], [output], REBUILT, [real_input])
    far = compare_printed([(0.26,)], [output], REBUILT, [real_input])
    assert near is not None
    assert far is not None
    assert (near.parity.mismatched_bytes, far.parity.mismatched_bytes) == (0, 1)


def test_bytes_stand_for_real_numbers() -> None:
    assert real_values(OUTPUT, SOFTMAX).tolist() == [0.0, 0.5, 255 / 256]
