"""Desktop LiteRT in a process of its own."""

from __future__ import annotations

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.desktop_reference import LitertProcess
from benchwright.forge.desktop_reference import read_request
from tests.firmware.tiny_models import FLOAT32, TinyTensor, add_options, single_op

PROGRAM = (sys.executable, "-m", "benchwright.forge.desktop_reference")
ROW = TinyTensor((1, 3), FLOAT32)
SUM = single_op("ADD", add_options(), [ROW, ROW], ROW)


def floats(*values: float) -> bytes:
    return np.array(values, np.float32).tobytes()


def test_every_input_gets_its_output() -> None:
    inputs = (floats(1, 2, 3, 10, 20, 30), floats(0, 0, 0, -1, -2, -3))
    assert LitertProcess(PROGRAM).run(SUM, inputs) == (floats(11, 22, 33), floats(-1, -2, -3))


@pytest.mark.parametrize("model", [b"", b"no model", SUM[: len(SUM) // 2]])
def test_a_model_that_litert_cannot_run_has_no_outputs(model: bytes) -> None:
    assert LitertProcess(PROGRAM).run(model, (floats(*range(6)),)) == ()


@pytest.mark.parametrize("inputs", [floats(1, 2), floats(*range(7))])
def test_inputs_of_another_size_have_no_outputs(inputs: bytes) -> None:
    assert LitertProcess(PROGRAM).run(SUM, (inputs,)) == ()


@pytest.mark.parametrize(
    "script",
    ["raise SystemExit(1)", "print('hello')", "import sys; sys.stdout.buffer.write(b'BWDR' + bytes([1, 0, 0, 0, 9]))"],
)
def test_a_program_that_fails_or_answers_nonsense_has_no_outputs(script: str) -> None:
    assert LitertProcess((sys.executable, "-c", script)).run(SUM, (b"",)) == ()


def test_a_program_that_hangs_is_ended_at_its_deadline() -> None:
    command = (sys.executable, "-c", "import time; time.sleep(60)")
    assert LitertProcess(command, deadline_s=0.5).run(SUM, (b"",)) == ()


def test_boards_that_ask_the_same_at_one_time_start_one_process(tmp_path: Path) -> None:
    script = (
        f"import pathlib, sys, time; (pathlib.Path({str(tmp_path)!r}) / str(time.time_ns())).touch(); time.sleep(0.3); "
        "sys.stdout.buffer.write(b'BWDR' + bytes([1, 0, 0, 0, 1, 0, 0, 0, 9]))"
    )
    litert = LitertProcess((sys.executable, "-c", script))
    with ThreadPoolExecutor(4) as lanes:
        answers = list(lanes.map(lambda _lane: litert.run(SUM, (b"1",)), range(4)))
    assert answers == [(b"\x09",)] * 4
    assert len(list(tmp_path.iterdir())) == 1


def test_what_failed_is_asked_again(tmp_path: Path) -> None:
    script = f"import pathlib, time; (pathlib.Path({str(tmp_path)!r}) / str(time.time_ns())).touch()"
    litert = LitertProcess((sys.executable, "-c", script))
    assert [litert.run(SUM, (b"1",)) for _ in range(2)] == [(), ()]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_program_that_is_not_there_has_no_outputs() -> None:
    assert LitertProcess(("no-such-program",)).run(SUM, (b"",)) == ()


@pytest.mark.parametrize("request_bytes", [b"", b"\1\0", b"\4\0\0\0ab", b"\0\0\0\0\2\0\0\0", b"\xff\xff\xff\xff"])
def test_a_cut_request_is_refused(request_bytes: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut|claims"):
        read_request(io.BytesIO(request_bytes))
