"""The tables of a document as Markdown, for a chat or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterable

from benchwright.model.document import Cell, Document, Heading, Table

_ACTIVE = re.compile(r"([\\`*_\[\]<>|#~!&])")


def markdown_tables(document: Document) -> str:
    """Every table under its headings; names from files cannot become markup."""
    parts: list[str] = []
    headings: dict[int, str] = {}
    for block in document.blocks:
        if isinstance(block, Heading):
            headings = {level: text for level, text in headings.items() if level < block.level}
            headings[block.level] = f"{'#' * (block.level + 1)} {_escaped(block.text)}" + (
                f" ({_escaped(block.tag)})" if block.tag else ""
            )
        elif isinstance(block, Table) and block.rows:
            parts += [*headings.values(), _table(block)]
            headings = {}
    return "\n\n".join(parts) + ("\n" if parts else "")


def _table(table: Table) -> str:
    header = _line(_escaped(column.heading) for column in table.columns)
    rule = _line("---:" if column.is_number else "---" for column in table.columns)
    rows = (_line(_text(cell) for cell in row) for row in table.rows)
    return "\n".join((header, rule, *rows))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _text(cell: Cell) -> str:
    return _escaped(f"{cell.text} ({cell.note})" if cell.note else cell.text)


def _escaped(text: str) -> str:
    return _ACTIVE.sub(r"\\\1", text).replace("\n", " ")
