"""The search grammar of runs: `board:nano latency<20ms -tag:cold "quiet room" >30d`; its table: docs/operations.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from benchwright.model.errors import QueryInvalid
from benchwright.model.query_units import Quantity, age_seconds, stored_value
from benchwright.model.search_words import search_words

MOST_TERMS = 64
LONGEST = 10_000


class TextField(Enum):
    """Fields that hold text; a value matches anywhere in it."""

    BOARD = "board"
    MODEL = "model"
    VARIANT = "variant"
    DEVICE = "device"
    TAG = "tag"
    NOTE = "note"
    ISSUE = "issue"
    RUN = "run"
    DATE = "date"


class ChoiceField(Enum):
    """Fields with a few values; the beginning of a value is enough."""

    ORIGIN = "origin"
    VALID = "valid"
    BASELINE = "baseline"
    ARCHIVED = "archived"

    @property
    def choices(self) -> tuple[str, ...]:
        """What may stand behind the colon."""
        return _CHOICES[self]


_CHOICES = {
    ChoiceField.ORIGIN: ("hardware", "emulated", "native"),
    ChoiceField.VALID: ("yes", "no", "degraded", "invalid"),
    ChoiceField.BASELINE: ("yes", "no"),
    ChoiceField.ARCHIVED: ("yes", "no", "any"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words that follow one another in the names, the note, the tags or the issues; the last may go on if not exact."""

    words: tuple[str, ...]
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text field that contains `value`, upper and lower case alike."""

    field: TextField
    value: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that has one of its values."""

    field: ChoiceField
    value: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A quantity against a limit in its stored unit; `operator` is one of < <= > >= =."""

    quantity: Quantity
    operator: str
    limit: float


@dataclass(frozen=True, slots=True)
class Age:
    """Started longer ago than `seconds`, or not as long."""

    is_older: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Term:
    """One condition, or its opposite."""

    asks: Words | Text | Choice | Bound | Age
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class RunQuery:
    """Conditions that all must hold; none asks for everything."""

    terms: tuple[Term, ...] = ()

    @property
    def names_archived(self) -> bool:
        """Whether it says itself which runs of the archive are wanted."""
        return any(isinstance(term.asks, Choice) and term.asks.field is ChoiceField.ARCHIVED for term in self.terms)

    def asks_for(self, quantity: Quantity) -> bool:
        """Whether a condition is about that quantity."""
        return any(isinstance(term.asks, Bound) and term.asks.quantity is quantity for term in self.terms)


_PIECE = re.compile(r'(?P<minus>-?)(?P<head>[^\s":<>=]*)(?P<sign><=|>=|[:<>=]?)(?P<value>"[^"]*"?|[^\s"]*)')
_TEXTS = {field.value: field for field in TextField}
_CHOICE_FIELDS = {field.value: field for field in ChoiceField}
_QUANTITIES = {quantity.value: quantity for quantity in Quantity}

FIELD_NAMES = (*_TEXTS, *_CHOICE_FIELDS, *_QUANTITIES)
"""Every word that may stand before a colon or a comparison."""


def parse_query(text: str) -> RunQuery:
    """The query that a text says.

    Raises:
        QueryInvalid: what is wrong, and at which character.
    """
    if len(text) > LONGEST:
        raise QueryInvalid(text, LONGEST, len(text), f"It has more than {LONGEST:,} characters.", "Ask for less.")
    terms = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found = _PIECE.match(text, place)
        if found is None or found.end() == place:  # a comparison sign or a quote the pattern does not begin with
            raise QueryInvalid(text, place, place + 1, "Nothing can begin like that.", "Put it in quotes.")
        terms.append(_term(text, found))
        if len(terms) > MOST_TERMS:
            raise QueryInvalid(text, place, found.end(), f"More than {MOST_TERMS} conditions.", "Ask for less.")
        place = found.end()
    return RunQuery(tuple(terms))


def _term(text: str, found: re.Match[str]) -> Term:
    whole = text[found.start() : found.end()]
    place = _Place(text, found.start(), found.end())
    is_negated = bool(found["minus"]) and len(whole) > 1
    head, sign, value = found["head"].casefold(), found["sign"], found["value"]
    if any(0xD800 <= ord(character) <= 0xDFFF for character in whole):
        raise place.error("It holds half a character.", "Type it again.")
    if value.startswith('"') and (len(value) < 2 or not value.endswith('"')):
        raise place.error("A quote is not closed.", 'End it with ".')
    if not sign or (sign == ":" and not (head.isascii() and head.isalpha())):
        return Term(_words(place, whole[len(found["minus"]) :] if is_negated else whole), is_negated)
    value = value.strip('"')
    if not head:
        return Term(_age(place, sign, value), is_negated)
    if sign == ":":
        return Term(_field(place, head, value), is_negated)
    return Term(_bound(place, head, sign, value), is_negated)


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    start: int
    end: int

    def error(self, why: str, remedy: str) -> QueryInvalid:
        return QueryInvalid(self.text, self.start, self.end, why, remedy)


def _words(place: _Place, piece: str) -> Words:
    words = search_words(piece)
    if not words:
        raise place.error("It holds no letter or digit.", "Search for a word, or for a field such as board:nano.")
    return Words(words, is_exact=piece.endswith('"'))


def _field(place: _Place, name: str, value: str) -> Text | Choice | Bound:
    if name in _QUANTITIES:
        return _bound(place, name, "=", value)
    if name not in _TEXTS and name not in _CHOICE_FIELDS:
        raise _unknown(place, name)
    if not value:
        raise place.error(f"'{name}:' needs a value.", f"Such as {_example(name)}.")
    if name in _TEXTS:
        return Text(_TEXTS[name], value)
    field = _CHOICE_FIELDS[name]
    fitting = [choice for choice in field.choices if choice.startswith(value.casefold())]
    if not fitting:
        raise place.error(f"'{name}' is never '{value}'.", f"Its values: {_quoted(field.choices)}.")
    return Choice(field, fitting[0])


def _bound(place: _Place, name: str, sign: str, value: str) -> Bound:
    if name not in _QUANTITIES:
        if name in _TEXTS or name in _CHOICE_FIELDS:
            raise place.error(f"'{name}' is no number.", f"Write {_example(name)}.")
        raise _unknown(place, name)
    quantity = _QUANTITIES[name]
    limit = stored_value(quantity, value)
    if limit is None:
        found = f"'{value}' is no value of '{name}'." if value else f"'{name}{sign}' needs a number."
        raise place.error(found, f"Such as {_example(name)}.")
    return Bound(quantity, sign, limit)


def _age(place: _Place, sign: str, value: str) -> Age:
    seconds = age_seconds(value)
    if sign not in {"<", ">"} or seconds is None:
        raise place.error("It is no age.", "Such as >30d for older than 30 days, <7d for the last week (h, d, w, y).")
    return Age(is_older=sign == ">", seconds=seconds)


def _unknown(place: _Place, name: str) -> QueryInvalid:
    from difflib import get_close_matches  # noqa: PLC0415  for a mistyped field only

    near = get_close_matches(name, FIELD_NAMES, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else f"Fields: {', '.join(FIELD_NAMES)}."
    return place.error(f"There is no field '{name}'.", f'{hint} To search for the word itself, put it in "quotes".')


def _quoted(words: Iterable[str]) -> str:
    """Words to type, which no language of the window translates."""
    return ", ".join(f"'{word}'" for word in words)


def _example(name: str) -> str:
    examples = {
        "board": "board:nano", "model": "model:kws", "variant": "variant:int8", "device": "device:virtual",
        "tag": "tag:nightly", "note": 'note:"quiet room"', "issue": "issue:parity", "run": "run:5f2a",
        "date": "date:2026-11", "origin": "origin:emulated", "valid": "valid:yes", "baseline": "baseline:yes",
        "archived": "archived:any", "latency": "latency<20ms", "p99": "p99<25ms", "ram": "ram<64k",
        "flash": "flash<1M", "accuracy": "accuracy>90%", "instructions": "instructions<2M", "version": "version:3",
        "change": "change>5%", "energy": "energy<30uJ", "scored": "scored>90%",
    }  # fmt: skip
    return examples[name]


def example(name: str) -> str:
    """How a field is used: `latency<20ms`."""
    return _example(name)
