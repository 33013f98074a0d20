"""What a machine can say of the source: types, style, versions, words that must not stand in it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def tracked_files() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no git checkout")
    return [file for name in done.stdout.split("\0") if name and (file := ROOT / name).is_file()]


def tracked_texts() -> dict[Path, str]:
    texts = {}
    for file in tracked_files():
        data = file.read_bytes()
        if b"\0" not in data:
            texts[file.relative_to(ROOT)] = data.decode("utf-8")
    return texts


def test_types_hold() -> None:
    done = run("mypy")
    assert done.returncode == 0, done.stdout


def test_style_holds() -> None:
    done = run("ruff", "check", ".")
    assert done.returncode == 0, done.stdout


def test_format_holds() -> None:
    done = run("ruff", "format", "--check", ".")
    assert done.returncode == 0, done.stdout


def project() -> dict[str, list[str]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        document = tomllib.load(file)
    return {
        "build": document["build-system"]["requires"],
        "application": document["project"]["dependencies"],
        **document["project"]["optional-dependencies"],
    }


def test_every_dependency_is_pinned() -> None:
    loose = [wanted for group in project().values() for wanted in group if not re.fullmatch(r"[\w.-]+==[\w.]+", wanted)]
    assert not loose


def test_constraints_agree_with_the_pins() -> None:
    lines = (ROOT / "installer" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    held = dict(line.lower().replace("_", "-").split("==") for line in lines if not line.startswith("#"))
    pins = [wanted.lower().replace("_", "-").split("==") for name, group in project().items() if name != "build"
            for wanted in group]  # fmt: skip
    assert {name: held.get(name) for name, _ in pins} == dict(pins)


def test_no_tracked_file_names_this_machine_or_a_registry() -> None:
    registries = r"https?://[^\s\"'>]*(?:pypi|pythonhosted|/simple\b|debian\.org/debian|snapshot\.debian|npmjs)"
    index = r"\b(?:extra-)?index-" + r"url\s*="
    machine = "|".join(map(re.escape, (f"{ROOT}/", "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/")))
    forbidden = re.compile(f"{registries}|{index}|{machine}")
    found = [f"{file}: {match[0]}" for file, text in tracked_texts().items() for match in forbidden.finditer(text)]
    assert not found


def test_no_firmware_allocates() -> None:
    allocates = re.compile(r"\b(?:malloc|calloc|realloc|alloca|free)\s*\(")
    sources = [*(ROOT / "boards").rglob("*.c"), *(ROOT / "boards").rglob("*.h")]
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in sources
        for match in allocates.finditer(file.read_text(encoding="utf-8"))
    ]
    assert sources
    assert not found


def test_nothing_large_is_tracked() -> None:
    """The texts of a language grow with the window; everything else has to stay small."""
    limits = {".ts": 800_000}
    assert not [file.name for file in tracked_files() if file.stat().st_size > limits.get(file.suffix, 400_000)]
