"""A drawing of a report as plain shapes: HTML writes them as SVG, the printer paints them, and both look the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Ink(Enum):
    """What a colour means; each form of report has its own colour for it."""

    TEXT = "text"
    MUTED = "muted"
    LINE = "line"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Anchor(Enum):
    """Which end of a label stands at its x; the values are SVG's."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle; `title` is what it shows, for whoever points at it."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line of one unit's width."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    ink: Ink
    title: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text, 12 units high, its baseline at y."""

    x: float
    y: float
    text: str
    ink: Ink = Ink.TEXT
    anchor: Anchor = Anchor.START


Shape = Rect | Line | Dot | Label

LABEL_SIZE = 12


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in a box of `width` × `height` units, painted in their order; `summary` says the same in a sentence."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    summary: str
