"""Lays a plan out as the bytes of a pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchwright.model.pack import TensorSpec
from benchwright.model.plan_wish import BALANCED, PlanWish
from benchwright.planner.draft import OpDraft
from benchwright.planner.mlperf import ModelIdentity
from benchwright.planner.pack_format import (
    ALIGN,
    MAX_RANK,
    OpRecord,
    PackHeader,
    StateRecord,
    TensorRecord,
    sealed,
)


@dataclass(frozen=True, slots=True)
class PlacedOp:
    """An op whose tensors have their place in the arena. `operand_offsets` go with `draft.operands`."""

    draft: OpDraft
    operand_offsets: tuple[int, ...]
    output_offset: int
    output_bytes: int
    scratch_offset: int = 0

    @property
    def record_bytes(self) -> int:
        """Size of its record."""
        return OpRecord.size_bytes() + self.draft.params.size_bytes()


@dataclass(frozen=True, slots=True)
class PlacedState:
    """Memory that lives from one inference to the next: its place, and what it holds at first."""

    offset: int
    size_bytes: int
    fill: int
    initial: bytes | None = None


@dataclass(frozen=True, slots=True)
class PackContent:
    """Everything that goes into a pack."""

    source_sha256: str
    board: str
    identity: ModelIdentity
    arena_bytes: int
    planner_version: int
    ops: tuple[PlacedOp, ...]
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    labels: tuple[str, ...]
    wish: PlanWish = BALANCED
    states: tuple[PlacedState, ...] = ()


def write_pack(content: PackContent) -> tuple[bytes, int]:
    """The pack, and the bytes of its constants: header, specs, states, ops, names and labels, then constants."""
    specs = (*content.inputs, *content.outputs)
    inputs_offset = PackHeader.size_bytes()
    outputs_offset = inputs_offset + len(content.inputs) * TensorRecord.size_bytes()
    states_offset = inputs_offset + len(specs) * TensorRecord.size_bytes()
    ops_offset = states_offset + len(content.states) * StateRecord.size_bytes()
    ops_bytes = sum(op.record_bytes for op in content.ops)
    text = _Text(ops_offset + ops_bytes)
    spec_records = [_spec_record(spec, text).to_bytes() for spec in specs]
    labels_offset, labels_bytes = text.add("\n".join(label.replace("\n", " ") for label in content.labels))
    constants = _Constants(text.end)
    op_records = [_op_bytes(op, constants) for op in content.ops]
    state_records = [_state_record(state, constants).to_bytes() for state in content.states]
    features = _features(content.ops)
    header = PackHeader(
        pack_bytes=_rounded(constants.end),
        source_sha256=bytes.fromhex(content.source_sha256),
        board=content.board.encode(),
        model_id=content.identity.model_id.encode(),
        features=features & 0xFFFFFFFF,
        features_high=features >> 32,
        arena_bytes=content.arena_bytes,
        planner_version=content.planner_version,
        op_count=len(content.ops),
        ops_offset=ops_offset,
        ops_bytes=ops_bytes,
        input_count=len(content.inputs),
        inputs_offset=inputs_offset,
        output_count=len(content.outputs),
        outputs_offset=outputs_offset,
        labels_offset=labels_offset,
        labels_bytes=labels_bytes,
        input_encoding=content.identity.input_encoding,
        output_decoding=content.identity.output_decoding,
        optimise=content.wish.optimise.value,
        arena_limit_bytes=content.wish.arena_limit_bytes,
        state_count=len(content.states),
        states_offset=states_offset if content.states else 0,
    )
    pieces = (header.to_bytes(), *spec_records, *state_records, *op_records, bytes(text.data), bytes(constants.data))
    data = b"".join(pieces)
    return sealed(data + bytes(header.pack_bytes - len(data))), constants.content_bytes


@dataclass(slots=True)
class _Text:
    """Names and labels, one behind the other."""

    start: int
    data: bytearray = field(default_factory=bytearray)

    @property
    def end(self) -> int:
        return self.start + len(self.data)

    def add(self, words: str) -> tuple[int, int]:
        """Offset and size; 0 and 0 for no words."""
        encoded = words.encode()
        offset = self.end if encoded else 0
        self.data += encoded
        return offset, len(encoded)


@dataclass(slots=True)
class _Constants:
    """Weights, biases and multipliers, each on a 16-byte boundary; equal ones are stored once."""

    start: int
    data: bytearray = field(default_factory=bytearray)
    known: dict[bytes, int] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return self.start + len(self.data)

    @property
    def content_bytes(self) -> int:
        """Bytes of the constants, gaps not counted."""
        return sum(len(constant) for constant in self.known)

    def add(self, constant: bytes) -> int:
        """Offset from the start of the pack."""
        if constant not in self.known:
            self.data += bytes(_rounded(self.end) - self.end)
            self.known[constant] = self.end
            self.data += constant
        return self.known[constant]


def _spec_record(spec: TensorSpec, text: _Text) -> TensorRecord:
    name_offset, name_bytes = text.add(spec.name)
    return TensorRecord(
        arena_offset=spec.arena_offset,
        bytes=spec.size_bytes,
        type=spec.element_type.value,
        rank=len(spec.shape),
        shape=(*spec.shape, *(0,) * (MAX_RANK - len(spec.shape))),
        scale=spec.scale,
        zero_point=spec.zero_point,
        name_offset=name_offset,
        name_bytes=name_bytes,
    )


def _state_record(state: PlacedState, constants: _Constants) -> StateRecord:
    return StateRecord(
        arena_offset=state.offset,
        bytes=state.size_bytes,
        initial_offset=constants.add(state.initial) if state.initial else 0,
        fill=state.fill,
    )


def _op_bytes(op: PlacedOp, constants: _Constants) -> bytes:
    draft = op.draft
    offsets = {constant.field: constants.add(constant.data) for constant in draft.constants}
    offsets.update(_operand_offsets(draft, op.operand_offsets))
    params = draft.params.with_offsets(offsets)
    head = OpRecord(
        code=draft.code,
        type=draft.element_type.value,
        record_bytes=op.record_bytes,
        source_index=draft.source_index,
        output_arena_offset=op.output_offset,
        output_bytes=op.output_bytes,
        source_tensor=draft.output,
        layout=draft.layout,
        scratch_arena_offset=op.scratch_offset,
        scratch_bytes=draft.scratch_bytes,
    )
    return head.to_bytes() + params.to_bytes()


def _operand_offsets(draft: OpDraft, offsets: Sequence[int]) -> Iterable[tuple[str, int]]:
    return zip((operand.field for operand in draft.operands), offsets, strict=True)


def _features(ops: Iterable[PlacedOp]) -> int:
    bits = 0
    for op in ops:
        bits |= 1 << op.draft.code
    return bits


def _rounded(size: int) -> int:
    return -(-size // ALIGN) * ALIGN
