"""What the helper process says, read into values; a word of another form counts as none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchwright.model.place import Place, PlaceResource


@dataclass(frozen=True, slots=True)
class PlacesSeen:
    """Every place, as it is now."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SessionOver:
    """The coordinator is away, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request: `error` is a word for the program and `text` one for people, or it was granted."""

    number: int
    error: str = ""
    text: str = ""
    url: str = ""
    flags: frozenset[str] = field(default=frozenset())


def read_line(line: str) -> PlacesSeen | SessionOver | Answer | None:
    """One line of the helper process (`labgrid_worker`); None where it has no known form."""
    try:
        document: object = json.loads(line)
    except ValueError:
        return None
    if not isinstance(document, Mapping):
        return None
    if document.get("event") == "places" and isinstance(document.get("places"), list):
        identity = _text(document, "identity")
        return PlacesSeen(tuple(_place(place, identity) for place in _documents(document, "places")))
    if document.get("event") == "away":
        return SessionOver(_text(document, "text"))
    number = document.get("id")
    if not isinstance(number, int):
        return None
    flags = frozenset(str(key) for key, value in document.items() if value is True)
    return Answer(number, _text(document, "error"), _text(document, "text"), _text(document, "url"), flags)


def _place(document: Mapping[object, object], identity: str) -> Place:
    holder, tags = _text(document, "holder"), document.get("tags")
    aliases = document.get("aliases")
    return Place(
        name=_text(document, "name"),
        holder=holder,
        is_ours=bool(holder) and (holder == identity or _is(document, "is_shared")),
        tags=tuple(sorted((str(key), str(value)) for key, value in tags.items())) if isinstance(tags, Mapping) else (),
        comment=_text(document, "comment"),
        aliases=tuple(map(str, aliases)) if isinstance(aliases, list) else (),
        resources=tuple(_resource(entry) for entry in _documents(document, "resources")),
    )


def _resource(document: Mapping[object, object]) -> PlaceResource:
    return PlaceResource(
        _text(document, "name"), _text(document, "kind"), _text(document, "where"), _is(document, "is_available")
    )


def _documents(document: Mapping[object, object], key: str) -> tuple[Mapping[object, object], ...]:
    found = document.get(key)
    return tuple(entry for entry in found if isinstance(entry, Mapping)) if isinstance(found, list) else ()


def _is(document: Mapping[object, object], key: str) -> bool:
    return document.get(key) is True


def _text(document: Mapping[object, object], key: str) -> str:
    found = document.get(key, "")
    return found if isinstance(found, str) else ""
