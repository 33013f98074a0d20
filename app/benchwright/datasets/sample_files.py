"""One sample in a file of its own: an array, raw bytes, a picture, or a recording."""

from __future__ import annotations

import math
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchwright.datasets.dataset import Array
from benchwright.datasets.png import decode_png
from benchwright.model.errors import DatasetInvalid

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif"})
SUFFIXES = frozenset({".npy", ".bin", ".wav", *PICTURES})
LISTED = ".npy, .bin, .wav or picture (.png, .jpg, .bmp, .gif)"

PictureReader = Callable[[bytes, tuple[int, ...]], Array]
"""From the bytes of a picture and `(height, width, channels)` to uint8 of that shape; raises ValueError."""


def png_of_size(data: bytes, shape: tuple[int, ...]) -> Array:
    """A PNG that has the size already; other forms and sizes need TensorFlow."""
    picture = decode_png(data, shape[2])
    if picture.shape != shape:
        height, width = picture.shape[:2]
        raise ValueError(f"it has {width} × {height} pixels; the model takes {shape[1]} × {shape[0]}")
    return picture


def read_sample(file: Path, dataset: str, shape: tuple[int, ...], element: str, pictures: PictureReader) -> Array:
    """The sample in `shape`; raw bytes are little-endian `element` (NumPy's word).

    Raises:
        DatasetInvalid: the file is missing, damaged, or has another size; names it.
    """
    try:
        return _value(file, shape, element, pictures).reshape(shape)
    except FileNotFoundError as error:
        raise DatasetInvalid(dataset, f"{file.name} is not there.") from error
    except (OSError, ValueError, EOFError, wave.Error) as error:
        why = f"{file.name} cannot be read as a sample of shape {shape}: {error}."
        raise DatasetInvalid(dataset, why) from error


def _value(file: Path, shape: tuple[int, ...], element: str, pictures: PictureReader) -> Array:
    suffix = file.suffix.lower()
    if suffix == ".npy":
        loaded: Array = np.load(file, allow_pickle=False)
        return loaded
    if suffix == ".bin":
        return _raw(file.read_bytes(), math.prod(shape), element)
    if suffix == ".wav":
        return _recording(file)
    if len(shape) != 3 or shape[2] not in {1, 3}:
        raise ValueError("the model takes no picture")
    return pictures(file.read_bytes(), shape)


def _raw(data: bytes, count: int, element: str) -> Array:
    kind = np.dtype(element)
    if len(data) != count * kind.itemsize:
        raise ValueError(f"it has {len(data):,} bytes; {count * kind.itemsize:,} are {count:,} {kind}")
    return np.frombuffer(data, kind.newbyteorder("<")).astype(kind)


def _recording(file: Path) -> Array:
    """PCM as real values -1…1: 16 bits, or unsigned 8 bits (RIFF WAVE)."""
    with wave.open(str(file), "rb") as held:
        data, width = held.readframes(held.getnframes()), held.getsampwidth()
    if width == 2:
        return np.frombuffer(data, "<i2").astype(np.float32) / 32_768
    if width == 1:
        return (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / 128
    raise ValueError(f"it has {8 * width} bits a value; 8 and 16 are read")
