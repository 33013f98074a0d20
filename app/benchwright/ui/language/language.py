"""The language of the window, chosen while it is open."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

ENGLISH = "en"
VARIABLE = "BENCHWRIGHT_LANGUAGE"

_PREFIX = "benchwright_"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TranslationFolders:
    """Where translations are: sources (.ts), and what was compiled from them (.qm); None for English only."""

    sources: Path | None = None
    compiled: Path | None = None

    def source(self, code: str) -> Path:
        """The source of a language."""
        return (self.sources or Path()) / f"{_PREFIX}{code}.ts"

    def binary(self, code: str) -> Path:
        """The compiled file of a language."""
        return (self.compiled or Path()) / f"{_PREFIX}{code}.qm"

    def codes(self) -> tuple[str, ...]:
        """The languages there are, English first."""
        files = self.sources.glob(f"{_PREFIX}*.ts") if self.sources is not None else ()
        found = sorted(file.stem.removeprefix(_PREFIX) for file in files)
        return (ENGLISH, *found)


class Language(QObject):
    """Holds the translators of the application; `changed` when another language was chosen."""

    changed = Signal()

    def __init__(self, folders: TranslationFolders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders = folders
        self._translators: list[QTranslator] = []
        self._code = ENGLISH

    @property
    def code(self) -> str:
        """The language in force: `en`, `pt_BR`."""
        return self._code

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages that can be chosen."""
        return self._folders.codes()

    def choose(self, code: str) -> None:
        """Speaks a language from now on; English, and a line in the log, where its files are missing."""
        before = self._code
        self._remove()
        self._code = code if code == ENGLISH or self._install(code) else ENGLISH
        QLocale.setDefault(_locale(self._code))
        if self._code != before:
            self.changed.emit()

    def close(self) -> None:
        """Takes the translators away."""
        self._remove()

    def _install(self, code: str) -> bool:
        """The one that was installed last is asked first."""
        own = QTranslator(self)
        if not own.load(str(self._folders.binary(code))):
            _log.warning(
                "The window speaks English: %s cannot be loaded; run: make translations", self._folders.binary(code)
            )
            own.deleteLater()
            return False
        qt = QTranslator(self)
        is_qt_known = qt.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        from benchwright.ui.language.translators import SentenceTranslator  # noqa: PLC0415  English starts without it

        self._translators = [SentenceTranslator(self._folders.source(code), self), *([qt] if is_qt_known else []), own]
        for translator in self._translators:
            QCoreApplication.installTranslator(translator)
        return True

    def _remove(self) -> None:
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []


def chosen_code(codes: tuple[str, ...], environment: Mapping[str, str], remembered: str, asked: str = "") -> str:
    """The language to begin with: asked for on the command line, by the environment, remembered, the system's, English.

    `pt` finds `pt_BR`; a language there is not is passed over.
    """
    for wish in (asked, environment.get(VARIABLE, ""), remembered, *QLocale.system().uiLanguages()):
        found = _matching(wish, codes)
        if found:
            return found
    return ENGLISH


def language_name(code: str) -> str:
    """A language in its own words: `português (Brasil)`."""
    locale = QLocale(code)
    name = locale.nativeLanguageName()
    if code == ENGLISH:
        return "English"
    return f"{name[:1].upper()}{name[1:]} ({locale.nativeTerritoryName()})"


def _matching(wish: str, codes: tuple[str, ...]) -> str:
    plain = wish.split(".", 1)[0].replace("-", "_").casefold()
    if not plain:
        return ""
    exact = [code for code in codes if code.casefold() == plain]
    alike = [code for code in codes if code.split("_", 1)[0].casefold() == plain.split("_", 1)[0]]
    return next(iter(exact or alike), "")


def _locale(code: str) -> QLocale:
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates) if code == ENGLISH else QLocale(code)
