"""Random small int8 graphs: chains with strides, paddings, dilations, pools and expansions, residual additions, two
inputs, two outputs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from tests.firmware.tiny_models import (
    INT8,
    INT32,
    TinyOp,
    TinyTensor,
    add_options,
    build,
    conv_options,
    fully_connected_options,
    output_size,
    pool_options,
    softmax_options,
)

_LARGEST = 6000


def random_graph(seed: int, length: int) -> bytes:
    """The .tflite of a graph of about `length` ops."""
    work = _Graph(np.random.default_rng(seed))
    work.start()
    for _ in range(length):
        work.grow()
    return work.end()


@dataclass(slots=True)
class _Graph:
    rng: Generator
    tensors: list[TinyTensor] = field(default_factory=list)
    ops: list[TinyOp] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)
    images: list[int] = field(default_factory=list)

    def start(self) -> None:
        height, width, channels = (int(size) for size in self.rng.integers(1, 13, 3))
        self._input((int(self.rng.choice([1, 1, 1, 2])), height, width, channels))

    def grow(self) -> None:
        kinds = ("conv", "conv", "pointwise", "depthwise", "depthwise", "pool", "add_op", "softmax")
        getattr(self, f"_{kinds[int(self.rng.integers(len(kinds)))]}")()

    def end(self) -> bytes:
        last = self.images[-1]
        batches = self.tensors[last].shape[0]
        outputs = [last]
        if not self.ops or self.rng.integers(2):
            flat = self._add(TinyTensor((batches, self._elements(last) // batches), INT8, *self._scale(last)))
            self.ops.append(TinyOp("RESHAPE", (last,), (flat,)))
            outputs = [self._fully_connected(flat)]
        if len(self.images) > 3 and self.rng.integers(3) == 0:
            outputs.append(self.images[-3])
        made = {op.outputs[0] for op in self.ops}
        return build(self.tensors, self.ops, self.inputs, [index for index in dict.fromkeys(outputs) if index in made])

    def _input(self, shape: tuple[int, ...]) -> int:
        index = self._image(shape)
        self.inputs.append(index)
        return index

    def _image(self, shape: tuple[int, ...], scale: float = 0.0) -> int:
        zero_point = int(self.rng.choice([-128, 0, 5, 127]))
        index = self._add(TinyTensor(shape, INT8, (scale or float(self.rng.uniform(0.01, 0.1)),), (zero_point,)))
        self.images.append(index)
        return index

    def _add(self, tensor: TinyTensor) -> int:
        self.tensors.append(tensor)
        return len(self.tensors) - 1

    def _scale(self, index: int) -> tuple[tuple[float, ...], tuple[int, ...]]:
        return self.tensors[index].scales, self.tensors[index].zero_points

    def _elements(self, index: int) -> int:
        return int(np.prod(self.tensors[index].shape))

    def _weights(self, shape: tuple[int, ...], channels: int, dimension: int) -> int:
        scales = tuple(float(scale) for scale in self.rng.uniform(0.002, 0.02, channels))
        values = self.rng.integers(-127, 128, shape, np.int8)
        return self._add(TinyTensor(shape, INT8, scales, (0,) * channels, dimension, values))

    def _bias(self, channels: int) -> int:
        return self._add(TinyTensor((channels,), INT32, values=self.rng.integers(-9000, 9000, channels, np.int32)))

    def _window(
        self, *, dilated: bool
    ) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int], bool, tuple[int, int]]:
        """Window, stride, dilation, whether padded, and size of the output."""
        same = bool(self.rng.integers(2))
        axes = []
        for size in self.tensors[self.images[-1]].shape[1:3]:
            window, stride = int(self.rng.integers(1, min(4, size) + 1)), int(self.rng.choice([1, 1, 2, 3]))
            most = 2 if same or window == 1 else min(2, (size - 1) // (window - 1))
            dilation = int(self.rng.integers(1, most + 1)) if dilated else 1
            axes.append((window, stride, dilation, output_size(size, window, stride, dilation, same=same)))
        windows, strides, dilations, sizes = zip(*axes, strict=True)
        return windows, strides, dilations, same, sizes

    def _conv(self) -> None:
        self._convolve(*self._window(dilated=True))

    def _pointwise(self) -> None:
        self._convolve((1, 1), (1, 1), (1, 1), True, self.tensors[self.images[-1]].shape[1:3])

    def _convolve(self, window, stride, dilation, same, sizes) -> None:
        source = self.images[-1]
        batches, _, _, channels = self.tensors[source].shape
        filters = min(int(self.rng.integers(1, 15)), _LARGEST // (batches * int(np.prod(sizes))))
        operands = (source, self._weights((filters, *window, channels), filters, 0), self._bias(filters))
        output = self._image((batches, *sizes, filters))
        options = conv_options(stride, dilation, str(self.rng.choice(["NONE", "RELU"])), same=same)
        self.ops.append(TinyOp("CONV_2D", operands, (output,), options))

    def _depthwise(self) -> None:
        window, stride, dilation, same, sizes = self._window(dilated=True)
        source = self.images[-1]
        batches, _, _, channels = self.tensors[source].shape
        most = max(1, _LARGEST // (batches * int(np.prod(sizes)) * channels))
        copies = int(self.rng.integers(1, min(3, most) + 1))
        filters = channels * copies
        operands = (source, self._weights((1, *window, filters), filters, 3), self._bias(filters))
        output = self._image((batches, *sizes, filters))
        options = conv_options(stride, dilation, same=same, depth_multiplier=copies)
        self.ops.append(TinyOp("DEPTHWISE_CONV_2D", operands, (output,), options))

    def _pool(self) -> None:
        window, stride, _, same, sizes = self._window(dilated=False)
        source = self.images[-1]
        batches, _, _, channels = self.tensors[source].shape
        output = self._add(TinyTensor((batches, *sizes, channels), INT8, *self._scale(source)))
        self.images.append(output)
        code = str(self.rng.choice(["AVERAGE_POOL_2D", "MAX_POOL_2D"]))
        self.ops.append(TinyOp(code, (source,), (output,), pool_options(window, stride, same=same)))

    def _add_operands(self) -> tuple[int, int]:
        last = self.images[-1]
        shape = self.tensors[last].shape
        partners = [index for index in self.images[:-1] if self.tensors[index].shape == shape]
        if partners:
            return last, int(self.rng.choice(partners))
        if len(self.inputs) < 3 and self.rng.integers(2):
            other = self._input(shape)
            return last, other
        self._pointwise()
        return self.images[-1], self.images[-1]

    def _add_op(self) -> None:
        first, second = self._add_operands()
        operands = (first, second) if self.rng.integers(2) else (second, first)
        output = self._image(self.tensors[first].shape)
        options = add_options(str(self.rng.choice(["NONE", "RELU"])))
        self.ops.append(TinyOp("ADD", operands, (output,), options))

    def _softmax(self) -> None:
        source = self.images[-1]
        output = self._add(TinyTensor(self.tensors[source].shape, INT8, (1 / 256,), (-128,)))
        self.images.append(output)
        self.ops.append(TinyOp("SOFTMAX", (source,), (output,), softmax_options()))

    def _fully_connected(self, source: int) -> int:
        batches, inputs = self.tensors[source].shape
        outputs = int(self.rng.integers(1, 20))
        operands = (source, self._weights((outputs, inputs), 1, 0), self._bias(outputs))
        weights = self.tensors[operands[1]]
        self.tensors[operands[1]] = TinyTensor(weights.shape, INT8, weights.scales[:1], (0,), 0, weights.values)
        output = self._add(TinyTensor((batches, outputs), INT8, (0.2,), (0,)))
        self.ops.append(TinyOp("FULLY_CONNECTED", operands, (output,), fully_connected_options()))
        return output
