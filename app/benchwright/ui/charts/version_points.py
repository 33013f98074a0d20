"""What the version chart shows: one value for each variant, board and origin. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.run import Run, ValidityStatus
from benchwright.ui.run_values import run_value

ORIGIN_ORDER = (Origin.HARDWARE, Origin.EMULATED, Origin.NATIVE)


@dataclass(frozen=True, slots=True)
class VersionPoint:
    """The newest usable run of a variant on a board: its column `place`, and `value` in the unit of the metric."""

    run: Run
    place: int
    value: float


@dataclass(frozen=True, slots=True)
class VersionPanel:
    """All points of one origin; `variants` are the runs that name the columns, left to right."""

    origin: Origin
    variants: tuple[Run, ...]
    points: tuple[VersionPoint, ...]

    def lines(self) -> tuple[tuple[VersionPoint, ...], ...]:
        """Points to be joined: same board, same model, in order of version."""
        groups: dict[tuple[str, str], list[VersionPoint]] = {}
        for point in self.points:
            groups.setdefault((point.run.board, point.run.model), []).append(point)
        return tuple(tuple(sorted(group, key=lambda point: point.place)) for group in groups.values())


def version_panels(runs: Iterable[Run], metric: Metric) -> tuple[VersionPanel, ...]:
    """One panel for each origin that has values: hardware, then emulated, then native. Invalid runs are left out."""
    usable = [run for run in runs if run.validity.status is not ValidityStatus.INVALID]
    panels = []
    for origin in ORIGIN_ORDER:
        newest: dict[tuple[str, str], Run] = {}
        for run in sorted((run for run in usable if run.origin is origin), key=lambda run: run.started_at):
            newest[run.variant_sha256, run.board] = run
        panel = _panel(origin, newest.values(), metric)
        if panel.points:
            panels.append(panel)
    return tuple(panels)


def _panel(origin: Origin, runs: Iterable[Run], metric: Metric) -> VersionPanel:
    valued = [(run, value) for run in runs if (value := run_value(run, metric)) is not None]
    columns = {
        run.variant_sha256: run for run, _ in sorted(valued, key=lambda pair: (pair[0].model, pair[0].variant_version))
    }
    places = {sha256: place for place, sha256 in enumerate(columns)}
    points = tuple(VersionPoint(run, places[run.variant_sha256], value) for run, value in valued)
    return VersionPanel(origin, tuple(columns.values()), points)
