"""`make installer`: freeze, pack, try out. What has not changed since is not frozen again."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from installer.console import CannotGoOn, Console
from installer.environments import CONSTRAINTS, install_freezer, python_of
from installer.freeze.contents import BUILT, shipped
from installer.freeze.deb import LINUX, pack, package_file
from installer.freeze.parts import lay_ready
from installer.freeze.trial import try_folder, try_package

SPECIFICATION = Path("installer") / "freeze" / "benchwright.spec"
FROZEN = Path("dist") / "benchwright"
_TOOLS = {"dpkg-deb": "dpkg", "objdump": "binutils", "ldconfig": "libc-bin"}


def make_installer(console: Console, root: Path) -> None:
    """Makes dist/benchwright and, on Debian and Ubuntu, dist/benchwright_VERSION_ARCHITECTURE.deb, and tries it out.

    Raises:
        CannotGoOn: a tool is missing, or a step failed.
    """
    started = time.monotonic()
    is_debian = sys.platform == "linux" and shutil.which("dpkg-deb") is not None
    if is_debian:
        _require_tools()
    install_freezer(console, root)
    lay_ready(console, root)
    fingerprint = _fingerprint(root)
    if not _is_made(root / FROZEN, root / BUILT / "frozen.stamp", fingerprint):
        freeze(console, root)
        _mark(root / BUILT / "frozen.stamp", fingerprint)
    console.say("installer", f"{FROZEN}: {_megabytes(_bytes_in(root / FROZEN))}")
    if not is_debian:
        try_folder(console, root, root / FROZEN)
        console.say("installer", "this is no Debian; docs/installer.md says what is made of the folder")
        return
    package = package_file(root)
    if not _is_made(package, root / BUILT / "packed.stamp", fingerprint):
        pack(console, root, root / FROZEN)
        _mark(root / BUILT / "packed.stamp", fingerprint)
    try_package(console, root, package)
    took = f"{time.monotonic() - started:.0f} s"
    console.say("installer", f"{package.relative_to(root)}: {_megabytes(package.stat().st_size)}, after {took}")


def freeze(console: Console, root: Path) -> None:
    """Freezes the program into `FROZEN`.

    Raises:
        CannotGoOn: PyInstaller failed.
    """
    environ = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(root / BUILT / "cache"), "PYTHONHASHSEED": "1"}
    environ.pop("PYTHONPATH", None)
    command = [
        str(python_of(root / ".venv-installer")), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", "dist", "--workpath", str(BUILT / "work"), str(SPECIFICATION),
    ]  # fmt: skip
    console.run("installer", "freezing", command, environ, root)


def _is_made(result: Path, stamp: Path, fingerprint: str) -> bool:
    """Whether a result is there and was made from what there is now; an old one's mark is taken away."""
    if result.exists() and stamp.is_file() and stamp.read_text() == fingerprint:
        return True
    stamp.unlink(missing_ok=True)
    return False


def _mark(stamp: Path, fingerprint: str) -> None:
    stamp.write_text(fingerprint)


def _fingerprint(root: Path) -> str:
    """Hash of every file that has a say in the frozen folder or the package."""
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted(set(_inputs(root))):
        digest.update(f"{file.relative_to(root)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    yield from (part.source for part in shipped(root))
    yield from (root / "app").rglob("*.py")
    yield from (root / "installer" / "freeze").glob("*.py")
    yield from (root / LINUX).iterdir()
    yield root / "installer" / "system.py"
    yield from (root / name for name in (SPECIFICATION, CONSTRAINTS, "pyproject.toml"))


def _require_tools() -> None:
    path = os.pathsep.join((os.environ.get("PATH", ""), "/sbin", "/usr/sbin"))
    missing = [package for tool, package in _TOOLS.items() if shutil.which(tool, path=path) is None]
    if missing:
        raise CannotGoOn(f"tools for packing are missing. Install them: apt install {' '.join(missing)}")


def _bytes_in(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"
