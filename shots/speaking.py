"""The languages that pictures are taken in: English, and those whose translation was compiled."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QLocale

from benchwright import paths
from benchwright.ui.language.language import ENGLISH, Language, TranslationFolders

ROOT = Path(__file__).parents[1]
COMPILED = ROOT / "build" / "translations"
_PREFIX = "benchwright_"


def languages() -> tuple[str, ...]:
    """Codes such as `pt_BR`, English first."""
    return (ENGLISH, *sorted(file.stem.removeprefix(_PREFIX) for file in COMPILED.glob(f"{_PREFIX}*.qm")))


def sources_of(code: str) -> frozenset[str]:
    """English texts of more than a word that the catalogue of a language words otherwise; none for English."""
    file = paths.resources() / "translations" / f"{_PREFIX}{code}.ts"
    if not file.is_file():
        return frozenset()
    messages = ElementTree.parse(file).iter("message")
    pairs = ((message.findtext("source") or "", message.findtext("translation") or "") for message in messages)
    return frozenset(source for source, said in pairs if said and said != source and " " in source)


@contextlib.contextmanager
def speaking(code: str) -> Iterator[None]:
    """Windows that are made meanwhile speak this language and write its numbers."""
    before = QLocale()
    language = Language(TranslationFolders(paths.resources() / "translations", COMPILED))
    language.choose(code)
    try:
        if language.code != code:
            raise FileNotFoundError(f"{COMPILED} has no {code} that can be loaded")
        yield
    finally:
        language.close()
        language.deleteLater()
        QLocale.setDefault(before)
