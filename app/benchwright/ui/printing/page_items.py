"""A set page: what stands where, in dots from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.drawing import Drawing, Ink
from benchwright.ui.printing.faces import DOTS, Face

PAGE_WIDTH = 5950
PAGE_HEIGHT = 8420
"""ISO 216 A4 in tenths of a point."""

MARGIN = 42 * DOTS
TOP = 72 * DOTS
BOTTOM = PAGE_HEIGHT - 54 * DOTS
BODY_WIDTH = PAGE_WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class TextItem:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    face: Face
    ink: Ink = Ink.TEXT


@dataclass(frozen=True, slots=True)
class RuleItem:
    """A hairline from left to right."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class TagItem:
    """A word in a dashed frame."""

    x: float
    y: float
    width: float
    height: float
    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class DrawingItem:
    """A drawing at `scale` dots a unit."""

    x: float
    y: float
    scale: float
    drawing: Drawing


Item = TextItem | RuleItem | TagItem | DrawingItem


@dataclass(frozen=True, slots=True)
class SetPage:
    """One page without its head and foot, which know how many pages there are."""

    number: int
    items: tuple[Item, ...]
