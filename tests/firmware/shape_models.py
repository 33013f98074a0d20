"""Random single-op models of the operators that go by shape: moving, looking up, resizing images."""

from __future__ import annotations

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.random import Generator

from tests.firmware.op_models import (
    Array,
    Maker,
    OpCase,
    activation,
    constant,
    like,
    op_case,
    random_values,
    shape_of,
    whole,
)
from tests.firmware.tiny_models import (
    FLOAT32,
    INT8,
    INT32,
    TinyTensor,
)

_MOVED = (INT8, FLOAT32)


def _flags(rng: Generator, count: int) -> tuple[bool, ...]:
    return tuple(bool(flag) for flag in rng.integers(0, 2, count))


def _axis(rng: Generator, rank: int) -> int:
    return int(rng.integers(-rank, rank))


def _transpose(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng, 1, 5), dtype)
    order = [int(axis) for axis in rng.permutation(len(source.shape))]
    result = like(source, [source.shape[axis] for axis in order])
    return op_case(rng, "TRANSPOSE", None, [source, whole(*order)], [result])


def _concatenation(rng: Generator, dtype: np.dtype) -> OpCase:
    first = activation(rng, shape_of(rng), dtype)
    axis = _axis(rng, len(first.shape)) % len(first.shape)
    parts = []
    for size in rng.integers(1, 5, int(rng.integers(1, 5))):
        part = like(first, (*first.shape[:axis], size, *first.shape[axis + 1 :]))
        parts.append(constant(rng, part) if parts and rng.integers(4) == 0 else part)
    total = sum(part.shape[axis] for part in parts)
    result = like(first, (*first.shape[:axis], total, *first.shape[axis + 1 :]))
    return op_case(rng, "CONCATENATION", schema.ConcatenationOptionsT(axis=axis), parts, [result])


def _pack(rng: Generator, dtype: np.dtype) -> OpCase:
    source, count = activation(rng, shape_of(rng, 1, 3), dtype), int(rng.integers(1, 4))
    axis = int(rng.integers(0, len(source.shape) + 1))
    result = like(source, (*source.shape[:axis], count, *source.shape[axis:]))
    options = schema.PackOptionsT(valuesCount=count, axis=axis)
    return op_case(rng, "PACK", options, [source] * count, [result])


def _unpack(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng, 2, 4), dtype)
    axis = int(rng.integers(0, len(source.shape)))
    part = like(source, (*source.shape[:axis], *source.shape[axis + 1 :]))
    options = schema.UnpackOptionsT(num=source.shape[axis], axis=axis)
    return op_case(rng, "UNPACK", options, [source], [part] * source.shape[axis])


def _split(rng: Generator, dtype: np.dtype) -> OpCase:
    part, count = activation(rng, shape_of(rng), dtype), int(rng.integers(1, 4))
    axis = int(rng.integers(0, len(part.shape)))
    source = like(part, (*part.shape[:axis], part.shape[axis] * count, *part.shape[axis + 1 :]))
    options = schema.SplitOptionsT(numSplits=count)
    return op_case(rng, "SPLIT", options, [whole(axis), source], [part] * count)


def _split_v(rng: Generator, dtype: np.dtype) -> OpCase:
    part, sizes = activation(rng, shape_of(rng), dtype), [int(size) for size in rng.integers(1, 4, 3)]
    axis = int(rng.integers(0, len(part.shape)))
    shapes = [(*part.shape[:axis], size, *part.shape[axis + 1 :]) for size in (*sizes, sum(sizes))]
    operands = [like(part, shapes[-1]), whole(*sizes), whole(axis)]
    options = schema.SplitVOptionsT(numSplits=3)
    return op_case(rng, "SPLIT_V", options, operands, [like(part, shape) for shape in shapes[:3]])


def _paddings(rng: Generator, shape: tuple[int, ...], most: int) -> tuple[TinyTensor, tuple[int, ...]]:
    pairs = rng.integers(0, most, (len(shape), 2)).astype(np.int32)
    made = tuple(int(size + sum(pair)) for size, pair in zip(shape, pairs, strict=True))
    return TinyTensor(pairs.shape, INT32, values=pairs), made


def _pad(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    source = activation(rng, shape_of(rng, 1, 4), dtype)
    paddings, shape = _paddings(rng, source.shape, 3)
    value = [constant(rng, like(source, (1,)))] if code == "PADV2" else []
    return op_case(rng, code, None, [source, paddings, *value], [like(source, shape)])


def _mirror_pad(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, tuple(int(size) for size in rng.integers(3, 6, int(rng.integers(1, 5)))), dtype)
    paddings, shape = _paddings(rng, source.shape, 3)
    mode = int(rng.integers(2))
    return op_case(rng, "MIRROR_PAD", schema.MirrorPadOptionsT(mode=mode), [source, paddings], [like(source, shape)])


def _broadcast_to(rng: Generator, dtype: np.dtype) -> OpCase:
    wide = shape_of(rng, 1, 5)
    shape = tuple(1 if rng.integers(2) else size for size in wide)[int(rng.integers(0, len(wide))) :]
    source = activation(rng, shape, dtype)
    return op_case(rng, "BROADCAST_TO", None, [source, whole(*wide)], [like(source, wide)])


def _reverse(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng), dtype)
    axis = int(rng.integers(0, len(source.shape)))
    return op_case(rng, "REVERSE_V2", schema.ReverseV2OptionsT(), [source, whole(axis)], [source])


def _blocks(rng: Generator, dtype: np.dtype, code: str, kind: type) -> OpCase:
    batches, height, width, depth = (int(size) for size in rng.integers(1, 4, 4))
    block = int(rng.integers(1, 4))
    large = activation(rng, (batches, height * block, width * block, depth), dtype)
    small = like(large, (batches, height, width, depth * block * block))
    source, result = (large, small) if code == "SPACE_TO_DEPTH" else (small, large)
    return op_case(rng, code, kind(blockSize=block), [source], [result])


def _batches(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    spatial = int(rng.integers(1, 3))
    blocks = [int(size) for size in rng.integers(1, 4, spatial)]
    small = [int(size) for size in rng.integers(1, 5, spatial)]
    edges = [[int(rng.integers(0, block)), int(rng.integers(0, block))] for block in blocks]
    if code == "SPACE_TO_BATCH_ND" and dtype == INT8:
        edges = [[0, 0] for _ in blocks]  # TFLM pads int8 with what lies in its memory
    large = [size * block - sum(edge) for size, block, edge in zip(small, blocks, edges, strict=True)]
    if min(large) < 1:
        return _batches(rng, dtype, code)
    batches, depth = int(rng.integers(1, 3)), int(rng.integers(1, 4))
    image = activation(rng, (batches, *large, depth), dtype)
    stack = like(image, (batches * int(np.prod(blocks)), *small, depth))
    source, result = (image, stack) if code == "SPACE_TO_BATCH_ND" else (stack, image)
    around = np.array(edges, np.int32)
    operands = [source, whole(*blocks), TinyTensor(around.shape, INT32, values=around)]
    return op_case(rng, code, None, operands, [result])


def _slice(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng, 1, 5), dtype)
    begin = [int(rng.integers(0, size)) for size in source.shape]
    size = [int(rng.integers(1, whole_size - first + 1)) for whole_size, first in zip(source.shape, begin, strict=True)]
    told = [
        -1 if first + n == w and rng.integers(2) else n for n, first, w in zip(size, begin, source.shape, strict=True)
    ]
    return op_case(rng, "SLICE", None, [source, whole(*begin), whole(*told)], [like(source, size)])


def _strided_slice(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng, 1, 4, 7), dtype)
    begin, end, step, shape, masks = [], [], [], [], [0, 0, 0]
    for axis, size in enumerate(source.shape):
        first, stride = int(rng.integers(0, size)), int(rng.choice([1, 2, -1]))
        last = int(rng.integers(first + 1, size + 1)) if stride > 0 else int(rng.integers(-1, first))
        bits = rng.integers(0, 4, 3) == 0
        places = range(size)[slice(None if bits[0] else first, None if bits[1] or last < 0 else last, stride)]
        if bits[2]:
            stride, last = 1, first + 1
        elif last < 0:
            bits[1] = True
        for mask, bit in enumerate(bits):
            masks[mask] |= int(bit) << axis
        begin.append(first - size if rng.integers(2) else first)
        end.append(last)
        step.append(stride)
        if not bits[2]:
            shape.append(len(places))
    if 0 in shape or not shape:
        return _strided_slice(rng, dtype)
    options = schema.StridedSliceOptionsT(beginMask=masks[0], endMask=masks[1], shrinkAxisMask=masks[2])
    operands = [source, whole(*begin), whole(*end), whole(*step)]
    return op_case(rng, "STRIDED_SLICE", options, operands, [like(source, shape)])


def _gather(rng: Generator, dtype: np.dtype) -> OpCase:
    source, indices = activation(rng, shape_of(rng, 1, 3), dtype), shape_of(rng, 1, 2)
    axis = int(rng.integers(0, len(source.shape)))
    places = TinyTensor(indices, INT32)
    chosen = rng.integers(0, source.shape[axis], indices).astype(np.int32)
    if rng.integers(2):
        places = TinyTensor(indices, INT32, values=chosen)
    result = like(source, (*source.shape[:axis], *indices, *source.shape[axis + 1 :]))

    def values(tensor: TinyTensor) -> Array:
        return chosen if tensor is places else random_values(rng, tensor)

    return op_case(rng, "GATHER", schema.GatherOptionsT(axis=axis), [source, places], [result], values)


def _gather_nd(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng, 2, 4), dtype)
    depth, count = int(rng.integers(1, len(source.shape) + 1)), int(rng.integers(1, 5))
    chosen = np.stack([rng.integers(0, size, count) for size in source.shape[:depth]], axis=1).astype(np.int32)
    result = like(source, (count, *source.shape[depth:]))
    places = TinyTensor(chosen.shape, INT32, values=chosen if rng.integers(2) else None)

    def values(tensor: TinyTensor) -> Array:
        return chosen if tensor is places else random_values(rng, tensor)

    return op_case(rng, "GATHER_ND", None, [source, places], [result], values)


def _embedding_lookup(rng: Generator, dtype: np.dtype) -> OpCase:
    table = constant(rng, activation(rng, (int(rng.integers(1, 9)), int(rng.integers(1, 9))), dtype))
    count = int(rng.integers(1, 6))
    chosen = rng.integers(0, table.shape[0], count).astype(np.int32)
    result = like(table, (count, table.shape[1]))
    return op_case(rng, "EMBEDDING_LOOKUP", None, [TinyTensor((count,), INT32), table], [result], lambda _: chosen)


def _resize(rng: Generator, dtype: np.dtype, code: str, kind: type) -> OpCase:
    batches, height, width, depth, *size = (int(n) for n in (*rng.integers(1, 7, 4), *rng.integers(1, 14, 2)))
    source = activation(rng, (batches, height, width, depth), dtype)
    align, half = _flags(rng, 2)
    if align and half:
        align = False
    options = kind(alignCorners=align, halfPixelCenters=half)
    return op_case(rng, code, options, [source, whole(*size)], [like(source, (batches, *size, depth))])


def _view(rng: Generator, dtype: np.dtype, code: str) -> OpCase:
    shape = shape_of(rng, 1, 3)
    axis = int(rng.integers(0, len(shape) + 1))
    wide = (*shape[:axis], 1, *shape[axis:])
    source = activation(rng, wide if code == "SQUEEZE" else shape, dtype)
    if code == "SQUEEZE":
        return op_case(rng, code, schema.SqueezeOptionsT(squeezeDims=[axis]), [source], [like(source, shape)])
    if code == "EXPAND_DIMS":
        return op_case(rng, code, schema.ExpandDimsOptionsT(), [source, whole(axis)], [like(source, wide)])
    flat = (int(np.prod(shape)),)
    return op_case(rng, code, None, [source, whole(*flat)], [like(source, flat)])


def _shape(rng: Generator, dtype: np.dtype) -> OpCase:
    source = activation(rng, shape_of(rng), dtype)
    return op_case(rng, "SHAPE", schema.ShapeOptionsT(outType=schema.TensorType.INT32), [source],
                   [TinyTensor((len(source.shape),), INT32)])  # fmt: skip


def _zeros_like(rng: Generator, dtype: np.dtype) -> OpCase:
    source = TinyTensor(shape_of(rng), dtype)
    return op_case(rng, "ZEROS_LIKE", schema.ZerosLikeOptionsT(), [source], [source])


_IMAGES = (INT8, FLOAT32)

SHAPE_MAKERS: dict[str, tuple[Maker, tuple[np.dtype, ...]]] = {
    "TRANSPOSE": (_transpose, _MOVED),
    "CONCATENATION": (_concatenation, (*_MOVED, INT32)),
    "PACK": (_pack, (*_MOVED, INT32)),
    "UNPACK": (_unpack, (*_MOVED, INT32)),
    "SPLIT": (_split, (*_MOVED, INT32)),
    "SPLIT_V": (_split_v, (*_MOVED, INT32)),
    "PAD": (lambda rng, dtype: _pad(rng, dtype, "PAD"), _MOVED),
    "PADV2": (lambda rng, dtype: _pad(rng, dtype, "PADV2"), _MOVED),
    "MIRROR_PAD": (_mirror_pad, _MOVED),
    "BROADCAST_TO": (_broadcast_to, _MOVED),
    "REVERSE_V2": (_reverse, _MOVED),
    "SPACE_TO_DEPTH": (
        lambda rng, dtype: _blocks(rng, dtype, "SPACE_TO_DEPTH", schema.SpaceToDepthOptionsT),
        _MOVED,
    ),
    "DEPTH_TO_SPACE": (
        lambda rng, dtype: _blocks(rng, dtype, "DEPTH_TO_SPACE", schema.DepthToSpaceOptionsT),
        _MOVED,
    ),
    "SPACE_TO_BATCH_ND": (lambda rng, dtype: _batches(rng, dtype, "SPACE_TO_BATCH_ND"), _MOVED),
    "BATCH_TO_SPACE_ND": (lambda rng, dtype: _batches(rng, dtype, "BATCH_TO_SPACE_ND"), _MOVED),
    "SLICE": (_slice, (*_MOVED, INT32)),
    "STRIDED_SLICE": (_strided_slice, (*_MOVED, INT32)),
    "GATHER": (_gather, _MOVED),
    "GATHER_ND": (_gather_nd, _MOVED),
    "EMBEDDING_LOOKUP": (_embedding_lookup, (FLOAT32,)),
    "RESIZE_NEAREST_NEIGHBOR": (
        lambda rng, dtype: _resize(rng, dtype, "RESIZE_NEAREST_NEIGHBOR", schema.ResizeNearestNeighborOptionsT),
        _MOVED,
    ),
    "RESIZE_BILINEAR": (
        lambda rng, dtype: _resize(rng, dtype, "RESIZE_BILINEAR", schema.ResizeBilinearOptionsT),
        _IMAGES,
    ),
    **{
        code: (lambda rng, dtype, code=code: _view(rng, dtype, code), _MOVED)
        for code in ("RESHAPE", "SQUEEZE", "EXPAND_DIMS")
    },
    "SHAPE": (_shape, (FLOAT32,)),
    "ZEROS_LIKE": (_zeros_like, (INT8, FLOAT32, INT32)),
}
