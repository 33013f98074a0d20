"""Runs that belong together: origins apart, then models on boards, then the newest run of each variant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchwright.model.board import Origin
from benchwright.model.run import Run


@dataclass(frozen=True, slots=True)
class Group:
    """The variants of one model on one board and origin, newest run of each, by version."""

    model: str
    board: str
    origin: Origin
    runs: tuple[Run, ...]


def by_origin(runs: Sequence[Run]) -> tuple[tuple[Origin, tuple[Run, ...]], ...]:
    """The runs of each origin that has any, hardware first."""
    parts = ((origin, tuple(run for run in runs if run.origin is origin)) for origin in Origin)
    return tuple((origin, mine) for origin, mine in parts if mine)


def groups_of(runs: Iterable[Run]) -> tuple[Group, ...]:
    """The groups, by model, board and origin."""
    ordered = sorted(runs, key=_key)
    return tuple(
        Group(model, board, Origin(origin), _newest(list(members)))
        for (model, board, origin), members in groupby(ordered, _key)
    )


def _key(run: Run) -> tuple[str, str, str]:
    return run.model, run.board, run.origin.value


def _newest(runs: Sequence[Run]) -> tuple[Run, ...]:
    newest: dict[str, Run] = {}
    for run in sorted(runs, key=lambda run: run.started_at):
        newest[run.variant_sha256] = run
    return tuple(sorted(newest.values(), key=lambda run: (run.variant_version, run.variant_name)))
