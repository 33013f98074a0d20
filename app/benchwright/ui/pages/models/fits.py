"""Whether a variant fits each board. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from benchwright.model.board import Board
from benchwright.model.errors import BenchError
from benchwright.model.pack import Fit, Pack


class Planning(Protocol):
    """The part of the workbench that plans."""

    def plan(self, variant_sha256: str, board_name: str) -> Pack:
        """The pack of a variant for a board. Blocks."""
        ...

    def fit(self, pack: Pack, board_name: str) -> Fit:
        """Whether a pack fits a board."""
        ...


@dataclass(frozen=True, slots=True)
class BoardFit:
    """A board with the plan of a variant for it. Without a plan there is a failure, or it is still being made."""

    board: Board
    variant_sha256: str
    pack: Pack | None = None
    fit: Fit | None = None
    failure: BenchError | None = None

    @property
    def is_pending(self) -> bool:
        """Whether the plan is still being made."""
        return self.pack is None and self.failure is None


def read_fit(workbench: Planning, variant_sha256: str, board: Board) -> BoardFit:
    """Plans a variant for a board. Blocks; a plan that cannot be made is an answer too."""
    try:
        pack = workbench.plan(variant_sha256, board.name)
        return BoardFit(board, variant_sha256, pack, workbench.fit(pack, board.name))
    except BenchError as error:
        return BoardFit(board, variant_sha256, failure=error)
