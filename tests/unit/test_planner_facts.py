"""What is inside a model file, told without planning it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchwright.model.errors import ModelFileInvalid
from benchwright.planner.plan import TflitePlanner
from tests.firmware.state_models import STATE_MAKERS
from tests.firmware.tiny_models import INT8

DIGITS = Path(__file__).parents[2] / "resources" / "models"


def test_operators_and_tensors_of_the_demo_model() -> None:
    facts = TflitePlanner().facts((DIGITS / "digits_int8.tflite").read_bytes(), name="digits_int8")
    assert [one.name for one in facts.operators][:2] == ["CONV_2D", "DEPTHWISE_CONV_2D"]
    (given,) = [one for one in facts.tensors if one.role == "input"]
    assert (given.element_type, given.shape, given.size_bytes, given.scale_count) == ("int8", (1, 8, 8, 1), 64, 1)
    body = max((one for one in facts.tensors if one.role == "weights"), key=lambda one: one.size_bytes)
    assert (body.shape, body.scale_count) == ((64, 3, 3, 24), 64)
    assert body.zero_ratio is not None
    assert 0 < body.zero_ratio < 0.1
    assert facts.weights_bytes == sum(one.size_bytes for one in facts.tensors if one.role == "weights")


def test_float_weights_count_their_zeros_too() -> None:
    facts = TflitePlanner().facts((DIGITS / "digits_float32.tflite").read_bytes(), name="digits_float32")
    weights = [one for one in facts.tensors if one.role == "weights"]
    assert {one.element_type for one in weights} == {"float32"}
    assert all(one.zero_ratio is not None for one in weights)


def test_a_damaged_file_is_refused() -> None:
    data = (DIGITS / "digits_int8.tflite").read_bytes()
    with pytest.raises(ModelFileInvalid):
        TflitePlanner().facts(data[:200], name="cut")


def test_a_cell_is_state() -> None:
    model = STATE_MAKERS["UNIDIRECTIONAL_SEQUENCE_LSTM"][0](np.random.default_rng(1), INT8).model
    facts = TflitePlanner().facts(model, name="lstm.tflite")
    assert [one.element_type for one in facts.tensors if one.role == "state"] == ["int8", "int16"]
