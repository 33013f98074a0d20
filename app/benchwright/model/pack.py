"""A pack: a variant planned for one board, and the plan behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from benchwright.model.plan_wish import BALANCED, PlanWish


class ElementType(Enum):
    """Element types the engine knows; the values are those of `enum bw_type`."""

    FLOAT32 = 1
    INT8 = 2
    UINT8 = 3
    INT16 = 4
    INT32 = 5

    @property
    def item_bytes(self) -> int:
        """Size of one element."""
        return {1: 4, 2: 1, 3: 1, 4: 2, 5: 4}[self.value]

    @property
    def word(self) -> str:
        """NumPy's name for it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """An input or output of the graph. `scale` is 0 when it is not quantised."""

    name: str
    element_type: ElementType
    shape: tuple[int, ...]
    scale: float
    zero_point: int
    arena_offset: int

    @property
    def size_bytes(self) -> int:
        """Bytes of the whole tensor."""
        count = 1
        for dimension in self.shape:
            count *= dimension
        return count * self.element_type.item_bytes


@dataclass(frozen=True, slots=True)
class Borders:
    """What goes into a model and what comes out; their `arena_offset` says nothing."""

    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]

    @property
    def input_bytes(self) -> int:
        """Bytes of all inputs, one behind the other."""
        return sum(spec.size_bytes for spec in self.inputs)

    @property
    def output_bytes(self) -> int:
        """Bytes of all outputs, one behind the other."""
        return sum(spec.size_bytes for spec in self.outputs)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one tensor lives in the arena, and from which op to which (inclusive, indices of planned ops).

    An input of the graph is born before op 0 (`first_op` = -1); an output lives to `last_op` = op count. A tensor that
    is copied to another place has a placement for each. An output may share bytes with an input that its op reads last.
    """

    tensor_index: int
    name: str
    offset: int
    size_bytes: int
    first_op: int
    last_op: int

    @property
    def end(self) -> int:
        """The first byte behind it."""
        return self.offset + self.size_bytes


@dataclass(frozen=True, slots=True)
class OpPlan:
    """One op of the plan. `source_indices` are the operators of the file it stands for, fused ones included.

    `layout` is the order of its constants (0 = plain), `work` what it has to do in numbers that instructions grow
    with, `instructions` what the planner makes of them: None where no op like it was measured on such a core.
    """

    index: int
    code: str
    element_type: ElementType
    source_indices: tuple[int, ...]
    inputs: tuple[int, ...]
    output: int
    output_shape: tuple[int, ...]
    macs: int
    parameter_bytes: int
    layout: int = 0
    work: tuple[tuple[str, float], ...] = ()
    instructions: int | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """A planned model, ready for the slot of one board. `data` is what is flashed, byte for byte. `state_bytes` of the
    arena go from one inference to the next."""

    sha256: str
    source_sha256: str
    board: str
    model_id: str
    data: bytes
    arena_bytes: int
    liveness_bytes: int
    weights_bytes: int
    ops: tuple[OpPlan, ...]
    placements: tuple[Placement, ...]
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    labels: tuple[str, ...] = ()
    planner_version: int = 1
    wish: PlanWish = BALANCED
    state_bytes: int = 0

    @property
    def pack_bytes(self) -> int:
        """Size in flash."""
        return len(self.data)

    @property
    def words(self) -> str:
        """What planning says of it: sizes, what else than balance it was planned for, and what was predicted."""
        wished = "" if self.wish == BALANCED else f", planned for {self.wish.words}"
        predicted = "" if self.instructions is None else f", predicted {self.instructions:,} instructions"
        return f"arena {self.arena_bytes:,} B, pack {self.pack_bytes:,} B{wished}{predicted}"

    def used_bytes(self, op: int) -> int:
        """Bytes of the arena that hold something during an op; what two tensors share counts once."""
        used, end = 0, 0
        for place in sorted(self.placements, key=lambda place: place.offset):
            if place.first_op <= op <= place.last_op:
                used += max(0, place.end - max(place.offset, end))
                end = max(end, place.end)
        return used

    def laid_over(self, place: Placement) -> tuple[Placement, ...]:
        """What was there before and is read for the last time, or copied away, as `place` is written."""
        return tuple(
            other
            for other in self.placements
            if other.first_op < place.first_op <= other.last_op
            and other.offset < place.end
            and place.offset < other.end
        )

    @property
    def macs(self) -> int:
        """Multiply-accumulates of one inference."""
        return sum(op.macs for op in self.ops)

    @property
    def instructions(self) -> int | None:
        """Predicted instructions of one inference; None where those of an op are not known."""
        known = [op.instructions for op in self.ops if op.instructions is not None]
        return sum(known) if len(known) == len(self.ops) else None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One reason why a pack does not fit a board."""

    what: str
    needed_bytes: int
    free_bytes: int


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a pack fits a board. RAM and flash are predictions of the planner, in bytes."""

    board: str
    arena_bytes: int
    arena_free_bytes: int
    pack_bytes: int
    slot_bytes: int
    staging_bytes: int
    shortfalls: tuple[Shortfall, ...]

    @property
    def fits(self) -> bool:
        """True when nothing is short."""
        return not self.shortfalls
