"""The submission folder: what tools/submission/submission_checker.py of mlcommons/tiny walks through."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchwright.files import read_regular
from benchwright.model.errors import FileUnwritable, SubmissionInvalid
from benchwright.model.mlperf_result import MlperfResult
from benchwright.model.submission import NAME, Availability, SubmissionPlace, system_document
from benchwright.protocols.submission import SubmissionTarget
from benchwright.reports.mlperf.document import result_document
from benchwright.reports.mlperf.lines import result_lines
from benchwright.reports.mlperf.picture import power_picture

_MOST_SYSTEM_BYTES = 1 << 20
_CODE_FILE = "README.txt"
_NOTES = "Hardware Notes"
_PICTURE = "energy_inf_000.png"
_CODE_WORDS = (
    "The sources of the firmware that was measured belong here, with what it takes to build it.\n"
    "Benchwright measured what answered on the line and knows no more of it than this:\n"
)


class SubmissionFolder:
    """Writes results; see `protocols.submission`. `version` is the program's, for the log."""

    def __init__(self, version: str) -> None:
        self._version = version

    def check(self, target: SubmissionTarget) -> None:
        """Reads the given description of the system, and tries to write."""
        place = target.place
        for value in (place.submitter, place.system):
            if not NAME.fullmatch(value):
                why = "It is no name of a folder: letters, digits, dots, dashes and underscores, 64 at most."
                raise SubmissionInvalid(value, why)
        self._given(target)
        try:
            target.out.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=target.out):
                pass
        except OSError as error:
            raise FileUnwritable(str(target.out), f"{error.strerror or error}.") from error

    def write(self, result: MlperfResult, target: SubmissionTarget, talk: Sequence[str]) -> Path:
        """Writes the three files of a result, the description of its system, and a word where the code belongs."""
        self.check(target)
        folder = target.out / target.place.results(result.benchmark, result.mode)
        lines = tuple(result_lines(result))
        document = json.dumps(result_document(result), indent=1)
        log = "\n".join((f"Benchwright {self._version}", *talk, *_answers(result), *lines)) + "\n"
        files = {
            "log.txt": _ascii(log),
            "results.txt": _ascii("\n".join(lines) + "\n"),
            "results.json": _ascii(document + "\n"),
        }
        if result.picture_ua:
            files[_PICTURE] = power_picture(result.picture_ua)
        try:
            self._describe(result, target)
            _replace_folder(folder, files)
        except OSError as error:
            raise FileUnwritable(str(folder), f"{error.strerror or error}.") from error
        return folder

    def _describe(self, result: MlperfResult, target: SubmissionTarget) -> None:
        place, root = target.place, target.out / target.place.root
        system = root / "systems" / f"{place.system}.json"
        given = self._given(target)
        kept = _read_system(system) if system.is_file() and not given else {}
        known = system_document(
            place, target.board, engine="", remark=result.dut.remark, extra={**kept, **given} | _fixed(place)
        )
        known[_NOTES] = _noted(known[_NOTES], result, between=" ")
        system.parent.mkdir(parents=True, exist_ok=True)
        system.write_text(json.dumps(known, indent=4, ensure_ascii=False) + "\n", "utf-8")
        code = root / "code" / place.system / _CODE_FILE
        before = words = code.read_text("utf-8", "replace") if code.is_file() else ""
        if not code.parent.is_dir():
            code.parent.mkdir(parents=True)
            facts = result.dut
            words = f"{_CODE_WORDS}name '{facts.vendor_name}', profile '{facts.profile}', model '{facts.model_id}'"
        noted = _noted(words, result, between="\n")
        if noted != before.rstrip():
            code.write_text(f"{noted}\n", "utf-8")

    def _given(self, target: SubmissionTarget) -> dict[str, str]:
        return _read_system(target.system_file) if target.system_file is not None else {}


def _noted(text: str, result: MlperfResult, *, between: str) -> str:
    """A text that says whether the result is of hardware and of a meter, once, whatever an earlier one had there."""
    made_up = f"{result.benchmark.folder}, {result.mode.value}: the meter was simulated, no current flowed."
    notes = (result.dut.remark, made_up if result.meter is not None and result.meter.is_simulated else "")
    own = text.replace(f"{between}{made_up}", "").replace(made_up, "").rstrip()
    return between.join((*filter(None, (own,)), *(note for note in notes if note and note not in own)))


def _fixed(place: SubmissionPlace) -> dict[str, str]:
    """What the place decides, whatever a description says."""
    return {"Submitter": place.submitter, "Division": place.division.value, "Status": place.availability.value}


def _read_system(file: Path) -> dict[str, str]:
    """A description of a system.

    Raises:
        SubmissionInvalid: it is no such file.
    """
    try:
        read = json.loads(read_regular(file, maximum_bytes=_MOST_SYSTEM_BYTES))
    except (OSError, ValueError) as error:
        raise SubmissionInvalid(str(file), f"It cannot be read: {error}.") from error
    if not isinstance(read, dict) or not all(isinstance(value, str | int | float) for value in read.values()):
        raise SubmissionInvalid(str(file), "It is no JSON object of texts and numbers.")
    status = str(read.get("Status", Availability.RDI.value)).lower()
    if status not in {one.value for one in Availability}:
        raise SubmissionInvalid(str(file), f"Its Status '{status}' is none of available, preview, rdi.")
    return {str(key): str(value) for key, value in read.items()}


def _ascii(text: str) -> bytes:
    """For a reader that takes a file in whatever code its computer has."""
    return text.encode("ascii", "replace")


def _answers(result: MlperfResult) -> tuple[str, ...]:
    """Of an accuracy what was printed for each input, in place of a talk of a million lines."""
    return tuple(
        f"{one.file} ({one.label}) m-results-[{','.join(f'{value:.3f}' for value in one.results)}]"
        for one in result.answers
    )


def _replace_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Puts a folder with these files in the place of an earlier one; readers see the old files or the new ones."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".benchwright-"))
    try:
        part.chmod(0o755)
        for name, data in files.items():
            (part / name).write_bytes(data)
        if folder.exists():
            before = part.with_name(f"{part.name}-before")
            folder.rename(before)
            part.rename(folder)
            shutil.rmtree(before)
        else:
            part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
