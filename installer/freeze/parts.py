"""What is laid ready before freezing: fonts of this system, the compiled part of the virtual ESP32-C3, icons."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from installer.console import Console
from installer.environments import python_of
from installer.freeze.contents import PARTS

FONT_NAMES = tuple(
    f"{family}-{weight}"
    for family in ("Inter", "JetBrainsMono")
    for weight in ("Regular", "Medium", "SemiBold", "Bold", "Italic")
)
"""Files without their suffix, as the families' own packages name them."""

_FONT_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts"),
    *("/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
)
_COMPILE = (
    "import pathlib, sys; from benchwright.drivers.virtual.esp.block_counter import built_library;"
    "print(built_library(pathlib.Path(sys.argv[1])))"
)


def lay_ready(console: Console, root: Path) -> None:
    """Makes everything in `PARTS` anew; a system without the fonts is told what will be missing."""
    parts = root / PARTS
    shutil.rmtree(parts, ignore_errors=True)
    (parts / "fonts").mkdir(parents=True)
    found = dict(_fonts())
    for file in found.values():
        shutil.copy(file, parts / "fonts")
    for family in sorted({name.partition("-")[0] for name in FONT_NAMES if name not in found}):
        console.say(
            "installer", f"{family} is not whole on this system: where it is missing, another font will be used"
        )
    python = str(python_of(root / ".venv-installer"))
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join((str(root), str(root / "app")))}
    console.run("installer", "compiling the block counter", [python, "-c", _COMPILE, str(parts)], environ)
    svg = root / "resources" / "icons" / "benchwright.svg"
    draw = [python, "-m", "installer.freeze.icons", str(svg), str(parts / "icons")]
    console.run("installer", "drawing the icons", draw, environ)


def font_sources() -> dict[str, Path]:
    """The fonts of this system that go in, by their file's name."""
    return {file.name: file for _name, file in _fonts()}


def _fonts() -> Iterator[tuple[str, Path]]:
    for folder in map(Path, _FONT_FOLDERS):
        place = folder.expanduser()
        files = sorted(place.rglob("*")) if place.is_dir() else []
        yield from ((file.stem, file) for file in files if file.stem in FONT_NAMES and file.suffix in {".otf", ".ttf"})
