"""Which kernels the engine has: of every op of the pack its plain ones, and what kernel sets have of their own.

The engine's sources say the same: kinds of ops (`op_check_*.c`), of layouts (`kernels/<set>/<set>_layouts.c`) and files
that take the place of generic ones. `tests/firmware/test_kernel_sets.py` compares them.
"""

from __future__ import annotations

from collections.abc import Mapping

from benchwright.model.pack import ElementType
from benchwright.planner.pack_format import OpCode

Types = frozenset[ElementType]

_INT8 = frozenset({ElementType.INT8})
_FLOAT32 = frozenset({ElementType.FLOAT32})
_INT16 = frozenset({ElementType.INT16})
_INT8_OR_FLOAT32 = _INT8 | _FLOAT32

KERNEL_SETS = ("generic", "dsp", "mve")

_WEIGHTED = (OpCode.CONV_2D, OpCode.DEPTHWISE_CONV_2D, OpCode.FULLY_CONNECTED)
_SUMMED = (*_WEIGHTED, OpCode.TRANSPOSE_CONV)
_BY_WINDOWS_AND_AXES = (OpCode.AVERAGE_POOL_2D, OpCode.MAX_POOL_2D, OpCode.REDUCE, OpCode.BATCH_MATMUL)

PLAIN: Mapping[OpCode, Types] = {
    **dict.fromkeys(OpCode, _INT8_OR_FLOAT32),
    **dict.fromkeys((OpCode.COPY, OpCode.LOOKUP, OpCode.SELECT, OpCode.MOVE, OpCode.GATHER), frozenset(ElementType)),
    **dict.fromkeys((*_SUMMED, *_BY_WINDOWS_AND_AXES), _INT8_OR_FLOAT32 | _INT16),
    **dict.fromkeys((OpCode.SLOPES, OpCode.CURVE, OpCode.SOFTMAX_TABLES), _INT16),
    OpCode.LOG_SOFTMAX: _INT8,
    OpCode.UNARY: _FLOAT32,
    OpCode.BINARY: _INT8_OR_FLOAT32 | _INT16 | {ElementType.INT32, ElementType.UINT8},
    OpCode.CONVERT: frozenset({ElementType.FLOAT32, ElementType.INT16, ElementType.INT32}),
    OpCode.L2_POOL_2D: _FLOAT32,
    OpCode.CONV_ADD: _INT8,
}
"""The types for which an op has a kernel that any core runs."""

LAYOUTS: Mapping[str, Mapping[OpCode, Types]] = {name: dict.fromkeys(_WEIGHTED, _INT8) for name in KERNEL_SETS}
"""By kernel set, the types for which an op has kernels that read constants in orders of the set's own."""

REPLACED: Mapping[str, Mapping[OpCode, Types]] = {
    "generic": {},
    "dsp": {OpCode.ADD: _INT8, OpCode.AVERAGE_POOL_2D: _INT8, **dict.fromkeys(_SUMMED, _INT16)},
    "mve": {OpCode.ADD: _INT8, OpCode.AVERAGE_POOL_2D: _INT8},
}
"""By kernel set, the types for which a plain kernel, or the sums that it makes, takes the place of the generic one."""
