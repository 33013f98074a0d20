"""The one door by which modules of ours are started as processes: the same from source and frozen."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchwright.drivers.desktop_reference import LitertProcess
from benchwright.drivers.own_process import RUN_MODULE, python_command
from tests.conftest import ROOT

DOOR = (sys.executable, "-m", "benchwright", RUN_MODULE)


def test_from_source_the_interpreter_runs_the_module() -> None:
    assert python_command("esptool") == (sys.executable, "-m", "esptool")


def test_a_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/usr/lib/benchwright/benchwright")
    assert python_command("esptool") == ("/usr/lib/benchwright/benchwright", "--run-module", "esptool")


def test_behind_the_door_a_module_has_its_own_arguments_and_exit_code(tmp_path: Path) -> None:
    (tmp_path / "told.py").write_text("import sys\nprint(__name__, sys.argv[1:])\nsys.exit(7)\n")
    done = subprocess.run(
        [*DOOR, "told", "--self-test", "-x"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.stdout, done.returncode) == ("__main__ ['--self-test', '-x']\n", 7)


def test_a_program_of_others_runs_behind_it() -> None:
    done = subprocess.run([*DOOR, "esptool", "version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("esptool v")


def test_a_module_behind_it_may_start_another_one() -> None:
    nested = [*DOOR, "benchwright.drivers.remote.quick_rfc2217", "esptool", "version"]
    assert subprocess.run(nested, capture_output=True, text=True, check=True).stdout.startswith("esptool v")


def test_standard_input_and_output_belong_to_the_module(digits_dir: Path) -> None:
    model = (digits_dir / "digits_int8.tflite").read_bytes()
    plain = LitertProcess(python_command("benchwright.forge.desktop_reference")).run(model, (bytes(64),))
    assert len(plain) == 1
    assert LitertProcess((*DOOR, "benchwright.forge.desktop_reference")).run(model, (bytes(64),)) == plain


def test_the_door_without_a_name_says_what_it_wants() -> None:
    done = subprocess.run(DOOR, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "--run-module wants the name of a module\n")


def test_nobody_goes_past_the_door() -> None:
    app = ROOT / "app" / "benchwright"
    callers = {file.name for file in app.rglob("*.py") if re.search(r"\bsys\.executable\b", file.read_text("utf-8"))}
    # Environments of their own are made by an interpreter, which a frozen program is not.
    assert callers == {"own_process.py", "own_environment.py"}
