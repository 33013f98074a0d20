"""A policy that is dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

_SUFFIX = ".toml"


def dropped_policy(data: QMimeData) -> Path | None:
    """The one TOML file of a drop; None where it is anything else. Reading it tells whether it is a policy."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() == _SUFFIX else None
