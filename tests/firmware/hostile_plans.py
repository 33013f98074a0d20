"""The attacks of hostile_packs.py on packs that the planner makes, of the ops from 10 on."""

import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(_ROOT), str(_ROOT / "app"), str(Path(__file__).parent)]

import numpy as np  # noqa: E402
from hostile_packs import Victim, attack  # noqa: E402

from benchwright.planner.plan import TflitePlanner  # noqa: E402
from tests.builders import a_board  # noqa: E402
from tests.firmware.flow_models import FLOW_MAKERS  # noqa: E402
from tests.firmware.int16_models import INT16_LAYER_MAKERS, INT16_MAKERS  # noqa: E402
from tests.firmware.layer_models import LAYER_MAKERS  # noqa: E402
from tests.firmware.op_models import BINARY_MAKERS, UNARY_MAKERS  # noqa: E402
from tests.firmware.shape_models import SHAPE_MAKERS  # noqa: E402
from tests.firmware.state_models import STATE_MAKERS  # noqa: E402

_MAKERS = {**UNARY_MAKERS, **BINARY_MAKERS, **SHAPE_MAKERS, **LAYER_MAKERS, **STATE_MAKERS, **FLOW_MAKERS}
_OPERATORS = (
    "RELU", "DEQUANTIZE", "LOG", "SIN", "SUB", "PRELU", "FLOOR_MOD", "EQUAL", "SELECT_V2", "TRANSPOSE", "PAD", "GATHER",
    "MEAN", "REDUCE_MAX", "ARG_MAX", "QUANTIZE", "CAST", "RESIZE_BILINEAR", "TRANSPOSE_CONV", "BATCH_MATMUL",
    "L2_NORMALIZATION", "LOG_SOFTMAX", "CUMSUM", "L2_POOL_2D",
    "SVDF", "UNIDIRECTIONAL_SEQUENCE_LSTM", "initialised_sum",
)  # fmt: skip
_LARGEST_BYTES = 1 << 13


def planned_packs() -> list[tuple[bytes, int]]:
    """One small pack of every operator above and every type of it."""
    packs = []
    for maker, kinds in [*(_MAKERS[code] for code in _OPERATORS), *INT16_LAYER_MAKERS.values(), *INT16_MAKERS.values()]:
        for kind in kinds:
            plans = (
                TflitePlanner().plan(maker(np.random.default_rng(seed), kind).model, a_board(), name="model.tflite")
                for seed in range(9)
            )
            fitting = [pack for pack in plans if max(pack.pack_bytes, pack.arena_bytes) <= _LARGEST_BYTES]
            if fitting:
                smallest = min(fitting, key=lambda pack: pack.arena_bytes)
                packs.append((smallest.data, smallest.arena_bytes))
    return packs


if __name__ == "__main__":
    target = Victim(Path(sys.argv[1]))
    attack(target, planned_packs())
    print(f"{target.accepted} accepted, {target.refused} refused")
