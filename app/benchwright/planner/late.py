"""The planner, loaded when it is first asked: the window opens without it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchwright.model.board import Board
    from benchwright.model.model_facts import ModelFacts
    from benchwright.model.pack import Borders, Fit, Pack
    from benchwright.model.plan_wish import PlanWish
    from benchwright.protocols.planner import Planner


class LatePlanner:
    """A `TflitePlanner` that costs nothing until then; see `protocols.planner` for what each method does."""

    def plan(
        self, model: bytes, board: Board, *, name: str, labels: tuple[str, ...] = (), wish: PlanWish | None = None
    ) -> Pack:
        """The pack of `model` for `board`."""
        return self._planner.plan(model, board, name=name, labels=labels, wish=wish)

    def quantisation(self, model: bytes, *, name: str) -> str:
        """What the file computes in."""
        return self._planner.quantisation(model, name=name)

    def facts(self, model: bytes, *, name: str) -> ModelFacts:
        """Operators and tensors of the file."""
        return self._planner.facts(model, name=name)

    def borders(self, model: bytes, *, name: str) -> Borders:
        """Inputs and outputs of the file."""
        return self._planner.borders(model, name=name)

    def fit(self, pack: Pack, board: Board) -> Fit:
        """Whether and why not the pack fits the board."""
        return self._planner.fit(pack, board)

    @cached_property
    def _planner(self) -> Planner:
        from benchwright.planner.plan import TflitePlanner  # noqa: PLC0415  that is what this class is for

        return TflitePlanner()
