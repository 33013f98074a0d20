"""The answers of an accuracy run as they come, in a file of lines, so that a run of hours can be gone on with."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from benchwright.model.errors import AnswersForeign, FileUnwritable
from benchwright.model.mlperf_result import FileAnswer


@dataclass(frozen=True, slots=True)
class RunIdentity:
    """What answers must share to be of one run."""

    benchmark: str
    device: str
    firmware: str
    dataset_sha256: str


_WORDS = {
    "benchmark": "the benchmark",
    "device": "the DUT",
    "firmware": "what its firmware says of itself",
    "dataset_sha256": "the data set",
}


class AnswerJournal:
    """Answers in the order of the set, each on the disk before the next one is asked for. Owned by one thread."""

    def __init__(self, file: Path, identity: RunIdentity) -> None:
        self._file = file
        self._identity = identity
        self._stream: TextIOWrapper | None = None

    def open(self) -> tuple[FileAnswer, ...]:
        """The answers that an earlier run left, as far as they are whole; new ones are appended.

        Raises:
            AnswersForeign: they are those of another DUT, benchmark or set.
            FileUnwritable: nothing can be kept there.
        """
        try:
            kept, sound_bytes = self._read()
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._file.open("a", encoding="ascii", newline="\n")
            self._stream.truncate(sound_bytes)
            if not sound_bytes:
                self._write({"identity": asdict(self._identity)})
        except OSError as error:
            raise FileUnwritable(str(self._file), f"{error.strerror or error}.") from error
        return kept

    def add(self, answer: FileAnswer) -> None:
        """Keeps one more.

        Raises:
            FileUnwritable: the disk is full, or gone.
        """
        try:
            self._write({"file": answer.file, "label": answer.label, "results": answer.results})
        except OSError as error:
            raise FileUnwritable(str(self._file), f"{error.strerror or error}.") from error

    def drop(self) -> None:
        """Removes the file: the answers are elsewhere now, or wanted no longer."""
        self.close()
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def close(self) -> None:
        """Ends writing; the file stays."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None

    def __enter__(self) -> AnswerJournal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, document: object) -> None:
        if self._stream is None:
            raise AssertionError("the journal is not open")
        self._stream.write(json.dumps(document) + "\n")
        self._stream.flush()

    def _read(self) -> tuple[tuple[FileAnswer, ...], int]:
        """Whole answers, and how many bytes of the file they take: a program that died leaves half a line."""
        try:
            data = self._file.read_bytes()
        except FileNotFoundError:
            return (), 0
        head, *lines = data.splitlines(keepends=True) or [b""]
        known = _identity(head)
        if known is None:
            return (), 0
        differences = [_WORDS[name] for name, value in asdict(self._identity).items() if known.get(name) != value]
        if differences:
            raise AnswersForeign(str(self._file), differences)
        kept, sound_bytes = [], len(head)
        for line in lines:
            answer = _answer(line)
            if answer is None:
                break
            kept.append(answer)
            sound_bytes += len(line)
        return tuple(kept), sound_bytes


def matching(kept: Sequence[FileAnswer], asked: Sequence[tuple[str, int]]) -> tuple[FileAnswer, ...]:
    """The answers up to the first that is not of the file and label asked for in its place."""
    count = 0
    for answer, wanted in zip(kept, asked, strict=False):
        if (answer.file, answer.label) != wanted:
            break
        count += 1
    return tuple(kept[:count])


def _identity(line: bytes) -> dict[str, str] | None:
    with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
        known = json.loads(line)["identity"]
        return {str(name): str(value) for name, value in known.items()} if line.endswith(b"\n") else None
    return None


def _answer(line: bytes) -> FileAnswer | None:
    with contextlib.suppress(ValueError, TypeError, KeyError):
        read = json.loads(line)
        results = tuple(float(value) for value in read["results"])
        return FileAnswer(str(read["file"]), int(read["label"]), results) if line.endswith(b"\n") else None
    return None
