"""Feeds damaged packs to the engine, with pack and arena between pages that must not be touched.

Run as a program with the engine's shared library as its argument: an access outside ends the process. Where
the system cannot protect pages the bytes around the arena are compared instead.
"""

import ctypes
import mmap
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pack_builder import (
    AVERAGE_POOL_2D,
    HEADER_BYTES,
    MAX_POOL_2D,
    AddScaling,
    OpPack,
    add_pack,
    conv_add_pack,
    conv_pack,
    copy_pack,
    fully_connected_pack,
    pool_pack,
    softmax_pack,
)
from reference_ops import Scaling, Window

_PAGE = mmap.PAGESIZE
_CANARY = 0xA5
_WORDS = (0, 1, 2, 3, 16, 17, 127, 128, 255, 256, 4096, 0x7FFF, 0xFFFF, 0x10000, 0xFFFFFF, 0x1000000, 0x40000000,
          0x7FFFFFF0, 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFF00, 0xFFFFFFF0, 0xFFFFFFFE, 0xFFFFFFFF,
          0x7F800000, 0x7FC00000)  # fmt: skip
_FLIPS = 4000
_MOST_RECORD_BYTES = 1024  # behind are constants, of which every word is like another
_COMBINATIONS = 8000


class GuardedMemory:
    """Memory between two pages that must not be touched; content lies against one of them, canaries at the other."""

    def __init__(self, capacity: int) -> None:
        self._capacity = -(-capacity // _PAGE) * _PAGE
        self._map = mmap.mmap(-1, self._capacity + 2 * _PAGE)
        self._base = ctypes.addressof(ctypes.c_char.from_buffer(self._map))
        self._bytes = np.frombuffer(self._map, np.uint8)[_PAGE : _PAGE + self._capacity]
        if sys.platform != "win32":
            libc = ctypes.CDLL(None)
            for page in (self._base, self._base + _PAGE + self._capacity):
                assert libc.mprotect(ctypes.c_void_p(page), _PAGE, 0) == 0

    def place(self, content: bytes, *, at_end: bool) -> ctypes.c_void_p:
        """Puts `content`, a multiple of 16 bytes, against the page behind or the page in front; its address."""
        start = self._capacity - len(content) if at_end else 0
        self._bytes[:] = _CANARY
        self._bytes[start : start + len(content)] = np.frombuffer(content, np.uint8)
        return ctypes.c_void_p(self._base + _PAGE + start)

    def untouched(self, content_bytes: int, *, at_end: bool) -> bool:
        """Whether nothing was written beside the content."""
        rest = self._bytes[:-content_bytes] if at_end else self._bytes[content_bytes:]
        return bool(np.all(rest == _CANARY))


class Victim:
    """The engine, given one damaged pack after the other."""

    def __init__(self, library: Path) -> None:
        self._engine = ctypes.CDLL(str(library))
        self._pack = GuardedMemory(1 << 13)
        self._arena = GuardedMemory(1 << 13)
        self.accepted = self.refused = 0

    def run(self, pack: bytes, arena_bytes: int) -> int:
        """Opens and, if accepted, invokes, first with the guard behind and then with the guard in front."""
        self._run_once(pack, arena_bytes, at_end=True)
        return self._run_once(pack, arena_bytes, at_end=False)

    def _run_once(self, pack: bytes, arena_bytes: int, *, at_end: bool) -> int:
        arena_bytes += -arena_bytes % 16
        pack_at = self._pack.place(pack, at_end=at_end)
        arena_at = self._arena.place(bytes(arena_bytes), at_end=at_end)
        state = (ctypes.c_uint8 * self._engine.bw_host_engine_bytes())()
        status = int(self._engine.bw_host_open(state, pack_at, len(pack), arena_at, arena_bytes))
        if status == 0:
            status = int(self._engine.bw_engine_reset(state) or self._engine.bw_engine_invoke(state, None))
            assert status == 0, f"accepted, then failed with {status}"
        assert self._arena.untouched(arena_bytes, at_end=at_end)
        self.accepted += status == 0
        self.refused += status != 0
        return status


def valid_packs() -> list[OpPack]:
    """One small pack of every op and type."""
    rng = np.random.default_rng(1)
    window = Window.padded((5, 4), (3, 2), (2, 1), (1, 2), same=True)
    pool = Window.padded((5, 4), (3, 2), (2, 2), (1, 1), same=True)
    packs = []
    for kind in (np.int8, np.float32):
        image = rng.integers(-9, 9, (1, 5, 4, 3)).astype(kind)
        channels = Scaling(np.full(6, 2**30, np.int32), np.full(6, -7, np.int32)) if kind is np.int8 else None
        single = Scaling(np.full(1, 2**30, np.int32), np.full(1, -7, np.int32)) if kind is np.int8 else None
        bias = np.zeros(6, np.int32 if kind is np.int8 else np.float32)
        full = image.reshape(1, 60)
        packs += [
            conv_pack(image, np.ones((6, 3, 2, 3), kind), bias, window, scaling=channels),
            conv_pack(image, np.ones((1, 3, 2, 6), kind), bias, window, depthwise=True, scaling=channels),
            fully_connected_pack(full, np.ones((6, 60), kind), bias, scaling=channels),
            fully_connected_pack(full, np.ones((6, 60), kind), None, scaling=single),
            pool_pack(AVERAGE_POOL_2D, image, pool, (-128, 127)),
            pool_pack(MAX_POOL_2D, image, pool, (-128, 127)),
            add_pack(image, AddScaling(multipliers=(2**30,) * 3, shifts=(-1, 0, -19), activation=(-128, 127))),
            softmax_pack(full, 2**30, 20, -100),
            copy_pack(full),
            copy_pack(full, 8),
        ]
    addition = AddScaling(multipliers=(2**30,) * 3, shifts=(-1, 0, -19), activation=(-128, 127))
    image, weights = rng.integers(-9, 9, (1, 5, 4, 3), np.int8), np.ones((6, 3, 2, 3), np.int8)
    channels = Scaling(np.full(6, 2**30, np.int32), np.full(6, -7, np.int32))
    packs.append(conv_add_pack(image, weights, np.zeros(6, np.int32), window, scaling=channels, addition=addition))
    return packs


def word_positions(pack: bytes) -> list[int]:
    """Where numbers lie: identity, plan, op records and tensor specs."""
    ops_offset = struct.unpack_from("<I", pack, 148)[0]
    end = min(len(pack), ops_offset + _MOST_RECORD_BYTES)
    return [*range(0, 16, 4), *range(128, HEADER_BYTES, 4), *range(ops_offset, end, 4)]


def attack(victim: Victim, packs: Sequence[tuple[bytes, int]]) -> None:
    """Cuts, overwrites and flips, of packs with the sizes of their arenas."""
    rng = np.random.default_rng(2)
    for pack, arena_bytes in packs:
        assert victim.run(pack, arena_bytes) == 0
        for length in range(HEADER_BYTES, len(pack), 16):
            assert victim.run(pack[:length], arena_bytes) != 0
        for position in word_positions(pack):
            for word in _WORDS:
                damaged = bytearray(pack)
                struct.pack_into("<I", damaged, position, word)
                victim.run(bytes(damaged), arena_bytes)
    for _ in range(_COMBINATIONS):
        pack, arena_bytes = packs[rng.integers(len(packs))]
        damaged = bytearray(pack)
        for position in rng.choice(word_positions(pack), int(rng.integers(2, 5))):
            struct.pack_into("<I", damaged, int(position), int(rng.choice(_WORDS)))
        victim.run(bytes(damaged), arena_bytes)
    for _ in range(_FLIPS):
        pack, arena_bytes = packs[rng.integers(len(packs))]
        bits = np.frombuffer(pack, np.uint8).copy()
        places = rng.integers(0, bits.size, int(rng.integers(1, 4)))
        bits[places] ^= (1 << rng.integers(0, 8, places.size)).astype(np.uint8)
        victim.run(bits.tobytes(), arena_bytes)


if __name__ == "__main__":
    target = Victim(Path(sys.argv[1]))
    attack(target, [(op.pack, op.arena_bytes) for op in valid_packs()])
    print(f"{target.accepted} accepted, {target.refused} refused")
