"""Marks: what a chart draws for one run, its shape by board and its colour by variant. No Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from benchwright.model.variant import Variant

MARK_PX = 11
"""How large a mark is where its size says nothing."""

SHAPES = ("o", "s", "t1", "d", "p", "h", "star", "t")
"""Symbols of pyqtgraph, told apart at 9 px."""

SHAPE_GLYPHS: Mapping[str, str] = {
    "o": "●",
    "s": "■",
    "t1": "▲",
    "d": "◆",
    "p": "⬟",
    "h": "⬢",
    "star": "★",
    "t": "▼",
}


_MODEL_STEP = 3
"""Colours between version 1 of one model and version 1 of the next."""


class Measured(Protocol):
    """What names a measurement in a chart: a run, or the point of one."""

    @property
    def model(self) -> str:
        """The idea."""
        ...

    @property
    def board(self) -> str:
        """The kind of hardware."""
        ...

    @property
    def variant_sha256(self) -> str:
        """Digest of the variant."""
        ...

    @property
    def variant_name(self) -> str:
        """Name of the variant."""
        ...

    @property
    def variant_version(self) -> int:
        """Version of the variant."""
        ...


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of a chart, in the axes' units. `card` is what the hover card says, a line each.

    `size_px` is 9 or more. `box` is left, bottom, right and top of what has an extent: the mouse finds it anywhere
    inside.
    """

    key: str
    x: float
    y: float
    shape: str = "o"
    colour: int = 0
    is_hollow: bool = False
    label: str = ""
    card: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    size_px: int = MARK_PX


@dataclass(frozen=True, slots=True)
class Legend:
    """Which board has which shape, and which variant which colour; the same for the same set of runs."""

    shapes: Mapping[str, str]
    colours: Mapping[str, int]

    def shape(self, run: Measured) -> str:
        """The shape of a run's board."""
        return self.shapes.get(run.board, SHAPES[0])

    def colour(self, run: Measured) -> int:
        """The index into the series colours of a run's variant."""
        return self.colours.get(run.variant_sha256, 0)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a label of one line covers: from `left` to `right`, around the height `y`, in the axes' units."""

    left: float
    right: float
    y: float

    def touches(self, other: Extent, gap: float) -> bool:
        """Whether both would be drawn over one another; `gap` is the height of a line."""
        return self.left < other.right and other.left < self.right and abs(self.y - other.y) < gap * 0.95


def legend_of(runs: Iterable[Measured]) -> Legend:
    """Shapes by name of board; colours by version, so that v1 keeps its own as versions are added."""
    known = tuple(runs)
    boards = sorted({run.board for run in known})
    models = {model: place for place, model in enumerate(sorted({run.model for run in known}))}
    return Legend(
        {board: SHAPES[index % len(SHAPES)] for index, board in enumerate(boards)},
        {run.variant_sha256: run.variant_version - 1 + _MODEL_STEP * models[run.model] for run in known},
    )


def variant_suffix(run: Measured) -> str:
    """What tells a variant from its model: `digits_pruned_int8` of `digits` is `pruned int8`."""
    return without_model(run.variant_name, run.model)


def short_label(run: Measured) -> str:
    """A variant among others of its model: `v3 pruned int8`; a name without end is cut."""
    return shortened(f"v{run.variant_version} {variant_suffix(run)}".strip())


def shortened(text: str, most: int = 40) -> str:
    """A name as a chart can hold it: one line of at most `most` characters, cut with an ellipsis."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * most]).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def short_variant_label(variant: Variant) -> str:
    """As `short_label`, of a variant that need not have been measured."""
    return f"v{variant.version} {without_model(variant.name, variant.model)}".strip()


def without_model(name: str, model: str) -> str:
    """What a name says beyond its model: `pruned int8` of `digits_pruned_int8`."""
    rest = name[len(model) :] if name.lower().startswith(model.lower()) else name
    return rest.strip("_-. ").replace("_", " ")


def spread(
    positions: Sequence[float], gap: float, span: tuple[float, float] = (-math.inf, math.inf)
) -> tuple[float, ...]:
    """The positions moved apart to at least `gap`, each as near as may be to where it was.

    A group of labels that would leave `span` is moved into it, where it fits.
    """
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    groups: list[tuple[float, int]] = []  # centre and size of runs of touching labels
    for index in order:
        centre, size = _inside(positions[index], gap / 2, span), 1
        while groups and centre - groups[-1][0] < gap * (size + groups[-1][1]) / 2:
            other, other_size = groups.pop()
            middle = (centre * size + other * other_size) / (size + other_size)
            size += other_size
            centre = _inside(middle, gap * size / 2, span)
        groups.append((centre, size))
    placed = [centre + (rank - (size - 1) / 2) * gap for centre, size in groups for rank in range(size)]
    result = [0.0] * len(positions)
    for index, position in zip(order, placed, strict=True):
        result[index] = position
    return tuple(result)


def _inside(centre: float, half: float, span: tuple[float, float]) -> float:
    return max(span[0] + half, min(span[1] - half, centre))
