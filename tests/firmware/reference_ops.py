"""An independent numpy reference of TensorFlow Lite Micro's int8 arithmetic."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scaling:
    """How sums become outputs: one multiplier and shift, or one per channel."""

    multiplier: NDArray[np.int32]
    shift: NDArray[np.int32]
    output_zero_point: int = 0
    activation: tuple[int, int] = (-128, 127)


@dataclass(frozen=True, slots=True)
class Window:
    """Geometry of a sliding window, (vertical, horizontal)."""

    kernel: tuple[int, int]
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    pad: tuple[int, int] = (0, 0)
    output: tuple[int, int] = (1, 1)

    @classmethod
    def padded(
        cls,
        image: tuple[int, int],
        kernel: tuple[int, int],
        stride: tuple[int, int],
        dilation: tuple[int, int],
        *,
        same: bool,
    ) -> "Window":
        """TFLite's SAME or VALID padding."""
        pads, sizes = [], []
        for axis in range(2):
            extent = (kernel[axis] - 1) * dilation[axis] + 1
            size = -(-image[axis] // stride[axis]) if same else (image[axis] - extent) // stride[axis] + 1
            sizes.append(size)
            pads.append(max(0, (size - 1) * stride[axis] + extent - image[axis]) // 2)
        return cls(kernel, stride, dilation, (pads[0], pads[1]), (sizes[0], sizes[1]))

    def taps(self, image: NDArray[np.generic], fill: float) -> NDArray[np.generic]:
        """`image` NHWC as [batch, output y, output x, kernel y, kernel x, channel], `fill` in the padding."""
        reach = [(self.output[axis] - 1) * self.stride[axis] + (self.kernel[axis] - 1) * self.dilation[axis] + 1
                 for axis in range(2)]  # fmt: skip
        before = [(pad, max(0, reach[axis] - pad - image.shape[1 + axis])) for axis, pad in enumerate(self.pad)]
        padded = np.pad(image, [(0, 0), *before, (0, 0)], constant_values=fill)
        rows, columns = (
            np.arange(self.output[axis])[:, None] * self.stride[axis]
            + np.arange(self.kernel[axis])[None, :] * self.dilation[axis]
            for axis in range(2)
        )
        return padded[:, rows[:, None, :, None], columns[None, :, None, :], :]


def requantise(values: NDArray[np.int64], scaling: Scaling) -> NDArray[np.int8]:
    """Sums to int8: doubling high multiplication, then a rounding shift, both with ties as gemmlowp has them."""
    wrapped = (values.astype(np.int64) << np.maximum(scaling.shift, 0)).astype(np.int32).astype(np.int64)
    product = wrapped * scaling.multiplier.astype(np.int64)
    nudge = np.where(product >= 0, 1 << 30, 1 - (1 << 30))
    total = product + nudge
    high = np.sign(total) * (np.abs(total) >> 31)
    right = np.maximum(-scaling.shift, 0).astype(np.int64)
    half = np.where(right > 0, (np.int64(1) << right) >> 1, 0)
    rounded = np.sign(high) * ((np.abs(high) + half) >> right)
    shifted = (rounded + scaling.output_zero_point).astype(np.int32)  # wraps, as compiled TFLM does
    return np.clip(shifted, *scaling.activation).astype(np.int8)


def conv(
    image: NDArray[np.int8],
    weights: NDArray[np.int8],
    bias: NDArray[np.int32] | None,
    window: Window,
    input_zero_point: int,
    scaling: Scaling,
) -> NDArray[np.int8]:
    """CONV_2D; weights OHWI."""
    taps = window.taps(image, input_zero_point).astype(np.int64) - input_zero_point
    sums = np.einsum("nyxhwi,ohwi->nyxo", taps, weights.astype(np.int64))
    return requantise(sums if bias is None else sums + bias, scaling)


def depthwise_conv(
    image: NDArray[np.int8],
    weights: NDArray[np.int8],
    bias: NDArray[np.int32] | None,
    window: Window,
    input_zero_point: int,
    scaling: Scaling,
) -> NDArray[np.int8]:
    """DEPTHWISE_CONV_2D; weights 1HWO."""
    taps = window.taps(image, input_zero_point).astype(np.int64) - input_zero_point
    copies = np.repeat(taps, weights.shape[3] // image.shape[3], axis=5)
    sums = np.einsum("nyxhwo,hwo->nyxo", copies, weights[0].astype(np.int64))
    return requantise(sums if bias is None else sums + bias, scaling)


def fully_connected(
    rows: NDArray[np.int8],
    weights: NDArray[np.int8],
    bias: NDArray[np.int32] | None,
    zero_points: tuple[int, int],
    scaling: Scaling,
) -> NDArray[np.int8]:
    """FULLY_CONNECTED; `zero_points` of input and weights."""
    sums = (rows.astype(np.int64) - zero_points[0]) @ (weights.astype(np.int64) - zero_points[1]).T
    return requantise(sums if bias is None else sums + bias, scaling)


def average_pool(image: NDArray[np.int8], window: Window, activation: tuple[int, int]) -> NDArray[np.int8]:
    """AVERAGE_POOL_2D; the padding does not count."""
    sums = window.taps(image.astype(np.int64), 0).sum(axis=(3, 4))
    counts = window.taps(np.ones_like(image, dtype=np.int64), 0).sum(axis=(3, 4))
    means = np.sign(sums) * ((np.abs(sums) + counts // 2) // counts)
    return np.clip(means, *activation).astype(np.int8)


def max_pool(image: NDArray[np.int8], window: Window, activation: tuple[int, int]) -> NDArray[np.int8]:
    """MAX_POOL_2D."""
    return np.clip(window.taps(image, -128).max(axis=(3, 4)), *activation).astype(np.int8)


def quantise_multiplier(real: float) -> tuple[int, int]:
    """A real factor as a Q31 multiplier and a shift, positive = left."""
    if real == 0.0:
        return 0, 0
    fraction, shift = math.frexp(real)
    multiplier = math.floor(fraction * 2**31 + 0.5)
    if multiplier == 2**31:
        multiplier, shift = 2**30, shift + 1
    return (0, 0) if shift < -31 else (multiplier, shift)
