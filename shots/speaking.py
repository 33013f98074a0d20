"""The languages that pictures are taken in: English, and those whose translation was compiled."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

ROOT = Path(__file__).parents[1]
COMPILED = ROOT / "build" / "translations"
ENGLISH = "en"
_PREFIX = "benchwright_"


def languages() -> tuple[str, ...]:
    """Codes such as `pt_BR`, English first."""
    return (ENGLISH, *sorted(file.stem.removeprefix(_PREFIX) for file in COMPILED.glob(f"{_PREFIX}*.qm")))


@contextlib.contextmanager
def speaking(code: str) -> Iterator[None]:
    """Windows that are made meanwhile speak this language."""
    translators: list[QTranslator] = []
    if code != ENGLISH:
        qt, own = QTranslator(), QTranslator()
        qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        if not own.load(str(COMPILED / f"{_PREFIX}{code}.qm")):
            raise FileNotFoundError(f"{COMPILED}/{_PREFIX}{code}.qm cannot be loaded")
        translators = [qt, own]
    for translator in translators:
        QCoreApplication.installTranslator(translator)
    try:
        yield
    finally:
        for translator in translators:
            QCoreApplication.removeTranslator(translator)
