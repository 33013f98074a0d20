"""The Python environments: `.venv` for the application and its tests, and one each for what must stay by itself:
TensorFlow in `.venv-forge`, labgrid in `.venv-lab`, and what freezes the application in `.venv-installer`.

A stamp in each environment holds the hash of what was asked for; nothing is done while it still fits.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from installer.console import Console

CONSTRAINTS = "installer/constraints.txt"

_WHAT = {
    "app": "the application",
    "dev": "the application and its tests",
    "forge": "TensorFlow",
    "lab": "labgrid",
    "installer": "the application and PyInstaller",
}


def install_application(console: Console, root: Path) -> None:
    """`.venv` with the application as it stands in the tree."""
    _bring(console, root / ".venv", root, "app", ["-e", "."])


def install_development(console: Console, root: Path) -> None:
    """`.venv` with the application and everything that tests it."""
    _bring(console, root / ".venv", root, "dev", ["-e", ".[dev]"], also="app")


def install_forge(console: Console, root: Path) -> None:
    """`.venv-forge` with TensorFlow; the application is on its path but brings no dependencies along."""
    wanted = _project(root)["project"]["optional-dependencies"]["forge"]
    _bring(console, root / ".venv-forge", root, "forge", [*wanted])
    packages = next((root / ".venv-forge").glob("lib*/**/site-packages"))
    path_file = packages / "benchwright.pth"
    if not path_file.exists():
        path_file.write_text(f"{root / 'app'}\n", encoding="utf-8")


def install_lab(console: Console, root: Path) -> None:
    """`.venv-lab` with labgrid, whose own pyserial must not lie over ours."""
    _bring(console, root / ".venv-lab", root, "lab", [*_project(root)["project"]["optional-dependencies"]["lab"]])


def install_freezer(console: Console, root: Path) -> None:
    """`.venv-installer` with the application and PyInstaller, and nothing that only tests need."""
    _bring(console, root / ".venv-installer", root, "installer", ["-e", ".[installer]"])


def python_of(environment: Path) -> Path:
    """The interpreter of an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _bring(console: Console, environment: Path, root: Path, kind: str, wanted: Sequence[str], also: str = "") -> None:
    stamp = environment / f"benchwright-{kind}.stamp"
    fingerprint = _fingerprint(root, wanted)
    if python_of(environment).exists() and stamp.is_file() and stamp.read_text() == fingerprint:
        return
    if not _has_pip(environment):
        make = [sys.executable, "-m", "venv", "--clear", str(environment)]
        console.run(kind, f"making {environment.name} with Python {sys.version_info[0]}.{sys.version_info[1]}", make)
    pip = [
        str(python_of(environment)), "-m", "pip", "install", "--no-input", "--progress-bar", "off",
        "--disable-pip-version-check", "-c", str(root / CONSTRAINTS), *wanted,
    ]  # fmt: skip
    console.run(kind, f"installing {_WHAT[kind]} into {environment.name}", pip, {**os.environ, "PWD": str(root)})
    stamp.write_text(fingerprint)
    if also:
        (environment / f"benchwright-{also}.stamp").write_text(_fingerprint(root, ["-e", "."]))


def _has_pip(environment: Path) -> bool:
    python = python_of(environment)
    if not python.exists():
        return False
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _fingerprint(root: Path, wanted: Sequence[str]) -> str:
    """Hash of everything an environment was made from."""
    project = _project(root)
    made_from = {
        "wanted": list(wanted),
        "root": str(root),
        "project": {key: project["project"].get(key) for key in ("dependencies", "optional-dependencies", "scripts")},
        "build": project["build-system"],
        "constraints": (root / CONSTRAINTS).read_text(encoding="utf-8"),
    }
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def _project(root: Path) -> dict[str, Any]:
    with (root / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)
