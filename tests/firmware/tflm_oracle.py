"""Single-op .tflite models, run by TensorFlow Lite Micro's own interpreter."""

from dataclasses import dataclass
from enum import Enum

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray
from tflite_micro import runtime

_TENSOR_TYPES = {
    np.dtype(np.int8): schema.TensorType.INT8,
    np.dtype(np.int32): schema.TensorType.INT32,
    np.dtype(np.float32): schema.TensorType.FLOAT32,
}


class Activation(Enum):
    """Fused activation of an op."""

    NONE = schema.ActivationFunctionType.NONE
    RELU = schema.ActivationFunctionType.RELU
    RELU6 = schema.ActivationFunctionType.RELU6


@dataclass(frozen=True, slots=True)
class Operand:
    """A tensor of the model: constant when it has `values`. `scales` is empty for float32."""

    shape: tuple[int, ...]
    dtype: np.dtype
    scales: tuple[float, ...] = ()
    zero_point: int = 0
    channel_axis: int = 0
    values: NDArray[np.generic] | None = None


def constant(
    values: NDArray[np.generic], scales: tuple[float, ...] = (), zero_point: int = 0, channel_axis: int = 0
) -> Operand:
    """A constant operand."""
    return Operand(values.shape, values.dtype, scales, zero_point, channel_axis, values)


def conv_options(
    stride: tuple[int, int], dilation: tuple[int, int], activation: Activation, *, same: bool
) -> schema.Conv2DOptionsT:
    """Options of CONV_2D."""
    return schema.Conv2DOptionsT(
        padding=_padding(same=same), strideH=stride[0], strideW=stride[1], dilationHFactor=dilation[0],
        dilationWFactor=dilation[1], fusedActivationFunction=activation.value,
    )  # fmt: skip


def depthwise_options(
    stride: tuple[int, int], dilation: tuple[int, int], depth_multiplier: int, activation: Activation, *, same: bool
) -> schema.DepthwiseConv2DOptionsT:
    """Options of DEPTHWISE_CONV_2D."""
    return schema.DepthwiseConv2DOptionsT(
        padding=_padding(same=same), strideH=stride[0], strideW=stride[1], dilationHFactor=dilation[0],
        dilationWFactor=dilation[1], depthMultiplier=depth_multiplier, fusedActivationFunction=activation.value,
    )  # fmt: skip


def pool_options(
    kernel: tuple[int, int], stride: tuple[int, int], activation: Activation, *, same: bool
) -> schema.Pool2DOptionsT:
    """Options of AVERAGE_POOL_2D and MAX_POOL_2D."""
    return schema.Pool2DOptionsT(
        padding=_padding(same=same), strideH=stride[0], strideW=stride[1], filterHeight=kernel[0],
        filterWidth=kernel[1], fusedActivationFunction=activation.value,
    )  # fmt: skip


def fully_connected_options(activation: Activation) -> schema.FullyConnectedOptionsT:
    """Options of FULLY_CONNECTED."""
    return schema.FullyConnectedOptionsT(fusedActivationFunction=activation.value)


def add_options(activation: Activation) -> schema.AddOptionsT:
    """Options of ADD."""
    return schema.AddOptionsT(fusedActivationFunction=activation.value)


def softmax_options(beta: float) -> schema.SoftmaxOptionsT:
    """Options of SOFTMAX."""
    return schema.SoftmaxOptionsT(beta=beta)


def run(
    operator: str, options: object, operands: list[Operand], output: Operand, *inputs: NDArray[np.generic]
) -> NDArray[np.generic]:
    """Output of one TFLM inference; `operator` is a name of tflite.BuiltinOperator."""
    interpreter = runtime.Interpreter.from_bytes(_model(operator, options, operands, output), arena_size=1 << 20)
    for index, values in enumerate(inputs):
        interpreter.set_input(values, index)
    interpreter.invoke()
    return np.asarray(interpreter.get_output(0))


def _padding(*, same: bool) -> int:
    return schema.Padding.SAME if same else schema.Padding.VALID


def _model(operator: str, options: object, operands: list[Operand], output: Operand) -> bytes:
    tensors = [*operands, output]
    code = getattr(schema.BuiltinOperator, operator)
    buffers = [schema.BufferT(data=np.zeros(0, np.uint8))]
    buffers += [
        schema.BufferT(data=None if t.values is None else np.frombuffer(t.values.tobytes(), np.uint8)) for t in tensors
    ]
    op = schema.OperatorT(
        opcodeIndex=0, inputs=list(range(len(operands))), outputs=[len(operands)], builtinOptions=options,
        builtinOptionsType=getattr(schema.BuiltinOptions, type(options).__name__.removesuffix("T")),
    )  # fmt: skip
    graph = schema.SubGraphT(
        tensors=[_tensor(tensor, 1 + index) for index, tensor in enumerate(tensors)],
        inputs=[index for index, tensor in enumerate(operands) if tensor.values is None],
        outputs=[len(operands)],
        operators=[op],
    )
    opcode = schema.OperatorCodeT(deprecatedBuiltinCode=code, builtinCode=code, version=1)
    builder = flatbuffers.Builder(1024)
    model = schema.ModelT(version=3, operatorCodes=[opcode], subgraphs=[graph], buffers=buffers, description="test")
    builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())


def _tensor(operand: Operand, buffer: int) -> schema.TensorT:
    quantisation = None
    if operand.scales:
        quantisation = schema.QuantizationParametersT(
            scale=list(operand.scales), zeroPoint=[operand.zero_point] * len(operand.scales),
            quantizedDimension=operand.channel_axis,
        )  # fmt: skip
    return schema.TensorT(
        name=f"t{buffer}", shape=list(operand.shape), type=_TENSOR_TYPES[operand.dtype], buffer=buffer,
        quantization=quantisation, hasRank=True,
    )  # fmt: skip
