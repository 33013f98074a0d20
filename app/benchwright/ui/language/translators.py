"""What Qt asks for a translation: compiled files, and the phrasebook behind them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from benchwright.ui.language.numbers import local
from benchwright.ui.language.phrasebook import CONTEXT, Phrasebook, read_phrasebook


class SentenceTranslator(QTranslator):
    """Asked last, for what no compiled file knows: sentences with values in them. Reads its file when first asked."""

    def __init__(self, ts_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ts_file = ts_file

    @cached_property
    def _phrasebook(self) -> Phrasebook:
        return read_phrasebook(self._ts_file, local)

    def translate(
        self, context: bytes | str, source_text: bytes | str, disambiguation: bytes | str | None = None, n: int = -1
    ) -> str:
        """The translation of a sentence; None, which Qt takes for a null string, where there is none."""
        if context != CONTEXT or not isinstance(source_text, str):
            return None  # type: ignore[return-value]
        return self._phrasebook.said(source_text)  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        return False


def said(text: str) -> str:
    """What the route said (an error, an issue, a reason, a word such as a stage) in the language of the window."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""
