"""Random single-op models of the operators that go by element: functions of one value and of two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator
from numpy.typing import NDArray

from tests.firmware.tiny_models import FLOAT32, INT8, INT32, TinyOp, TinyTensor, build

BOOL, UINT8, INT16 = np.dtype(np.bool_), np.dtype(np.uint8), np.dtype(np.int16)

Array = NDArray[np.generic]
Activations = schema.ActivationFunctionType


@dataclass(frozen=True, slots=True)
class OpCase:
    """A model of one operator, and values for those of its operands that are inputs."""

    model: bytes
    inputs: tuple[Array, ...]
    outputs: tuple[TinyTensor, ...]


Maker = Callable[[Generator, np.dtype], OpCase]


def op_case(
    rng: Generator,
    code: str,
    options: object,
    operands: Sequence[TinyTensor],
    outputs: Sequence[TinyTensor],
    values: Callable[[TinyTensor], Array] | None = None,
) -> OpCase:
    """The model of one op that reads `operands` in order; those without values are inputs, filled at random."""
    places = [index for index, tensor in enumerate(operands) if tensor.values is None]
    last = range(len(operands), len(operands) + len(outputs))
    op = TinyOp(code, tuple(range(len(operands))), tuple(last), options)
    model = build([*operands, *outputs], [op], places, list(last))
    filled = tuple((values or (lambda tensor: random_values(rng, tensor)))(operands[index]) for index in places)
    return OpCase(model, filled, tuple(outputs))


def random_values(rng: Generator, tensor: TinyTensor, spread: float = 3.0) -> Array:
    """Every int8 is as likely as another; whole numbers of more bits stay small."""
    if tensor.dtype == FLOAT32:
        return (rng.normal(size=tensor.shape) * spread).astype(np.float32)
    if tensor.dtype == BOOL:
        return rng.integers(0, 2, tensor.shape).astype(np.bool_)
    low, high = {INT8: (-128, 128), UINT8: (0, 256)}.get(tensor.dtype, (-300, 300))
    return rng.integers(low, high, tensor.shape).astype(tensor.dtype)


def scale(rng: Generator, low: float, high: float) -> float:
    """A scale as files hold it."""
    return float(np.float32(np.exp(rng.uniform(np.log(low), np.log(high)))))


def zero_point(rng: Generator) -> int:
    """The ends of int8 as often as the rest."""
    return int(rng.choice([-128, 127, 0, int(rng.integers(-128, 128))]))


def activation(
    rng: Generator, shape: Sequence[int], dtype: np.dtype, low: float = 1e-3, high: float = 0.9
) -> TinyTensor:
    """A tensor; int8 with a random scale."""
    sizes = tuple(int(size) for size in shape)
    if dtype != INT8:
        return TinyTensor(sizes, dtype)
    return TinyTensor(sizes, dtype, (scale(rng, low, high),), (zero_point(rng),))


def like(tensor: TinyTensor, shape: Sequence[int]) -> TinyTensor:
    """Another shape of the same type and scale."""
    return TinyTensor(tuple(int(size) for size in shape), tensor.dtype, tensor.scales, tensor.zero_points)


def shape_of(rng: Generator, least: int = 1, most: int = 4, largest: int = 6) -> tuple[int, ...]:
    """Random sizes."""
    return tuple(int(size) for size in rng.integers(1, largest, int(rng.integers(least, most + 1))))


def whole(*values: int) -> TinyTensor:
    """A constant vector of int32."""
    return TinyTensor((len(values),), INT32, values=np.array(values, np.int32))


def constant(rng: Generator, tensor: TinyTensor) -> TinyTensor:
    """The same tensor with values in the file."""
    return TinyTensor(tensor.shape, tensor.dtype, tensor.scales, tensor.zero_points, values=random_values(rng, tensor))


# Functions of one value. Every int8 is tried.


def _every_value(rng: Generator, tensor: TinyTensor) -> Array:
    if tensor.dtype == INT8:
        return np.arange(-128, 128, dtype=np.int8).reshape(tensor.shape)
    return random_values(rng, tensor)


def _unary(
    rng: Generator, dtype: np.dtype, code: str, options: object = None, output: TinyTensor | None = None
) -> OpCase:
    source = activation(rng, (4, 64), dtype)
    result = output or activation(rng, (4, 64), dtype)
    return op_case(rng, code, options, [source], [result], lambda tensor: _every_value(rng, tensor))


def _same_scale(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    source = activation(rng, (4, 64), dtype, 0.05, 0.5)
    return op_case(rng, code, None, [source], [source], lambda tensor: _every_value(rng, tensor))


def _leaky_relu(rng: Generator, dtype: np.dtype) -> OpCase:
    alpha = float(np.float32(rng.choice([0.01, 0.1, 0.3, 1.7])))
    return _unary(rng, dtype, "LEAKY_RELU", schema.LeakyReluOptionsT(alpha=alpha))


def _hard_swish(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, (4, 64), dtype, 0.002, 0.5)
    # TFLM refuses an output scale below 1/128 of the input's.
    result = TinyTensor(source.shape, dtype, (source.scales[0] * 0.7,), (zero_point(rng),)) if dtype == INT8 else source
    return op_case(rng, "HARD_SWISH", None, [source], [result], lambda tensor: _every_value(rng, tensor))


def _fixed(rng: Generator, dtype: np.dtype, code: str, output_scale: float, output_zero_point: int) -> OpCase:
    fixed = TinyTensor((4, 64), dtype, (output_scale,), (output_zero_point,)) if dtype == INT8 else None
    return _unary(rng, dtype, code, None, fixed)


def _positive(rng: Generator, code: str) -> OpCase:
    source = TinyTensor((7, 40), FLOAT32)
    return op_case(rng, code, None, [source], [source], lambda tensor: np.abs(random_values(rng, tensor, 50.0)) + 1e-5)


def _rsqrt(rng: Generator, dtype: np.dtype) -> OpCase:
    if dtype == FLOAT32:
        return _positive(rng, "RSQRT")
    source = TinyTensor((255,), dtype, (scale(rng, 1e-3, 0.5),), (-128,))
    result = activation(rng, (255,), dtype, 0.02, 0.9)
    return op_case(rng, "RSQRT", None, [source], [result], lambda _: np.arange(-127, 128, dtype=np.int8))


def _logical_not(rng: Generator, dtype: np.dtype) -> OpCase:
    source = TinyTensor(shape_of(rng), dtype)
    return op_case(rng, "LOGICAL_NOT", None, [source], [source])


def _unary_maker(code: str) -> Maker:
    return lambda rng, dtype: _unary(rng, dtype, code)


UNARY_MAKERS: dict[str, tuple[Maker, tuple[np.dtype, ...]]] = {
    "RELU": (_unary_maker("RELU"), (INT8, FLOAT32)),
    "RELU6": (lambda rng, dtype: _same_scale(rng, dtype, "RELU6"), (INT8, FLOAT32)),
    "LEAKY_RELU": (_leaky_relu, (INT8, FLOAT32)),
    "HARD_SWISH": (_hard_swish, (INT8, FLOAT32)),
    "LOGISTIC": (lambda rng, dtype: _fixed(rng, dtype, "LOGISTIC", 1 / 256, -128), (INT8, FLOAT32)),
    "TANH": (lambda rng, dtype: _fixed(rng, dtype, "TANH", 1 / 128, 0), (INT8, FLOAT32)),
    "ELU": (_unary_maker("ELU"), (INT8, FLOAT32)),
    "ABS": (_unary_maker("ABS"), (INT8, FLOAT32)),
    "RSQRT": (_rsqrt, (INT8, FLOAT32)),
    "LOGICAL_NOT": (_logical_not, (BOOL,)),
    **{code: (_unary_maker(code), (FLOAT32,)) for code in ("NEG", "SQUARE", "EXP", "SIN", "COS")},
    **{code: (_unary_maker(code), (FLOAT32,)) for code in ("CEIL", "FLOOR", "ROUND")},
    **{code: (lambda rng, _, code=code: _positive(rng, code), (FLOAT32,)) for code in ("SQRT", "LOG")},
}


# Functions of two values, with broadcasting and constants.


def shapes_of_two(rng: Generator) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """Two shapes that are repeated to a third."""
    wide = shape_of(rng)
    first, second = (tuple(1 if rng.integers(4) == 0 else size for size in wide) for _ in range(2))
    if rng.integers(3) == 0:
        first = second = wide
    elif rng.integers(3) == 0:
        second = second[int(rng.integers(0, len(wide))) :]
    made = tuple(np.broadcast_shapes(first, second))
    return first, second, made


def _binary_operands(
    rng: Generator, dtype: np.dtype, output_reach: float, *, one_scale: bool = False
) -> tuple[list[TinyTensor], TinyTensor]:
    shape1, shape2, shape = shapes_of_two(rng)
    first, second = activation(rng, shape1, dtype), activation(rng, shape2, dtype)
    if one_scale:
        second = like(first, shape2)
    result = like(first, shape)
    if dtype == INT8 and not one_scale:
        reach = output_reach * float(rng.choice([0.02, 0.3, 1.0]))
        result = TinyTensor(shape, dtype, (float(np.float32(reach)),), (zero_point(rng),))
    operands = [first, second]
    if rng.integers(3) == 0:
        place = int(rng.integers(2))
        operands[place] = constant(rng, operands[place])
    return operands, result


def _arithmetic(rng: Generator, dtype: np.dtype, code: str, kind: type) -> OpCase:
    operands, result = _binary_operands(rng, dtype, 1.0)
    if dtype == INT8:
        scales = [tensor.scales[0] for tensor in operands]
        reach = scales[0] * scales[1] * 100 if code == "MUL" else 2 * max(scales)
        result = TinyTensor(result.shape, dtype, (float(np.float32(reach * rng.uniform(0.3, 2))),), result.zero_points)
    function = (
        Activations.NONE if dtype == INT32 else rng.choice([Activations.NONE, Activations.RELU, Activations.RELU6])
    )
    return op_case(rng, code, kind(fusedActivationFunction=int(function)), operands, [result])


def _division(rng: Generator, dtype: np.dtype) -> OpCase:
    """Whole numbers by constants other than 0, for whose quotient TFLM has no answer."""
    if dtype == FLOAT32:
        return _arithmetic(rng, dtype, "DIV", schema.DivOptionsT)
    (first, _), result = _binary_operands(rng, dtype, 1.0)
    divisors = rng.choice(np.array([-300, -7, -1, 1, 2, 40], np.int32), result.shape)
    operands = [like(first, first.shape), TinyTensor(result.shape, dtype, values=divisors)]
    return op_case(rng, "DIV", schema.DivOptionsT(), operands, [result])


def _extreme(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    operands, result = _binary_operands(rng, dtype, 1.0, one_scale=True)
    return op_case(rng, code, None, operands, [result])


def _squared_difference(rng: Generator, dtype: np.dtype) -> OpCase:
    operands, result = _binary_operands(rng, dtype, 20.0)
    return op_case(rng, "SQUARED_DIFFERENCE", None, operands, [result])


def _prelu(rng: Generator, dtype: np.dtype) -> OpCase:
    shape = shape_of(rng, 2, 4)
    source = activation(rng, shape, dtype)
    alpha_shape = tuple(1 if axis < len(shape) - 1 and rng.integers(4) else size for axis, size in enumerate(shape))
    alpha = constant(rng, activation(rng, alpha_shape, dtype))
    return op_case(rng, "PRELU", None, [source, alpha], [activation(rng, shape, dtype, 0.01)])


def _float_division(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    operands, result = _binary_operands(rng, dtype, 1.0)
    return op_case(rng, code, None, operands, [result])


def _comparison(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    shape1, shape2, shape = shapes_of_two(rng)
    first, second = activation(rng, shape1, dtype), activation(rng, shape2, dtype)
    if rng.integers(2):
        second = like(first, shape2)
    result = TinyTensor(shape, BOOL)

    def few(tensor: TinyTensor) -> Array:
        return random_values(rng, tensor) if dtype == BOOL else rng.integers(-3, 3, tensor.shape).astype(dtype)

    return op_case(rng, code, None, [first, second], [result], few)


def _logic(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    shape1, shape2, shape = shapes_of_two(rng)
    return op_case(rng, code, None, [TinyTensor(shape1, dtype), TinyTensor(shape2, dtype)], [TinyTensor(shape, dtype)])


def _named(function: Callable[..., OpCase], code: str, *more: object) -> Maker:
    return lambda rng, dtype: function(rng, dtype, code, *more)


_NUMBERS = (INT8, FLOAT32, INT32)

BINARY_MAKERS: dict[str, tuple[Maker, tuple[np.dtype, ...]]] = {
    "ADD": (_named(_arithmetic, "ADD", schema.AddOptionsT), _NUMBERS),
    "SUB": (_named(_arithmetic, "SUB", schema.SubOptionsT), _NUMBERS),
    "MUL": (_named(_arithmetic, "MUL", schema.MulOptionsT), _NUMBERS),
    "DIV": (_division, (FLOAT32, INT32)),
    "MINIMUM": (_named(_extreme, "MINIMUM"), _NUMBERS),
    "MAXIMUM": (_named(_extreme, "MAXIMUM"), _NUMBERS),
    "SQUARED_DIFFERENCE": (_squared_difference, _NUMBERS),
    "PRELU": (_prelu, (INT8, FLOAT32)),
    **{code: (_named(_float_division, code), (FLOAT32,)) for code in ("FLOOR_DIV", "FLOOR_MOD")},
    **{code: (_named(_comparison, code), (*_NUMBERS, BOOL)) for code in ("EQUAL", "NOT_EQUAL")},
    **{code: (_named(_comparison, code), _NUMBERS) for code in ("GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL")},
    **{code: (_named(_logic, code), (BOOL,)) for code in ("LOGICAL_AND", "LOGICAL_OR")},
}
