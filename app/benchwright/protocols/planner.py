"""From a model file to a pack."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.board import Board
from benchwright.model.pack import Fit, Pack


class Planner(Protocol):
    """Plans a .tflite for one board. Pure: the same bytes give the same pack."""

    def plan(self, model: bytes, board: Board, *, name: str, labels: tuple[str, ...] = ()) -> Pack:
        """The pack of `model` for `board`; `name` is the file's name, used in messages.

        Raises:
            ModelFileInvalid, ModelUnsupported: what is wrong and where.
        """
        ...

    def fit(self, pack: Pack, board: Board) -> Fit:
        """Whether and why not the pack fits the board."""
        ...
