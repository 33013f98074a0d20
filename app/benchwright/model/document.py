"""A report as a document: blocks in reading order, nothing left to decide for who writes or paints it."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.drawing import Drawing, Ink
from benchwright.model.report import Letterhead, ReportLanguage


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 opens a section, 2 a part of it. `tag` is the origin that everything below has in common."""

    text: str
    level: int = 1
    tag: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    ink: Ink = Ink.TEXT


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. Numbers end at the right and are never broken; `unit` stands beside the title."""

    title: str
    unit: str = ""
    is_number: bool = False

    @property
    def heading(self) -> str:
        """Title and unit: `Latency, ms`."""
        return f"{self.title}, {self.unit}" if self.unit else self.title


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `note` is a quieter second line, `anchor` the heading it leads to."""

    text: str
    ink: Ink = Ink.TEXT
    note: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that is repeated on each page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of a run, its unit apart, how it differs from the baseline, and a line below it."""

    name: str
    number: str
    unit: str
    detail: str
    delta: str = ""
    delta_ink: Ink = Ink.MUTED
    interval: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Tiles side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value; digests and commands are set in a fixed-width font."""

    name: str
    value: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts below one another."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing and its title, which names quantity, unit, sample count and board."""

    title: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures side by side where there is room."""

    figures: tuple[Figure, ...]


Block = Heading | Paragraph | Table | Tiles | Facts | Figures


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `page_words` and `pages_words` are the foot of a page, with {page} and {count} to fill in."""

    title: str
    subtitle: str
    language: ReportLanguage
    letterhead: Letterhead
    blocks: tuple[Block, ...]
    page_words: str
    pages_words: str
    made_by: str
