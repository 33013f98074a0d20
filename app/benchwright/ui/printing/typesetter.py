"""Sets a document into pages, one after the other. Needs fonts, but no window, and runs on one thread at a time."""

from __future__ import annotations

from collections.abc import Iterator

from benchwright.model.document import Block, Document, Facts, Figure, Figures, Heading, Paragraph, Table, Tile, Tiles
from benchwright.model.drawing import Ink
from benchwright.ui.printing.faces import (
    CODE,
    DOTS,
    NUMBER,
    PART,
    SECTION,
    SMALL,
    SMALL_BOLD,
    TEXT,
    TINY,
    TITLE,
    UNIT,
    Face,
    Measure,
)
from benchwright.ui.printing.page_items import BODY_WIDTH, MARGIN, DrawingItem, Item, SetPage, TagItem, TextItem
from benchwright.ui.printing.sheet import Sheet
from benchwright.ui.printing.table_setting import header_height, set_table

_GAP = 16 * DOTS
_WIDE = 400
_LARGEST_SCALE = 0.75 * DOTS
_TILES_A_ROW = 4
_NAME_WIDTH = 104 * DOTS
TITLE_WIDTH = BODY_WIDTH - 150 * DOTS
"""The rest of the first page's head is the company's."""


def set_pages(document: Document) -> Iterator[SetPage | None]:
    """The pages in their order; None now and then within long tables, for whoever wants to stop or to look up."""
    sheet = Sheet(Measure())
    _set_title(sheet, document)
    for number, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            following = document.blocks[number + 1 : number + 4]
            _set_heading(sheet, block, sum(_first_height(sheet.measure, item) for item in _kept(following)))
        elif isinstance(block, Table):
            for _step in set_table(sheet, block):
                yield from sheet.take()
                yield None
        else:
            _set_block(sheet, block)
        yield from sheet.take()
        yield None
    yield from sheet.finish()


def _kept(following: tuple[Block, ...]) -> Iterator[Block]:
    """What must stay with a heading: further headings and short texts, up to the first thing with a body."""
    for block in following:
        yield block
        if not isinstance(block, Heading | Paragraph):
            return


def _first_height(measure: Measure, block: Block) -> float:
    match block:
        case Heading():
            return 30.0 * DOTS
        case Paragraph():
            return measure.height(TEXT)
        case Table():
            return header_height(measure, block)
        case Tiles():
            return 60.0 * DOTS
        case Facts():
            return 3 * measure.height(SMALL)
        case Figures(figures):
            return max((_figure_height(measure, figure, _figure_width(figure)) for figure in figures[:2]), default=0.0)


def _set_title(sheet: Sheet, document: Document) -> None:
    for line in sheet.measure.lines(TITLE, document.title, TITLE_WIDTH, 2):
        sheet.line(line, TITLE)
    sheet.paragraph(document.subtitle, SMALL, Ink.MUTED, TITLE_WIDTH)
    sheet.y += 8 * DOTS


def _set_heading(sheet: Sheet, heading: Heading, kept_height: float) -> None:
    face = SECTION if heading.level == 1 else PART
    sheet.y += (16 if heading.level == 1 else 8) * DOTS
    lines = sheet.measure.lines(face, heading.text, BODY_WIDTH - 90 * DOTS, 4)
    sheet.need(sheet.measure.height(face) * len(lines) + kept_height)
    for line in lines:
        sheet.line(line, face)
    if heading.tag:
        _put_tag(sheet, heading.tag, MARGIN + sheet.measure.width(face, lines[-1]) + 8 * DOTS, face)
    sheet.y += 3 * DOTS


def _put_tag(sheet: Sheet, text: str, x: float, beside: Face) -> None:
    measure = sheet.measure
    width = measure.width(TINY, text) + 12 * DOTS
    height = 12.0 * DOTS
    baseline = sheet.y - measure.height(beside) + measure.ascent(beside)
    sheet.put(TagItem(x, baseline - 9 * DOTS, width, height, text, TINY))


def _set_block(sheet: Sheet, block: Block) -> None:
    match block:
        case Paragraph(text, ink):
            sheet.paragraph(text, TEXT, ink)
            sheet.y += 3 * DOTS
        case Tiles(tiles):
            for start in range(0, len(tiles), _TILES_A_ROW):
                _set_tiles(sheet, tiles[start : start + _TILES_A_ROW])
        case Facts():
            _set_facts(sheet, block)
        case Figures(figures):
            _set_figures(sheet, figures)
        case _:
            raise TypeError(f"{type(block).__name__} is set elsewhere")


def _set_tiles(sheet: Sheet, tiles: tuple[Tile, ...]) -> None:
    """Tiles of one row; `TextItem`s are made for y = 0 and moved to where the row turns out to be."""
    width = (BODY_WIDTH - _GAP * (_TILES_A_ROW - 1)) / _TILES_A_ROW
    made = [_tile(sheet.measure, tile, MARGIN + place * (width + _GAP), width) for place, tile in enumerate(tiles)]
    height = max(height for _items, height in made)
    sheet.need(height)
    for items, _height in made:
        for item in items:
            sheet.put(TextItem(item.x, item.y + sheet.y, item.text, item.face, item.ink))
    sheet.y += height + 8 * DOTS


def _tile(measure: Measure, tile: Tile, x: float, width: float) -> tuple[list[TextItem], float]:
    items: list[TextItem] = []
    y = 0.0

    def add(text: str, face: Face, ink: Ink) -> None:
        nonlocal y
        for line in measure.lines(face, text, width, 6) if text else ():
            items.append(TextItem(x, y + measure.ascent(face), line, face, ink))
            y += measure.height(face)

    add(tile.name, SMALL, Ink.MUTED)
    number_face = NUMBER if measure.width(NUMBER, tile.number) + measure.width(UNIT, f" {tile.unit}") <= width else PART
    items.append(TextItem(x, y + measure.ascent(NUMBER), tile.number, number_face))
    if tile.unit:
        at = x + measure.width(number_face, tile.number) + 3 * DOTS
        items.append(TextItem(at, y + measure.ascent(NUMBER), tile.unit, UNIT, Ink.MUTED))
    y += measure.height(NUMBER)
    add(tile.delta, SMALL_BOLD, tile.delta_ink)
    add(tile.interval, TINY, Ink.MUTED)
    add(tile.detail, TINY, Ink.MUTED)
    return items, y


def _set_facts(sheet: Sheet, facts: Facts) -> None:
    measure = sheet.measure
    for fact in facts.facts:
        face = CODE if fact.is_code else SMALL
        names = measure.lines(SMALL, fact.name, _NAME_WIDTH - _GAP / 2, 3)
        values = measure.lines(face, fact.value, BODY_WIDTH - _NAME_WIDTH)
        height = max(len(names), len(values)) * measure.height(SMALL)
        sheet.need(min(height, 200 * DOTS))
        top = sheet.y + measure.ascent(SMALL)
        for place, name in enumerate(names):
            sheet.put(TextItem(MARGIN, top + place * measure.height(SMALL), name, SMALL, Ink.MUTED))
        for place, value in enumerate(values):
            sheet.put(TextItem(MARGIN + _NAME_WIDTH, top + place * measure.height(SMALL), value, face))
        sheet.y += height
    sheet.y += 4 * DOTS


def _figure_width(figure: Figure) -> float:
    """A wide one takes the row, others share it by two; none is enlarged beyond labels of nine points."""
    room = BODY_WIDTH if figure.drawing.width > _WIDE else (BODY_WIDTH - _GAP) / 2
    return min(room, figure.drawing.width * _LARGEST_SCALE)


def _figure_height(measure: Measure, figure: Figure, width: float) -> float:
    lines = measure.lines(SMALL_BOLD, figure.title, width, 3)
    scale = width / figure.drawing.width
    return len(lines) * measure.height(SMALL_BOLD) + figure.drawing.height * scale + 12 * DOTS


def _set_figures(sheet: Sheet, figures: tuple[Figure, ...]) -> None:
    row: list[Figure] = []
    for figure in figures:
        if figure.drawing.width > _WIDE:
            _set_figure_row(sheet, row)
            _set_figure_row(sheet, [figure])
            row = []
        else:
            row.append(figure)
            if len(row) == 2:
                _set_figure_row(sheet, row)
                row = []
    _set_figure_row(sheet, row)


def _set_figure_row(sheet: Sheet, figures: list[Figure]) -> None:
    if not figures:
        return
    measure = sheet.measure
    height = max(_figure_height(measure, figure, _figure_width(figure)) for figure in figures)
    sheet.need(height)
    for place, figure in enumerate(figures):
        x = MARGIN + place * ((BODY_WIDTH - _GAP) / 2 + _GAP)
        for item in _figure(measure, figure, x, sheet.y):
            sheet.put(item)
    sheet.y += height + 4 * DOTS


def _figure(measure: Measure, figure: Figure, x: float, y: float) -> Iterator[Item]:
    width = _figure_width(figure)
    for line in measure.lines(SMALL_BOLD, figure.title, width, 3):
        yield TextItem(x, y + measure.ascent(SMALL_BOLD), line, SMALL_BOLD, Ink.MUTED)
        y += measure.height(SMALL_BOLD)
    yield DrawingItem(x, y + 6 * DOTS, width / figure.drawing.width, figure.drawing)
