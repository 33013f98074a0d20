"""The program's icon in the sizes and formats that desktops ask for: `python -m installer.freeze.icons SVG FOLDER`.

Runs in the environment that has Qt.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_BUNDLED = {"win32": ("benchwright.ico", 256), "darwin": ("benchwright.icns", 512)}


def main(arguments: list[str]) -> int:
    """Draws every size; the exit code."""
    svg, folder = map(Path, arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        sys.exit(f"{svg} is no picture")
    folder.mkdir(parents=True, exist_ok=True)
    files = [(folder / f"{size}.png", size) for size in SIZES]
    if sys.platform in _BUNDLED:
        name, size = _BUNDLED[sys.platform]
        files.append((folder / name, size))
    for file, size in files:
        if not _drawn(renderer, size).save(str(file)):
            sys.exit(f"{file} cannot be written")
    del application
    return 0


def _drawn(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
