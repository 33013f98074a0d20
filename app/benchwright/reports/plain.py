"""Names from files and boards as a document may show them."""

from __future__ import annotations

from benchwright.reports.columns import printable

LONGEST_NAME = 120


def plain(text: str, longest: int = LONGEST_NAME) -> str:
    """Text in one line without control characters and marks that turn the writing direction, cut at `longest`."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return text if text.isprintable() else printable(text)
