"""What the official checker of MLPerf Tiny asks of a submission folder, said anew from its documentation and patterns.

It names everything that is wrong with a folder, so that a test can hold ours against it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DIVISIONS = {"closed", "open"}
STATUSES = {"available", "preview", "rdi"}
RESULT_FILES = {"log.txt", "results.txt", "results.json"}
REQUIRED = {"ad": ("accuracy", "performance"), "ic": ("accuracy", "performance"), "kws": ("accuracy", "performance")}
REQUIRED |= {"vww": ("accuracy", "performance"), "sww": ("energy",)}
TARGETS = {"ad": ("auc", 0.85), "ic": ("top-1", 85.0), "kws": ("top-1", 90.0), "vww": ("top-1", 80.0)}
TOP_1 = re.compile(r".* Top[- ]1%?\s?[:=] ([\d\.]+).*")
AUC = re.compile(r".* AUC\s?[:=] ([\d\.]+).*")
THROUGHPUT = re.compile(r".* Median throughput is\s+([\d\.]+) inf\./sec\..*")
ENERGY = re.compile(r"Median energy cost is ([\d\.]+) uJ/inf")
DETECTIONS = re.compile(r"Accuracy: (\d+) True positives, (\d+) False negatives, (\d+) False positives")
DUTY = re.compile(r"Average duty cycle:\s*([\d\.]+)")
POWER = re.compile(r"Power\s+: ([\d\.]+) mW")
ESTIMATED = re.compile(r"Estimated throughput:\s*([\d\.]+) inf\./sec\..*")
MOST_BYTES = 500 * 1024 * 1024


@dataclass
class Submission:
    """One folder; `faults` says what is wrong with it."""

    root: Path

    def faults(self) -> list[str]:
        return list(self._faults())

    def value(self, folder: Path, pattern: re.Pattern[str]) -> float | None:
        """The last number that a pattern finds in a result, as the checker reads it: a line from its start."""
        lines = (folder / "results.txt").read_text("utf-8").splitlines()
        search = pattern.search if pattern in {ENERGY, DETECTIONS, DUTY, POWER, ESTIMATED} else pattern.match
        found = [match for line in lines if (match := search(line))]
        return float(found[-1][1]) if found else None

    def _faults(self) -> Iterator[str]:
        divisions = [path for path in self.root.iterdir() if path.is_dir()]
        yield from (f"division {path.name}" for path in divisions if path.name not in DIVISIONS)
        for division in divisions:
            for submitter in division.iterdir():
                yield from self._tree(submitter)
                for system in (submitter / "results").iterdir():
                    yield from self._system(submitter / "systems" / f"{system.name}.json")
                    for benchmark in system.iterdir():
                        yield from self._benchmark(benchmark, is_closed=division.name == "closed")

    def _tree(self, submitter: Path) -> Iterator[str]:
        for path in submitter.rglob("*"):
            if path.is_symlink():
                yield f"link {path}"
            if path.is_dir() and not any(path.iterdir()):
                yield f"empty {path}"
            if path.name == "__pycache__" or path.name.startswith(".") or " " in path.name:
                yield f"name {path}"
            if path.is_file() and path.stat().st_size > MOST_BYTES:
                yield f"size {path}"
        if not (submitter / "code").is_dir():
            yield f"no code of {submitter.name}"

    def _system(self, file: Path) -> Iterator[str]:
        if not file.is_file():
            yield f"no {file.name}"
            return
        described = json.loads(file.read_text("utf-8"))
        if described["Status"].lower() not in STATUSES or "system_type" in described:
            yield f"status of {file.name}"
        for key in ("Submitter", "Division", "Board Name", "Processor(s) Name", "Accelerator", "Hardware Notes"):
            if key not in described:
                yield f"{key} of {file.name}"

    def _benchmark(self, folder: Path, *, is_closed: bool) -> Iterator[str]:
        if folder.name not in REQUIRED:
            yield f"benchmark {folder.name}"
            return
        for mode in folder.iterdir():
            picture = {"energy_inf_000.png"} if folder.name == "sww" else set()
            if (names := {path.name for path in mode.iterdir()}) != RESULT_FILES | picture:
                yield f"files of {mode}: {names}"
        yield from (f"no {mode} of {folder.name}" for mode in REQUIRED[folder.name] if not (folder / mode).is_dir())
        if (folder / "performance").is_dir() and self.value(folder / "performance", THROUGHPUT) is None:
            yield f"no throughput of {folder.name}"
        if (folder / "energy").is_dir() and folder.name != "sww" and self.value(folder / "energy", ENERGY) is None:
            yield f"no energy of {folder.name}"
        if folder.name == "sww":
            text = (folder / "energy" / "results.txt").read_text("utf-8")
            yield from (f"no {line.pattern}" for line in (DETECTIONS, DUTY, POWER, ESTIMATED) if not line.search(text))
        elif (folder / "accuracy").is_dir():
            kind, target = TARGETS[folder.name]
            reached = self.value(folder / "accuracy", TOP_1 if kind == "top-1" else AUC)
            if reached is None or (is_closed and reached < target):
                yield f"accuracy of {folder.name}: {reached}"
