"""Data sets on disk: every form, and every way in which one is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchwright.datasets.dataset import as_inputs, class_fault
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
        ("set.csv", b"\xff\xfe\x00", "not UTF-8"),
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


def test_labels_that_a_table_wrote_as_real_numbers_are_numbers(tmp_path: Path) -> None:
    file = tmp_path / "set.csv"
    file.write_text("a,b,c,d,label\n" + "".join(f"1,2,3,4,{label}.0\n" for label in (2, 10, 11)))
    found = read_dataset(file, SHAPE)
    assert found.labels is not None
    assert (found.labels.tolist(), found.class_names) == ([2, 10, 11], ())


@pytest.mark.parametrize("heading", ["a,b,c,d,label\n", ""])
def test_a_byte_order_mark_is_no_part_of_a_table(tmp_path: Path, heading: str) -> None:
    file = tmp_path / "set.csv"
    file.write_text(heading + ("1,2,3,4,1\n" if heading else "1,1,2,3,4\n"), encoding="utf-8-sig")
    found = read_dataset(file, SHAPE)
    assert found.labels is not None
    assert (found.labels.tolist(), len(found)) == ([1], 1)


@pytest.mark.parametrize(("row", "words"), [("a.txt,3", "Line 3: 'a.txt'"), ("c.npy,4", "Line 3: there is no file")])
def test_a_list_of_files_is_held_to_what_is_there(tmp_path: Path, row: str, words: str) -> None:
    np.save(tmp_path / "one.npy", np.zeros(SHAPE, np.float32))
    file = tmp_path / "set.csv"
    file.write_text(f"file,label\none.npy,0\n{row}\n")
    with pytest.raises(DatasetInvalid) as raised:
        read_dataset(file, SHAPE)
    assert words in raised.value.why


def sample_folders(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).mkdir()
        np.save(folder / name / "one.npy", np.zeros(SHAPE, np.float32))


def test_a_class_without_samples_keeps_its_place(tmp_path: Path) -> None:
    sample_folders(tmp_path, "a", "c")
    (tmp_path / "b").mkdir()
    (tmp_path / ".cache").mkdir()
    (tmp_path / "__MACOSX").mkdir()
    found = read_dataset(tmp_path, SHAPE)
    assert found.labels is not None
    assert (found.labels.tolist(), found.class_names) == ([0, 2], ("a", "b", "c"))


def test_names_of_classes_may_hold_spaces_and_a_byte_order_mark(tmp_path: Path) -> None:
    sample_folders(tmp_path, "digit 0", "digit 1")
    (tmp_path / "labels.txt").write_text("digit 1\r\ndigit 0\r\n", encoding="utf-8-sig")
    found = read_dataset(tmp_path, SHAPE)
    assert found.labels is not None
    assert found.labels.tolist() == [1, 0]


def test_names_in_another_encoding_and_odd_digits_are_told(tmp_path: Path) -> None:
    sample_folders(tmp_path, "²", "3")
    assert read_dataset(tmp_path, SHAPE).class_names == ("3", "²")
    (tmp_path / "labels.txt").write_bytes("três\n²\n".encode("latin-1"))
    with pytest.raises(DatasetInvalid) as raised:
        read_dataset(tmp_path, SHAPE)
    assert "not UTF-8" in raised.value.why


def test_names_fewer_than_the_classes_of_a_model_say_nothing() -> None:
    assert class_fault([0, 1], (), 10) == ""
    assert class_fault([0, 1], ("a", "b"), 2) == ""
    assert "which is which" in class_fault([0, 1], ("a", "b"), 3)
    assert "from 0 to 3" in class_fault([0, 3], (), 3)


def test_objects_of_python_are_refused_without_bad_advice(tmp_path: Path) -> None:
    file = tmp_path / "set.npz"
    np.savez(file, x=np.array([{}, {}], dtype=object))
    with pytest.raises(DatasetInvalid) as raised:
        read_dataset(file, SHAPE)
    assert "objects of Python" in raised.value.why
