"""docs/ops.md: every operator and op, with types and kernel sets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from benchwright.model.pack import ElementType
from benchwright.planner.kernel_sets import KERNEL_SETS, LAYOUTS, PLAIN, REPLACED
from benchwright.planner.ops.supported import SUPPORTED
from benchwright.planner.pack_format import OpCode

_HEAD = """# Operators and ops

{count} builtin operators of TensorFlow Lite (`benchwright plan --ops`). `tests/firmware/test_operators.py`,
`test_int16.py` and, over several inferences, `test_state.py` hold operators and types to TensorFlow Lite Micro: int8,
int16, int32 and bool byte for byte, float32 within 1e-5. int16 activations have int8 weights, and zero points of 0. The
page is written by `planner/ops_page.py`, and a test compares it with the code.

"Runs as" says what the host makes of an operator: [ops of the pack](#ops-of-the-pack), or nothing where it can be
worked out or shared beforehand. Where an operator becomes several ops, a layer's checksum is that of the last.

Every op has plain kernels that any core runs. The last three columns say for which types a kernel set has more: a
*kernel* of its own in place of the plain one, or kernels for a *layout*, an order of constants of its own that the
host prepares ([add-a-kernel.md](add-a-kernel.md#a-layout-of-its-own)). A board's `board.toml` names its set: `dsp`
takes the DSP extension of a Cortex-M4, `mve` Helium (Cortex-M55), `generic` nothing (RV32, Cortex-M0+).

| operator | types | conditions | runs as | generic | dsp | mve |
|---|---|---|---|---|---|---|
"""

_OPS = """
## Ops of the pack

What the engine executes ([pack-format.md](pack-format.md)). Columns as above; types are those of the elements that an
op reads. COPY, LOOKUP, SELECT, MOVE and GATHER move bytes, whatever they mean.

| op | types | generic | dsp | mve |
|---|---|---|---|---|
"""


def supported_ops_page() -> str:
    """The whole page."""
    operators = [
        f"| {op.name} | {op.types} | {op.conditions or '–'} | {op.runs_as} | {_sets(_ops_in(op.runs_as))} |"
        for op in sorted(SUPPORTED, key=lambda op: op.name)
    ]
    ops = [f"| {code.name} | {_types(PLAIN[code])} | {_sets([code])} |" for code in OpCode]
    return "".join((_HEAD.format(count=len(operators)), *_lines(operators), _OPS, *_lines(ops)))


def _lines(rows: Iterable[str]) -> Iterable[str]:
    return (f"{row}\n" for row in rows)


def _ops_in(runs_as: str) -> list[OpCode]:
    """The ops that the words name."""
    return [OpCode[word] for word in re.findall(r"\b[A-Z][A-Z0-9_]+\b", runs_as)]


def _sets(codes: Iterable[OpCode]) -> str:
    """A cell for each kernel set."""
    codes = list(codes)
    return " | ".join(_own(kernel_set, codes) for kernel_set in KERNEL_SETS)


def _own(kernel_set: str, codes: Iterable[OpCode]) -> str:
    """What a kernel set has for these ops of its own."""
    found = {
        f"{_types(types)} {word}"
        for code in codes
        for word, own in (("kernel", REPLACED[kernel_set]), ("layout", LAYOUTS[kernel_set]))
        if (types := own.get(code))
    }
    return ", ".join(sorted(found)) or "–"


def _types(types: Iterable[ElementType]) -> str:
    """int8 and float32 first, as elsewhere."""
    order = ("int8", "float32", "uint8", "int16", "int32")
    return ", ".join(sorted((kind.word for kind in types), key=order.index))
