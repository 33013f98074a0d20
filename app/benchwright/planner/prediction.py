"""Instructions of one inference before anything has been flashed: what ops have to do times what that costs."""

from __future__ import annotations

from collections.abc import Mapping

from benchwright.model.board import Board
from benchwright.planner.cost_table import COSTS
from benchwright.planner.draft import OpDraft
from benchwright.planner.layouts.dsp import PAIRS
from benchwright.planner.layouts.mve import MATRIX
from benchwright.planner.op_features import op_features


def core_key(board: Board) -> str:
    """Which rows of the cost table are for a board: those of its instruction set and kernels."""
    return f"{board.isa}/{board.kernel_set}"


def op_key(code: str, element_type: str, layout: int) -> str:
    """Which row of a core is for an op: CONV_2D/int8/1. A depthwise convolution of one channel, which is laid out as a
    convolution, runs as one; a COPY moves bytes, whatever their type."""
    if code == "COPY":
        element_type = "int8"
    if code == "DEPTHWISE_CONV_2D" and layout in (PAIRS, MATRIX):
        code = "CONV_2D"
    return f"{code}/{element_type}/{layout}"


def _has_unmeasured_kind(features: Mapping[str, float], costs: Mapping[str, float]) -> bool:
    """Every element costs something, so a kind of element that costs nothing was never measured."""
    return any(name.startswith("elements_") and amount and name not in costs for name, amount in features.items())


def predicted_instructions(op: OpDraft, board: Board) -> int | None:
    """Instructions of the op; None where nobody has measured one like it on such a core."""
    costs = COSTS.get(core_key(board), {}).get(op_key(op.code.name, op.element_type.word, op.layout))
    features = op_features(op)
    if costs is None or not features or _has_unmeasured_kind(features, costs):
        return None
    return round(sum(cost * features.get(name, 0) for name, cost in costs.items()))
