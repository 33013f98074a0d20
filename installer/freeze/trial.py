"""Trying the package out as on another computer: unpacked elsewhere, nothing of this tree and of the user in reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installer.console import CannotGoOn, Console

LEFT = Path("build") / "installer" / "trial"
"""Below the root: the pictures and reports of the last trial."""
_DEADLINE_S = 600
_FONTS = ("/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/jetbrains-mono")


def try_package(console: Console, root: Path, package: Path) -> None:
    """Unpacks a .deb, runs its program's `--self-test` and keeps what that leaves.

    Raises:
        CannotGoOn: it failed; its words stand above.
    """
    with tempfile.TemporaryDirectory(prefix="benchwright-trial-") as name:
        subprocess.run(["dpkg-deb", "-x", str(package), f"{name}/system"], check=True)
        _try(console, root, Path(name), Path(name) / "system" / "usr" / "bin" / "benchwright", package.name)


def try_folder(console: Console, root: Path, folder: Path) -> None:
    """The same for a frozen folder, where there is no package.

    Raises:
        CannotGoOn: it failed; its words stand above.
    """
    with tempfile.TemporaryDirectory(prefix="benchwright-trial-") as name:
        shutil.copytree(folder, Path(name) / "system", symlinks=True)
        program = "benchwright.exe" if sys.platform == "win32" else "benchwright"
        _try(console, root, Path(name), Path(name) / "system" / program, folder.name)


def _try(console: Console, root: Path, place: Path, program: Path, name: str) -> None:
    """The tree, and the system's Inter and JetBrains Mono, are hidden from it where this system lets us."""
    home = place / "home"
    home.mkdir()
    hidden = [str(root.resolve()), *(folder for folder in _FONTS if Path(folder).is_dir())]
    hiding = hiding_command(hidden)
    can_hide = sys.platform == "linux" and _works([*hiding, "true"])
    words = "the tree and the fonts hidden" if can_hide else "the tree in sight: this system cannot hide it"
    console.say("installer", f"trying {name} out, with {words}")
    command = [*(hiding if can_hide else ()), str(program), "--self-test", str(place / "left")]
    try:
        done = subprocess.run(
            command, cwd=place, env=_clean(home), stdin=subprocess.DEVNULL, timeout=_DEADLINE_S, check=False
        )
    except subprocess.TimeoutExpired as cause:
        raise CannotGoOn(f"the self-test of {name} was not over after {_DEADLINE_S} s.") from cause
    shutil.rmtree(root / LEFT, ignore_errors=True)
    if (place / "left").is_dir():
        shutil.copytree(place / "left", root / LEFT)
    if done.returncode:
        raise CannotGoOn(f"the self-test of {name} failed with code {done.returncode}, as said above.")


def hiding_command(folders: Sequence[str]) -> list[str]:
    """What to put before a command that is to find these folders empty, in a mount namespace of its own."""
    script = 'while [ "$1" != -- ]; do mount -t tmpfs none "$1" || exit 125; shift; done; shift; exec "$@"'
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", *folders, "--"]


def _clean(home: Path) -> dict[str, str]:
    """An environment with nothing of this one."""
    if sys.platform == "win32":
        return {**os.environ, "USERPROFILE": str(home)}
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": str(home)}


def _works(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
