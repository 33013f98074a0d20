"""An int16 SOFTMAX whose output lies half a row behind its input: `overlapping_softmax.py LIBRARY`.

Its largest input is written over before it is read, and its table of exponentials is nothing but for its end, so that
their sum is nothing.
"""

import ctypes
import struct
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(_ROOT), str(_ROOT / "app")]

import numpy as np  # noqa: E402

from benchwright.planner.plan import TflitePlanner  # noqa: E402
from tests.builders import a_board  # noqa: E402
from tests.firmware.host_engine import aligned_bytes  # noqa: E402
from tests.firmware.op_models import INT16  # noqa: E402
from tests.firmware.tiny_models import TinyTensor, single_op, softmax_options  # noqa: E402

COLUMNS, BEHIND_BYTES = 16, 16
_ARENA_AT = 136
_ARENA_BYTES = 256
_OPS_AT = 148
_OUTPUT_AT = 12
_CHECKED_ENTRIES = 2
_ENTRIES = 513

if __name__ == "__main__":
    row = TinyTensor((1, COLUMNS), INT16, (0.01,), (0,))
    model = single_op("SOFTMAX", softmax_options(), [row], TinyTensor((1, COLUMNS), INT16, (2.0**-15,), (0,)))
    pack = TflitePlanner().plan(model, a_board(), name="model.tflite")
    damaged = bytearray(pack.data)
    assert struct.unpack_from("<I", damaged, _ARENA_AT)[0] == pack.arena_bytes
    struct.pack_into("<I", damaged, _ARENA_AT, _ARENA_BYTES)
    record = struct.unpack_from("<I", damaged, _OPS_AT)[0]
    # The last two entries of the exponentials are checked to be large, all others may be nothing.
    last = int(np.flatnonzero(np.frombuffer(pack.data, "<i2") == 32767)[0]) * 2
    first = last - 2 * (_ENTRIES - 1)
    damaged[first : last - 2 * (_CHECKED_ENTRIES - 1)] = bytes(2 * (_ENTRIES - _CHECKED_ENTRIES))
    (source,) = pack.inputs
    struct.pack_into("<I", damaged, record + _OUTPUT_AT, source.arena_offset + BEHIND_BYTES)
    engine, arena, flash = ctypes.CDLL(sys.argv[1]), aligned_bytes(_ARENA_BYTES), aligned_bytes(len(damaged))
    flash[:] = np.frombuffer(bytes(damaged), np.uint8)
    state = (ctypes.c_uint8 * engine.bw_host_engine_bytes())()
    opened = engine.bw_host_open(
        state, ctypes.c_void_p(flash.ctypes.data), len(flash), ctypes.c_void_p(arena.ctypes.data), len(arena)
    )
    values = np.full(COLUMNS, -32768, np.int16)
    values[BEHIND_BYTES // 2] = 32767
    arena[source.arena_offset : source.arena_offset + 2 * COLUMNS] = values.view(np.uint8)
    print(opened, engine.bw_engine_invoke(state, None))
