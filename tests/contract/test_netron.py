"""The viewer of graphs: a separate program that gets a copy of the file, and ends with the window."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil
import pytest

from benchwright.drivers.netron import Netron, find_netron
from benchwright.drivers.tools import check_models
from benchwright.model.errors import FileUnwritable, ToolMissing

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program here is a shell script")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called netron on the PATH: it notes its argument and stays."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "netron"
    script.write_text(
        f'#!/bin/sh\necho "$$ $1" > {tmp_path}/noted.part\nmv {tmp_path}/noted.part {tmp_path}/noted\nexec sleep 60\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return tmp_path / "noted"


def test_the_program_gets_a_copy_and_ends_with_us(program: Path, tmp_path: Path) -> None:
    viewer = Netron(tmp_path / "copies")
    viewer.show("digits_int8_v2.tflite", b"TFL3")
    deadline = time.monotonic() + 10
    while not program.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    pid, file = program.read_text().split()
    assert Path(file) == tmp_path / "copies" / "digits_int8_v2.tflite"
    assert Path(file).read_bytes() == b"TFL3"
    viewer.close()
    assert not psutil.pid_exists(int(pid))


def test_without_it_the_way_to_get_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if find_netron() is not None:
        pytest.skip("the package is installed here")
    with pytest.raises(ToolMissing, match="pip install netron"):
        Netron(tmp_path / "copies").show("a.tflite", b"TFL3")


def test_a_folder_that_cannot_be_made_is_told(program: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(FileUnwritable):
        Netron(tmp_path / "taken" / "copies").show("a.tflite", b"TFL3")


def test_the_tools_of_models_are_optional(tmp_path: Path) -> None:
    python = tmp_path / "bin" / "python"
    package = tmp_path / "lib" / "python3.11" / "site-packages" / "tensorflow-2.21.0.dist-info"
    package.mkdir(parents=True)
    there, _ = check_models(python)
    missing, _ = check_models(None)
    assert (there.is_present, there.found, there.is_optional) == (True, "2.21.0", True)
    assert not missing.is_present
    assert "installer forge" in missing.remedy
