"""Models whose ops are measured to learn what ops cost: chains of layers as small networks have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from ai_edge_litert import schema_py_generated as schema
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

INT16, INT64 = np.dtype(np.int16), np.dtype(np.int64)
_SPREAD = 40.0
"""Of weights, of inputs and of what comes out, in steps of each."""
_KERNELS = ((3, 3), (3, 3), (1, 1), (1, 1), (5, 5), (10, 4), (3, 1))
_DEPTHWISE_KERNELS = ((3, 3), (3, 3), (3, 3), (5, 3), (5, 5))


@dataclass(slots=True)
class _Chain:
    """A graph that grows at its end. Activations are spread over most of int8, as training leaves them; or int16."""

    rng: Generator
    dtype: np.dtype = INT8
    tensors: list[TinyTensor] = field(default_factory=list)
    ops: list[TinyOp] = field(default_factory=list)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.tensors[self.last].shape

    last: int = 0

    def start(self, shape: tuple[int, ...]) -> None:
        scale, zero_point = (2e-4, 0) if self.dtype == INT16 else (0.05, -3)
        self.last = self._add(TinyTensor(shape, self.dtype, (scale,), (zero_point,)))

    def convolve(self, filters: int, kernel: tuple[int, int], stride: tuple[int, int], *, same: bool) -> None:
        """CONV_2D; now and then some of its channels always say the same, and some inputs have no weights."""
        channels = self.shape[3]
        taps = kernel[0] * kernel[1] * channels
        values = np.clip(self.rng.normal(0, 35, (filters, *kernel, channels)), -127, 127).astype(np.int8)
        if self.rng.random() < 0.3:
            values[self.rng.random(filters) < self.rng.random()] = 0
            values[..., self.rng.random(channels) < self.rng.random()] = 0
        self._window("CONV_2D", values, 0, filters, taps, stride, same=same)

    def convolve_each(
        self, kernel: tuple[int, int], stride: tuple[int, int], *, same: bool, scale: float = 1.0
    ) -> None:
        """DEPTHWISE_CONV_2D."""
        channels = self.shape[3]
        values = np.clip(self.rng.normal(0, 45, (1, *kernel, channels)), -127, 127).astype(np.int8)
        self._window("DEPTHWISE_CONV_2D", values, 3, channels, kernel[0] * kernel[1], stride, same=same, scale=scale)

    def pool(self, window: tuple[int, int], *, largest: bool) -> None:
        """AVERAGE_POOL_2D or MAX_POOL_2D, window by window."""
        _, height, width, channels = self.shape
        sizes = (height // window[0], width // window[1])
        code = "MAX_POOL_2D" if largest else "AVERAGE_POOL_2D"
        self._put(code, (), (1, *sizes, channels), self._scale, pool_options(window, window, same=False))

    def double(self) -> None:
        """ADD of the tensor at the end and itself."""
        self._put("ADD", (self.last,), self.shape, 1.5 * self._scale, add_options())

    def add_branch(self, scale: float) -> None:
        """ADD of the tensor at the end and what a DEPTHWISE_CONV_2D makes of it, in steps so much smaller."""
        trunk, trunk_scale = self.last, self._scale
        self.convolve_each((3, 3), (1, 1), same=True, scale=scale)
        activation = "NONE" if self.rng.random() < 0.2 else "RELU"
        self._put("ADD", (trunk,), self.shape, 1.5 * trunk_scale, add_options(activation))

    def add_convolved(self, kernel: tuple[int, int]) -> None:
        """ADD of the tensor at the end and what two convolutions make of it."""
        trunk, trunk_scale, channels = self.last, self._scale, self.shape[3]
        self.convolve(channels, kernel, (1, 1), same=True)
        self.convolve(channels, kernel, (1, 1), same=True)
        self._put("ADD", (trunk,), self.shape, 1.5 * trunk_scale, add_options("RELU"))

    def flatten(self) -> None:
        """RESHAPE to a row."""
        count = int(np.prod(self.shape))
        self._put("RESHAPE", (), (1, count), self._scale, None)

    def connect(self, outputs: int) -> None:
        """FULLY_CONNECTED."""
        inputs = self.shape[1]
        values = np.clip(self.rng.normal(0, 25, (outputs, inputs)), -127, 127).astype(np.int8)
        weights = self._add(TinyTensor(values.shape, INT8, (_weight_scale(inputs),), (0,), 0, values))
        bias = self._bias(outputs, _weight_scale(inputs), one_scale=True)
        self._put("FULLY_CONNECTED", (weights, bias), (1, outputs), self._scale, fully_connected_options("RELU"))

    def soften(self) -> None:
        """SOFTMAX."""
        scale, zero_point = (1 / 32768, 0) if self.dtype == INT16 else (1 / 256, -128)
        self._put("SOFTMAX", (), self.shape, scale, softmax_options(), zero_point=zero_point)

    def bend(self) -> None:
        """One of the functions of one value that int16 has kernels for."""
        code = str(self.rng.choice(["LEAKY_RELU", "LOGISTIC", "TANH"]))
        options = schema.LeakyReluOptionsT(alpha=0.1) if code == "LEAKY_RELU" else None
        self._put(code, (), self.shape, self._scale if code == "LEAKY_RELU" else 1 / 32768, options)

    def model(self) -> bytes:
        """The .tflite."""
        return build(self.tensors, self.ops, [0], [self.last])

    @property
    def _scale(self) -> float:
        return self.tensors[self.last].scales[0]

    def _window(
        self,
        code: str,
        values: np.ndarray,
        axis: int,
        filters: int,
        taps: int,
        stride: tuple[int, int],
        *,
        same: bool,
        scale: float = 1.0,
    ) -> None:
        kernel = values.shape[1:3]
        sizes = tuple(output_size(*size, 1, same=same) for size in zip(self.shape[1:3], kernel, stride, strict=True))
        scales = (_weight_scale(taps),) * filters
        weights = self._add(TinyTensor(values.shape, INT8, scales, (0,) * filters, axis, values))
        bias = self._bias(filters, scales[0])
        options = conv_options(
            stride, (1, 1), "RELU", same=same, depth_multiplier=1 if code == "DEPTHWISE_CONV_2D" else None
        )
        self._put(code, (weights, bias), (1, *sizes, filters), scale * self._scale, options)

    def _bias(self, count: int, weight_scale: float, *, one_scale: bool = False) -> int:
        scales = (self._scale * weight_scale,) * (1 if one_scale else count)
        kind = INT64 if self.dtype == INT16 else INT32
        values = self.rng.integers(-3000, 3000, count, np.int32).astype(kind)
        return self._add(TinyTensor((count,), kind, scales, (0,) * len(scales), values=values))

    def _put(
        self,
        code: str,
        constants: tuple[int, ...],
        shape: tuple[int, ...],
        scale: float,
        options: object,
        zero_point: int | None = None,
    ) -> None:
        if self.dtype == INT16:
            zero_point = 0
        elif code in _KEEP:
            zero_point = self.tensors[self.last].zero_points[0]
        elif zero_point is None:
            zero_point = int(self.rng.choice([-128, -128, -20]))
        output = self._add(TinyTensor(shape, self.dtype, (float(np.float32(scale)),), (zero_point,)))
        self.ops.append(TinyOp(code, (self.last, *constants), (output,), options))
        self.last = output

    def _add(self, tensor: TinyTensor) -> int:
        self.tensors.append(tensor)
        return len(self.tensors) - 1


def _weight_scale(taps: int) -> float:
    """So that what comes out is spread like what goes in."""
    return float(np.float32(1 / (_SPREAD * taps**0.5)))


_KEEP = ("RESHAPE", "MAX_POOL_2D", "AVERAGE_POOL_2D")


def cost_models(count: int, largest_bytes: int, seed: int = 5) -> Iterator[bytes]:
    """Chains of int8 whose activations stay below `largest_bytes` each."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield _chain(rng, largest_bytes)


def int16_cost_models(count: int, largest_bytes: int, seed: int = 16) -> Iterator[bytes]:
    """The same of int16."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield _chain(rng, largest_bytes // 2, INT16)


def tight_cost_models(count: int, largest_bytes: int, seed: int = 31) -> Iterator[bytes]:
    """Residual blocks and separable convolutions of int8, for plans in so little RAM that an ADD is fused and tensors
    are moved."""
    rng = np.random.default_rng(seed)
    for index in range(count):
        chain = _Chain(rng)
        channels = int(rng.choice([4, 8, 12, 16, 24, 32]))
        side = int(max(4, (largest_bytes / 3 / channels) ** 0.5) * rng.uniform(0.5, 1.0))
        chain.start((1, max(3, side), max(3, int(side * rng.uniform(0.5, 1.0))), channels))
        for _ in range(int(rng.integers(1, 4))):
            if index % 2:
                chain.convolve_each((3, 3), (1, 1), same=True)
                chain.convolve(channels, (1, 1), (1, 1), same=True)
            else:
                chain.add_convolved(_KERNELS[int(rng.choice([0, 2, 6]))])
        yield chain.model()


def _chain(rng: Generator, largest_bytes: int, dtype: np.dtype = INT8) -> bytes:
    chain = _Chain(rng, dtype)
    channels = int(rng.choice([1, 3, 3, 4, 8, 16, 32, 64]))
    side = int(min(40, max(6, (largest_bytes / 24) ** 0.5)) * rng.uniform(0.4, 1.0))
    if rng.random() < 0.3:
        channels, side = int(rng.choice([16, 32, 64, 128])), int(rng.integers(3, 8))
        chain.start((1, side, int(rng.integers(3, 8)), channels))
    else:
        chain.start((1, max(6, side), max(5, int(side * rng.uniform(0.3, 1.0))), channels))
        if channels <= 4:
            stride = int(rng.integers(1, 3))
            chain.convolve(int(rng.choice([8, 16, 32])), _first_kernel(rng), (stride, stride), same=True)
    for _ in range(int(rng.integers(5, 9))):
        _grow(chain, rng, largest_bytes)
    if min(chain.shape[1:3]) > 1:
        chain.pool((chain.shape[1], chain.shape[2]), largest=bool(rng.integers(4) == 0))
    if dtype == INT16:
        chain.bend()
    chain.flatten()
    for _ in range(int(rng.integers(1, 5))):
        chain.connect(int(rng.choice([8, 10, 12, 32, 64, 100, 128])))
    chain.connect(int(rng.integers(2, 20)))
    chain.soften()
    return chain.model()


def _first_kernel(rng: Generator) -> tuple[int, int]:
    return _KERNELS[int(rng.choice([0, 0, 4, 5, 6]))]


def _grow(chain: _Chain, rng: Generator, largest_bytes: int) -> None:
    _, height, width, _ = chain.shape
    kind = str(rng.choice(["conv", "conv", "depthwise", "depthwise", "point", "point", "add", "pool"]))
    stride = (1, 1) if min(height, width) < 8 or rng.random() < 0.7 else (2, 2)
    if kind in ("conv", "point"):
        choices = _KERNELS if kind == "conv" else ((1, 1),)
        kernel = choices[int(rng.integers(len(choices)))]
        most = largest_bytes // (height * width // (stride[0] * stride[1]))
        filters = int(
            rng.choice([size for size in (4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 256) if size <= max(4, most)])
        )
        chain.convolve(filters, kernel, stride, same=bool(rng.integers(5)) or min(height, width) < max(kernel) + 2)
    elif kind == "depthwise":
        kernel = _DEPTHWISE_KERNELS[int(rng.integers(5))]
        chain.convolve_each(kernel, stride, same=bool(rng.integers(5)) or min(height, width) < 7)
    elif kind == "add":
        if chain.dtype == INT16 and rng.random() < 0.5:
            chain.bend()
        if rng.random() < 0.3:
            chain.double()
        else:
            chain.add_branch(float(rng.uniform(0.3, 1.0)))
    elif min(height, width) >= 8:
        chain.pool((2, 2), largest=bool(rng.integers(2)))
