"""Chains of ops on images run in stripes of rows, so that what lies between them is never whole in RAM.

A stripe is some rows of what the chain gives out. Going back through the chain, each op needs the rows under the
windows of those behind it; rows that two stripes need are computed twice (patch-based inference, Lin et al. 2021,
MCUNetV2). To the engine each is an op of its own on a lower image, so that no kernel knows of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from benchwright.planner.draft import OpDraft
from benchwright.planner.graph import Tensor
from benchwright.planner.pack_format import AddParams, ConvAddParams, ConvParams, OpCode, PoolParams, Record
from benchwright.planner.pack_ops import LookupParams, UnaryParams
from benchwright.planner.schedule import Schedule

_SLIDING = frozenset(
    {OpCode.CONV_2D, OpCode.DEPTHWISE_CONV_2D, OpCode.CONV_ADD, OpCode.AVERAGE_POOL_2D, OpCode.MAX_POOL_2D}
)
_Shape = tuple[int, int, int]
"""Height, width and channels of an image."""


@dataclass(frozen=True, slots=True, order=True)
class Stripes:
    """The ops from the one that writes `first` to the one that writes `last`, `rows` rows of `last` at a time."""

    first: int
    last: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Window:
    """How an op slides over rows."""

    input_shape: _Shape
    output_shape: _Shape
    extent: int = 1
    stride: int = 1
    pad_top: int = 0

    def needed(self, rows: range) -> tuple[range, int]:
        """The rows of input under the windows of these rows of output, and the padding above the first."""
        top = rows.start * self.stride - self.pad_top
        bottom = (rows.stop - 1) * self.stride - self.pad_top + self.extent
        return range(max(0, top), min(self.input_shape[0], bottom)), max(0, -top)


def chain_ends(plan: Schedule, first: int, longest: int) -> range:
    """The indices of the ops that a chain of at most `longest` ops from op `first` on may end with."""
    end = first
    while end + 1 < min(len(plan.ops), first + longest) and _hands_over(plan, end):
        end += 1
    return range(first + 1, end + 1)


def output_rows(plan: Schedule, op: OpDraft) -> int:
    """Rows of what an op of a chain writes."""
    window = _window(plan, op)
    return window.output_shape[0] if window else 0


def striped(plan: Schedule, stripes: Stripes) -> Schedule:
    """The schedule with one chain in stripes."""
    places = {op.output: index for index, op in enumerate(plan.ops)}
    first, last = places[stripes.first], places[stripes.last]
    work = _Striping(plan, plan.ops[first : last + 1], list(plan.graph.tensors), dict(plan.home), dict(plan.offsets))
    height = output_rows(plan, plan.ops[last])
    for start in range(0, height, stripes.rows):
        work.add(range(start, min(start + stripes.rows, height)))
    grown = len(work.ops) - len(work.chain)
    return replace(
        plan,
        graph=replace(plan.graph, tensors=tuple(work.tensors)),
        ops=[*plan.ops[:first], *work.ops, *plan.ops[last + 1 :]],
        home=work.home,
        merged={index if index <= last else index + grown: gone for index, gone in plan.merged.items()},
        offsets=work.offsets,
    )


@dataclass(slots=True)
class _Striping:
    """The stripes of one chain so far, and all tensors with those that are rows of others."""

    plan: Schedule
    chain: Sequence[OpDraft]
    tensors: list[Tensor]
    home: dict[int, int]
    offsets: dict[int, int]
    ops: list[OpDraft] = field(default_factory=list)

    def add(self, rows: range) -> None:
        """One stripe: the ops from the last backwards, each with the rows that the one behind it needs."""
        stripe: list[OpDraft] = []
        last = self.chain[-1]
        written = self._part(last.output, rows, self._window(last).output_shape, last)
        for index in reversed(range(len(self.chain))):
            op = self.chain[index]
            window = self._window(op)
            needed, pad_top = window.needed(rows)
            main = (_main_operand(self.plan, self.chain[index - 1], op) or 0) if index else 0
            source = op.operands[main].tensor
            if index:
                read = self._between(source, needed, window.input_shape)
            else:
                read = self._part(source, needed, window.input_shape, op)
            operands = [
                replace(operand, tensor=self._part(operand.tensor, rows, window.output_shape, op))
                for operand in op.operands
            ]
            operands[main] = replace(op.operands[main], tensor=read)
            stripe.append(
                replace(
                    op,
                    operands=tuple(operands),
                    output=written,
                    params=_on_rows(op.params, needed, rows, window, pad_top),
                    macs=op.macs // window.output_shape[0] * len(rows),
                )
            )
            written, rows = read, needed
        self.ops += reversed(stripe)

    def _window(self, op: OpDraft) -> _Window:
        window = _window(self.plan, op)
        if window is None:
            raise TypeError(f"{op.code.name} cannot be in stripes")
        return window

    def _part(self, tensor: int, rows: range, shape: _Shape, op: OpDraft) -> int:
        """These rows where they lie in a tensor that is whole."""
        part = self._tensor(tensor, rows, shape)
        row_bytes = shape[1] * shape[2] * op.element_type.item_bytes
        self.home[part] = self.home[tensor]
        self.offsets[part] = self.offsets.get(tensor, 0) + rows.start * row_bytes
        return part

    def _between(self, tensor: int, rows: range, shape: _Shape) -> int:
        """These rows in memory of their own."""
        stripe = self._tensor(tensor, rows, shape)
        self.home[stripe] = stripe
        return stripe

    def _tensor(self, tensor: int, rows: range, shape: _Shape) -> int:
        whole, index = self.tensors[tensor], len(self.tensors)
        name = f"{whole.name.split(';')[0]}[{rows.start}:{rows.stop}]"
        self.tensors.append(replace(whole, index=index, name=name, shape=(1, len(rows), *shape[1:])))
        return index


def _hands_over(plan: Schedule, index: int) -> bool:
    """Whether an op of a chain writes an image that only the next op reads, and this one can be in the chain too."""
    op, following = plan.ops[index], plan.ops[index + 1]
    window, next_window = _window(plan, op), _window(plan, following)
    if window is None or next_window is None:
        return False
    memory = plan.home[op.output]
    readings = sum(plan.home[operand.tensor] == memory for reader in plan.ops for operand in reader.operands)
    return (
        readings == 1
        and _main_operand(plan, op, following) is not None
        and window.output_shape == next_window.input_shape
        and memory == op.output
        and memory not in {plan.home[tensor] for tensor in plan.graph.outputs}
        and memory not in {state.tensor for state in plan.graph.states}
    )


def _main_operand(plan: Schedule, op: OpDraft, following: OpDraft) -> int | None:
    """Which operand of the following op slides over what the op writes."""
    for place, operand in enumerate(following.operands):
        if plan.home[operand.tensor] == op.output and (place == 0 or isinstance(following.params, AddParams)):
            return place
    return None


def _window(plan: Schedule, op: OpDraft) -> _Window | None:
    """None for an op that cannot be in a chain."""
    params = op.params
    if isinstance(params, ConvParams) and op.code in _SLIDING and params.batches == 1:
        channels = (params.input_c, params.output_c)
        extent = (params.kernel_h - 1) * params.dilation_h + 1
    elif isinstance(params, PoolParams) and op.code in _SLIDING and params.batches == 1:
        channels = (params.channels, params.channels)
        extent = params.filter_h
    else:
        return _pointwise(plan, op)
    return _Window(
        (params.input_h, params.input_w, channels[0]),
        (params.output_h, params.output_w, channels[1]),
        extent,
        params.stride_h,
        params.pad_top,
    )


def _pointwise(plan: Schedule, op: OpDraft) -> _Window | None:
    """An op that makes each element of one image from the same element of each of its operands."""
    shape = plan.graph.tensors[op.output].shape
    if not isinstance(op.params, AddParams | LookupParams | UnaryParams) or len(shape) != 4 or shape[0] != 1:
        return None
    image = shape[1], shape[2], shape[3]
    return _Window(image, image)


def _on_rows(params: Record, needed: range, rows: range, window: _Window, pad_top: int) -> Record:
    """The parameters of an op for some rows of its output."""
    elements = len(rows) * window.output_shape[1] * window.output_shape[2]
    if isinstance(params, AddParams | LookupParams | UnaryParams):
        return replace(params, element_count=elements)
    if isinstance(params, ConvAddParams):
        params = replace(params, add_element_count=elements)
    if not isinstance(params, ConvParams | PoolParams):
        raise TypeError(f"{type(params).__name__} know no rows")
    return replace(params, input_h=len(needed), output_h=len(rows), pad_top=pad_top)
