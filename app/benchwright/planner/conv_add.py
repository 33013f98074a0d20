"""A convolution and the ADD behind it as one op.

The convolution's own output is then never in RAM: each of its values is added to the other operand as it is made, and
the sum may lie exactly where that operand lay. There is a generic kernel only, so this is for those who want RAM.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import fields, replace

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.graph import Graph
from benchwright.planner.pack_format import AddParams, ConvAddParams, ConvParams, OpCode, Record
from benchwright.planner.schedule import Schedule

_ADDED = ConvAddParams.ADDED


def fusible(graph: Graph, plan: Schedule) -> tuple[int, ...]:
    """Indices of ADDs that can take in the int8 CONV_2D right before them."""
    readings = Counter(plan.home[operand.tensor] for op in plan.ops for operand in op.operands)
    given_out = {plan.home[tensor] for tensor in graph.outputs}
    between = {memory for memory, count in readings.items() if count == 1} - given_out
    return tuple(index for index in range(1, len(plan.ops)) if _fits(plan, index, between))


def fused(plan: Schedule, additions: frozenset[int]) -> Schedule:
    """The schedule with these ADDs, by index, fused with the convolutions before them."""
    ops: list[OpDraft] = []
    merged: dict[int, list[int]] = {}
    for index, op in enumerate(plan.ops):
        if index in additions:
            booked = [*merged.pop(len(ops) - 1, []), ops[-1].source_index]
            ops[-1] = _together(ops[-1], op, plan)
            merged[len(ops) - 1] = booked + plan.merged.get(index, [])
        else:
            ops.append(op)
            if index in plan.merged:
                merged[len(ops) - 1] = list(plan.merged[index])
    return replace(plan, ops=ops, merged=merged)


def _fits(plan: Schedule, index: int, between: Set[int]) -> bool:
    """`between` has the memory that is read once and not given out."""
    conv, add = plan.ops[index - 1], plan.ops[index]
    return (
        (conv.code, add.code) == (OpCode.CONV_2D, OpCode.ADD)
        and conv.element_type is add.element_type is ElementType.INT8
        and conv.output in between
        and conv.output in (plan.home[operand.tensor] for operand in add.operands)
    )


def _together(conv: OpDraft, add: OpDraft, plan: Schedule) -> OpDraft:
    if not isinstance(conv.params, ConvParams) or not isinstance(add.params, AddParams):
        raise TypeError(f"{conv.code.name} and {add.code.name} have other parameters")
    comes_first = plan.home[add.operands[0].tensor] == conv.output
    terms = add.params if comes_first else _swapped(add.params)
    other = add.operands[1 if comes_first else 0]
    return replace(
        conv,
        code=OpCode.CONV_ADD,
        source_index=add.source_index,
        operands=(*conv.operands, Operand(_ADDED, other.tensor)),
        output=add.output,
        params=ConvAddParams(
            **_values(conv.params), **{f"add_{name}": value for name, value in _values(terms).items()}
        ),
    )


def _values(params: Record) -> dict[str, int]:
    """By field; `dataclasses.asdict` would copy them one by one."""
    return {field.name: getattr(params, field.name) for field in fields(params)}


def _swapped(params: AddParams) -> AddParams:
    """Its two terms the other way round."""
    return replace(
        params,
        input1_zero_point=params.input2_zero_point,
        input1_multiplier=params.input2_multiplier,
        input1_shift=params.input2_shift,
        input2_zero_point=params.input1_zero_point,
        input2_multiplier=params.input1_multiplier,
        input2_shift=params.input1_shift,
    )
