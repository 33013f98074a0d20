"""Which packages of a Debian the frozen program needs: read from its files, not guessed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from installer.console import CannotGoOn
from installer.system import library_names

_ELF = b"\x7fELF"
_MACHINE = slice(18, 20)
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")
_LISTED = re.compile(r"^\s+(\S+) \(([^)]*)\) => (\S+)$", re.MULTILINE)
_LIBC = "libc6"
_LOADED = {"libudev1"}
"""Packages of libraries that no file names, because Python opens them itself."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What one file asks of the dynamic linker: names of libraries, and the newest glibc it knows of."""

    needed: frozenset[str]
    glibc: tuple[int, int]


def linked(said: str) -> Linked:
    """Read from what `objdump -p` says."""
    versions = [(int(major), int(minor)) for major, minor in _GLIBC.findall(said)]
    return Linked(frozenset(_NEEDED.findall(said)), max(versions, default=(0, 0)))


def missing_libraries(files: Mapping[str, Linked]) -> frozenset[str]:
    """Libraries that some file needs and none of the folder is; by the files' names."""
    return frozenset(name for file in files.values() for name in file.needed) - frozenset(files)


def packages_for(folder: Path) -> tuple[str, ...]:
    """The `Depends` of the folder, in alphabetical order.

    Raises:
        CannotGoOn: a library is neither in the folder nor on this system.
    """
    files = {file.name: linked(_said("objdump", "-p", str(file))) for file in _binaries(folder)}
    paths = _system_libraries()
    lost = sorted(missing_libraries(files) - set(paths))
    if lost:
        raise CannotGoOn(f"the frozen program wants {', '.join(lost)}, which is nowhere to be found.")
    owners = {_owner(paths[name]) for name in missing_libraries(files)} | _LOADED
    newest = max(file.glibc for file in files.values())
    return depends(owners, newest)


def depends(packages: set[str], glibc: tuple[int, int]) -> tuple[str, ...]:
    """Packages as `Depends` words them: the newer name first where a library was renamed, glibc with its version."""
    names = {name: " | ".join(names) for names in library_names() for name in names}
    named = {names.get(package, package) for package in packages - {_LIBC}}
    return (f"{_LIBC} (>= {glibc[0]}.{glibc[1]})", *sorted(named))


def _binaries(folder: Path) -> Iterator[Path]:
    """Programs and libraries for this computer; images of boards are for others, or need no library."""
    machine = Path("/proc/self/exe").read_bytes()[_MACHINE]
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and "_firmware" not in file.parts:
            with file.open("rb") as opened:
                head = opened.read(20)
            if head.startswith(_ELF) and head[_MACHINE] == machine:
                yield file


def _system_libraries() -> dict[str, str]:
    """Paths by name, of 64 bits before others: the dynamic linker's own list."""
    said = _said("/sbin/ldconfig", "-p")
    found: dict[str, str] = {}
    for name, kind, path in _LISTED.findall(said):
        if "64" in kind or name not in found:
            found[name] = path
    return found


def _owner(path: str) -> str:
    """The package that a library belongs to; dpkg may know it by either side of the merged /usr."""
    real = str(Path(path).resolve())
    for name in dict.fromkeys((path, real, real.removeprefix("/usr"), f"/usr{path}")):
        done = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    raise CannotGoOn(f"no package of this system holds {path}, which the frozen program needs.")


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as cause:
        raise CannotGoOn(f"{command[0]} does not work, which says what a program needs (apt: binutils).") from cause
