"""The engine as a shared library of the host, built from the firmware's sources with traps on undefined behaviour."""

import ctypes
import subprocess
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pack_builder import OpPack

_FIRMWARE = Path(__file__).parents[2] / "boards" / "firmware"
_FLAGS = ("-std=c11", "-O1", "-fwrapv", "-fno-strict-aliasing", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion",
          "-Werror", "-fsanitize=undefined", "-fsanitize-trap=undefined", "-shared", "-fPIC")  # fmt: skip


def build_library(folder: Path, kernel_set: str = "generic") -> Path:
    """Compiles engine and generic kernels into `folder`; the kernel set "host" brings the layouts of all sets."""
    library = folder / ("engine.dll" if sys.platform == "win32" else "engine.so")
    sources = [*_FIRMWARE.glob("engine/*.c"), *_kernels(kernel_set)]
    sources += [_FIRMWARE / "common" / name for name in ("bw_crc32.c", "bw_sha256.c")]
    includes = [f"-I{_FIRMWARE / folder}" for folder in ("include", "common")]
    command = [sys.executable, "-m", "ziglang", "cc", *_FLAGS, *includes, *map(str, sorted(sources))]
    subprocess.run([*command, "-o", str(library)], check=True, timeout=300)
    return library


def _kernels(kernel_set: str) -> list[Path]:
    """A file of the set takes the place of the generic one; of every set's own the host takes what has a new name."""
    folder = _FIRMWARE / "engine" / "kernels"
    chosen = {path.name: path for path in folder.glob("generic/*.c")}
    for path in folder.glob("[dm][sv][pe]/*.c") if kernel_set == "host" else ():
        chosen.setdefault(path.name, path)
    return [*(chosen | {path.name: path for path in folder.glob(f"{kernel_set}/*.c")}).values()]


def aligned_bytes(count: int) -> NDArray[np.uint8]:
    """A zeroed buffer that starts on a 16-byte boundary."""
    whole = np.zeros(count + 16, np.uint8)
    skip = -whole.ctypes.data % 16
    return whole[skip : skip + count]


class HostEngine:
    """The exports of host_library.c."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))

    def run(self, op: OpPack, *inputs: NDArray[np.generic]) -> NDArray[np.generic]:
        """Output of one inference of a pack that the engine must accept."""
        output = np.zeros(op.output.shape, op.output.dtype)
        status = self.status(op.pack, op.arena_bytes, b"".join(values.tobytes() for values in inputs), output)
        assert status == 0, f"engine status {status}"
        return output

    def status(self, pack: bytes, arena_bytes: int, inputs: bytes, output: NDArray[np.generic]) -> int:
        """enum bw_engine_status of one inference; `output` is written on success."""
        memory = aligned_bytes(len(pack))
        memory[:] = np.frombuffer(pack, np.uint8)
        arena = aligned_bytes(arena_bytes)
        return int(
            self._library.bw_host_run(
                ctypes.c_void_p(memory.ctypes.data),
                len(pack),
                ctypes.c_void_p(arena.ctypes.data),
                arena_bytes,
                inputs,
                len(inputs),
                ctypes.c_void_p(output.ctypes.data),
                output.nbytes,
            )
        )

    def layer_crc32s(self, op: OpPack, inputs: bytes, capacity: int) -> list[int]:
        """CRC-32 of the output of every op."""
        memory = aligned_bytes(len(op.pack))
        memory[:] = np.frombuffer(op.pack, np.uint8)
        arena = aligned_bytes(op.arena_bytes)
        output = bytes(op.output.byte_count)
        crc32s = (ctypes.c_uint32 * capacity)()
        status = self._library.bw_host_layers(
            ctypes.c_void_p(memory.ctypes.data), len(op.pack), ctypes.c_void_p(arena.ctypes.data), op.arena_bytes,
            inputs, len(inputs), output, len(output), crc32s, capacity,
        )  # fmt: skip
        assert status == 0, f"engine status {status}"
        return list(crc32s)
