"""A plan in words: what `benchwright plan` prints."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.model.board import Board
from benchwright.model.pack import Fit, OpPlan, Pack, TensorSpec
from benchwright.model.units import bytes_text, count_text
from benchwright.planner.arena_map import arena_map
from benchwright.planner.ops.supported import SUPPORTED
from benchwright.planner.plan_json import plan_json

__all__ = ["plan_json", "plan_text", "supported_ops_text"]

_BAR_CELLS = 40


def plan_text(pack: Pack, fit: Fit, board: Board) -> str:
    """The whole report: model, ops, arena, and what fits where."""
    parts = (
        _title(pack, board),
        _border(pack),
        _ops_table(pack),
        _prediction(pack, board),
        _arena(pack),
        _memory(pack, fit, board),
    )
    return "\n\n".join(parts)


def supported_ops_text() -> str:
    """The operators that the engine has, with their conditions."""
    rows = [(op.name, "; ".join(words for words in (op.types, op.conditions) if words)) for op in SUPPORTED]
    width = max(len(name) for name, _ in rows)
    lines = [f"  {name:<{width}}  {conditions}" for name, conditions in sorted(rows)]
    note = "Fused activations: NONE, RELU, RELU6, RELU_N1_TO_1. Weights and biases must be constants."
    return "\n".join((f"Supported operators ({len(rows)})", *lines, "", note))


def supported_ops_json() -> dict[str, object]:
    """The operators that the engine has, with their types and conditions, as a document."""
    return {
        "operators": [
            {"name": op.name, "types": op.types, "conditions": op.conditions, "runs_as": op.runs_as} for op in SUPPORTED
        ]
    }


def _title(pack: Pack, board: Board) -> str:
    return f"{pack.model_id} on {board.title} ({board.name}, {board.core})\nsource sha256 {pack.source_sha256}"


def _border(pack: Pack) -> str:
    rows = [("input", spec) for spec in pack.inputs] + [("output", spec) for spec in pack.outputs]
    return "\n".join(f"{role:<7} {_spec_text(spec)}" for role, spec in rows)


def _spec_text(spec: TensorSpec) -> str:
    kind = f"{spec.element_type.word} {_shape_text(spec.shape)}"
    scale = f"  scale {spec.scale:.6g}  zero point {spec.zero_point}" if spec.scale else ""
    return f"{kind}  {count_text(spec.size_bytes)} B{scale}  '{_short(spec.name, 40)}'"


def _ops_table(pack: Pack) -> str:
    head = ("#", "op", "type", "output", "MACs", "weights B", "instructions", "from")
    rows = [_op_row(op) for op in pack.ops]
    parameter_bytes = sum(op.parameter_bytes for op in pack.ops)
    total = ("", "total", "", "", count_text(pack.macs), count_text(parameter_bytes), _known(pack.instructions), "")
    note = "MACs are dense: taps that fall on padding are counted. Weights include biases and multipliers."
    return _table(head, rows, total) + "\n" + note


def _op_row(op: OpPlan) -> tuple[str, ...]:
    return (
        str(op.index),
        op.code,
        op.element_type.word,
        _shape_text(op.output_shape),
        count_text(op.macs) if op.macs else "–",
        count_text(op.parameter_bytes) if op.parameter_bytes else "–",
        _known(op.instructions),
        "+".join(str(index) for index in op.source_indices),
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], total: Sequence[str]) -> str:
    """Columns as wide as their widest cell; numbers to the right."""
    lines = [head, *rows, total]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    right = {0, 4, 5, 6}
    texts = [
        "  ".join(
            cell.rjust(widths[column]) if column in right else cell.ljust(widths[column])
            for column, cell in enumerate(line)
        ).rstrip()
        for line in lines
    ]
    rule = "─" * max(len(text) for text in texts)
    return "\n".join((texts[0], rule, *texts[1:-1], rule, texts[-1]))


def _prediction(pack: Pack, board: Board) -> str:
    if pack.instructions is None:
        return "Instructions are not predicted: an op here was never measured on such a core with these kernels."
    milliseconds = pack.instructions / board.clock_hz * 1e3
    return (
        f"Predicted: {count_text(pack.instructions)} instructions an inference. At one a cycle of "
        f"{board.clock_hz / 1e6:g} MHz that is {milliseconds:,.2f} ms; on the device many take longer."
    )


def _known(instructions: int | None) -> str:
    return "–" if instructions is None else count_text(instructions)


def _arena(pack: Pack) -> str:
    above = pack.arena_bytes - pack.liveness_bytes
    side_by_side = "what its tensors take side by side"
    if above <= -16:
        verdict = f"{count_text(-above)} B below {side_by_side}"
    else:
        verdict = side_by_side if above < 16 else f"{count_text(above)} B above {side_by_side}"
    title = f"Arena {count_text(pack.arena_bytes)} B, {verdict} in this order of ops; planned for {pack.wish.words}"
    kept = f"\n{count_text(pack.state_bytes)} B of it go from one inference to the next." if pack.state_bytes else ""
    return f"{title}{kept}\n{arena_map(pack)}"


def _memory(pack: Pack, fit: Fit, board: Board) -> str:
    ram_bytes = fit.arena_bytes + fit.staging_bytes + board.memory.stack_bytes
    lines = [
        _bar("pack in slot", fit.pack_bytes, fit.slot_bytes),
        _bar("arena", fit.arena_bytes, fit.arena_free_bytes),
        _bar("input staging", fit.staging_bytes, board.memory.staging_bytes),
        _bar("RAM, predicted", ram_bytes, board.memory.ram_bytes),
        f"  RAM = arena + staging + {count_text(board.memory.stack_bytes)} B reserved for the stack; "
        "the firmware's static data come on top.",
        f"  Constants {count_text(pack.weights_bytes)} B of the pack.",
    ]
    return "\n".join((*lines, "", *_verdict(fit)))


def _bar(what: str, used_bytes: int, free_bytes: int) -> str:
    share = used_bytes / free_bytes if free_bytes else 2.0
    cells = min(_BAR_CELLS, max(1, round(share * _BAR_CELLS)))
    picture = "█" * cells + "░" * (_BAR_CELLS - cells)
    mark = "" if used_bytes <= free_bytes else "  too large"
    return f"  {what:<15} {picture} {count_text(used_bytes)} of {count_text(free_bytes)} B ({share:.0%}){mark}"


def _verdict(fit: Fit) -> list[str]:
    if fit.fits:
        return [f"Fits {fit.board}."]
    lines = [f"Does not fit {fit.board}:"]
    for short in fit.shortfalls:
        missing = bytes_text(short.needed_bytes - short.free_bytes)
        needed, free = count_text(short.needed_bytes), count_text(short.free_bytes)
        lines.append(f"  {short.what}: needs {needed} B, {free} B are free, {missing} too few.")
    return lines


def _shape_text(shape: tuple[int, ...]) -> str:
    return "×".join(str(size) for size in shape) or "scalar"


def _short(name: str, width: int) -> str:
    return name if len(name) <= width else name[: width - 1] + "…"
