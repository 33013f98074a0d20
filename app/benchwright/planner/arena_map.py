"""The arena as a picture: one row a tensor, one column an op."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.model.pack import Pack, Placement
from benchwright.model.units import count_text

_NAME_WIDTH = 24
_MOST_COLUMNS = 96


def arena_map(pack: Pack) -> str:
    """Rows in order of birth with offset, size and what a tensor is laid over; a column shows who lives during an op.

    `┣` written, `━` kept, `┫` read for the last time, `╋` all at once. The last line is the use of the arena in
    tenths, `#` for all of it. In graphs of more than 96 ops a column stands for several.
    """
    columns = _columns(len(pack.ops))
    rows = sorted(pack.placements, key=lambda placement: (placement.first_op, placement.offset))
    over = [_over(pack, row) for row in rows]
    over_width = max(len("over"), *map(len, over))
    offset_width = max(len("offset"), *(len(count_text(row.offset)) for row in rows))
    size_width = max(len("size"), *(len(count_text(row.size_bytes)) for row in rows))
    head = f"  {'tensor':<{_NAME_WIDTH}}  {'offset':>{offset_width}}  {'size':>{size_width}}  {'over':<{over_width}}  "
    indent = " " * len(head)
    lines = [indent + line for line in _ruler(columns)]
    lines[-1] = head + lines[-1][len(head) :]
    for row, covered in zip(rows, over, strict=True):
        offset, size = count_text(row.offset), count_text(row.size_bytes)
        cells = (
            f"  {_name(row):<{_NAME_WIDTH}}  {offset:>{offset_width}}  {size:>{size_width}}  {covered:<{over_width}}  "
        )
        lines.append(cells + "".join(_cell(row, column) for column in columns))
    lines.append(f"{'in use  ':>{len(head)}}{_use(pack, columns)}")
    return "\n".join(lines)


def _over(pack: Pack, row: Placement) -> str:
    """Indices of the tensors whose bytes it overwrites while they are read."""
    return ", ".join(str(other.tensor_index) for other in pack.laid_over(row)) or "–"


def _columns(op_count: int) -> tuple[range, ...]:
    """The ops of each column: input, ops (in groups when there are many), output."""
    step = -(-op_count // _MOST_COLUMNS) or 1
    groups = (range(first, min(first + step, op_count)) for first in range(0, op_count, step))
    return (range(-1, 0), *groups, range(op_count, op_count + 1))


def _name(row: Placement) -> str:
    """Index and the first name of those that a converter strings together."""
    text = f"{row.tensor_index} {row.name.split(';')[0]}"
    return text if len(text) <= _NAME_WIDTH else text[: _NAME_WIDTH - 1] + "…"


def _ruler(columns: Sequence[range]) -> list[str]:
    """Op numbers read downwards: tens above units. The first column is the input, the last the output."""
    inner = columns[1:-1]
    if any(len(column) > 1 for column in inner):
        return [f"one column is {len(inner[0])} ops", "i" + "." * len(inner) + "o"]
    units = "".join(str(column.start % 10) for column in inner)
    tens = "".join(str(column.start // 10) if column.start % 10 == 0 else " " for column in inner)
    return [f" {tens}".rstrip(), f"i{units}o"] if len(inner) > 10 else [f"i{units}o"]


def _cell(row: Placement, column: range) -> str:
    born, died = row.first_op >= column.start, row.last_op < column.stop
    if row.last_op < column.start or row.first_op >= column.stop:
        return "·"
    if born and died:
        return "╋"
    return "┣" if born else "┫" if died else "━"


def _use(pack: Pack, columns: Sequence[range]) -> str:
    return "".join(_tenths(max(map(pack.used_bytes, column)), pack.arena_bytes) for column in columns)


def _tenths(used_bytes: int, whole_bytes: int) -> str:
    tenth = used_bytes * 10 // max(1, whole_bytes)
    return "#" if tenth >= 10 else str(tenth)
