"""Inputs for firmware of others: the form it takes, seeded and the user's own ones, and the tensors behind them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchwright.bench.load_inputs import load_form, loads_from_file, seeded_loads, tensor_bytes, tensor_form
from benchwright.model.errors import InputInvalid
from benchwright.model.mlperf import LoadForm
from benchwright.model.pack import Borders, ElementType, TensorSpec
from benchwright.planner.plan import TflitePlanner
from tests.conftest import ROOT


def int8(count: int, *, scale: float = 0.5, zero_point: int = 0) -> TensorSpec:
    return TensorSpec("x", ElementType.INT8, (1, count), scale, zero_point, 0)


def borders(*inputs: TensorSpec) -> Borders:
    return Borders(inputs, (int8(2),))


def test_a_known_id_says_what_the_firmware_takes() -> None:
    assert load_form("ad01", None, variant="") == LoadForm("float32", 2_560)
    assert load_form("vww01", borders(int8(27_648)), variant="vww") == LoadForm("uint8", 27_648)


def test_another_model_takes_its_own_tensors() -> None:
    assert load_form("mine", borders(int8(64)), variant="mine") == LoadForm("int8", 64)
    mixed = borders(int8(64), TensorSpec("y", ElementType.FLOAT32, (1, 2), 0, 0, 0))
    assert tensor_form(mixed) == LoadForm("", 72)


def test_nothing_known_stays_unknown() -> None:
    assert load_form("mine", None, variant="") is None


def test_a_model_that_is_not_the_one_in_the_firmware_is_refused() -> None:
    with pytest.raises(InputInvalid, match="says that its model is kws01, with 490 inputs"):
        load_form("kws01", borders(int8(64)), variant="digits")


def test_seeded_loads_are_the_same_every_time_and_fill_their_form() -> None:
    form = LoadForm("float32", 400)
    first = seeded_loads(form)
    assert first == seeded_loads(form)
    assert [len(item) for item in first.items] == [400] * 5
    assert np.abs(np.frombuffer(b"".join(first.items), "<f4")).max() <= 1


def test_rows_of_a_file_go_onto_the_line_as_they_are(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.arange(6, dtype=">f4").reshape(2, 3))
    inputs = loads_from_file(tmp_path / "x.npy", LoadForm("float32", 12))
    assert inputs.items[1] == np.array([3, 4, 5], "<f4").tobytes()


@pytest.mark.parametrize(
    ("array", "form", "why"),
    [
        (np.zeros((2, 490), np.uint8), LoadForm("int8", 490), "It holds uint8; the firmware takes int8."),
        (np.zeros((2, 489), np.int8), LoadForm("int8", 490), "A row has 489 bytes; the firmware takes 490."),
        (np.zeros((0, 490), np.int8), LoadForm("int8", 490), "It holds no rows."),
        (np.zeros((2, 0), np.int8), None, "A row has 0 bytes"),
    ],
)
def test_rows_that_the_firmware_does_not_take_are_refused(
    array: np.ndarray, form: LoadForm | None, why: str, tmp_path: Path
) -> None:
    np.save(tmp_path / "x.npy", array)
    with pytest.raises(InputInvalid) as caught:
        loads_from_file(tmp_path / "x.npy", form)
    assert why in caught.value.why


def test_the_device_takes_128_off_a_picture_and_quantises_floats() -> None:
    assert tensor_bytes(bytes([0, 127, 255]), LoadForm("uint8", 3), int8(3)) == bytes([0x80, 0xFF, 0x7F])
    floats = np.array([0.25, -0.25, 1.0, 99.0], "<f4").tobytes()
    spec = int8(4, scale=0.5, zero_point=3)
    assert np.frombuffer(tensor_bytes(floats, LoadForm("float32", 16), spec) or b"", np.int8).tolist() == [4, 2, 5, 127]
    assert tensor_bytes(b"abc", LoadForm("int8", 3), int8(3)) == b"abc"


def test_what_a_device_makes_of_another_form_is_not_guessed() -> None:
    assert tensor_bytes(b"abcd", LoadForm("", 4), int8(4)) is None
    floats = TensorSpec("x", ElementType.FLOAT32, (1, 1), 0, 0, 0)
    assert tensor_bytes(b"a", LoadForm("uint8", 1), floats) is None


def test_borders_of_a_model_are_those_of_its_pack() -> None:
    file = (ROOT / "resources" / "models" / "digits_int8.tflite").read_bytes()
    found = TflitePlanner().borders(file, name="digits_int8")
    assert [(spec.element_type, spec.size_bytes) for spec in found.inputs] == [(ElementType.INT8, found.input_bytes)]
    assert found.output_bytes == 10
    assert found.outputs[0].scale > 0
