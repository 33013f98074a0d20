"""The boards that Benchwright knows."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.board import Board, BoardFault


class Catalog(Protocol):
    """Boards by name."""

    def boards(self) -> tuple[Board, ...]:
        """Every board that can be used, by name."""
        ...

    def faults(self) -> tuple[BoardFault, ...]:
        """The user's own board files that are left out, and why."""
        ...

    def board(self, name: str) -> Board:
        """One board.

        Raises:
            BoardUnknown: with the names that exist.
        """
        ...

    def file_sha256(self, name: str) -> str:
        """Digest of the board's file, kept with each run."""
        ...
