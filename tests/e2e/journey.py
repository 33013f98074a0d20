"""Walking the command line as a user does: a process of its own, files in, files out."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

BOARDS = ("native", "b-l475e-iot01a", "mps3-an547")
DEMO_BOARDS = (*BOARDS, "netduinoplus2", "microbit", "hifive1-revb", "esp32-c3")
WITHOUT_QEMU = ("native", "esp32-c3")


@dataclass(frozen=True)
class Answer:
    """What a command left: its exit code, its output, its words on standard error."""

    code: int
    output: str
    errors: str

    @property
    def document(self) -> Any:
        return json.loads(self.output)


def benchwright(*arguments: str, timeout_s: float = 240) -> Answer:
    """Runs one command of Benchwright to its end."""
    command = [sys.executable, "-m", "benchwright", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)
    return Answer(done.returncode, done.stdout, done.stderr)


def parity_on(board: str, model: Path, folder: Path) -> Any:
    """The parity of a run of a model on a virtual board, kept in `folder`."""
    answer = benchwright(
        *("run", str(model), "--board", f"virtual:{board}", "--db", str(folder / "runs.db")),
        *("--window", "0.05", "--json"),
    )
    assert answer.code == 0, answer.errors
    return answer.document["parity"]


def random_inputs(shape: tuple[int, ...], dtype: str, count: int, seed: int, file: Path) -> np.ndarray:
    """Writes `count` seeded random inputs of a model to `file`."""
    generator = np.random.default_rng(seed)
    if dtype == "float32":
        array = generator.uniform(-1, 1, (count, *shape)).astype(dtype)
    else:
        array = generator.integers(-128, 128, (count, *shape)).astype(dtype)
    np.save(file, array)
    return array
