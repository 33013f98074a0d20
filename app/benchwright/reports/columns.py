"""Aligned columns for the terminal."""

from __future__ import annotations

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], right: set[int] | None = None) -> list[str]:
    """One line a row, cells padded to the width of their column; columns in `right` end at the right."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        padded = (
            cell.rjust(width) if index in (right or ()) else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(padded).rstrip())
    return lines


def printable(text: str) -> str:
    """Text without control characters: a name from a file must not move the cursor or colour the terminal."""
    return "".join(character if character.isprintable() else "�" for character in text)
