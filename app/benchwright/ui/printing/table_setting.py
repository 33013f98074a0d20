"""Tables on pages: how wide each column is, and rows that are never torn apart, under a header on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchwright.model.document import Cell, Column, Table
from benchwright.model.drawing import Ink
from benchwright.ui.printing.faces import DOTS, FIGURES, SMALL, TINY, Face, Measure
from benchwright.ui.printing.page_items import BODY_WIDTH, MARGIN, TextItem
from benchwright.ui.printing.sheet import Sheet

_GAP = 9 * DOTS
_PAD = 3.5 * DOTS
_MEASURED_ROWS = 200
_NARROWEST = 46 * DOTS
_WIDEST = 170 * DOTS
_WIDEST_CODE = 72 * DOTS
_NOTE_SHARE = 0.6
"""A note is broken into two lines before it makes its column wider."""
_ROWS_A_STEP = 50
_SIZES = (
    (SMALL, FIGURES, TINY),
    (TINY, Face(60, is_mono=True), TINY),
    (Face(55), Face(50, is_mono=True), Face(55)),
)
"""Faces of text, numbers and notes; a table that is too wide takes the next smaller ones."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A table as it will be set: widths in dots, and the face of its cells."""

    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    face: Face
    figures: Face
    note_face: Face

    def face_of(self, column: Column) -> Face:
        """Numbers stand in digits of one width."""
        return self.figures if column.is_number else self.face


def set_table(sheet: Sheet, table: Table) -> Iterator[None]:
    """Sets a table row by row; yields now and then, so that finished pages can be shown."""
    look = _look(sheet.measure, table)
    _set_header(sheet, look)
    for number, row in enumerate(table.rows, start=1):
        _set_row(sheet, look, row)
        if number % _ROWS_A_STEP == 0:
            yield
    sheet.y += 8 * DOTS


def header_height(measure: Measure, table: Table) -> float:
    """Room for the header and a row, to keep them with a heading."""
    return measure.height(TINY) * 2 + measure.height(SMALL) * 2 + 4 * _PAD


def _look(measure: Measure, table: Table) -> _Look:
    for face, figures, note_face in _SIZES:
        least, natural = _extents(measure, table, face, figures, note_face)
        room = BODY_WIDTH - _GAP * (len(table.columns) - 1)
        if sum(least) <= room:
            return _Look(table.columns, _shared(least, natural, room), face, figures, note_face)
    shrink = room / sum(least)
    return _Look(table.columns, tuple(width * shrink for width in least), face, figures, note_face)


def _extents(
    measure: Measure, table: Table, face: Face, figures: Face, note_face: Face
) -> tuple[list[float], list[float]]:
    """The least and the natural width of each column."""
    least, natural = [], []
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in _sample(table.rows, place)]
        text_face = figures if column.is_number else face
        texts = max((measure.width(text_face, cell.text) for cell in cells), default=0.0)
        notes = max((measure.width(note_face, cell.note) for cell in cells if cell.note), default=0.0)
        title = measure.width(TINY, column.heading)
        word = max(measure.width(TINY, word) for word in column.heading.split(" "))
        if column.is_number:
            # Titles and notes of numbers are broken rather than the names beside them.
            least.append(max(texts, min(word, _NARROWEST)))
            natural.append(max(least[-1], min(notes, _NARROWEST * 2)))
        else:
            whole = max(texts, notes * _NOTE_SHARE, title)
            code = max((measure.width(note_face, part) for cell in cells for part in cell.note.split(" ")), default=0.0)
            least.append(max(min(max(whole, word), _NARROWEST), min(code, _WIDEST_CODE)))
            natural.append(min(whole, _WIDEST))
    return least, natural


def _sample(rows: Sequence[tuple[Cell, ...]], place: int) -> list[tuple[Cell, ...]]:
    """The first rows, and of the others the one with the longest text: thousands need not be measured."""
    longest = max(rows, key=lambda row: len(row[place].text), default=None)
    return [*rows[:_MEASURED_ROWS], *([longest] if longest is not None else [])]


def _shared(least: Sequence[float], natural: Sequence[float], room: float) -> tuple[float, ...]:
    spare, wished = room - sum(least), sum(natural) - sum(least)
    if wished <= 0 or spare >= wished:
        more = (spare - wished) / len(least)
        return tuple(width + more for width in natural)
    return tuple(low + (high - low) * spare / wished for low, high in zip(least, natural, strict=True))


def _set_header(sheet: Sheet, look: _Look) -> None:
    measure = sheet.measure
    broken = [
        measure.lines(TINY, column.heading, width, 3) for column, width in zip(look.columns, look.widths, strict=True)
    ]
    rows = max(map(len, broken))
    sheet.need(measure.height(TINY) * rows + 4 * _PAD + measure.height(look.face))
    for lines, x, width, column in zip(broken, _places(look), look.widths, look.columns, strict=True):
        y = sheet.y + _PAD + measure.height(TINY) * (rows - len(lines)) + measure.ascent(TINY)
        for line in lines:
            _put(sheet, line, TINY, Ink.MUTED, x, y, width, column)
            y += measure.height(TINY)
    sheet.y += measure.height(TINY) * rows + 2 * _PAD
    sheet.rule()


def _set_row(sheet: Sheet, look: _Look, row: Sequence[Cell]) -> None:
    measure = sheet.measure
    spans = _spans(look, row)
    texts = [
        measure.lines(look.face_of(column), cell.text, width, 10)
        for column, cell, width in zip(look.columns, row, spans, strict=True)
    ]
    notes = [
        measure.lines(look.note_face, cell.note, width, 8) if cell.note else ()
        for cell, width in zip(row, spans, strict=True)
    ]
    heights = [
        len(text) * measure.height(look.face) + len(note) * measure.height(look.note_face)
        for text, note in zip(texts, notes, strict=True)
    ]
    height = max(heights) + 2 * _PAD
    if sheet.need(height):
        _set_header(sheet, look)
    for place, x in enumerate(_places(look)):
        y = sheet.y + _PAD + measure.ascent(look.face)
        column, cell, width = look.columns[place], row[place], spans[place]
        for line in texts[place]:
            _put(sheet, line, look.face_of(column), cell.ink, x, y, width, column)
            y += measure.height(look.face)
        y += measure.ascent(look.note_face) - measure.ascent(look.face)
        for line in notes[place]:
            _put(sheet, line, look.note_face, Ink.MUTED, x, y, width, column)
            y += measure.height(look.note_face)
    sheet.y += height
    sheet.rule()


def _spans(look: _Look, row: Sequence[Cell]) -> list[float]:
    """The width of each cell: the last one with a text reaches over the empty ones after it."""
    spans = list(look.widths)
    filled = max((place for place, cell in enumerate(row) if cell.text), default=0)
    if filled < len(row) - 1 and not look.columns[filled].is_number:
        spans[filled] = sum(look.widths[filled:]) + _GAP * (len(row) - 1 - filled)
    return spans


def _places(look: _Look) -> list[float]:
    places, x = [], float(MARGIN)
    for width in look.widths:
        places.append(x)
        x += width + _GAP
    return places


def _put(sheet: Sheet, text: str, face: Face, ink: Ink, x: float, y: float, width: float, column: Column) -> None:
    if text:
        shift = width - sheet.measure.width(face, text) if column.is_number else 0.0
        sheet.put(TextItem(x + shift, y, text, face, ink))
