"""Files that are dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """The local files of a drop, whatever they hold; reading them tells whether they are models."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
