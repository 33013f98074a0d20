"""What is typed into the search field of the runs table, as a question to a run. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchwright.model.run import Run

_YES = ("yes", "y", "true", "1")


def _text_of(run: Run) -> str:
    parts = (
        run.run_id,
        run.board,
        run.device_id,
        run.origin.value,
        run.model,
        run.variant_label,
        run.validity.status.value,
        run.note,
        run.started_at,
        *run.tags,
        *(issue.code.value for issue in run.validity.issues),
    )
    return "\n".join(parts).casefold()


def _validity(run: Run, wanted: str) -> bool:
    status = run.validity.status.value
    if wanted in {"yes", "no"}:
        return (status == "valid") == (wanted == "yes")
    return status.startswith(wanted)


_FIELDS: Mapping[str, Callable[[Run, str], bool]] = {
    "board": lambda run, wanted: wanted in run.board.casefold(),
    "device": lambda run, wanted: wanted in run.device_id.casefold(),
    "model": lambda run, wanted: wanted in run.model.casefold(),
    "variant": lambda run, wanted: wanted in run.variant_name.casefold(),
    "version": lambda run, wanted: wanted.lstrip("v") == str(run.variant_version),
    "origin": lambda run, wanted: run.origin.value.startswith(wanted),
    "valid": _validity,
    "issue": lambda run, wanted: any(wanted in issue.code.value for issue in run.validity.issues),
    "baseline": lambda run, wanted: run.is_baseline == (wanted in _YES),
    "tag": lambda run, wanted: any(wanted in tag.casefold() for tag in run.tags),
    "note": lambda run, wanted: wanted in run.note.casefold(),
}

FIELD_NAMES = tuple(_FIELDS)


@dataclass(frozen=True, slots=True)
class RunQuery:
    """Plain words, each of which must occur somewhere, and fields that must match."""

    words: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    def matches(self, run: Run) -> bool:
        """Whether a run is asked for."""
        if not all(_FIELDS[name](run, wanted) for name, wanted in self.fields):
            return False
        text = _text_of(run) if self.words else ""
        return all(word in text for word in self.words)


def parse_query(text: str) -> RunQuery:
    """`int8 board:nano valid:yes`; a field without a value asks nothing, an unknown field is a plain word."""
    words, fields = [], []
    for part in text.casefold().split():
        name, colon, wanted = part.partition(":")
        if colon and name in _FIELDS:
            if wanted:
                fields.append((name, wanted))
        else:
            words.append(part)
    return RunQuery(tuple(words), tuple(fields))
