"""From a model file to a pack."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.board import Board
from benchwright.model.model_facts import ModelFacts
from benchwright.model.pack import Borders, Fit, Pack
from benchwright.model.plan_wish import PlanWish


class Planner(Protocol):
    """Plans a .tflite for one board. Pure: the same bytes give the same pack."""

    def plan(
        self, model: bytes, board: Board, *, name: str, labels: tuple[str, ...] = (), wish: PlanWish | None = None
    ) -> Pack:
        """The pack of `model` for `board`; `name` is the file's name, used in messages. Without a wish, balanced.

        Raises:
            ModelFileInvalid, ModelUnsupported: what is wrong and where.
            ArenaLimitTooLow: the wish's limit is lower than any plan that was found.
        """
        ...

    def quantisation(self, model: bytes, *, name: str) -> str:
        """What the first input of the file is made of: "int8", "float32", …; cheap, plans nothing.

        Raises:
            ModelFileInvalid: no .tflite, or a damaged one.
        """
        ...

    def facts(self, model: bytes, *, name: str) -> ModelFacts:
        """Operators and tensors of the file, whether the engine runs them or not.

        Raises:
            ModelFileInvalid: no .tflite, or a damaged one.
        """
        ...

    def borders(self, model: bytes, *, name: str) -> Borders:
        """Inputs and outputs of the file, whatever its ops are.

        Raises:
            ModelFileInvalid: no .tflite, or a damaged one.
            ModelUnsupported: an input or output that no device can exchange with its host.
        """
        ...

    def fit(self, pack: Pack, board: Board) -> Fit:
        """Whether and why not the pack fits the board."""
        ...
