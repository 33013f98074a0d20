"""A planner that plans as is wished, for everyone who has no wish of their own."""

from __future__ import annotations

from benchwright.model.board import Board
from benchwright.model.model_facts import ModelFacts
from benchwright.model.pack import Borders, Fit, Pack
from benchwright.model.plan_wish import BALANCED, PlanWish
from benchwright.protocols.planner import Planner


class WishedPlanner:
    """Hands everything to `planner`; `wish` may be set from any thread and counts from the next plan on."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self.wish: PlanWish = BALANCED

    def plan(
        self, model: bytes, board: Board, *, name: str, labels: tuple[str, ...] = (), wish: PlanWish | None = None
    ) -> Pack:
        """The pack of `model` for `board`, as `wish` says or else as this planner's own does."""
        return self._planner.plan(model, board, name=name, labels=labels, wish=self.wish if wish is None else wish)

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
