"""The floors hold, and each contract can be broken: a mis-named one would pass for ever."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Contract id: (module that must not, what it must not import).
BREACHES: dict[str, list[tuple[str, str]]] = {
    "floors": [
        ("model", "benchwright.protocols"),
        ("protocols", "benchwright.wire"),
        ("planner", "benchwright.wire"),
        ("images", "benchwright.planner"),
        ("wire", "benchwright.bench"),
        ("store", "benchwright.reports"),
        ("bench", "benchwright.cli"),
        ("cli", "benchwright.ui"),
        ("ui", "benchwright.compose"),
    ],
    "qt-at-the-edge": [
        ("bench", "PySide6.QtCore"),
        ("reports", "PySide6.QtGui"),
        ("model", "pyqtgraph"),
        ("cli", "qtawesome"),
    ],
    "handed-over": [
        ("ui", "benchwright.drivers"),
        ("cli", "benchwright.store"),
        ("bench", "benchwright.drivers"),
        ("reports", "benchwright.store"),
    ],
    "tools-in-drivers": [
        ("bench", "serial"),
        ("ui", "subprocess"),
        ("wire", "usb"),
        ("images", "subprocess"),
        ("cli", "esptool"),
    ],
    "tensorflow-in-forge": [("planner", "tensorflow"), ("drivers", "keras"), ("bench", "sklearn")],
}


def contracts() -> dict[str, str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        linter = tomllib.load(file)["tool"]["importlinter"]
    return {contract["id"]: contract["name"] for contract in linter["contracts"]}


def lint(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    environ = {**os.environ, "PYTHONPATH": str(root / "app"), "COLUMNS": "200"}
    return subprocess.run(
        [program, "--config", "pyproject.toml", "--no-cache", *arguments],
        cwd=root, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_floors_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_every_contract_has_a_breach() -> None:
    assert set(BREACHES) == set(contracts())


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_reported(copy: Path, contract: str) -> None:
    for number, (package, imported) in enumerate(BREACHES[contract]):
        breach = copy / "app" / "benchwright" / package / f"breach_{number}.py"
        breach.write_text(f"import {imported}\n", encoding="utf-8")
    done = lint(copy, "--contract", contract)
    assert done.returncode == 1, done.stdout
    assert f"{contracts()[contract]} BROKEN" in done.stdout
    for number, (package, _) in enumerate(BREACHES[contract]):
        assert f"benchwright.{package}.breach_{number} -> " in done.stdout


def test_a_package_that_stands_on_no_floor_is_reported(copy: Path) -> None:
    stray = copy / "app" / "benchwright" / "stray"
    stray.mkdir()
    (stray / "__init__.py").write_text('"""Stray."""\n', encoding="utf-8")
    done = lint(copy, "--contract", "floors")
    assert done.returncode == 1
    assert "stray" in done.stdout
