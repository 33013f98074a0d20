"""The board's own kernels, built for this computer: any inference of a pack recomputed bit for bit.

Binds the exports of boards/firmware/engine/host_library.c with ctypes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from pathlib import Path

from benchwright.drivers.set_up_words import build_firmware
from benchwright.model.engine_status import REFUSALS
from benchwright.model.errors import FirmwareMissing, PackInvalid
from benchwright.model.pack import Pack

_ALIGN = 16


class _Memory:
    """A pack and its arena, where the engine wants them."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.image = _aligned(pack.data)
        self.arena = _aligned(bytes(pack.arena_bytes))


class HostEngine:
    """The host library at `library`. Thread-safe: every call has memory of its own."""

    def __init__(self, library: Path) -> None:
        self._path = library

    def run(self, pack: Pack, inputs: bytes) -> bytes:
        """All output tensors of one inference, one behind the other, for the input tensors given likewise.

        Raises:
            PackInvalid: the engine refuses the pack, or `inputs` are not as long as its input tensors.
            FirmwareMissing: the host library has not been built.
        """
        outputs, _ = self._infer(_Memory(pack), inputs, 0)
        return outputs

    def run_in_turn(self, pack: Pack, inputs: Sequence[bytes]) -> tuple[bytes, ...]:
        """Inferences one after the other, as `run`; the model begins as after opening and keeps what it keeps.

        Raises:
            PackInvalid, FirmwareMissing: as `run`.
        """
        memory = _Memory(pack)
        return tuple(self._infer(memory, item, 0, is_first=not index)[0] for index, item in enumerate(inputs))

    def layers(self, pack: Pack, inputs: bytes) -> tuple[int, ...]:
        """CRC-32 of the output of every op, in order.

        Raises:
            PackInvalid, FirmwareMissing: as `run`.
        """
        _, checksums = self._infer(_Memory(pack), inputs, len(pack.ops))
        return checksums

    def _infer(
        self, memory: _Memory, inputs: bytes, capacity: int, *, is_first: bool = True
    ) -> tuple[bytes, tuple[int, ...]]:
        pack = memory.pack
        needed_bytes = sum(spec.size_bytes for spec in pack.inputs)
        if len(inputs) != needed_bytes:
            raise PackInvalid(f"Its inputs have {needed_bytes:,} bytes, {len(inputs):,} were given.")
        outputs = ctypes.create_string_buffer(sum(spec.size_bytes for spec in pack.outputs))
        checksums = (ctypes.c_uint32 * max(1, capacity))()
        places = (memory.image, len(pack.data), memory.arena, pack.arena_bytes)
        borders = (inputs, len(inputs), outputs, len(outputs))
        if is_first:
            status = self._function("bw_host_layers")(*places, *borders, checksums, capacity)
        else:
            status = self._function("bw_host_next")(*places, *borders)
        if status != 0:
            reason = REFUSALS.get(status, "for a reason without a name")
            raise PackInvalid(f"The engine refuses it: {reason} ({status}).")
        return outputs.raw, tuple(checksums[:capacity])

    def _function(self, name: str) -> Callable[..., int]:
        """An export; loading a library twice gives the same one."""
        try:
            function = ctypes.CDLL(str(self._path))[name]
        except (OSError, AttributeError) as error:
            why = f"The engine at {self._path} cannot be loaded: {error}."
            raise FirmwareMissing("this computer", why, build_firmware()) from error
        pointer, size = ctypes.c_void_p, ctypes.c_uint32
        infer = (pointer, size, pointer, size, ctypes.c_char_p, size, pointer, size)
        function.argtypes = (*infer, pointer, size) if name == "bw_host_layers" else infer
        function.restype = ctypes.c_int
        return function


def _aligned(content: bytes) -> ctypes.Array[ctypes.c_char]:
    """A copy of `content` on a 16-byte boundary."""
    room = ctypes.create_string_buffer(len(content) + _ALIGN)
    start = -ctypes.addressof(room) % _ALIGN
    aligned = (ctypes.c_char * len(content)).from_buffer(room, start)
    ctypes.memmove(aligned, content, len(content))
    return aligned
