"""A search as SQL conditions over `run_summaries AS own`. What a person typed only ever becomes a parameter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from benchwright.model.query_units import Quantity
from benchwright.model.run_query import Age, Bound, Choice, ChoiceField, RunQuery, Text, TextField, Words
from benchwright.model.search_words import folded

_LARGEST = 2.0**62

_TEXTS = {
    TextField.BOARD: "own.board",
    TextField.MODEL: "own.model",
    TextField.VARIANT: "own.variant_name || ' v' || own.variant_version",
    TextField.DEVICE: "own.device_id",
    TextField.ISSUE: "own.issue_codes",
    TextField.RUN: "own.run_id",
    TextField.DATE: "own.started_at",
}
_NAMES = {TextField.BOARD: "board", TextField.MODEL: "model"}
_FOLDED = {TextField.NOTE: "note_folded", TextField.TAG: "tags_folded"}
_QUANTITIES = {
    Quantity.LATENCY: "own.latency_us",
    Quantity.P99: "own.p99_us",
    Quantity.RAM: "own.ram_bytes",
    Quantity.FLASH: "own.flash_bytes",
    Quantity.ACCURACY: "own.accuracy_ratio",
    Quantity.SCORED: "own.scored_ratio",
    Quantity.INSTRUCTIONS: "own.instructions",
    Quantity.ENERGY: "own.energy_uj",
    Quantity.VERSION: "own.variant_version",
    Quantity.CHANGE: "own.change_ratio",
}
_CHOICES = {
    (ChoiceField.ORIGIN, "hardware"): "own.origin = 'hardware'",
    (ChoiceField.ORIGIN, "emulated"): "own.origin = 'emulated'",
    (ChoiceField.ORIGIN, "native"): "own.origin = 'native'",
    (ChoiceField.VALID, "yes"): "own.validity_rank = 0",
    (ChoiceField.VALID, "no"): "own.validity_rank > 0",
    (ChoiceField.VALID, "degraded"): "own.validity_rank = 1",
    (ChoiceField.VALID, "invalid"): "own.validity_rank = 2",
    (ChoiceField.BASELINE, "yes"): "own.baseline_at IS NOT NULL",
    (ChoiceField.BASELINE, "no"): "own.baseline_at IS NULL",
    (ChoiceField.ARCHIVED, "yes"): "own.archived_at IS NOT NULL",
    (ChoiceField.ARCHIVED, "no"): "own.archived_at IS NULL",
    (ChoiceField.ARCHIVED, "any"): "TRUE",
}
_OPERATORS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "="}

_INDEXED = "own.run_sequence IN (SELECT rowid FROM words_index WHERE words_index MATCH {})"
_READ = "own.run_sequence IN (SELECT run_sequence FROM run_words WHERE instr(' ' || words || ' ', {}) > 0)"
_HOLDS = "own.run_sequence IN (SELECT run_sequence FROM run_words WHERE {})"


@dataclass(slots=True)
class Conditions:
    """Conditions that all must hold, and their parameters."""

    parts: list[str] = field(default_factory=list)
    parameters: dict[str, object] = field(default_factory=dict)

    @property
    def sql(self) -> str:
        """One expression."""
        return " AND ".join(self.parts) or "TRUE"

    def bind(self, value: object) -> str:
        """The name of a new parameter, with its colon."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"


def conditions(
    query: RunQuery,
    *,
    include_archived: bool,
    now: datetime,
    is_indexed: bool,
    names: Callable[[str], Sequence[str]] | None = None,
    is_frequent: Callable[[str], bool] = lambda _match: False,
) -> Conditions:
    """What a summary must fulfil; `is_indexed` is whether the full-text index may be asked.

    `names` gives all values of a column in use, where a comparison with some of them is faster than a look into each;
    `is_frequent` says whether so many runs match that they are better met on the way than looked up one by one.
    """
    made = Conditions()
    if not include_archived and not query.names_archived:
        made.parts.append("own.archived_at IS NULL")
    wanted: list[str] = []
    held: list[str] = []
    for term in query.terms:
        if isinstance(term.asks, Words) and is_indexed and not term.is_negated:
            wanted.append(_match(term.asks))
            continue
        if isinstance(term.asks, Text) and not term.is_negated and term.asks.field in _FOLDED:
            held.append(_held(made, term.asks))
            continue
        if isinstance(term.asks, Text) and not term.is_negated and names and term.asks.field in _NAMES:
            made.parts.append(_named(made, term.asks, names))
            continue
        condition = _condition(made, term.asks, now, is_indexed=is_indexed)
        # NOT of an unknown value would be unknown: a run without a latency is not "slower than 20 ms".
        made.parts.append(f"NOT coalesce({condition}, FALSE)" if term.is_negated else condition)
    if held:
        made.parts.append(_HOLDS.format(" AND ".join(held)))
    if wanted:
        match = " AND ".join(wanted)
        # The plus keeps SQLite from beginning with the matches (sqlite.org/optoverview.html, 3.1).
        made.parts.append(("+" if is_frequent(match) else "") + _INDEXED.format(made.bind(match)))
    return made


def _condition(made: Conditions, asks: Words | Text | Choice | Bound | Age, now: datetime, *, is_indexed: bool) -> str:
    match asks:
        case Words():
            return _words(made, asks, is_indexed=is_indexed)
        case Text():
            return _text(made, asks)
        case Choice():
            return _CHOICES[asks.field, asks.value]
        case Bound():
            limit = max(-_LARGEST, min(_LARGEST, asks.limit))
            return f"{_QUANTITIES[asks.quantity]} {_OPERATORS[asks.operator]} {made.bind(limit)}"
        case Age():
            return f"own.started_at {'<' if asks.is_older else '>='} {made.bind(_edge(now, asks.seconds))}"


def _words(made: Conditions, asks: Words, *, is_indexed: bool) -> str:
    if is_indexed:
        return _INDEXED.format(made.bind(_match(asks)))
    return _READ.format(made.bind(f" {' '.join(asks.words)}{' ' if asks.is_exact else ''}"))


def _text(made: Conditions, asks: Text) -> str:
    if asks.field is TextField.DATE:
        return f"substr(own.started_at, 1, {len(asks.value)}) = {made.bind(asks.value.upper())}"
    if asks.field in _FOLDED:
        return _HOLDS.format(_held(made, asks))
    # SQLite's lower() knows ASCII only, and so must the other side.
    return f"instr(lower({_TEXTS[asks.field]}), lower({made.bind(asks.value)})) > 0"


def _held(made: Conditions, asks: Text) -> str:
    return f"instr({_FOLDED[asks.field]}, {made.bind(folded(asks.value))}) > 0"


def _named(made: Conditions, asks: Text, names: Callable[[str], Sequence[str]]) -> str:
    """As `_text`, with the values looked at here instead of once for each run."""
    wanted = _ascii_lower(asks.value)
    found = [made.bind(name) for name in names(_NAMES[asks.field]) if wanted in _ascii_lower(name)]
    return f"{_TEXTS[asks.field]} IN ({', '.join(found)})"


def _ascii_lower(text: str) -> str:
    """As SQLite's lower(), which knows ASCII only."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


def _edge(now: datetime, age_s: float) -> str:
    """That long ago, as runs write their start; in a year before the first one it is always later."""
    try:
        return (now - timedelta(seconds=age_s)).isoformat(timespec="seconds")
    except OverflowError:
        return ""


def _match(words: Words) -> str:
    """A phrase for FTS5: letters and digits within quotes, nothing else (sqlite.org/fts5.html, 3.2)."""
    return f'"{" ".join(words.words)}"{"" if words.is_exact else " *"}'
