"""What could stand where the cursor is in a search: names of fields, their values. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchwright.model.query_units import Quantity
from benchwright.model.run_query import ChoiceField, TextField, example

_PIECE = re.compile(r'-?[^\s":]*:?(?:"[^"]*"?|[^\s"]*)$')
_MOST = 12


@dataclass(frozen=True, slots=True)
class Completion:
    """Entries of the list, and the characters of the text that one of them replaces."""

    start: int
    end: int
    entries: tuple[str, ...] = ()


def complete(text: str, cursor: int, values_of: Callable[[str], Sequence[str]]) -> Completion:
    """Completes the piece that ends at the cursor; `values_of` gives the values of a field that are known so far."""
    found = _PIECE.search(text[:cursor])
    piece = found[0] if found is not None else ""
    start = cursor - len(piece)
    minus = "-" if piece.startswith("-") else ""
    name, colon, value = piece.removeprefix("-").partition(":")
    if colon:
        wanted = value.strip('"').casefold()
        values = _choices(name) or values_of(name)
        fitting = [item for item in values if wanted in item.casefold() and '"' not in item and item.isprintable()]
        entries = tuple(f"{minus}{name}:{_quoted(item)}" for item in fitting[:_MOST])
    else:
        entries = tuple(f"{minus}{entry}" for entry in _fields() if name and entry.startswith(name.casefold()))
    return Completion(start, cursor, tuple(entry for entry in entries if entry != piece))


def field_at(text: str, cursor: int) -> str:
    """The field whose value stands before the cursor, "" where it is none."""
    found = _PIECE.search(text[:cursor])
    name, colon, _ = (found[0] if found is not None else "").removeprefix("-").partition(":")
    return name if colon and name in {field.value for field in TextField} else ""


def hints() -> tuple[str, ...]:
    """An example of every field, for an empty search."""
    names = (
        *(field.value for field in TextField),
        *(field.value for field in ChoiceField),
        *(q.value for q in Quantity),
    )
    return tuple(example(name) for name in names)


def _fields() -> tuple[str, ...]:
    with_colon = (*(field.value for field in TextField), *(field.value for field in ChoiceField))
    return (*(f"{name}:" for name in with_colon), *(f"{quantity.value}<" for quantity in Quantity))


def _choices(name: str) -> tuple[str, ...]:
    return next((field.choices for field in ChoiceField if field.value == name), ())


def _quoted(value: str) -> str:
    return f'"{value}"' if any(character.isspace() for character in value) else value
