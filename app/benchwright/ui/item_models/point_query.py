"""What is typed into the search of runs to compare: words, and `board:nano model:kws version:3 valid:yes`. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchwright.model.point import RunPoint

_FIELDS: Mapping[str, Callable[[RunPoint, str], bool]] = {
    "board": lambda point, wanted: wanted in point.board.casefold(),
    "model": lambda point, wanted: wanted in point.model.casefold(),
    "variant": lambda point, wanted: wanted in point.variant_name.casefold(),
    "version": lambda point, wanted: wanted.lstrip("v") == str(point.variant_version),
    "origin": lambda point, wanted: point.origin.value.startswith(wanted),
    "valid": lambda point, wanted: (point.status.value == "valid") == (wanted in {"yes", "valid"}),
    "baseline": lambda point, wanted: point.is_baseline == (wanted == "yes"),
}


@dataclass(frozen=True, slots=True)
class PointQuery:
    """Plain words, each of which must occur somewhere, and fields that must match."""

    words: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything matches."""
        return not self.words and not self.fields

    def matches(self, point: RunPoint) -> bool:
        """Whether a run is asked for."""
        if not all(_FIELDS[name](point, wanted) for name, wanted in self.fields):
            return False
        if not self.words:
            return True
        parts = (point.model, point.variant_label, point.board, point.origin.value, point.status.value)
        text = "\n".join((*parts, point.started_at, point.run_id)).casefold()
        return all(word in text for word in self.words)


def parse_point_query(text: str) -> PointQuery:
    """A field without a value asks nothing, an unknown field is a plain word."""
    words, fields = [], []
    for part in text.casefold().split():
        name, colon, wanted = part.partition(":")
        if not colon or name not in _FIELDS:
            words.append(part)
        elif wanted:
            fields.append((name, wanted))
    return PointQuery(tuple(words), tuple(fields))
