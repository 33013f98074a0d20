"""Writing measured tables into docs/performance.md, between the marks of each measurement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def section_rows(name: str, document: Path = DOCUMENT) -> list[tuple[str, ...]]:
    """The rows of the table that stands in a section, without its header."""
    text = document.read_text("utf-8").split(f"<!-- {name} -->\n")[1].split(f"<!-- /{name} -->")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[1:]]


def replace_section(name: str, body: str, document: Path = DOCUMENT) -> None:
    """Puts `body` between `<!-- name -->` and `<!-- /name -->` of the document.

    Raises:
        ValueError: the document has no such marks.
    """
    text = document.read_text("utf-8")
    pattern = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{document.name} has no section {name}")
    document.write_text(pattern.sub(lambda match: f"{match[1]}{body}\n{match[2]}", text), "utf-8")
