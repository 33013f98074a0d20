"""Inputs: seeded ones are the same everywhere, the user's own are checked in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchwright.bench.inputs import inputs_from_file, save_outputs, seeded_inputs
from benchwright.model.errors import FileUnwritable, InputInvalid
from benchwright.model.pack import ElementType, Pack, TensorSpec


def pack_of(element_type: ElementType, shape: tuple[int, ...]) -> Pack:
    spec = TensorSpec("x", element_type, shape, 0.5, 0, 0)
    return Pack("", "", "native", "m", b"", 0, 0, 0, (), (), (spec,), (spec,))


INT8 = pack_of(ElementType.INT8, (1, 2, 3))


def test_seeded_inputs_are_the_same_every_time_and_differ_among_themselves() -> None:
    first, second = seeded_inputs(INT8), seeded_inputs(INT8)
    assert first.sha256 == second.sha256
    assert len(set(first.items)) == 5


def test_float_inputs_stay_between_minus_one_and_one() -> None:
    values = np.frombuffer(seeded_inputs(pack_of(ElementType.FLOAT32, (1, 500))).items[0], "<f4")
    assert np.abs(values).max() <= 1
    assert values.std() > 0.4


def test_a_file_with_and_without_the_batch_axis_gives_the_same_inputs(tmp_path: Path) -> None:
    rows = np.arange(24, dtype=np.int8).reshape(4, 2, 3)
    np.save(tmp_path / "a.npy", rows)
    np.save(tmp_path / "b.npy", rows.reshape(4, 1, 2, 3))
    assert inputs_from_file(tmp_path / "a.npy", INT8).items == inputs_from_file(tmp_path / "b.npy", INT8).items


@pytest.mark.parametrize(
    ("array", "word"),
    [
        (np.zeros((2, 1, 2, 3), np.uint8), "the model takes int8"),
        (np.zeros((2, 1, 2, 4), np.int8), r"expected \(n, 1, 2, 3\)"),
        (np.zeros((0, 1, 2, 3), np.int8), "Its shape is"),
    ],
)
def test_an_array_that_does_not_fit_is_refused_in_words(tmp_path: Path, array: np.ndarray, word: str) -> None:
    np.save(tmp_path / "x.npy", array)
    with pytest.raises(InputInvalid, match=word):
        inputs_from_file(tmp_path / "x.npy", INT8)


def test_a_file_that_is_no_array_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.npy").write_bytes(b"not an array")
    with pytest.raises(InputInvalid, match=r"cannot be read as a \.npy array"):
        inputs_from_file(tmp_path / "x.npy", INT8)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04garbage",
        b"\x93NUMPY\x01\x00v\x00{'descr': '|i1', 'fortran_order': False, 'shape': (99999999999, 1, 8), }" + b" " * 40,
        b"\x93NUMPY\x01\x00\x10\x00{'descr': ((((((" + b" " * 10,
    ],
    ids=["zip", "larger than memory", "unclosed brackets"],
)
def test_bytes_that_numpy_chokes_on_are_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.npy").write_bytes(content)
    with pytest.raises(InputInvalid, match="cannot be read"):
        inputs_from_file(tmp_path / "x.npy", INT8)


def test_pickled_objects_are_never_loaded(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(InputInvalid):
        inputs_from_file(tmp_path / "x.npy", INT8)


def test_outputs_come_back_as_an_array_of_the_models_type(tmp_path: Path) -> None:
    save_outputs(tmp_path / "y.npy", INT8, (bytes(range(6)), bytes(6)))
    saved = np.load(tmp_path / "y.npy")
    assert saved.shape == (2, 1, 2, 3)
    assert saved.dtype == np.int8


def test_outputs_into_a_missing_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        save_outputs(tmp_path / "none" / "y.npy", INT8, (bytes(6),))
