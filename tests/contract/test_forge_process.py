"""The forge as a process: its lines, its refusals, its crashes, and that cancelling leaves nothing behind.

The worker here is a few lines of Python in its place; the real one is walked in tests/forge.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from benchwright.bench.lane import Cancel
from benchwright.drivers.forge_process import ForgeProcess
from benchwright.drivers.forge_times import ForgeTimes, remaining_s
from benchwright.model.conversion import Conversion, ForgeProgress, Format, Recipe, Samples
from benchwright.model.errors import BenchError, Cancelled, ConversionFailed, DatasetInvalid, ToolMissing
from benchwright.protocols.cancel import NeverCancelled
from tests.contract.bench_parts import eventually

CONVERSION = Conversion(Path("kws.keras"), (Recipe(Format.INT8),), Samples(Path("typical.npz")))

HEAD = """
import json, os, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
request = json.loads((folder / "request.json").read_text())
def say(**line): print("BWF " + json.dumps(line), flush=True)
"""
CONVERTS = (
    HEAD
    + """
print("I0000 TensorFlow talks on its own")
say(steps=["start", "int8"]); say(number=0); say(number=1)
for done in (1, 2): say(number=1, done=done, total=2)
assert request["recipes"] == [{"format": "int8", "sparsity": 0.0, "clusters": 0}], request
assert request["representative"]["path"].endswith("typical.npz"), request
(folder / "0.tflite").write_bytes(b"TFL3 made")
files = [{"sparsity": 0.25, "made_with": {"tensorflow": "2"}}]
(folder / "answer.json").write_text(json.dumps({"files": files}))
"""
)


def forge_with(tmp_path: Path, program: str) -> ForgeProcess:
    worker = tmp_path / "worker.py"
    worker.write_text(program)
    times = ForgeTimes(tmp_path / "times.json")
    return ForgeProcess(lambda: Path(sys.executable), times, bootstrap=worker)


def refusal(tmp_path: Path, program: str) -> BenchError:
    with pytest.raises(BenchError) as raised:
        forge_with(tmp_path, program).convert(CONVERSION, lambda _progress: None, NeverCancelled())
    return raised.value


def test_files_and_progress_come_back(tmp_path: Path) -> None:
    heard: list[ForgeProgress] = []
    (made,) = forge_with(tmp_path, CONVERTS).convert(CONVERSION, heard.append, NeverCancelled())
    assert (made.data, made.sparsity, json.loads(made.made_with)) == (b"TFL3 made", 0.25, {"tensorflow": "2"})
    assert [(one.step, one.number, one.ratio) for one in heard] == [
        ("start", 1, None),
        ("int8", 2, None),
        ("int8", 2, 0.5),
        ("int8", 2, 1.0),
    ]


def test_the_second_time_the_rest_is_known_from_the_start(tmp_path: Path) -> None:
    forge = forge_with(tmp_path, CONVERTS)
    forge.convert(CONVERSION, lambda _progress: None, NeverCancelled())
    heard: list[ForgeProgress] = []
    forge.convert(CONVERSION, heard.append, NeverCancelled())
    assert heard[0].eta_s is not None


def test_a_refused_set_is_named(tmp_path: Path) -> None:
    answer = {"refused": "dataset", "why": "It has no samples.", "remedy": ""}
    error = refusal(tmp_path, HEAD + f"(folder / 'answer.json').write_text({json.dumps(answer)!r})")
    assert isinstance(error, DatasetInvalid)
    assert error.what == "typical.npz cannot be used as a data set."


def test_a_refused_model_is_named_with_the_next_step(tmp_path: Path) -> None:
    answer = {"refused": "model", "why": "Its size is open.", "remedy": "Fix it."}
    error = refusal(tmp_path, HEAD + f"(folder / 'answer.json').write_text({json.dumps(answer)!r})")
    assert isinstance(error, ConversionFailed)
    assert (error.what, error.remedy) == ("kws.keras cannot be converted.", "Fix it.")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_crash_is_told_with_its_last_words(tmp_path: Path) -> None:
    error = refusal(tmp_path, HEAD + "print('Check failed: variable', flush=True)\nos.kill(os.getpid(), 11)")
    assert isinstance(error, ConversionFailed)
    assert "by signal 11. Its last words: Check failed: variable" in error.why


def test_a_trace_is_told_as_a_failure_and_not_as_a_result(tmp_path: Path) -> None:
    error = refusal(tmp_path, HEAD + "raise MemoryError('too large')")
    assert "with code 1. Its last words: MemoryError: too large" in error.why


def test_without_tensorflow_the_command_that_brings_it_is_named(tmp_path: Path) -> None:
    forge = ForgeProcess(lambda: None, ForgeTimes(tmp_path / "times.json"))
    with pytest.raises(ToolMissing) as raised:
        forge.convert(CONVERSION, lambda _progress: None, NeverCancelled())
    assert "sh installer/python -m installer forge" in raised.value.remedy


def test_cancelling_ends_the_process_and_what_it_started(tmp_path: Path) -> None:
    child = "import subprocess\nchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    pids = tmp_path / "pids"
    program = f"{HEAD}{child}Path({str(pids)!r}).write_text(f'{{os.getpid()}} {{child.pid}}')\n" + (
        "say(steps=['start']); say(number=0)\ntime.sleep(60)"
    )
    cancel = Cancel()
    began = time.monotonic()

    def cancel_soon(_progress: ForgeProgress) -> None:
        threading.Timer(0.05, cancel.set).start()

    with pytest.raises(Cancelled, match="Nothing was imported"):
        forge_with(tmp_path, program).convert(CONVERSION, cancel_soon, cancel)
    assert time.monotonic() - began < 10
    started = [int(pid) for pid in pids.read_text().split()]
    assert eventually(lambda: not any(psutil.pid_exists(pid) and is_alive(pid) for pid in started))


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_accuracy_needs_no_tensorflow(tmp_path: Path, digits_dir: Path) -> None:
    forge = ForgeProcess(lambda: None, ForgeTimes(tmp_path / "times.json"))
    model = (digits_dir / "digits_int8.tflite").read_bytes()
    samples = Samples(digits_dir / "digits_test.npz")
    accuracy = forge.score(model, "digits_int8", samples, lambda _progress: None, NeverCancelled())
    assert (accuracy.ratio, accuracy.sample_count) == (0.99, 500)
    assert accuracy.note == "whole numbers divided by 16"


def test_a_set_without_labels_has_no_accuracy(tmp_path: Path, digits_dir: Path) -> None:
    import numpy as np

    np.save(tmp_path / "x.npy", np.zeros((3, 8, 8), np.float32))
    forge = ForgeProcess(lambda: None, ForgeTimes(tmp_path / "times.json"))
    model = (digits_dir / "digits_int8.tflite").read_bytes()
    with pytest.raises(DatasetInvalid, match="It has no labels"):
        forge.score(model, "digits", Samples(tmp_path / "x.npy"), lambda _progress: None, NeverCancelled())


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"start": "fast"}', '{"start": [-1, true, "x"]}'])
def test_a_damaged_file_of_times_is_no_hindrance(tmp_path: Path, content: str) -> None:
    times = ForgeTimes(tmp_path / "times.json")
    (tmp_path / "times.json").write_text(content)
    assert times.medians() == {}
    times.add({"start": 2.0})
    assert times.medians() == {"start": 2.0}


def test_what_is_left_comes_from_the_pace_of_a_step_that_counts_else_from_before() -> None:
    steps, medians = ("start", "int8", "check"), {"start": 10.0, "int8": 4.0, "check": 1.0}
    assert remaining_s(steps, 0, 4.0, None, medians) == pytest.approx(11)
    assert remaining_s(steps, 1, 6.0, 0.5, medians) == pytest.approx(7)
    assert remaining_s(steps, 0, 4.0, None, {"start": 10.0}) is None
    assert remaining_s(steps, 2, 9.0, None, medians) == 0
