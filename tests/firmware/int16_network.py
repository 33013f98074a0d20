"""A whole model of int16 activations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ai_edge_litert import schema_py_generated as schema

from tests.firmware.int16_models import INT64
from tests.firmware.op_models import INT16, scale
from tests.firmware.tiny_models import (
    INT8,
    TinyOp,
    TinyTensor,
    add_options,
    build,
    conv_options,
    fully_connected_options,
    pool_options,
    softmax_options,
)


def whole_model(outputs: Sequence[int] = (16,)) -> bytes:
    """A network as TFLite's 16x8 quantiser makes them: convolutions, a sum, pooling, FULLY_CONNECTED and soft-max.

    Tensors 3, 6, 9, 10, 11, 12, 13, 15 and 16 are those between its ops, of which `outputs` are given out.
    """
    rng = np.random.default_rng(16)

    def between(*shape: int, step: float) -> TinyTensor:
        return TinyTensor(shape, INT16, (step,), (0,))

    def weights(*shape: int, dimension: int = 0) -> TinyTensor:
        count = shape[dimension]
        scales = tuple(scale(rng, 2e-3, 2e-2) for _ in range(count))
        return TinyTensor(shape, INT8, scales, (0,) * count, dimension, rng.integers(-127, 128, shape, np.int8))

    def bias(layer: TinyTensor, step: float) -> TinyTensor:
        scales = tuple(float(np.float32(step * one)) for one in layer.scales)
        values = rng.integers(-(1 << 21), 1 << 21, len(scales)).astype(INT64)
        return TinyTensor((len(scales),), INT64, scales, (0,) * len(scales), values=values)

    conv, depthwise, point = weights(8, 3, 3, 3), weights(1, 3, 3, 8, dimension=3), weights(8, 1, 1, 8)
    dense = TinyTensor((5, 8), INT8, (0.01,), (0,), values=rng.integers(-127, 128, (5, 8), np.int8))
    tensors = [
        between(1, 12, 12, 3, step=3e-5),
        *(conv, bias(conv, 3e-5), between(1, 6, 6, 8, step=2e-4)),
        *(depthwise, bias(depthwise, 2e-4), between(1, 6, 6, 8, step=3e-4)),
        *(point, bias(point, 3e-4), between(1, 6, 6, 8, step=4e-4)),
        between(1, 6, 6, 8, step=5e-4),
        between(1, 6, 6, 8, step=5e-4),
        between(1, 1, 1, 8, step=5e-4),
        between(1, 8, step=5e-4),
        dense,
        between(1, 5, step=2e-4),
        between(1, 5, step=2.0**-15),
    ]
    ops = [
        TinyOp("CONV_2D", (0, 1, 2), (3,), conv_options((2, 2), activation="RELU")),
        TinyOp("DEPTHWISE_CONV_2D", (3, 4, 5), (6,), conv_options(depth_multiplier=1, activation="RELU6")),
        TinyOp("CONV_2D", (6, 7, 8), (9,), conv_options()),
        TinyOp("ADD", (3, 9), (10,), add_options()),
        TinyOp("LEAKY_RELU", (10,), (11,), schema.LeakyReluOptionsT(alpha=0.1)),
        TinyOp("AVERAGE_POOL_2D", (11,), (12,), pool_options((6, 6), same=False)),
        TinyOp("RESHAPE", (12,), (13,)),
        TinyOp("FULLY_CONNECTED", (13, 14), (15,), fully_connected_options()),
        TinyOp("SOFTMAX", (15,), (16,), softmax_options()),
    ]
    return build(tensors, ops, [0], outputs)
