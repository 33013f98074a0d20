"""The features of ops in the layouts of the mve kernel set, as its kernels go about them (kernels/mve).

A matrix product takes one or two pixels with four channels, 16 taps a step; windows that do not lie on the input as a
whole, or whose rows do not fill vectors, are copied into columns first. A depthwise convolution turns bands of four
rows, up to 16 channels at a time. Outputs take a shorter way where they are those of a full RELU.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from benchwright.planner.draft import OpDraft
from benchwright.planner.layouts.mve import MATRIX, TAPS_IN_LANES
from benchwright.planner.layouts.mve_groups import GROUP, VECTOR, step_count
from benchwright.planner.pack_format import ConvParams, FullyConnectedParams
from benchwright.planner.window_taps import column_taps, row_taps

Features = Mapping[str, float]

_CHAIN = 8
_BAND_ROWS = 4


def mve_features(op: OpDraft) -> Features | None:
    """The features of an op in a layout of the mve set, None for other layouts."""
    params = op.params
    if op.layout == MATRIX and isinstance(params, ConvParams):
        return _convolution(params)
    if op.layout == MATRIX and isinstance(params, FullyConnectedParams):
        return _fully_connected(params)
    if op.layout == TAPS_IN_LANES and isinstance(params, ConvParams):
        return _depthwise(params)
    return None


@dataclass(frozen=True, slots=True)
class _Walk:
    """The pixels of one batch, a row of them each; where each pixel is by itself, all are one row."""

    params: ConvParams
    rows: list[int]
    columns: list[int]
    input_h: int
    input_w: int

    def add_to(self, features: Counter[str]) -> None:
        """As `convolve` of mve_conv.c walks."""
        width = len(self.columns)
        left, at = len(self.rows) * width, 0
        whole = [count == self.params.kernel_w for count in self.columns]
        inner = whole.index(True) if any(whole) else width
        inner_end = inner + sum(whole)
        while left:
            y, x = divmod(at, width)
            pairs, given_up = self._whole_pairs(y, x, inner, inner_end)
            features["given_up"] += given_up
            if pairs:
                features["runs"] += 1
                features["run_turns"] += pairs
                self._multiply(features, in_place=self._reads_rows, pixels=2, count=pairs)
                if not self._reads_rows:
                    _copy(features, "run", self.params.kernel_h, self._row_bytes, 2 * pairs)
                done = 2 * pairs
            else:
                done = min(2, left)
                pixels = [divmod(at + i, width) for i in range(done)]
                in_place = self._reads_rows and all(
                    inner <= px < inner_end and self.rows[py] == self.params.kernel_h and self._fits(py, px)
                    for py, px in pixels
                )
                features["walked"] += 1
                self._multiply(features, in_place=in_place, pixels=done, count=1)
                if not in_place:
                    for py, px in pixels:
                        self._fill(features, self.rows[py], self.columns[px])
            at += done
            left -= done

    @property
    def _row_bytes(self) -> int:
        return self.params.kernel_w * self.params.input_c

    @property
    def _reads_rows(self) -> bool:
        params = self.params
        one_tap = params.kernel_h == params.kernel_w == 1
        return one_tap or (params.dilation_w == 1 and self._row_bytes % VECTOR == 0)

    def _fits(self, y: int, x: int) -> bool:
        """Whether what is read behind the last taps is on the input too (of the last batch, which is taken for all)."""
        params = self.params
        row = y * params.stride_h - params.pad_top + (params.kernel_h - 1) * params.dilation_h
        start = (row * self.input_w + x * params.stride_w - params.pad_left) * params.input_c
        return start + step_count(self._row_bytes) * VECTOR <= self.input_h * self.input_w * params.input_c

    def _whole_pairs(self, y: int, x: int, inner: int, inner_end: int) -> tuple[int, int]:
        """Pairs of pixels whose windows lie on the input whole, and those that would read behind its end."""
        params = self.params
        if x < inner or self.rows[y] < params.kernel_h or (params.dilation_w > 1 and params.kernel_w > 1):
            return 0, 0
        most = pairs = max(0, (inner_end - x) // 2)
        while self._reads_rows and pairs and not self._fits(y, x + 2 * pairs - 1):
            pairs -= 1
        return pairs, most - pairs

    def _multiply(self, features: Counter[str], *, in_place: bool, pixels: int, count: int) -> None:
        params = self.params
        groups = count * -(-params.output_c // GROUP)
        rows = params.kernel_h if in_place else 1
        steps = step_count(self._row_bytes if in_place else params.kernel_h * self._row_bytes)
        _product(features, "two" if pixels == 2 else "one", groups, rows, steps, _is_full(params))
        features["products"] += count

    def _fill(self, features: Counter[str], rows: int, taps: int) -> None:
        params = self.params
        features["filled"] += 1
        features["filled_vectors"] += step_count(params.kernel_h * self._row_bytes)
        if params.dilation_w == 1:
            _copy(features, "fill", rows if taps else 0, taps * params.input_c, 1)
        else:
            _copy(features, "fill", rows, params.input_c, taps)


def _copy(features: Counter[str], kind: str, rows: int, run_bytes: int, count: int) -> None:
    """`bw_mve_copy_rows`, so many times."""
    is_short = run_bytes <= VECTOR
    features[f"{kind}_short_copies" if is_short else f"{kind}_copies"] += count
    features[f"{kind}_short_rows" if is_short else f"{kind}_rows"] += count * rows
    features[f"{kind}_vectors"] += 0 if is_short else count * rows * step_count(run_bytes)


def _product(features: Counter[str], kind: str, groups: int, rows: int, steps: int, is_full: bool) -> None:
    """Groups of channels of one or two pixels."""
    features[f"{kind}_groups"] += groups
    features[f"{kind}_steps"] += groups * rows * steps
    features[f"{kind}_rows"] += groups * rows
    # The first step stands before the chain, which a row of no further step passes through to its end.
    first_turns = 0 if rows == steps == 1 else max(1, -(-(steps - 1) // _CHAIN))
    features[f"{kind}_turns"] += groups * (first_turns + (rows - 1) * -(-steps // _CHAIN))
    features[f"{kind}_clamped"] += 0 if is_full else groups


@lru_cache(256)
def _convolution(params: ConvParams) -> Features:
    features: Counter[str] = Counter(ops=1)
    pixels = params.batches * params.input_h * params.input_w
    strides = params.stride_h == params.stride_w == 1
    if (
        strides
        and params.kernel_h == params.kernel_w == 1
        and params.output_h * params.output_w * params.batches == pixels
    ):
        _Walk(params, [1], [1] * pixels, 1, pixels).add_to(features)
        return dict(features)
    walk = _Walk(params, row_taps(params), column_taps(params), params.input_h, params.input_w)
    walk.add_to(features)
    return {name: count if name == "ops" else params.batches * count for name, count in features.items()}


def _fully_connected(params: FullyConnectedParams) -> Features:
    features: Counter[str] = Counter()
    steps = step_count(params.inputs)
    groups = params.batches * -(-params.outputs // GROUP)
    _product(features, "one", groups, 1, steps, _is_full(params))
    copied = params.inputs % VECTOR != 0
    return {
        **features,
        "ops": 1,
        "rows": params.batches,
        "copied": params.batches * copied,
        "copied_vectors": params.batches * copied * steps,
    }


def _depthwise(params: ConvParams) -> Features:
    """Bands are turned into planes, block by block of 16 channels; then each group of four channels runs along them."""
    width = (params.kernel_w - 1) * params.dilation_w + 1
    banks, steps = -(-params.kernel_h // _BAND_ROWS), -(-width // _BAND_ROWS)
    columns = (params.output_w - 1) * params.stride_w + _BAND_ROWS * steps
    inside = min(columns - params.pad_left, params.input_w)
    is_small = banks * steps == 1
    by_twos = is_small and params.kernel_h < _BAND_ROWS and params.stride_h == params.dilation_h == 1
    bands = params.batches * (-(-params.output_h // 2) if by_twos else params.output_h)
    groups = -(-params.output_c // GROUP)
    blocks, rest = divmod(params.output_c, VECTOR)
    # How many banks of all bands have four rows to read.
    two_row_bands = params.batches * (params.output_h // 2) if by_twos else 0
    rows_read = [(two_row_bands, params.kernel_h + 1), (bands - two_row_bands, params.kernel_h)]
    full = sum(
        count * sum(rows - bank * _BAND_ROWS >= _BAND_ROWS for bank in range(banks)) for count, rows in rows_read
    )
    turns = bands * banks * (blocks + bool(rest))
    rest_groups = 0 if not rest else 4 if rest > VECTOR // 2 else 2 if rest > GROUP else 1
    outputs = params.batches * params.output_h * params.output_w * groups
    is_full = _is_full(params)
    return {
        "ops": 1,
        "planes": banks * min(VECTOR, groups * GROUP),
        "padded_bytes": banks * min(VECTOR, groups * GROUP) * (columns - inside) * _BAND_ROWS,
        "bands": bands,
        "turns": turns,
        "full_columns": full * blocks * inside,
        "short_columns": (bands * banks - full) * blocks * inside,
        **{f"columns_of_{count}": bands * banks * inside * (rest_groups == count) for count in (1, 2, 4)},
        "groups": bands * groups,
        "group_rows": params.batches * params.output_h * groups,
        "full_outputs": outputs if is_small and is_full else 0,
        "clamped_outputs": outputs if is_small and not is_full else 0,
        "large_outputs": 0 if is_small else outputs,
        "large_banks": 0 if is_small else outputs * banks,
        "large_steps": 0 if is_small else outputs * banks * steps,
    }


def _is_full(params: ConvParams | FullyConnectedParams) -> bool:
    """A RELU whose least output is the zero point: `bw_mve_is_full_relu`."""
    return (params.output_zero_point, params.activation_min, params.activation_max) == (-128, -128, 127)
