"""hostile_packs.py on packs that the planner laid out for one kernel set: `hostile_layouts.py LIBRARY SET`."""

import dataclasses
import sys
from pathlib import Path

import numpy as np
from hostile_packs import Victim, attack
from pack_builder import OpPack, Tensor

from benchwright.planner.layouts import choosing
from benchwright.planner.pack_reader import read_pack
from benchwright.planner.plan import TflitePlanner
from tests.builders import a_board
from tests.firmware.small_int8_ops import SHAPES, small_model


def laid_out_packs(kernel_set: str) -> list[OpPack]:
    """One small pack of every shape for every layout of the set that takes it."""
    board = dataclasses.replace(a_board(), kernel_set=kernel_set)
    packs = []
    for layout in choosing.LAYOUTS[kernel_set]:
        choosing.LAYOUTS = {kernel_set: (layout,)}
        for shape in SHAPES:
            pack = TflitePlanner().plan(small_model(shape, np.random.default_rng(3)), board, name="tiny.tflite")
            if any(op.layout for op in read_pack(pack.data).ops):
                (output,) = pack.outputs
                border = Tensor(output.arena_offset, output.shape, np.dtype(output.element_type.word))
                packs.append(OpPack(pack.data, pack.arena_bytes, border))
    return packs


if __name__ == "__main__":
    target = Victim(Path(sys.argv[1]))
    attack(target, [(op.pack, op.arena_bytes) for op in laid_out_packs(sys.argv[2])])
    print(f"{target.accepted} accepted, {target.refused} refused")
