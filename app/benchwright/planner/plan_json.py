"""A plan as plain values for `--json`: the same facts as the text, sizes in bytes."""

from __future__ import annotations

from benchwright.model.board import Board
from benchwright.model.pack import Fit, OpPlan, Pack, Placement, Shortfall, TensorSpec


def plan_json(pack: Pack, fit: Fit, board: Board) -> dict[str, object]:
    """What `json.dumps` can write. Keys are stable; new ones may be added."""
    return {
        "board": board.name,
        "model_id": pack.model_id,
        "source_sha256": pack.source_sha256,
        "pack_sha256": pack.sha256,
        "planner_version": pack.planner_version,
        "pack_bytes": pack.pack_bytes,
        "slot_bytes": fit.slot_bytes,
        "weights_bytes": pack.weights_bytes,
        "arena_bytes": pack.arena_bytes,
        "arena_free_bytes": fit.arena_free_bytes,
        "liveness_bytes": pack.liveness_bytes,
        "state_bytes": pack.state_bytes,
        "staging_bytes": fit.staging_bytes,
        "staging_free_bytes": board.memory.staging_bytes,
        "stack_bytes": board.memory.stack_bytes,
        "macs": pack.macs,
        "predicted_instructions": pack.instructions,
        "macs_counted": "dense, taps on padding included",
        "fits": fit.fits,
        "shortfalls": [_shortfall(short) for short in fit.shortfalls],
        "inputs": [_tensor(spec) for spec in pack.inputs],
        "outputs": [_tensor(spec) for spec in pack.outputs],
        "labels": list(pack.labels),
        "ops": [_op(op) for op in pack.ops],
        "optimise": pack.wish.optimise.word,
        "arena_limit_bytes": pack.wish.arena_limit_bytes,
        "arena": [_placement(pack, placement) for placement in pack.placements],
    }


def _shortfall(short: Shortfall) -> dict[str, object]:
    return {"what": short.what, "needed_bytes": short.needed_bytes, "free_bytes": short.free_bytes}


def _tensor(spec: TensorSpec) -> dict[str, object]:
    return {
        "name": spec.name,
        "type": spec.element_type.word,
        "shape": list(spec.shape),
        "size_bytes": spec.size_bytes,
        "scale": spec.scale,
        "zero_point": spec.zero_point,
        "arena_offset": spec.arena_offset,
    }


def _op(op: OpPlan) -> dict[str, object]:
    return {
        "index": op.index,
        "code": op.code,
        "type": op.element_type.word,
        "source_indices": list(op.source_indices),
        "inputs": list(op.inputs),
        "output": op.output,
        "output_shape": list(op.output_shape),
        "macs": op.macs,
        "parameter_bytes": op.parameter_bytes,
        "layout": op.layout,
        "predicted_instructions": op.instructions,
    }


def _placement(pack: Pack, placement: Placement) -> dict[str, object]:
    return {
        "tensor_index": placement.tensor_index,
        "name": placement.name,
        "offset": placement.offset,
        "size_bytes": placement.size_bytes,
        "first_op": placement.first_op,
        "last_op": placement.last_op,
        "over": [other.tensor_index for other in pack.laid_over(placement)],
    }
