"""Data sets as they lie on disk: .npz, .npy, .csv, or a folder of samples; with labels or without."""

from __future__ import annotations

import csv
import hashlib
import math
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchwright.forge.telling import Refused

Array = npt.NDArray[Any]
Labels = npt.NDArray[np.int64]

MAXIMUM_BYTES = 1 << 31
MAXIMUM_FILES = 200_000
_VALUES = ("x", "images", "x_test", "data", "inputs", "features", "X")
_LABELS = ("y", "labels", "y_test", "targets", "label", "Y")
_IMAGES = {".png", ".jpg", ".jpeg", ".bmp", ".gif"}


@dataclass(frozen=True, slots=True)
class Dataset:
    """Samples `[n, …]` in the type they had, and their labels if they have any.

    `divisor` is what the file says its whole numbers are to be divided by; None where it says nothing.
    """

    values: Array
    labels: Labels | None
    divisor: float | None = None

    def first(self, count: int) -> Dataset:
        """The first `count`, all for 0."""
        if not count:
            return self
        labels = self.labels[:count] if self.labels is not None else None
        return replace(self, values=self.values[:count], labels=labels)

    @property
    def sha256(self) -> str:
        """Digest over values and labels, with their type and shape."""
        made = hashlib.sha256(f"{self.values.dtype} {self.values.shape}".encode())
        made.update(np.ascontiguousarray(self.values).tobytes())
        if self.labels is not None:
            made.update(self.labels.astype("<i8").tobytes())
        return made.hexdigest()


def read_dataset(path: Path, shape: Sequence[int]) -> Dataset:
    """A data set whose samples have `shape`, the model's input without the batch.

    Raises:
        Refused: what is wrong with it.
    """
    if path.is_dir():
        found = _folder(path, tuple(shape))
    elif not path.is_file():
        raise Refused("dataset", "There is no such file or folder.", "Check the path and its rights.")
    elif path.stat().st_size > MAXIMUM_BYTES:
        raise Refused("dataset", f"It has {path.stat().st_size:,} bytes; {MAXIMUM_BYTES:,} are the limit.")
    else:
        found = _file(path, tuple(shape))
    return _checked(found, tuple(shape))


def as_inputs(dataset: Dataset, divisor: float | None) -> tuple[npt.NDArray[np.float32], str]:
    """The real values a model takes, and how they were made of the stored ones."""
    values = dataset.values
    if values.dtype.kind == "f":
        return values.astype(np.float32), "values as stored"
    by = divisor or dataset.divisor or (255.0 if values.dtype == np.uint8 else 1.0)
    words = f"whole numbers divided by {by:g}" if by != 1 else "whole numbers as stored"
    return (values / np.float32(by)).astype(np.float32), words


def _file(path: Path, shape: tuple[int, ...]) -> Dataset:
    readers: dict[str, Callable[[Path, tuple[int, ...]], Dataset]] = {".npz": _npz, ".npy": _npy, ".csv": _csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Refused("dataset", f"'{path.suffix}' is no form of data set that is known here.")
    try:
        return reader(path, shape)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, csv.Error, UnicodeDecodeError) as error:
        raise Refused("dataset", f"It cannot be read: {error}.") from error


def _npz(path: Path, _shape: tuple[int, ...]) -> Dataset:
    with np.load(path, allow_pickle=False) as held:
        names = list(held.files)
        value_name = next((name for name in _VALUES if name in names), names[0] if len(names) == 1 else "")
        if not value_name:
            raise Refused("dataset", f"It holds {', '.join(names) or 'nothing'}, but no array named x.")
        label_name = next((name for name in _LABELS if name in names), "")
        labels = _labels(held[label_name]) if label_name else None
        divisor = float(held["divisor"]) if "divisor" in names and held["divisor"].ndim == 0 else None
        return Dataset(held[value_name], labels, divisor)


def _npy(path: Path, _shape: tuple[int, ...]) -> Dataset:
    return Dataset(np.load(path, allow_pickle=False), None)


def _csv(path: Path, shape: tuple[int, ...]) -> Dataset:
    """With a heading: the column `label` and values, or `file` and `label`; without one the label comes first."""
    with path.open(newline="", encoding="utf-8") as stream:
        rows = [row for row in csv.reader(stream) if row]
    if not rows:
        raise Refused("dataset", "It is empty.")
    heading = [word.strip().lower() for word in rows[0]]
    if "file" in heading and "label" in heading:
        files = [path.parent / row[heading.index("file")] for row in rows[1:]]
        return _of_files(files, [row[heading.index("label")] for row in rows[1:]], shape)
    if "label" in heading:
        place, rows = heading.index("label"), rows[1:]
    else:
        place = 0 if len(rows[0]) == math.prod(shape) + 1 else -1
    values = np.array([[float(cell) for at, cell in enumerate(row) if at != place] for row in rows], np.float32)
    return Dataset(values, _named_labels([row[place] for row in rows], ()) if place >= 0 else None)


def _folder(path: Path, shape: tuple[int, ...]) -> Dataset:
    """A folder for each label, or samples without labels. `labels.txt` may give the order of the labels."""
    folders = sorted(folder for folder in path.iterdir() if folder.is_dir())
    if not folders:
        return replace(_of_files(sorted(path.iterdir()), [], shape), labels=None)
    listed = path / "labels.txt"
    order = tuple(listed.read_text("utf-8").split()) if listed.is_file() else ()
    pairs = [(file, folder.name) for folder in folders for file in sorted(folder.iterdir())]
    return _of_files([file for file, _ in pairs], [name for _, name in pairs], shape, order)


def _of_files(files: Sequence[Path], labels: Sequence[str], shape: tuple[int, ...],
              order: tuple[str, ...] = ()) -> Dataset:  # fmt: skip
    kept = [at for at, file in enumerate(files) if file.suffix.lower() in {".npy", *_IMAGES}]
    if not kept:
        raise Refused("dataset", "It holds no .npy and no picture (.png, .jpg, .bmp, .gif).")
    if len(kept) > MAXIMUM_FILES:
        raise Refused("dataset", f"It holds {len(kept):,} files; {MAXIMUM_FILES:,} are the limit.")
    values = np.stack([_sample(files[at], shape) for at in kept])
    return Dataset(values, _named_labels([labels[at] for at in kept], order) if labels else None)


def _sample(file: Path, shape: tuple[int, ...]) -> Array:
    try:
        value: Array = np.load(file, allow_pickle=False) if file.suffix.lower() == ".npy" else _picture(file, shape)
        return value.reshape(shape)
    except (OSError, ValueError, EOFError) as error:
        raise Refused("dataset", f"{file.name} cannot be read as a sample of shape {shape}: {error}.") from error


def _picture(file: Path, shape: tuple[int, ...]) -> Array:
    """A picture in the size and the channels of the model's input, as bytes."""
    if len(shape) != 3 or shape[2] not in {1, 3}:
        raise Refused("dataset", f"The model takes {shape}, which is no picture.")
    try:
        import tensorflow as tf  # noqa: PLC0415  (slow to import; only pictures need it)
    except ImportError as error:
        raise Refused("tool", "Pictures are decoded by TensorFlow, which is not set up.") from error
    try:
        decoded = tf.io.decode_image(file.read_bytes(), channels=shape[2], expand_animations=False)
    except tf.errors.InvalidArgumentError as error:
        raise ValueError("it is no picture") from error
    resized = tf.image.resize(decoded, shape[:2], antialias=True)
    rounded: Array = np.clip(np.round(resized.numpy()), 0, 255).astype(np.uint8)
    return rounded


def _labels(stored: Array) -> Labels:
    if stored.ndim == 2 and stored.shape[1] > 1:
        largest: Labels = stored.argmax(axis=1).astype(np.int64)
        return largest
    flat = stored.reshape(-1)
    if flat.dtype.kind in "US":
        return _named_labels([str(name) for name in flat], ())
    if flat.dtype.kind == "f" and not np.array_equal(flat, np.round(flat)):
        raise Refused("dataset", "Its labels are no whole numbers; only the accuracy of classes is known here.")
    numbers: Labels = flat.astype(np.int64)
    return numbers


def _named_labels(names: Sequence[str], order: tuple[str, ...]) -> Labels:
    """Numbers as they are, names by their order: that of `labels.txt`, else of the alphabet."""
    stripped = [name.strip() for name in names]
    if not order and all(name.lstrip("-").isdigit() for name in stripped):
        return np.array([int(name) for name in stripped], np.int64)
    known = {name: place for place, name in enumerate(order or sorted(set(stripped)))}
    strange = next((name for name in stripped if name not in known), None)
    if strange is not None:
        raise Refused("dataset", f"labels.txt does not list '{strange}'.")
    return np.array([known[name] for name in stripped], np.int64)


def _checked(found: Dataset, shape: tuple[int, ...]) -> Dataset:
    values, labels = found.values, found.labels
    if values.dtype.kind not in "fiub":
        raise Refused("dataset", f"Its values are {values.dtype}, not numbers.")
    if values.ndim < 1 or not len(values):
        raise Refused("dataset", "It holds no samples.")
    if math.prod(values.shape[1:]) != math.prod(shape):
        raise Refused("dataset", f"Its samples have shape {values.shape[1:]}; the model takes {shape}.")
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise Refused("dataset", "Some of its values are not finite.")
    if labels is not None and len(labels) != len(values):
        raise Refused("dataset", f"It holds {len(values)} samples and {len(labels)} labels.")
    return replace(found, values=values.reshape((len(values), *shape)))
