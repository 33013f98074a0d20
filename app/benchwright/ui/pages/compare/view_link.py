"""A view of the Compare page as a link: what is compared, how it is looked at. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from benchwright.model.compare import Metric
from benchwright.ui.charts.mark_look import USUAL_LOOK, ColourBy, MarkLook, look_of

MOST_RUNS = 200
"""Runs a link names; a mail program breaks what is much longer."""

_MOST_CHARACTERS = 100_000
_START = "benchwright:compare?"


@dataclass(frozen=True, slots=True)
class View:
    """What a link brings back; ids of runs that are not in the database any more are left out when it is opened."""

    run_ids: tuple[str, ...]
    baseline_id: str = ""
    x: Metric = Metric.LATENCY
    y: Metric = Metric.RAM
    is_front_only: bool = False
    is_diff_only: bool = False
    selected: tuple[str, ...] = ()
    look: MarkLook = USUAL_LOOK


def view_link(view: View) -> str:
    """`benchwright:compare?x=latency&y=ram&baseline=…&run=…&run=…`."""
    parts = [
        ("x", view.x.value),
        ("y", view.y.value),
        *([("size", view.look.size.value)] if view.look.size is not None else []),
        *([("colour", view.look.colour.value)] if view.look.colour is not ColourBy.VERSION else []),
        *([("pareto", "1")] if view.is_front_only else []),
        *([("diff", "1")] if view.is_diff_only else []),
        *([("baseline", view.baseline_id)] if view.baseline_id else []),
        *(("run", run_id) for run_id in view.run_ids[:MOST_RUNS]),
        *(("selected", run_id) for run_id in view.selected[:MOST_RUNS]),
    ]
    return _START + urlencode(parts)


def view_of_link(text: str) -> View | None:
    """The view that a link stands for; None where it is no such link, or names no run."""
    link = text.strip()
    if not link.startswith(_START) or len(link) > _MOST_CHARACTERS:
        return None
    fields = parse_qs(urlsplit(link).query)
    runs = fields.get("run", [])
    try:
        x, y = (Metric(fields.get(name, [usual])[0]) for name, usual in (("x", "latency"), ("y", "ram")))
    except ValueError:
        return None
    if not runs:
        return None
    return View(
        tuple(runs),
        fields.get("baseline", [""])[0],
        x,
        y,
        is_front_only=fields.get("pareto") == ["1"],
        is_diff_only=fields.get("diff") == ["1"],
        selected=tuple(fields.get("selected", [])),
        look=look_of(fields.get("size", [""])[0], fields.get("colour", [""])[0]),
    )
