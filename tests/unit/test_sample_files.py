"""Samples in files of their own: raw bytes, pictures, recordings; and folders of them."""

from __future__ import annotations

import binascii
import struct
import wave
import zlib
from pathlib import Path

import numpy as np
import pytest

from benchwright.datasets.png import decode_png
from benchwright.datasets.reading import read_dataset
from benchwright.model.errors import DatasetInvalid

GREY = np.arange(12, dtype=np.uint8).reshape(3, 4) * 20


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", binascii.crc32(kind + body))


def png(rows: bytes, width: int, height: int, colour: int, *more: bytes, depth: int = 8) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    made = b"".join((chunk(b"IHDR", head), *more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + made


def filtered(picture: np.ndarray, kinds: tuple[int, ...]) -> bytes:
    """Rows as an encoder writes them, each by one of the filters (section 9.2 of the standard)."""
    step, lines = picture.shape[2], []
    flat = picture.reshape(len(picture), -1).astype(int)
    for y, kind in enumerate(kinds):
        row, above = flat[y], flat[y - 1] if y else np.zeros_like(flat[0])
        left = np.concatenate([np.zeros(step, int), row[:-step]])
        corner = np.concatenate([np.zeros(step, int), above[:-step]])
        near = np.abs(np.stack([above - corner, left - corner, left + above - 2 * corner]))
        paeth = np.choose(near.argmin(axis=0), [left, above, corner])
        guess = [np.zeros_like(row), left, above, (left + above) // 2, paeth][kind]
        lines.append(bytes([kind]) + ((row - guess) % 256).astype(np.uint8).tobytes())
    return b"".join(lines)


def test_every_filter_of_png_is_undone() -> None:
    picture = np.random.Generator(np.random.PCG64(1)).integers(0, 256, (5, 7, 3), np.uint8)
    assert np.array_equal(decode_png(png(filtered(picture, (0, 1, 2, 3, 4)), 7, 5, 2), 3), picture)


def test_grey_becomes_rgb_and_back_and_transparency_is_left_out() -> None:
    grey = decode_png(png(filtered(GREY[:, :, None], (0, 0, 0)), 4, 3, 0), 3)
    assert np.array_equal(grey, np.repeat(GREY[:, :, None], 3, axis=2))
    rgba = np.dstack([GREY, GREY, GREY, np.full_like(GREY, 7)])
    assert np.array_equal(decode_png(png(filtered(rgba, (0, 0, 0)), 4, 3, 6), 1)[:, :, 0], GREY)


def test_a_palette_is_looked_up() -> None:
    data = png(bytes([0, 0, 1]), 2, 1, 3, chunk(b"PLTE", bytes([9, 8, 7, 1, 2, 3])))
    assert decode_png(data, 3).tolist() == [[[9, 8, 7], [1, 2, 3]]]
    with pytest.raises(ValueError, match="palette"):
        decode_png(png(bytes([0, 0, 2]), 2, 1, 3, chunk(b"PLTE", bytes(6))), 3)


@pytest.mark.parametrize("cut", [0, 7, 20, 33, 50, -5])
def test_a_cut_picture_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match=r"PNG|cut"):
        decode_png(png(filtered(GREY[:, :, None], (0, 0, 0)), 4, 3, 0)[:cut], 1)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (png(bytes(4), 4, 3, 0), "cut or damaged"),
        (png(bytes([9, 0]), 1, 1, 0), "cut or damaged"),
        (png(b"", 0, 3, 0), "0 × 3 pixels"),
        (png(b"", 100_000, 100_000, 0), "pixels"),
        (png(bytes(6), 1, 1, 2, depth=16), "8 bits"),
    ],
)
def test_a_damaged_picture_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        decode_png(data, 1)


def test_a_folder_of_pictures_for_each_class(tmp_path: Path) -> None:
    for name, offset in (("cat", 0), ("dog", 5)):
        (tmp_path / name).mkdir()
        data = png(filtered((GREY + np.uint8(offset))[:, :, None], (0, 0, 0)), 4, 3, 0)
        (tmp_path / name / "one.png").write_bytes(data)
    found = read_dataset(tmp_path, (3, 4, 1))
    assert found.labels is not None
    assert (found.labels.tolist(), found.class_names, found.values[1, 0, 0, 0]) == ([0, 1], ("cat", "dog"), 5)
    with pytest.raises(DatasetInvalid, match=r"one.png .* 4 × 3 pixels; the model takes 5 × 3"):
        read_dataset(tmp_path, (3, 5, 1))


def test_raw_bytes_are_of_the_models_own_type(tmp_path: Path) -> None:
    (tmp_path / "yes").mkdir()
    (tmp_path / "yes" / "one.bin").write_bytes(np.array([1, -2, 3], "<i2").tobytes())
    assert read_dataset(tmp_path, (3,), element="int16").values.tolist() == [[1, -2, 3]]
    with pytest.raises(DatasetInvalid, match="6 bytes; 3 are 3 int8"):
        read_dataset(tmp_path, (3,), element="int8")


def test_a_recording_is_read_as_values_from_minus_one_to_one(tmp_path: Path) -> None:
    (tmp_path / "yes").mkdir()
    with wave.open(str(tmp_path / "yes" / "one.wav"), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(16_000)
        made.writeframes(np.array([0, 16_384, -32_768], "<i2").tobytes())
    assert read_dataset(tmp_path, (3,)).values.tolist() == [[0, 0.5, -1]]
    (tmp_path / "yes" / "one.wav").write_bytes(b"RIFF")
    with pytest.raises(DatasetInvalid, match=r"one.wav cannot be read"):
        read_dataset(tmp_path, (3,))


def test_real_answers_are_targets_and_rows_of_probabilities_are_classes(tmp_path: Path) -> None:
    values = np.zeros((2, 3), np.float32)
    np.savez(tmp_path / "real.npz", x=values, y=np.array([0.5, 2.25]))
    np.savez(tmp_path / "rows.npz", x=values, y=np.array([[1.0, 5.0], [0.5, 0.25]]))
    np.savez(tmp_path / "soft.npz", x=values, y=np.array([[0.25, 0.75], [0.9, 0.1]]))
    real, rows, soft = (read_dataset(tmp_path / f"{name}.npz", (3,)) for name in ("real", "rows", "soft"))
    assert real.targets is not None
    assert rows.targets is not None
    assert (real.targets.tolist(), real.labels, rows.targets.shape) == ([0.5, 2.25], None, (2, 2))
    assert soft.labels is not None
    assert soft.labels.tolist() == [1, 0]


def test_a_csv_with_a_short_line_is_refused_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "set.csv").write_text("label,a,b\n0,1,2\n1,2\n")
    with pytest.raises(DatasetInvalid, match="Line 3 has 2 fields; the first has 3"):
        read_dataset(tmp_path / "set.csv", (2,))
