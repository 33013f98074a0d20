"""The words of reports in one language, from `resources/report/LANGUAGE.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchwright.model.report import ReportLanguage

_COMMA_LANGUAGES = {ReportLanguage.PORTUGUESE}
_SWAPPED = str.maketrans(",.", ".,")


class Catalogue:
    """Says things by key; every language has the same keys with the same places to fill in."""

    def __init__(self, language: ReportLanguage, words: Mapping[str, str]) -> None:
        self.language = language
        self._words = words

    @property
    def keys(self) -> frozenset[str]:
        """Every key, `section.name`."""
        return frozenset(self._words)

    def say(self, key: str, /, **values: object) -> str:
        """The words under `key`, with `{name}` filled in.

        Raises:
            KeyError: no such key, or a place is not filled in.
        """
        return self._words[key].format(**values)

    def count(self, key: str, count: int, /) -> str:
        """`key.one` or `key.many` with {n} filled in."""
        return self.say(f"{key}.one" if count == 1 else f"{key}.many", n=self.figures(f"{count:,}"))

    def figures(self, text: str) -> str:
        """Numbers as this language writes them: `1,234.5` is `1.234,5` in Portuguese."""
        return text.translate(_SWAPPED) if self.language in _COMMA_LANGUAGES else text

    def day_and_time(self, iso: str) -> str:
        """An ISO 8601 time to the minute, as it stands, in the order of day, month and year that is usual."""
        day, time = iso[:10], iso[11:16]
        if self.language is ReportLanguage.PORTUGUESE and day.count("-") == 2:
            day = "/".join(reversed(day.split("-")))
        return f"{day} {time}".strip()


def load_catalogue(folder: Path, language: ReportLanguage) -> Catalogue:
    """Reads the words of a language.

    Raises:
        OSError, tomllib.TOMLDecodeError: the installation is damaged.
    """
    tables = tomllib.loads((folder / f"{language.value}.toml").read_text("utf-8"))
    return Catalogue(language, dict(_flat(tables)))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, str(value)
