"""Data sets on disk: every form, and every way in which one is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchwright.datasets.dataset import as_inputs
from benchwright.datasets.reading import read_dataset
from benchwright.model.errors import DatasetInvalid

SHAPE = (2, 2, 1)
VALUES = np.arange(12, dtype=np.uint8).reshape(3, 2, 2)
LABELS = np.array([0, 1, 2], np.uint8)


@pytest.mark.parametrize(("x", "y"), [("x", "y"), ("images", "labels"), ("x_test", "y_test")])
def test_an_npz_under_its_usual_names(tmp_path: Path, x: str, y: str) -> None:
    np.savez(tmp_path / "set.npz", **{x: VALUES, y: LABELS})
    found = read_dataset(tmp_path / "set.npz", SHAPE)
    assert found.values.shape == (3, 2, 2, 1)
    assert found.labels is not None
    assert found.labels.tolist() == [0, 1, 2]


def test_the_divisor_of_the_file_makes_inputs_of_bytes(tmp_path: Path) -> None:
    np.savez(tmp_path / "set.npz", x=VALUES, divisor=np.float32(16))
    found = read_dataset(tmp_path / "set.npz", SHAPE)
    inputs, words = as_inputs(found, None)
    assert inputs.max() == pytest.approx(11 / 16)
    assert words == "whole numbers divided by 16"


def test_bytes_without_a_divisor_are_divided_by_255_and_the_user_may_say_otherwise(tmp_path: Path) -> None:
    np.save(tmp_path / "set.npy", VALUES)
    found = read_dataset(tmp_path / "set.npy", SHAPE)
    assert as_inputs(found, None)[0].max() == pytest.approx(11 / 255)
    assert as_inputs(found, 11)[0].max() == pytest.approx(1)


def test_the_digest_follows_values_and_labels(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=VALUES, y=LABELS)
    np.savez(tmp_path / "b.npz", images=VALUES, labels=LABELS.astype(np.int64))
    np.savez(tmp_path / "c.npz", x=VALUES, y=LABELS[::-1])
    a, b, c = (read_dataset(tmp_path / f"{name}.npz", SHAPE).sha256 for name in "abc")
    assert a == b != c


def test_one_hot_labels_are_classes(tmp_path: Path) -> None:
    np.savez(tmp_path / "set.npz", x=VALUES, y=np.eye(3)[[2, 0, 1]])
    labels = read_dataset(tmp_path / "set.npz", SHAPE).labels
    assert labels is not None
    assert labels.tolist() == [2, 0, 1]


def test_a_csv_with_the_label_in_front_and_one_with_a_heading(tmp_path: Path) -> None:
    (tmp_path / "plain.csv").write_text("7,1,2,3,4\n8,5,6,7,8\n")
    (tmp_path / "headed.csv").write_text("a,b,c,d,label\n1,2,3,4,7\n5,6,7,8,8\n")
    plain, headed = (read_dataset(tmp_path / f"{name}.csv", SHAPE) for name in ("plain", "headed"))
    assert plain.sha256 == headed.sha256
    assert plain.labels is not None
    assert plain.labels.tolist() == [7, 8]


def test_a_folder_for_each_label(tmp_path: Path) -> None:
    for name, value in (("yes", 1.0), ("no", 2.0)):
        (tmp_path / name).mkdir()
        np.save(tmp_path / name / "one.npy", np.full(SHAPE, value, np.float32))
    found = read_dataset(tmp_path, SHAPE)
    assert found.labels is not None
    assert (found.labels.tolist(), found.values[:, 0, 0, 0].tolist()) == ([0, 1], [2.0, 1.0])
    (tmp_path / "labels.txt").write_text("yes no")
    ordered = read_dataset(tmp_path, SHAPE)
    assert ordered.labels is not None
    assert ordered.labels.tolist() == [1, 0]


def test_a_folder_of_samples_has_no_labels(tmp_path: Path) -> None:
    np.save(tmp_path / "one.npy", np.zeros(SHAPE, np.float32))
    assert read_dataset(tmp_path, SHAPE).labels is None


def write_npz(file: Path, **arrays: object) -> None:
    np.savez(file, **arrays)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"x": np.zeros((3, 5))}, "shape"),
        ({"x": np.zeros((0, 2, 2))}, "no samples"),
        ({"x": np.full((1, 2, 2), np.nan)}, "not finite"),
        ({"x": VALUES, "y": LABELS[:2]}, "3 samples and 2 labels"),
        ({"x": VALUES, "y": np.array([0.5, 1, np.nan])}, "not finite"),
        ({"first": VALUES, "second": VALUES}, "no array named x"),
        ({"x": np.array([{"a": 1}], object)}, "cannot be read"),
        ({"x": np.array(["a", "b"])}, "not numbers"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_an_npz_is_said(tmp_path: Path, arrays: dict[str, object], words: str) -> None:
    write_npz(tmp_path / "set.npz", **arrays)
    with pytest.raises(DatasetInvalid, match=words):
        read_dataset(tmp_path / "set.npz", SHAPE)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("set.npz", b"no zip", "cannot be read"),
        ("set.npy", b"", "cannot be read"),
        ("set.csv", b"a,b\nc,d\n", "cannot be read"),
        ("set.csv", b"", "empty"),
        ("set.csv", b"\xff\xfe\x00", "cannot be read"),
        ("set.wav", b"RIFF", "no form of data set"),
    ],
)
def test_a_file_that_is_no_data_set_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DatasetInvalid, match=words):
        read_dataset(tmp_path / name, SHAPE)


def test_an_empty_folder_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match=r"no \.npy"):
        read_dataset(tmp_path, SHAPE)
    with pytest.raises(DatasetInvalid, match="no such file"):
        read_dataset(tmp_path / "nowhere", SHAPE)
