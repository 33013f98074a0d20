"""The trace of a run as the recording that is kept with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchwright.model.recording import MOST_KEPT_BYTES, RecordingHead

if TYPE_CHECKING:
    from benchwright.bench.energy_windows import Trace

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415


def recording_bytes(trace: Trace, head: RecordingHead, clipped: int) -> bytes:
    """The file of a whole trace; b"" where it would be larger than what is kept.

    Raises:
        ValueError: the names in the head are too long.
    """
    import numpy as np

    from benchwright.bench.recording_layout import BLOCK, BLOCK_SAMPLES, HEAD_BYTES, head_bytes, new_block, seal

    count = len(trace.current_a)
    if not count or HEAD_BYTES + -(-count // BLOCK_SAMPLES) * BLOCK.itemsize > MOST_KEPT_BYTES:
        return b""
    parts = [head_bytes(head, count)]
    for start in range(0, count, BLOCK_SAMPLES):
        block = new_block()
        part = trace.current_a[start : start + BLOCK_SAMPLES]
        block[0]["current_ua"][: len(part)] = part * np.float32(1e6)
        block[0]["lines"][: len(part)] = trace.digital[start : start + BLOCK_SAMPLES]
        block["count"] = len(part)
        block["clipped"] = clipped if not start else 0
        parts.append(seal(block))
    return b"".join(parts)
