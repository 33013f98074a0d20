"""Small graphs of many operators."""

from __future__ import annotations

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator

from tests.firmware.op_models import BOOL, Array, whole
from tests.firmware.tiny_models import (
    FLOAT32,
    INT8,
    INT32,
    TinyOp,
    TinyTensor,
    add_options,
    build,
    conv_options,
    fully_connected_options,
    output_size,
    softmax_options,
)


def real(*shape: int, name: str = "") -> TinyTensor:
    return TinyTensor(shape, FLOAT32, name=name)


def held(values: Array, *scales: float) -> TinyTensor:
    return TinyTensor(values.shape, values.dtype, scales, (0,) * len(scales), values=values)


def int8(*shape: int, scale: float = 0.05, zero_point: int = 3) -> TinyTensor:
    return TinyTensor(shape, INT8, (scale,), (zero_point,))


def gated_cell(rng: Generator) -> bytes:
    """One step of an unrolled LSTM in float32: dense, split, gates, products, sums."""
    weights = held(rng.normal(size=(16, 6)).astype(np.float32))
    gate = real(1, 4)
    tensors = [real(1, 6), real(1, 4), weights, real(1, 16), whole(1), gate, gate, gate, gate,
               gate, gate, gate, gate, gate, gate, gate, gate, gate]  # fmt: skip
    tensors[4] = TinyTensor((), INT32, values=np.array(1, np.int32))
    ops = [
        TinyOp("FULLY_CONNECTED", (0, 2), (3,), fully_connected_options()),
        TinyOp("SPLIT", (4, 3), (5, 6, 7, 8), schema.SplitOptionsT(numSplits=4)),
        TinyOp("LOGISTIC", (5,), (9,)),
        TinyOp("TANH", (6,), (10,)),
        TinyOp("LOGISTIC", (7,), (11,)),
        TinyOp("LOGISTIC", (8,), (12,)),
        TinyOp("MUL", (11, 1), (13,), schema.MulOptionsT()),
        TinyOp("MUL", (9, 10), (14,), schema.MulOptionsT()),
        TinyOp("ADD", (13, 14), (15,), add_options()),
        TinyOp("TANH", (15,), (16,)),
        TinyOp("MUL", (12, 16), (17,), schema.MulOptionsT()),
    ]
    return build(tensors, ops, [0, 1], [17, 15])


def computed_shape(_rng: Generator) -> bytes:
    """A RESHAPE whose shape Keras computes from that of its input."""
    tensors = [real(2, 3, 4), TinyTensor((3,), INT32), whole(0), whole(1), whole(1), TinyTensor((), INT32),
               TinyTensor((), INT32, values=np.array(12, np.int32)), TinyTensor((2,), INT32), real(2, 12),
               real(2, 12)]  # fmt: skip
    ops = [
        TinyOp("SHAPE", (0,), (1,), schema.ShapeOptionsT(outType=schema.TensorType.INT32)),
        TinyOp("STRIDED_SLICE", (1, 2, 3, 4), (5,), schema.StridedSliceOptionsT(shrinkAxisMask=1)),
        TinyOp("PACK", (5, 6), (7,), schema.PackOptionsT(valuesCount=2)),
        TinyOp("RESHAPE", (0, 7), (8,)),
        TinyOp("NEG", (8,), (9,)),
    ]
    return build(tensors, ops, [0], [9])


def attention(rng: Generator) -> bytes:
    """Scaled dot products in int8, transposed and masked."""
    scores, rows = int8(2, 5, 5, scale=0.3, zero_point=-4), int8(2, 5, 4)
    masked = TinyTensor((1,), INT8, (0.3,), (-4,), values=np.array([-128], np.int8))
    mask = held(rng.integers(0, 2, (1, 5, 5)).astype(np.bool_))
    weights = TinyTensor((2, 5, 5), INT8, (1 / 256,), (-128,))
    tensors = [int8(1, 5, 2, 4), whole(0, 2, 1, 3), int8(1, 2, 5, 4), scores, mask, masked, scores, weights,
               int8(2, 5, 4, scale=0.02), whole(2, 5, 4), rows]  # fmt: skip
    ops = [
        TinyOp("TRANSPOSE", (0, 1), (2,)),
        TinyOp("RESHAPE", (2, 9), (10,)),
        TinyOp("BATCH_MATMUL", (10, 10), (3,), schema.BatchMatMulOptionsT(adjY=True)),
        TinyOp("SELECT_V2", (4, 3, 5), (6,), schema.SelectV2OptionsT()),
        TinyOp("SOFTMAX", (6,), (7,), softmax_options()),
        TinyOp("BATCH_MATMUL", (7, 10), (8,), schema.BatchMatMulOptionsT()),
    ]
    return build(tensors, ops, [0], [8])


def detector(rng: Generator) -> bytes:
    """An image in int8: padded, convolved, upsampled, joined with itself; the best class and where it is certain."""
    weights = held(rng.integers(-127, 128, (4, 3, 3, 2), np.int8), 0.01)
    edges = np.array([[0, 0], [1, 1], [1, 1], [0, 0]], np.int32)
    tensors = [int8(1, 6, 6, 2), held(edges), int8(1, 8, 8, 2), weights, int8(1, 6, 6, 4, scale=0.1), whole(12, 12),
               int8(1, 12, 12, 4, scale=0.1), whole(12, 12), int8(1, 12, 12, 2), int8(1, 12, 12, 6, scale=0.05),
               whole(1, 2), int8(1, 6, scale=0.04), whole(1), TinyTensor((1,), INT32), TinyTensor((1, 6), BOOL),
               held(np.zeros((1, 6), np.int8), 0.05), int8(1, 12, 12, 4)]  # fmt: skip
    ops = [
        TinyOp("PAD", (0, 1), (2,)),
        TinyOp("CONV_2D", (2, 3), (4,), conv_options(same=False, activation="RELU")),
        TinyOp("RESIZE_NEAREST_NEIGHBOR", (4, 5), (6,), schema.ResizeNearestNeighborOptionsT(halfPixelCenters=True)),
        TinyOp("RESIZE_BILINEAR", (0, 7), (8,), schema.ResizeBilinearOptionsT()),
        TinyOp("QUANTIZE", (6,), (16,)),
        TinyOp("CONCATENATION", (16, 8), (9,), schema.ConcatenationOptionsT(axis=3)),
        TinyOp("MEAN", (9, 10), (11,), schema.ReducerOptionsT()),
        TinyOp("ARG_MAX", (11, 12), (13,), schema.ArgMaxOptionsT(outputType=schema.TensorType.INT32)),
        TinyOp("GREATER", (11, 15), (14,)),
    ]
    return build(tensors, ops, [0], [13, 11, 14])


def padded_convolution(rng: Generator, *, depthwise: bool, dtype: np.dtype) -> bytes:
    """A PAD of rows and columns in front of a convolution without padding, as Keras writes strided ones."""
    height, width = (int(size) for size in rng.integers(3, 8, 2))
    edges = rng.integers(0, 3, (4, 2)).astype(np.int32)
    edges[[0, 3]] = 0
    kernel, stride, dilation = ([int(size) for size in rng.integers(1, most, 2)] for most in (4, 4, 3))
    if rng.integers(3):
        dilation = [1, 1]
    padded = [height + int(edges[1].sum()), width + int(edges[2].sum())]
    made = [
        output_size(size, window, step, gap, same=False)
        for size, window, step, gap in zip(padded, kernel, stride, dilation, strict=True)
    ]
    if min(made) < 1:
        return padded_convolution(rng, depthwise=depthwise, dtype=dtype)
    shape = (1, *kernel, 2) if depthwise else (3, *kernel, 2)
    weights = held(rng.normal(size=shape).astype(np.float32))
    source, wide, result = real(1, height, width, 2), real(1, *padded, 2), real(1, *made, 2 if depthwise else 3)
    if dtype == INT8:
        weights = held(rng.integers(-127, 128, shape, np.int8), 0.01)
        source, wide, result = int8(*source.shape), int8(*wide.shape), int8(*result.shape, scale=0.1)
    options = conv_options(tuple(stride), tuple(dilation), same=False, depth_multiplier=1 if depthwise else None)
    code = "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D"
    ops = [TinyOp("PAD", (0, 1), (2,)), TinyOp(code, (2, 3), (4,), options)]
    return build([source, held(edges), wide, weights, result], ops, [0], [4])


GRAPHS = {"gated cell": gated_cell, "computed shape": computed_shape, "attention": attention, "detector": detector}
