"""Trying the package out as on another computer: unpacked elsewhere, nothing of this tree and of the user in reach."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from installer.console import CannotGoOn, Console

LEFT = Path("build") / "installer" / "trial"
"""Below the root: the pictures and reports of the last trial."""
_DEADLINE_S = 600
_FONTS = ("/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/jetbrains-mono")


def try_out(console: Console, root: Path, package: Path) -> None:
    """Unpacks the package, runs its program's `--self-test` and keeps what that leaves.

    The tree, the root's own and the system's Inter and JetBrains Mono are hidden from it where this system lets us.

    Raises:
        CannotGoOn: it failed; its words stand above.
    """
    with tempfile.TemporaryDirectory(prefix="benchwright-trial-") as name:
        place = Path(name)
        subprocess.run(["dpkg-deb", "-x", str(package), str(place / "system")], check=True)
        (place / "home").mkdir()
        program = place / "system" / "usr" / "bin" / "benchwright"
        test = [*_clean(place / "home"), str(program), "--self-test", str(place / "left")]
        hidden = [str(root.resolve()), *(folder for folder in _FONTS if Path(folder).is_dir())]
        hiding = hiding_command(hidden)
        can_hide = _works([*hiding, "true"])
        words = "the tree and the fonts hidden" if can_hide else "the tree in sight: this system cannot hide it"
        console.say("installer", f"trying the package out, with {words}")
        command = [*hiding, *test] if can_hide else test
        try:
            done = subprocess.run(command, cwd=place, stdin=subprocess.DEVNULL, timeout=_DEADLINE_S, check=False)
        except subprocess.TimeoutExpired as cause:
            raise CannotGoOn(f"the self-test of {package.name} was not over after {_DEADLINE_S} s.") from cause
        shutil.rmtree(root / LEFT, ignore_errors=True)
        if (place / "left").is_dir():
            shutil.copytree(place / "left", root / LEFT)
        if done.returncode:
            raise CannotGoOn(f"the self-test of {package.name} failed with code {done.returncode}, as said above.")


def hiding_command(folders: Sequence[str]) -> list[str]:
    """What to put before a command that is to find these folders empty, in a mount namespace of its own."""
    script = 'while [ "$1" != -- ]; do mount -t tmpfs none "$1" || exit 125; shift; done; shift; exec "$@"'
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", *folders, "--"]


def _clean(home: Path) -> list[str]:
    """An environment with nothing of this one."""
    return ["env", "-i", f"HOME={home}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", f"TMPDIR={home}"]


def _works(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
