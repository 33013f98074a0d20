"""Translates sentences that were made elsewhere: `Port ttyACM0 is in use.` by way of `Port %1 is in use.` No Qt.

Errors, issues and reasons are written in English by modules that know no window, and part of them comes out of the
database years later. So the window reads them back: a sentence is matched with the templates of the translation file,
and what stood in the place of `%1` is put into the translated template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

CONTEXT = "Sentences"

_HOLE = re.compile(r"%(\d)")
_NAME = re.compile(r"'%(\d)")
"""A hole in quotes takes a name, or what was typed: no language translates it."""
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=\S)")
_LIST = re.compile(r"([,;] )")
_DEEPEST = 4
_UNIT = r" ?(?:%(?!\d)|pp\b|[nµmk]?[sVAJ]\b|[kM]?B\b|[kM]?Hz\b|MAC\b|pJ\b)"
_FIGURES = r"(?:\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+)"
_QUANTITY = re.compile(rf"(?<![\w.,]){_FIGURES}(?={_UNIT})")
_NUMBER = re.compile(_FIGURES)
_UNIT_NEXT = re.compile(_UNIT)


class Phrasebook:
    """The sentences of one language; `known` maps English templates to translated ones.

    `local` writes an English number as the language does; asked for numbers with a unit only: 0.1 may be a version.
    """

    def __init__(self, known: Mapping[str, str], local: Callable[[str], str] = str) -> None:
        self._known = known
        self._local = local

    def said(self, text: str) -> str | None:
        """The translation of a text made of known sentences; None where none of it is known."""
        found = self._translated(text, _DEEPEST)
        return None if found == text else found

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str, frozenset[str]], ...]:
        """Templates with holes, their translations and the holes for names; most words of their own first."""
        templates = sorted((text for text in self._known if "%1" in text), key=_own_length, reverse=True)
        return tuple(
            (re.compile(_pattern(text), re.DOTALL), self._known[text], frozenset(_NAME.findall(text)))
            for text in templates
        )

    def _translated(self, text: str, depth: int) -> str:
        whole = self._whole(text, depth)
        if whole is not None:
            return whole
        sentences = _SENTENCE_END.split(text)
        if len(sentences) == 1 or depth == 0:
            return text
        return " ".join(self._longest_first(sentences, depth))

    def _longest_first(self, sentences: list[str], depth: int) -> Iterable[str]:
        """Translates as many sentences in a row as one template holds."""
        while sentences:
            for count in range(len(sentences), 0, -1):
                found = self._whole(" ".join(sentences[:count]), depth)
                if found is not None or count == 1:
                    yield sentences[0] if found is None else found
                    sentences = sentences[count:]
                    break

    def _whole(self, text: str, depth: int) -> str | None:
        if text in self._known:
            return self._known[text]
        if depth == 0 or not text:
            return None
        listed = self._listed(text, depth)
        if listed is not None:
            return listed
        for pattern, translation, names in self._patterns:
            match = pattern.fullmatch(text)
            if match is not None:
                found = {hole[1:]: value for hole, value in match.groupdict().items()}
                values = {
                    hole: value if hole in names else self._translated(value, depth - 1)
                    for hole, value in found.items()
                }
                return self._filled(translation, values)
        return self._ended(text, depth)

    def _ended(self, text: str, depth: int) -> str | None:
        """The translation of a phrase that was made a sentence with a full stop, such as a word of the system's."""
        phrase = self._whole(text[:-1], depth - 1) if text.endswith(".") else None
        return None if phrase is None else f"{phrase}."

    def _listed(self, text: str, depth: int) -> str | None:
        """The translation of phrases in a row, `model skipped, firmware skipped`; None unless all of them are known."""
        parts = [] if text[-1:] in ".?!" else _LIST.split(text)
        found = [part if place % 2 else self._whole(part, depth - 1) for place, part in enumerate(parts)]
        known = [part for part in found if part is not None]
        return "".join(known) if len(parts) > 1 and len(known) == len(parts) else None

    def _filled(self, translation: str, values: Mapping[str, str]) -> str:
        def value(hole: re.Match[str]) -> str:
            found = values.get(hole[1], hole[0])
            if _NUMBER.fullmatch(found):
                return self._local(found) if _UNIT_NEXT.match(translation, hole.end()) else found
            return _QUANTITY.sub(lambda number: self._local(number[0]), found)

        return _HOLE.sub(value, translation)


def read_phrasebook(ts_file: Path, local: Callable[[str], str] = str) -> Phrasebook:
    """The context `Sentences` of a file of Qt Linguist; empty where there is no such file."""
    try:
        contexts = ElementTree.parse(ts_file).getroot().iter("context")
    except (OSError, ElementTree.ParseError):
        return Phrasebook({}, local)
    messages = (
        message for context in contexts if context.findtext("name") == CONTEXT for message in context.iter("message")
    )
    pairs = ((message.findtext("source") or "", message.findtext("translation") or "") for message in messages)
    return Phrasebook({source: translation for source, translation in pairs if translation}, local)


def _own_length(template: str) -> int:
    return len(_HOLE.sub("", template))


def _pattern(template: str) -> str:
    """A regular expression of a template; a number that comes twice must be the same value twice."""
    seen: set[str] = set()
    parts = []
    for place, part in enumerate(_HOLE.split(template)):
        if place % 2 == 0:
            parts.append(re.escape(part))
        elif part in seen:
            parts.append(f"(?P=v{part})")
        else:
            seen.add(part)
            parts.append(f"(?P<v{part}>.*?)")
    return "".join(parts)
