"""Model files that are whole, cut, damaged or absurd."""

from __future__ import annotations

import random
from contextlib import suppress

import numpy as np
import pytest

from benchwright.model.errors import ModelFileInvalid, ModelUnsupported
from benchwright.planner.graph import Padding, WindowOptions
from benchwright.planner.model_file import read_model
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.tiny_models import INT8, RANDOM_OPS, TinyOp, TinyTensor, build, conv_options, single_op

A_FLOAT = TinyTensor((1, 4), np.dtype(np.float32))


def conv_model() -> bytes:
    source = TinyTensor((1, 5, 5, 2), INT8, (0.5,), (3,), name="image")
    weights = TinyTensor((4, 3, 3, 2), INT8, (0.1, 0.2, 0.3, 0.4), (0, 0, 0, 0), values=np.ones((4, 3, 3, 2), np.int8))
    output = TinyTensor((1, 3, 2, 4), INT8, (0.25,), (-7,), name="features")
    return single_op("CONV_2D", conv_options((2, 3), (1, 1), "RELU", same=True), [source, weights], output)


def test_a_file_is_read_as_it_was_written() -> None:
    graph = read_model(conv_model(), "conv.tflite")
    assert [tensor.name for tensor in graph.tensors] == ["image", "t1", "features"]
    assert graph.tensors[1].quantisation is not None
    assert graph.tensors[1].quantisation.scales == pytest.approx((0.1, 0.2, 0.3, 0.4))
    assert graph.tensors[1].data == b"\1" * 72
    options = graph.operators[0].options
    assert isinstance(options, WindowOptions)
    assert (options.stride_h, options.stride_w, options.padding) == (2, 3, Padding.SAME)
    assert (graph.inputs, graph.outputs) == ((0,), (2,))


def test_an_empty_file_is_named_as_such() -> None:
    with pytest.raises(ModelFileInvalid, match=r"notes\.zip.*empty"):
        read_model(b"", "notes.zip")


@pytest.mark.parametrize("data", [b"PK\3\4" * 20, b"\0" * 1000, b"\x89HDF\r\n\x1a\n" + bytes(90)])
def test_another_kind_of_file_is_named_as_such(data: bytes) -> None:
    with pytest.raises(ModelFileInvalid, match=r"notes\.zip.*'TFL3'"):
        read_model(data, "notes.zip")


def test_every_cut_is_noticed_or_harmless() -> None:
    whole = conv_model()
    for size in range(0, len(whole) - 1, 7):
        with pytest.raises(ModelFileInvalid):
            read_model(whole[:size], "cut.tflite")


def test_a_constant_of_the_wrong_size_is_named() -> None:
    weights = TinyTensor((4, 3, 3, 2), INT8, (0.1,), (0,), values=np.ones(71, np.int8), name="kernel")
    tensors = [TinyTensor((1, 5, 5, 2), INT8, (0.5,), (0,)), weights, TinyTensor((1, 5, 5, 4), INT8, (0.5,), (0,))]
    with pytest.raises(ModelFileInvalid, match=r"'kernel' has 71 bytes.*needs 72"):
        read_model(build(tensors, [TinyOp("CONV_2D", (0, 1), (2,), conv_options())], [0], [2]), "model.tflite")


@pytest.mark.parametrize(
    ("ops", "inputs", "outputs", "why"),
    [
        ([TinyOp("RESHAPE", (1,), (2,))], [0], [2], "before any operator makes it"),
        ([TinyOp("RESHAPE", (0,), (0,))], [0], [0], "overwrites"),
        ([TinyOp("RESHAPE", (0,), (9,))], [0], [1], "there are 3 tensors"),
        ([TinyOp("RESHAPE", (0,), (1,))], [0], [2], "no operator makes output 2"),
        ([TinyOp("RESHAPE", (0,), (1,))], [], [1], "no input or no output"),
        ([TinyOp("RESHAPE", (0,), (1,))], [0, 0], [1], "named twice"),
    ],
)
def test_a_graph_that_contradicts_itself_is_refused(
    ops: list[TinyOp], inputs: list[int], outputs: list[int], why: str
) -> None:
    with pytest.raises(ModelFileInvalid, match=why):
        read_model(build([A_FLOAT] * 3, ops, inputs, outputs), "model.tflite")


def test_one_long_list_named_by_many_tables_does_not_fill_the_memory() -> None:
    with pytest.raises(ModelFileInvalid, match="more values than the file can hold"):
        read_model(repeated_tensor(count=3000, name_bytes=60_000), "bomb.tflite")


def repeated_tensor(count: int, name_bytes: int) -> bytes:
    """A file whose list of tensors names one table `count` times; its name has `name_bytes`."""
    tensors = [TinyTensor((1,), INT8, name="x" * name_bytes), *[TinyTensor((1,), INT8)] * (count - 1)]
    data = bytearray(build(tensors, [TinyOp("RESHAPE", (0,), (1,))], [0], [1]))
    start = data.find(count.to_bytes(4, "little")) + 4
    table = start + int.from_bytes(data[start : start + 4], "little")
    for position in range(start, start + 4 * count, 4):
        data[position : position + 4] = (table - position).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_files_end_in_words(seed: int) -> None:
    """Each seed plans 100 damaged files: a pack that can be read, or one of two errors; never anything else."""
    chance = random.Random(seed)
    models = [conv_model(), *(make(np.random.default_rng(seed), INT8) for make in RANDOM_OPS.values())]
    for _ in range(100):
        damaged = damage(bytearray(chance.choice(models)), chance)
        with suppress(ModelFileInvalid, ModelUnsupported):
            read_pack(TflitePlanner().plan(damaged, a_board(), name="damaged.tflite").data)


def damage(data: bytearray, chance: random.Random) -> bytes:
    """Flips bits, plants numbers at the edges of what fits, or moves bytes about."""
    kind = chance.randrange(3)
    for _ in range(chance.randrange(1, 6)):
        position = chance.randrange(len(data) - 4)
        if kind == 0:
            data[position] ^= 1 << chance.randrange(8)
        elif kind == 1:
            numbers = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\0\0\xc0\x7f")
            data[position : position + 4] = chance.choice(numbers)
        else:
            other = chance.randrange(len(data) - 4)
            data[position : position + 4] = data[other : other + 4]
    return bytes(data)
