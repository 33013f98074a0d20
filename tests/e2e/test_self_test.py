"""`benchwright --self-test`, of the program from source; the frozen one is tried out by `make installer`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = ("bench", "runs", "compare", "models", "power", "reports", "settings")


def self_test(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchwright", "--self-test", str(folder / "left")]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BENCHWRIGHT_")}
    return subprocess.run(
        command, env={**clean, "HOME": str(folder), "TMPDIR": str(folder), **environ}, capture_output=True, text=True,
        timeout=240, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_it_flashes_measures_shows_the_window_and_leaves_only_what_it_was_asked_for(tmp_path: Path) -> None:
    done = self_test(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.splitlines()
    for step in ("parts", "modules", "joulescope", "native", "esp32-c3", "accuracy", "window", "reports"):
        assert any(line.startswith(f"ok       {step}: ") for line in said)
    assert said[-1].startswith("all is well")
    left = {file.name for file in (tmp_path / "left").iterdir()}
    assert left >= {*(f"{page}.png" for page in PAGES), "report.pdf", "report.html", "report.xml"}
    assert not list(tmp_path.glob("benchwright-self-test-*"))


@pytest.mark.slow
def test_a_part_that_does_not_work_is_named_and_the_others_are_tested_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "esptool.py").write_text("raise SystemExit('broken')")
    search = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    done = self_test(tmp_path, PYTHONPATH=search, PATH=str(tmp_path))
    assert done.returncode == 1
    said = done.stdout
    assert "FAILED   modules: NotAsItShould: esptool says 'broken" in said
    assert "skipped  b-l475e-iot01a: qemu-system-arm is missing." in said
    assert "ok       native: " in said
    assert "failed: modules" in said.splitlines()[-1]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "left").touch()
    done = self_test(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("failed: no folder for what it makes")
