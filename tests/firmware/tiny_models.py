"""Small .tflite files, made with the schema's own writer: any graph, and random single ops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator
from numpy.typing import NDArray

INT8, INT32, FLOAT32 = np.dtype(np.int8), np.dtype(np.int32), np.dtype(np.float32)

T = TypeVar("T")
ACTIVATIONS = ("NONE", "RELU", "RELU6", "RELU_N1_TO_1")


@dataclass(frozen=True, slots=True)
class TinyTensor:
    """A tensor; constant when it has `values`. `type_name` overrides the type that `dtype` stands for; `variable` ones
    are state."""

    shape: tuple[int, ...]
    dtype: np.dtype = INT8
    scales: tuple[float, ...] = ()
    zero_points: tuple[int, ...] = ()
    dimension: int = 0
    values: NDArray[np.generic] | None = None
    name: str = ""
    type_name: str = ""
    signature: tuple[int, ...] = ()
    variable: bool = False


@dataclass(frozen=True, slots=True)
class TinyOp:
    """An operator by its name in the schema; `inputs` and `outputs` are indices of tensors."""

    code: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    options: object = None


@dataclass(frozen=True, slots=True)
class TinyGraph:
    """One graph of a file."""

    tensors: Sequence[TinyTensor]
    ops: Sequence[TinyOp]
    inputs: Sequence[int] = ()
    outputs: Sequence[int] = ()


def build(tensors: Sequence[TinyTensor], ops: Sequence[TinyOp], inputs: Sequence[int], outputs: Sequence[int]) -> bytes:
    """The .tflite of a graph."""
    return build_graphs(TinyGraph(tensors, ops, inputs, outputs))


def build_graphs(*graphs: TinyGraph) -> bytes:
    """The .tflite of a graph and of the subgraphs that it calls."""
    codes = sorted({op.code for graph in graphs for op in graph.ops})
    firsts = [sum(len(before.tensors) for before in graphs[:number]) for number in range(len(graphs))]
    subgraphs = [
        schema.SubGraphT(
            tensors=[_tensor(first + index, tensor) for index, tensor in enumerate(graph.tensors)],
            inputs=list(graph.inputs),
            outputs=list(graph.outputs),
            operators=[_operator(op, codes) for op in graph.ops],
        )
        for graph, first in zip(graphs, firsts, strict=True)
    ]
    tensors = [tensor for graph in graphs for tensor in graph.tensors]
    contents = [None if t.values is None else np.frombuffer(t.values.tobytes(), np.uint8) for t in tensors]
    model = schema.ModelT(
        version=3,
        operatorCodes=[_operator_code(code) for code in codes],
        subgraphs=subgraphs,
        buffers=[schema.BufferT(), *(schema.BufferT(data=content) for content in contents)],
        description="tiny",
    )
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())


def single_op(code: str, options: object, operands: Sequence[TinyTensor], output: TinyTensor) -> bytes:
    """The .tflite of one op that reads `operands` in order."""
    last = len(operands)
    inputs = [index for index, tensor in enumerate(operands) if tensor.values is None]
    return build([*operands, output], [TinyOp(code, tuple(range(last)), (last,), options)], inputs, [last])


def conv_options(
    stride: tuple[int, int] = (1, 1),
    dilation: tuple[int, int] = (1, 1),
    activation: str = "NONE",
    *,
    same: bool = True,
    depth_multiplier: int | None = None,
) -> object:
    """Options of CONV_2D, or with a depth multiplier of DEPTHWISE_CONV_2D."""
    kind = schema.Conv2DOptionsT if depth_multiplier is None else schema.DepthwiseConv2DOptionsT
    options = kind(
        padding=_padding(same=same),
        strideH=stride[0],
        strideW=stride[1],
        dilationHFactor=dilation[0],
        dilationWFactor=dilation[1],
        fusedActivationFunction=_activation(activation),
    )
    if depth_multiplier is not None:
        options.depthMultiplier = depth_multiplier
    return options


def pool_options(
    window: tuple[int, int], stride: tuple[int, int] = (1, 1), activation: str = "NONE", *, same: bool = True
) -> object:
    """Options of pooling."""
    return schema.Pool2DOptionsT(
        padding=_padding(same=same),
        strideH=stride[0],
        strideW=stride[1],
        filterHeight=window[0],
        filterWidth=window[1],
        fusedActivationFunction=_activation(activation),
    )


def fully_connected_options(activation: str = "NONE") -> object:
    """Options of FULLY_CONNECTED."""
    return schema.FullyConnectedOptionsT(fusedActivationFunction=_activation(activation))


def add_options(activation: str = "NONE") -> object:
    """Options of ADD."""
    return schema.AddOptionsT(fusedActivationFunction=_activation(activation))


def sub_options(activation: str = "NONE") -> object:
    """Options of SUB."""
    return schema.SubOptionsT(fusedActivationFunction=_activation(activation))


def unpack_options(count: int, axis: int) -> object:
    """Options of UNPACK."""
    return schema.UnpackOptionsT(num=count, axis=axis)


def softmax_options(beta: float = 1.0) -> object:
    """Options of SOFTMAX."""
    return schema.SoftmaxOptionsT(beta=beta)


def output_size(size: int, window: int, stride: int, dilation: int, *, same: bool) -> int:
    """Positions of a window on one axis."""
    extent = (window - 1) * dilation + 1
    return -(-size // stride) if same else (size - extent) // stride + 1


# Random single ops. int8 scales spread over many decades; outputs sometimes saturate, sometimes hardly move.


def random_convolution(rng: Generator, dtype: np.dtype, *, depthwise: bool) -> bytes:
    """CONV_2D or DEPTHWISE_CONV_2D with random geometry, scales and activation."""
    batches, height, width, channels = int(rng.integers(1, 3)), *map(int, rng.integers(1, 12, 3))
    same = bool(rng.integers(2))
    kernel, stride, dilation, sizes = _random_window(rng, (height, width), same=same, dilated=True)
    copies = int(rng.integers(1, 4))
    filters = channels * copies if depthwise else int(rng.integers(1, 12))
    shape = (1, *kernel, filters) if depthwise else (filters, *kernel, channels)
    options = conv_options(
        stride, dilation, _pick(rng, ACTIVATIONS), same=same, depth_multiplier=copies if depthwise else None
    )
    source = _random_activation(rng, (batches, height, width, channels), dtype)
    weights = _random_weights(rng, shape, dtype, 3 if depthwise else 0, filters)
    output = _random_activation(rng, (batches, *sizes, filters), dtype, _reach(source, weights, filters))
    operands = [source, weights, *_random_bias(rng, source, weights, filters)]
    return single_op("DEPTHWISE_CONV_2D" if depthwise else "CONV_2D", options, operands, output)


def random_fully_connected(rng: Generator, dtype: np.dtype) -> bytes:
    """FULLY_CONNECTED; half of the int8 ones with a scale a row."""
    batches, inputs, outputs = int(rng.integers(1, 4)), int(rng.integers(1, 65)), int(rng.integers(1, 20))
    source = _random_activation(rng, (batches, inputs), dtype)
    weights = _random_weights(rng, (outputs, inputs), dtype, 0, outputs)
    output = _random_activation(rng, (batches, outputs), dtype, _reach(source, weights, outputs))
    options = fully_connected_options(_pick(rng, ACTIVATIONS))
    return single_op(
        "FULLY_CONNECTED", options, [source, weights, *_random_bias(rng, source, weights, outputs)], output
    )


def random_pool(rng: Generator, dtype: np.dtype, code: str) -> bytes:
    """AVERAGE_POOL_2D or MAX_POOL_2D."""
    batches, height, width, channels = int(rng.integers(1, 3)), *map(int, rng.integers(1, 20, 3))
    same = bool(rng.integers(2))
    window, stride, _, sizes = _random_window(rng, (height, width), same=same, dilated=False)
    source = _random_activation(rng, (batches, height, width, channels), dtype)
    output = TinyTensor((batches, *sizes, channels), dtype, source.scales, source.zero_points)
    return single_op(code, pool_options(window, stride, _pick(rng, ACTIVATIONS), same=same), [source], output)


def random_add(rng: Generator, dtype: np.dtype) -> bytes:
    """ADD of two tensors whose scales may be far apart."""
    shape = tuple(int(size) for size in rng.integers(1, 7, int(rng.integers(1, 5))))
    first, second = (_random_activation(rng, shape, dtype) for _ in range(2))
    reach = max((*first.scales, *second.scales, 0.0))
    output = _random_activation(rng, shape, dtype, 255 * reach)
    return single_op("ADD", add_options(_pick(rng, ACTIVATIONS)), [first, second], output)


def random_softmax(rng: Generator, dtype: np.dtype) -> bytes:
    """SOFTMAX over 1 to 300 classes."""
    shape = (int(rng.integers(1, 4)), int(rng.integers(1, 300)))
    beta = _pick(rng, (1.0, 0.5, 3.0))
    source = _random_activation(rng, shape, dtype)
    output = TinyTensor(shape, dtype, (1 / 256,), (-128,)) if dtype == INT8 else TinyTensor(shape, dtype)
    return single_op("SOFTMAX", softmax_options(beta), [source], output)


RANDOM_OPS: dict[str, Callable[[Generator, np.dtype], bytes]] = {
    "CONV_2D": lambda rng, dtype: random_convolution(rng, dtype, depthwise=False),
    "DEPTHWISE_CONV_2D": lambda rng, dtype: random_convolution(rng, dtype, depthwise=True),
    "FULLY_CONNECTED": random_fully_connected,
    "AVERAGE_POOL_2D": lambda rng, dtype: random_pool(rng, dtype, "AVERAGE_POOL_2D"),
    "MAX_POOL_2D": lambda rng, dtype: random_pool(rng, dtype, "MAX_POOL_2D"),
    "ADD": random_add,
    "SOFTMAX": random_softmax,
}


def _pick(rng: Generator, choices: Sequence[T]) -> T:
    return choices[int(rng.integers(len(choices)))]


def _log_uniform(rng: Generator, low: float, high: float) -> float:
    return float(np.float32(np.exp(rng.uniform(np.log(low), np.log(high)))))


def _random_window(
    rng: Generator, image: tuple[int, int], *, same: bool, dilated: bool
) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]:
    """Window, stride, dilation and number of positions on both axes."""
    axes = []
    for size in image:
        window, stride = int(rng.integers(1, min(5, size) + 1)), int(rng.integers(1, 4))
        most = 3 if same or window == 1 else min(3, (size - 1) // (window - 1))
        dilation = int(rng.integers(1, most + 1)) if dilated else 1
        axes.append((window, stride, dilation, output_size(size, window, stride, dilation, same=same)))
    rows, columns = axes
    windows, strides, dilations, sizes = zip(rows, columns, strict=True)
    return windows, strides, dilations, sizes


def _random_activation(rng: Generator, shape: tuple[int, ...], dtype: np.dtype, reach: float = 0.0) -> TinyTensor:
    """An activation; with `reach` its scale covers that range more or less."""
    if dtype == FLOAT32:
        return TinyTensor(shape, dtype)
    scale = reach / float(rng.choice([3.0, 60.0, 255.0, 2000.0])) if reach else _log_uniform(rng, 1e-4, 2.0)
    zero_point = int(rng.choice([-128, 127, 0, int(rng.integers(-128, 128))]))
    return TinyTensor(shape, dtype, (float(np.float32(scale)),), (zero_point,))


def _random_weights(
    rng: Generator, shape: tuple[int, ...], dtype: np.dtype, dimension: int, channels: int
) -> TinyTensor:
    if dtype == FLOAT32:
        return TinyTensor(shape, dtype, values=rng.normal(size=shape).astype(np.float32))
    count = channels if rng.integers(2) else 1
    scales = tuple(_log_uniform(rng, 1e-4, 1e-1) for _ in range(count))
    values = rng.integers(-127, 128, shape, np.int8)
    return TinyTensor(shape, dtype, scales, (0,) * count, dimension, values)


def _random_bias(rng: Generator, source: TinyTensor, weights: TinyTensor, channels: int) -> list[TinyTensor]:
    """A bias in three of four cases."""
    if rng.integers(4) == 0:
        return []
    if source.dtype == FLOAT32:
        return [TinyTensor((channels,), FLOAT32, values=rng.normal(size=channels).astype(np.float32))]
    scales = tuple(source.scales[0] * scale for scale in weights.scales)
    values = rng.integers(-20000, 20000, channels, np.int32)
    return [TinyTensor((channels,), INT32, scales, (0,) * len(scales), values=values)]


def _reach(source: TinyTensor, weights: TinyTensor, channels: int) -> float:
    """A typical range of the sums of an int8 op; 0 for float32."""
    if not source.scales:
        return 0.0
    taps = int(np.prod(weights.shape)) // channels
    return float(source.scales[0] * float(np.median(weights.scales)) * 8000 * taps**0.5)


def _tensor(index: int, tensor: TinyTensor) -> schema.TensorT:
    quantisation = None
    if tensor.scales:
        quantisation = schema.QuantizationParametersT(
            scale=list(tensor.scales), zeroPoint=list(tensor.zero_points), quantizedDimension=tensor.dimension
        )
    return schema.TensorT(
        name=tensor.name or f"t{index}",
        shape=list(tensor.shape),
        shapeSignature=list(tensor.signature) or None,
        type=getattr(schema.TensorType, tensor.type_name or tensor.dtype.name.upper()),
        buffer=index + 1,
        quantization=quantisation,
        isVariable=tensor.variable,
        hasRank=True,
    )


def _operator(op: TinyOp, codes: Sequence[str]) -> schema.OperatorT:
    kind = type(op.options).__name__.removesuffix("T")
    return schema.OperatorT(
        opcodeIndex=codes.index(op.code),
        inputs=list(op.inputs),
        outputs=list(op.outputs),
        builtinOptions=op.options,
        builtinOptionsType=getattr(schema.BuiltinOptions, kind) if op.options else 0,
    )


def _operator_code(name: str) -> schema.OperatorCodeT:
    code = getattr(schema.BuiltinOperator, name)
    return schema.OperatorCodeT(deprecatedBuiltinCode=min(code, 127), builtinCode=code, version=1)


def _padding(*, same: bool) -> int:
    return int(schema.Padding.SAME if same else schema.Padding.VALID)


def _activation(name: str) -> int:
    return int(getattr(schema.ActivationFunctionType, name))
