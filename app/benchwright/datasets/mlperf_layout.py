"""The layout of MLPerf Tiny: a folder of raw .bin files and `y_labels.csv` that says what each is.

A line is `file, classes, class`; of ad01 two more follow, the bytes of a window and of the step to the next
(mlcommons/tiny, benchmark/evaluation/datasets).
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from benchwright.model.errors import DatasetInvalid

LABELS_FILE = "y_labels.csv"
MAXIMUM_FILES = 200_000
_REMEDY = "Each line of y_labels.csv is: file, number of classes, class; the files lie beside it."


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """One line of y_labels.csv. `window_bytes` and `step_bytes` cut the file into inputs; 0 for the whole as one."""

    path: Path
    size_bytes: int
    class_count: int
    label: int
    window_bytes: int = 0
    step_bytes: int = 0

    @property
    def input_count(self) -> int:
        """Inputs that the file gives."""
        if not self.window_bytes:
            return 1
        return (self.size_bytes - self.window_bytes) // self.step_bytes + 1

    def inputs(self) -> tuple[bytes, ...]:
        """The bytes of each input, as `db load` takes them. Reads the file.

        Raises:
            DatasetInvalid: it has gone, or has another size now.
        """
        folder = self.path.parent.name
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise DatasetInvalid(
                self.path.parent.name, f"{self.path.name} cannot be read: {error.strerror or error}."
            ) from error
        if len(data) != self.size_bytes:
            raise DatasetInvalid(folder, f"{self.path.name} changed while it was used.")
        if not self.window_bytes:
            return (data,)
        starts = range(0, len(data) - self.window_bytes + 1, self.step_bytes)
        return tuple(data[start : start + self.window_bytes] for start in starts)


@dataclass(frozen=True, slots=True)
class LabelledFiles:
    """A whole folder in the order of its y_labels.csv."""

    name: str
    files: tuple[LabelledFile, ...]

    @property
    def class_count(self) -> int:
        """Classes, the same on every line."""
        return self.files[0].class_count

    @property
    def input_count(self) -> int:
        """Inputs of all files."""
        return sum(file.input_count for file in self.files)

    @property
    def sha256(self) -> str:
        """Digest over names, labels and contents in their order. Reads every file."""
        made = hashlib.sha256()
        for file in self.files:
            line = f"{file.path.name},{file.class_count},{file.label},{file.window_bytes},{file.step_bytes},"
            made.update(f"{line}{file.size_bytes}\n".encode())
            made.update(file.path.read_bytes())
        return made.hexdigest()


def read_labelled_files(
    folder: Path, input_bytes: int | None = None, window: tuple[int, int] | None = None
) -> LabelledFiles:
    """What y_labels.csv of a folder lists, each line and each file checked; contents are read later.

    `input_bytes` is how long an input is, where that is known. `window` is the length of a window and the step to the
    next in bytes, for lists that do not say it themselves.

    Raises:
        DatasetInvalid: no such list, an empty one, a line that is none, a file that is not there, is listed twice, lies
            elsewhere or has a wrong size, a class outside its range; names the line.
    """
    listed = folder / LABELS_FILE
    if listed.exists() and not listed.is_file():
        raise DatasetInvalid(folder.name, "Its y_labels.csv is no file.", _REMEDY)
    try:
        with listed.open(newline="", encoding="utf-8-sig") as stream:
            rows = [(number, row) for number, row in enumerate(csv.reader(stream), 1) if any(map(str.strip, row))]
    except FileNotFoundError as error:
        raise DatasetInvalid(folder.name, "It holds no y_labels.csv.", _REMEDY) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetInvalid(folder.name, f"y_labels.csv cannot be read: {error}.", _REMEDY) from error
    if not rows:
        raise DatasetInvalid(folder.name, "y_labels.csv is empty.", _REMEDY)
    if len(rows) > MAXIMUM_FILES:
        raise DatasetInvalid(folder.name, f"It lists {len(rows):,} files; {MAXIMUM_FILES:,} are the limit.")
    files = tuple(_Line(folder, number, row).file(input_bytes, window) for number, row in rows)
    _check_together(folder, [number for number, _ in rows], files)
    return LabelledFiles(folder.name, files)


@dataclass(frozen=True, slots=True)
class _Line:
    folder: Path
    number: int
    row: list[str]

    def file(self, input_bytes: int | None, window: tuple[int, int] | None) -> LabelledFile:
        cells = [cell.strip() for cell in self.row]
        if len(cells) not in {3, 5}:
            raise self._invalid(f"has {len(cells)} fields; there are 3, or 5 with windows")
        name = cells[0]
        numbers = [self._number(cell) for cell in cells[1:]]
        class_count, label = numbers[:2]
        window_bytes, step_bytes = (numbers[2], numbers[3]) if len(numbers) == 4 else window or (0, 0)
        if not name or Path(name).name != name or "\\" in name or name in {".", ".."}:
            raise self._invalid(f"names '{name}', which is no file of this folder")
        if class_count < 1:
            raise self._invalid("says 0 classes")
        if not 0 <= label < max(class_count, 2):
            raise self._invalid(f"says class {label}; there are {class_count}, from 0")
        if bool(window_bytes) != bool(step_bytes):
            raise self._invalid("has a window or a step of 0 bytes")
        path = self.folder / name
        if not path.is_file():
            raise self._invalid(f"names '{name}', which is not in the folder")
        made = LabelledFile(path, path.stat().st_size, class_count, label, window_bytes, step_bytes)
        self._check_size(made, input_bytes)
        return made

    def _check_size(self, file: LabelledFile, input_bytes: int | None) -> None:
        if not file.size_bytes:
            raise self._invalid(f"names {file.path.name}, which is empty")
        if file.window_bytes > file.size_bytes:
            raise self._invalid(
                f"wants windows of {file.window_bytes:,} bytes; {file.path.name} has {file.size_bytes:,}"
            )
        of_input = file.window_bytes or file.size_bytes
        if input_bytes is not None and of_input != input_bytes:
            raise self._invalid(
                f"gives inputs of {of_input:,} bytes ({file.path.name}); the model takes {input_bytes:,}"
            )

    def _number(self, cell: str) -> int:
        if not (cell.isascii() and cell.isdigit() and len(cell) < 10):
            raise self._invalid(f"has '{cell}' where a whole number belongs")
        return int(cell)

    def _invalid(self, why: str) -> DatasetInvalid:
        return DatasetInvalid(self.folder.name, f"Line {self.number} of y_labels.csv {why}.", _REMEDY)


def _check_together(folder: Path, numbers: list[int], files: tuple[LabelledFile, ...]) -> None:
    seen: dict[str, int] = {}
    for number, file in zip(numbers, files, strict=True):
        name = file.path.name
        if name in seen:
            why = f"Line {number} of y_labels.csv names '{name}' again, which line {seen[name]} names."
            raise DatasetInvalid(folder.name, why, _REMEDY)
        seen[name] = number
        if file.class_count != files[0].class_count:
            why = (
                f"Line {number} of y_labels.csv says {file.class_count} classes; the first says {files[0].class_count}."
            )
            raise DatasetInvalid(folder.name, why, _REMEDY)
