"""Folders of MLPerf Tiny: what a good y_labels.csv gives, and what a damaged one is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchwright.datasets.mlperf_layout import LABELS_FILE, read_labelled_files
from benchwright.datasets.reading import read_dataset
from benchwright.model.errors import DatasetInvalid


def make_folder(folder: Path, lines: str, *, names: tuple[str, ...] = ("a.bin", "b.bin"), size: int = 490) -> Path:
    for number, name in enumerate(names):
        (folder / name).write_bytes(bytes([number + 1]) * size)
    (folder / LABELS_FILE).write_text(lines, "utf-8")
    return folder


def test_a_list_gives_files_in_its_order_with_their_classes(tmp_path: Path) -> None:
    found = read_labelled_files(make_folder(tmp_path, "b.bin, 12, 11\r\na.bin,12,0\r\n\r\n"))
    assert [(file.path.name, file.label, file.class_count) for file in found.files] == [
        ("b.bin", 11, 12),
        ("a.bin", 0, 12),
    ]
    assert (found.class_count, found.input_count) == (12, 2)
    assert found.files[0].inputs() == (bytes([2]) * 490,)


def test_a_recording_is_cut_into_windows(tmp_path: Path) -> None:
    make_folder(tmp_path, "a.bin,2,1,2560,512\n", names=("a.bin",), size=102_400)
    file = read_labelled_files(tmp_path, 2_560).files[0]
    assert file.input_count == len(file.inputs()) == 196
    assert {len(data) for data in file.inputs()} == {2_560}


def test_the_digest_follows_contents_labels_and_order(tmp_path: Path) -> None:
    def digest(lines: str, size: int = 490) -> str:
        return read_labelled_files(make_folder(tmp_path, lines, size=size)).sha256

    plain = digest("a.bin,2,0\nb.bin,2,1\n")
    assert plain == digest(" a.bin , 2 , 0 \nb.bin,2,1\n")
    others = {digest("b.bin,2,1\na.bin,2,0\n"), digest("a.bin,2,1\nb.bin,2,1\n"), digest("a.bin,2,0\nb.bin,2,1\n", 491)}
    assert len(others) == 3
    assert plain not in others


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("a.bin,2,0\nc.bin,2,1\n", "Line 2 of y_labels.csv names 'c.bin', which is not in the folder"),
        ("A.BIN.bin,2,0\n", "Line 1 .* not in the folder"),
        ("../a.bin,2,0\n", "no file of this folder"),
        ("..,2,0\n", "no file of this folder"),
        ("/a.bin,2,0\n", "no file of this folder"),
        (",2,0\n", "no file of this folder"),
        ("a.bin,2,0\nb.bin,2,2\n", "Line 2 of y_labels.csv says class 2; there are 2, from 0"),
        ("a.bin,2,-1\n", "has '-1' where a whole number belongs"),
        ("a.bin,2,yes\n", "has 'yes' where"),
        ("a.bin,0,0\n", "says 0 classes"),
        ("a.bin,2\n", "has 2 fields"),
        ("a.bin,2,0,5\n", "has 4 fields"),
        ("a.bin,2,0,5,0\n", "a step of 0 bytes"),
        ("a.bin,2,0,500,10\n", "wants windows of 500 bytes; a.bin has 490"),
        ("a.bin,2,0\na.bin,2,1\n", "Line 2 .* names 'a.bin' again, which line 1 names"),
        ("a.bin,2,0\nb.bin,3,1\n", "Line 2 of y_labels.csv says 3 classes; the first says 2"),
        ("file,classes,class\na.bin,2,0\n", "Line 1 .* has 'classes' where"),
        ("\x00,2,1\n", "Line 1|cannot be read"),
    ],
)
def test_a_damaged_list_is_refused_by_its_line(tmp_path: Path, lines: str, words: str) -> None:
    with pytest.raises(DatasetInvalid, match=words):
        read_labelled_files(make_folder(tmp_path, lines))


def test_files_of_a_wrong_size_and_empty_ones_are_refused(tmp_path: Path) -> None:
    make_folder(tmp_path, "a.bin,2,0\nb.bin,2,1\n")
    with pytest.raises(DatasetInvalid, match=r"Line 1 .* inputs of 490 bytes \(a.bin\); the model takes 3,072"):
        read_labelled_files(tmp_path, 3_072)
    (tmp_path / "b.bin").write_bytes(b"")
    with pytest.raises(DatasetInvalid, match=r"Line 2 .* b.bin, which is empty"):
        read_labelled_files(tmp_path)


def test_a_folder_without_a_list_and_a_list_that_is_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match=r"holds no y_labels.csv"):
        read_labelled_files(tmp_path)
    (tmp_path / LABELS_FILE).write_bytes(b"\xff\xfe\xff")
    with pytest.raises(DatasetInvalid, match="cannot be read"):
        read_labelled_files(tmp_path)


def test_a_file_that_changes_under_way_is_refused(tmp_path: Path) -> None:
    file = read_labelled_files(make_folder(tmp_path, "a.bin,2,0\n")).files[0]
    (tmp_path / "a.bin").write_bytes(b"shorter")
    with pytest.raises(DatasetInvalid, match="changed while it was used"):
        file.inputs()
    (tmp_path / "a.bin").unlink()
    with pytest.raises(DatasetInvalid, match="cannot be read"):
        file.inputs()


def test_features_of_speech_are_taken_as_they_are(tmp_path: Path) -> None:
    found = read_dataset(make_folder(tmp_path, "a.bin,12,3\nb.bin,12,11\n"), (49, 10, 1), element="int8")
    assert (found.values.dtype, found.values.shape) == (np.int8, (2, 49, 10, 1))
    assert found.labels is not None
    assert (found.labels.tolist(), found.names) == ([3, 11], ("a.bin", "b.bin"))
    assert found.values[1].max() == 2


def test_bytes_of_pictures_lose_128_as_on_the_device(tmp_path: Path) -> None:
    make_folder(tmp_path, "a.bin,10,3\n", names=("a.bin",), size=3_072)
    found = read_dataset(tmp_path, (32, 32, 3), element="int8")
    assert (found.values.dtype, found.values.min(), found.values.max()) == (np.int8, 1 - 128, 1 - 128)


def test_recordings_of_machines_are_floats_in_windows_that_share_their_name(tmp_path: Path) -> None:
    (tmp_path / "n.bin").write_bytes(np.arange(128 * 6, dtype="<f4").tobytes())
    (tmp_path / LABELS_FILE).write_text("n.bin,2,1\n", "utf-8")
    found = read_dataset(tmp_path, (640,), element="int8")
    assert (found.values.dtype, found.values.shape, found.names) == (np.float32, (2, 640), ("n.bin", "n.bin"))
    assert found.values[:, 0].tolist() == [0, 128]
    (tmp_path / "n.bin").write_bytes(np.full(640, np.nan, "<f4").tobytes())
    with pytest.raises(DatasetInvalid, match=r"n.bin holds values that are not finite"):
        read_dataset(tmp_path, (640,), element="int8")
