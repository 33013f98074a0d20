"""Feeds damaged packs of the mve layouts to the engine, as hostile_packs.py does with plain ones.

Run as a program with a folder for the engine's library as its argument.
"""

import sys
from pathlib import Path

import numpy as np

_ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(_ROOT / "app"), str(_ROOT), str(Path(__file__).parent)]

from host_engine import build_library  # noqa: E402
from hostile_packs import Victim, attack  # noqa: E402
from pack_builder import OpPack, Tensor  # noqa: E402

from benchwright.planner.plan import TflitePlanner  # noqa: E402
from tests.builders import a_board  # noqa: E402
from tests.firmware.tiny_models import (  # noqa: E402
    INT8,
    TinyTensor,
    conv_options,
    fully_connected_options,
    single_op,
)


def conv(channels: int, kernel: tuple[int, int], image: tuple[int, int], *, depthwise: bool = False) -> bytes:
    """CONV_2D with five outputs, or DEPTHWISE_CONV_2D."""
    filters = channels if depthwise else 5
    shape = (1, *kernel, filters) if depthwise else (filters, *kernel, channels)
    weights = TinyTensor(shape, INT8, (0.01,), (0,), 3 if depthwise else 0, np.ones(shape, np.int8))
    options = conv_options(depth_multiplier=1 if depthwise else None)
    source = TinyTensor((1, *image, channels), INT8, (0.1,), (3,))
    code = "DEPTHWISE_CONV_2D" if depthwise else "CONV_2D"
    return single_op(code, options, [source, weights], TinyTensor((1, *image, filters), INT8, (0.2,), (0,)))


def dense(inputs: int) -> bytes:
    """FULLY_CONNECTED with six outputs."""
    weights = TinyTensor((6, inputs), INT8, (0.01,), (0,), values=np.ones((6, inputs), np.int8))
    source = TinyTensor((2, inputs), INT8, (0.1,), (3,))
    return single_op(
        "FULLY_CONNECTED", fully_connected_options(), [source, weights], TinyTensor((2, 6), INT8, (0.2,), (0,))
    )


def valid_packs() -> list[OpPack]:
    """One small pack of every layout and of every way that its kernel takes."""
    models = [
        conv(3, (3, 2), (4, 3)),
        conv(8, (1, 2), (3, 3)),
        conv(16, (1, 1), (3, 3)),
        conv(5, (1, 1), (3, 3)),
        conv(6, (3, 3), (4, 3), depthwise=True),
        conv(17, (2, 2), (3, 2), depthwise=True),
        conv(2, (5, 6), (4, 3), depthwise=True),
        conv(1, (3, 3), (4, 3), depthwise=True),
        dense(16),
        dense(20),
    ]
    packs = [TflitePlanner().plan(model, a_board(kernel_set="mve"), name="hostile.tflite") for model in models]
    return [OpPack(pack.data, pack.arena_bytes, Tensor(0, (1,), INT8)) for pack in packs]


if __name__ == "__main__":
    target = Victim(build_library(Path(sys.argv[1]), "host"))
    attack(target, [(op.pack, op.arena_bytes) for op in valid_packs()])
    print(f"{target.accepted} accepted, {target.refused} refused")
