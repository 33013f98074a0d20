"""Data sets as they lie on disk: .npz, .npy, .csv, or a folder of samples; with labels or without."""

from __future__ import annotations

import csv
import math
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchwright.datasets.dataset import Array, Dataset, Labels
from benchwright.datasets.mlperf_dataset import read_mlperf
from benchwright.datasets.mlperf_layout import LABELS_FILE
from benchwright.datasets.sample_files import LISTED, SUFFIXES, PictureReader, png_of_size, read_sample
from benchwright.model.errors import DatasetInvalid

MAXIMUM_BYTES = 1 << 31
MAXIMUM_FILES = 200_000
_VALUES = ("x", "images", "x_test", "data", "inputs", "features", "X")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.0*)?", re.ASCII)
"""A label that is a whole number, however a table wrote it."""
_NO_CLASS = (".", "__")
"""Beginnings of folders that hold no samples: those of tools."""
_LABELS = ("y", "labels", "y_test", "targets", "label", "Y")


def read_dataset(
    path: Path, shape: Sequence[int], *, element: str = "float32", pictures: PictureReader = png_of_size
) -> Dataset:
    """A data set whose samples have `shape`, the model's input without the batch.

    `element` is the type of raw .bin samples, NumPy's word; `pictures` reads those, PNG of the model's size by default.

    Raises:
        DatasetInvalid: what is wrong with it.
    """
    return _Reading(path, tuple(shape), element, pictures).dataset()


@dataclass(frozen=True, slots=True)
class _Reading:
    path: Path
    shape: tuple[int, ...]
    element: str
    pictures: PictureReader

    def dataset(self) -> Dataset:
        path = self.path
        if path.is_dir():
            found = self._guarded(self._folder)
        elif not path.is_file():
            raise self._invalid("There is no such file or folder.", "Check the path and its rights.")
        elif path.stat().st_size > MAXIMUM_BYTES:
            raise self._invalid(f"It has {path.stat().st_size:,} bytes; {MAXIMUM_BYTES:,} are the limit.")
        else:
            found = self._file()
        return self._checked(found)

    def _file(self) -> Dataset:
        readers = {".npz": self._npz, ".npy": self._npy, ".csv": self._csv}
        reader = readers.get(self.path.suffix.lower())
        if reader is None:
            raise self._invalid(f"'{self.path.suffix}' is no form of data set that is known here.")
        return self._guarded(reader)

    def _guarded(self, reader: Callable[[], Dataset]) -> Dataset:
        try:
            return reader()
        except UnicodeDecodeError as error:
            raise self._invalid("A text in it is not UTF-8.", "Save its labels as UTF-8.") from error
        except (OSError, ValueError, EOFError, zipfile.BadZipFile, csv.Error) as error:
            is_pickled = "allow_pickle" in str(error) or "pickle" in str(error)
            why = "it holds objects of Python, or is damaged" if is_pickled else str(error)
            raise self._invalid(f"It cannot be read: {why}.") from error

    def _npz(self) -> Dataset:
        with np.load(self.path, allow_pickle=False) as held:
            names = list(held.files)
            value_name = next((name for name in _VALUES if name in names), names[0] if len(names) == 1 else "")
            if not value_name:
                raise self._invalid(f"It holds {', '.join(names) or 'nothing'}, but no array named x.")
            label_name = next((name for name in _LABELS if name in names), "")
            divisor = float(held["divisor"]) if "divisor" in names and held["divisor"].ndim == 0 else None
            found = Dataset(held[value_name], None, divisor)
            return self._with_answers(found, held[label_name]) if label_name else found

    def _npy(self) -> Dataset:
        return Dataset(np.load(self.path, allow_pickle=False), None)

    def _csv(self) -> Dataset:
        """With a heading: the column `label` and values, or `file` and `label`; without one the label comes first."""
        with self.path.open(newline="", encoding="utf-8-sig") as stream:
            rows = [row for row in csv.reader(stream) if row]
        if not rows:
            raise self._invalid("It is empty.")
        heading = [word.strip().lower() for word in rows[0]]
        uneven = next((number for number, row in enumerate(rows, 1) if len(row) != len(heading)), None)
        if uneven is not None:
            raise self._invalid(f"Line {uneven} has {len(rows[uneven - 1])} fields; the first has {len(heading)}.")
        if "file" in heading and "label" in heading:
            files = [self.path.parent / row[heading.index("file")].strip() for row in rows[1:]]
            self._require_listed(files)
            return self._of_files(files, [row[heading.index("label")] for row in rows[1:]])
        if "label" in heading:
            place, rows = heading.index("label"), rows[1:]
        else:
            place = 0 if len(rows[0]) == math.prod(self.shape) + 1 else -1
        values = np.array([[float(cell) for at, cell in enumerate(row) if at != place] for row in rows], np.float32)
        found = Dataset(values, None)
        return self._with_names(found, [row[place] for row in rows], ()) if place >= 0 else found

    def _folder(self) -> Dataset:
        """y_labels.csv, a folder for each label, or samples without; `labels.txt` may give the order of the labels."""
        if (self.path / LABELS_FILE).is_file():
            return read_mlperf(self.path, self.shape, self.element)
        found = (folder for folder in self.path.iterdir() if not folder.name.startswith(_NO_CLASS))
        folders = sorted(folder for folder in found if folder.is_dir())
        if not folders:
            return self._of_files(sorted(self.path.iterdir()), [])
        listed = self.path / "labels.txt"
        order = _listed_names(listed.read_text("utf-8-sig")) if listed.is_file() else ()
        if not order and not all(_NUMBER.fullmatch(folder.name) for folder in folders):
            order = tuple(folder.name for folder in folders)  # one without samples is a class too
        pairs = [(file, folder.name) for folder in folders for file in sorted(folder.iterdir())]
        return self._of_files([file for file, _ in pairs], [name for _, name in pairs], order)

    def _require_listed(self, files: Sequence[Path]) -> None:
        """Holds a list of files to what is there; the heading is its first line."""
        for line, file in enumerate(files, 2):
            if file.suffix.lower() not in SUFFIXES:
                raise self._invalid(f"Line {line}: '{file.name}' is no {LISTED}.")
            if not file.is_file():
                raise self._invalid(f"Line {line}: there is no file '{file.name}'.")

    def _of_files(self, files: Sequence[Path], labels: Sequence[str], order: tuple[str, ...] = ()) -> Dataset:
        kept = [at for at, file in enumerate(files) if file.suffix.lower() in SUFFIXES]
        if not kept:
            raise self._invalid(f"It holds no {LISTED}.")
        if len(kept) > MAXIMUM_FILES:
            raise self._invalid(f"It holds {len(kept):,} files; {MAXIMUM_FILES:,} are the limit.")
        read = [read_sample(files[at], self.path.name, self.shape, self.element, self.pictures) for at in kept]
        found = Dataset(np.stack(read), None, names=tuple(files[at].name for at in kept))
        return self._with_names(found, [labels[at] for at in kept], order) if labels else found

    def _with_answers(self, found: Dataset, stored: Array) -> Dataset:
        """With labels: numbers, names, or a row for each class; with real outputs where they are none of these."""
        if stored.dtype.kind in "US":
            return self._with_names(found, [str(name) for name in stored.reshape(-1)], ())
        has_rows = stored.ndim == 2 and stored.shape[1] > 1
        if has_rows and (stored.dtype.kind != "f" or _are_choices(stored)):
            return replace(found, labels=stored.argmax(axis=1).astype(np.int64))
        if stored.dtype.kind == "f" and (has_rows or not np.array_equal(stored, np.round(stored))):
            return replace(found, targets=stored)
        return replace(found, labels=stored.reshape(-1).astype(np.int64))

    def _with_names(self, found: Dataset, names: Sequence[str], order: tuple[str, ...]) -> Dataset:
        """Numbers as they are, names by their order: that of `labels.txt`, else of the alphabet."""
        stripped = [name.strip() for name in names]
        if not order and all(_NUMBER.fullmatch(name) for name in stripped):
            return replace(found, labels=np.array([int(float(name)) for name in stripped], np.int64))
        classes = order or tuple(sorted(set(stripped)))
        known = {name: place for place, name in enumerate(classes)}
        strange = next((name for name in stripped if name not in known), None)
        if strange is not None:
            why = f"labels.txt does not list '{strange}'."
            raise self._invalid(why)
        labels: Labels = np.array([known[name] for name in stripped], np.int64)
        return replace(found, labels=labels, class_names=classes)

    def _checked(self, found: Dataset) -> Dataset:
        values = found.values
        if values.dtype.kind not in "fiub":
            raise self._invalid(f"Its values are {values.dtype}, not numbers.")
        if values.ndim < 1 or not len(values):
            raise self._invalid("It holds no samples.")
        if math.prod(values.shape[1:]) != math.prod(self.shape):
            raise self._invalid(f"Its samples have shape {values.shape[1:]}; the model takes {self.shape}.")
        if values.dtype.kind == "f" and not np.isfinite(values).all():
            raise self._invalid("Some of its values are not finite.")
        answers = found.labels if found.labels is not None else found.targets
        if answers is not None and len(answers) != len(values):
            raise self._invalid(f"It holds {len(values)} samples and {len(answers)} labels.")
        if found.targets is not None and not np.isfinite(found.targets).all():
            raise self._invalid("Some of its values are not finite.")
        return replace(found, values=values.reshape((len(values), *self.shape)))

    def _invalid(self, why: str, remedy: str = "") -> DatasetInvalid:
        return DatasetInvalid(self.path.name, why, remedy)


def _listed_names(text: str) -> tuple[str, ...]:
    """A name a line, which may hold spaces; of a single line its words."""
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    return tuple(text.split()) if len(lines) == 1 else lines


def _are_choices(stored: Array) -> bool:
    """Whether each row is a choice among classes: of values 0…1 that sum to 1."""
    return bool(np.allclose(stored.sum(axis=1), 1) and ((stored >= 0) & (stored <= 1)).all())
