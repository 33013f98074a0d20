"""The package for Debian and Ubuntu: the frozen folder below /usr/lib, and what a desktop wants to know of it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

from installer.console import CannotGoOn, Console
from installer.environments import python_of
from installer.freeze.contents import BUILT, PARTS
from installer.freeze.needs import packages_for
from installer.system import QEMU_NEEDED, emulators, flash_tools

NAME = "benchwright"
LINUX = Path("installer") / "freeze" / "linux"
RULES = "usr/lib/udev/rules.d/70-benchwright.rules"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_SUMMARY = "device lab for TinyML: model in, trusted number out"
_DESCRIPTION = """\
 Drop a .tflite on a board: Benchwright plans it, flashes it, compares every
 output byte with a reference, measures the inference and keeps the run.
 .
 The firmware of the boards is inside. Converting models needs TensorFlow,
 which "benchwright setup forge" brings into an environment of its own."""


def pack(console: Console, root: Path, frozen: Path) -> None:
    """Packs a frozen folder into `package_file`, whole or not at all.

    Raises:
        CannotGoOn: a tool is missing or fails.
    """
    tree = root / BUILT / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(frozen, tree / "usr" / "lib" / NAME, symlinks=True)
    _add_program(tree)
    _add_desktop(root, tree)
    _add_rules(root, tree)
    _add_licences(console, root, tree)
    installed_bytes = sum(file.lstat().st_size for file in tree.rglob("*") if not file.is_dir())
    text = control(version_of(root), _architecture(), installed_bytes // 1024, packages_for(frozen))
    _add_control(root, tree, text)
    target = package_file(root)
    unfinished = target.with_suffix(".unfinished")
    build = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(unfinished)]
    console.run("installer", "packing", build)
    unfinished.replace(target)
    shutil.rmtree(tree)


def package_file(root: Path) -> Path:
    """The package of this version for this kind of computer."""
    return root / "dist" / f"{NAME}_{version_of(root)}_{_architecture()}.deb"


def control(version: str, architecture: str, installed_kib: int, depends: Sequence[str]) -> str:
    """The control file."""
    epoch = f"1:{QEMU_NEEDED[0]}.{QEMU_NEEDED[1]}"
    qemu = (" | ".join(f"{name} (>= {epoch})" for name in names) for names in emulators())
    fields = {
        "Package": NAME,
        "Version": version,
        "Section": "electronics",
        "Priority": "optional",
        "Architecture": architecture,
        "Maintainer": "The Benchwright authors",
        "Installed-Size": str(installed_kib),
        "Depends": ", ".join(depends),
        "Recommends": ", ".join(qemu),
        "Suggests": ", ".join([*flash_tools(), "python3-venv"]),
        "Description": f"{_SUMMARY}\n{_DESCRIPTION}",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def rules_file(printed: str) -> str:
    """What `benchwright doctor --udev-rules` prints, without its words on where to put it."""
    lines = printed.splitlines()
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
    head = "# Whoever sits at this computer may use the boards and probes of Benchwright's catalogue."
    return "\n".join([head, *lines[max(0, first - 1) :]]) + "\n"


def version_of(root: Path) -> str:
    """The version of the application."""
    with (root / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _add_program(tree: Path) -> None:
    program = tree / "usr" / "bin" / NAME
    program.parent.mkdir(parents=True)
    program.symlink_to(Path("..") / "lib" / NAME / NAME)


def _add_desktop(root: Path, tree: Path) -> None:
    share = tree / "usr" / "share"
    _copied(root / LINUX / "benchwright.desktop", share / "applications" / "benchwright.desktop")
    _copied(root / LINUX / "benchwright-mime.xml", share / "mime" / "packages" / "benchwright.xml")
    icons = share / "icons" / "hicolor"
    _copied(root / "resources" / "icons" / "benchwright.svg", icons / "scalable" / "apps" / "benchwright.svg")
    for drawn in sorted((root / PARTS / "icons").glob("*.png")):
        _copied(drawn, icons / f"{drawn.stem}x{drawn.stem}" / "apps" / "benchwright.png")


def _add_rules(root: Path, tree: Path) -> None:
    python = str(python_of(root / ".venv-installer"))
    command = [python, "-m", "benchwright", "doctor", "--udev-rules"]
    environ = {**os.environ, "PYTHONPATH": str(root / "app")}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotGoOn(f"the udev rules were not made: {done.stderr.strip()[-300:]}")
    _written(tree / RULES, rules_file(done.stdout))


def _add_licences(console: Console, root: Path, tree: Path) -> None:
    folder = tree / "usr" / "share" / "doc" / NAME
    command = [str(python_of(root / ".venv-installer")), "-m", "installer.freeze.licences", str(root), str(folder)]
    environ = {**os.environ, "PYTHONPATH": str(root)}
    console.run("installer", "gathering the licences", command, environ)


def _add_control(root: Path, tree: Path, text: str) -> None:
    _written(tree / "DEBIAN" / "control", text)
    for name in ("postinst", "postrm"):
        script = _copied(root / LINUX / "reload-udev", tree / "DEBIAN" / name)
        script.chmod(0o755)


def _architecture() -> str:
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise CannotGoOn(f"Debian's name of this kind of computer ({machine}) is not known to installer/freeze/deb.py.")
    return _ARCHITECTURES[machine]


def _copied(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)
    return target


def _written(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
