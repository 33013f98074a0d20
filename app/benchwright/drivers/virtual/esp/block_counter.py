"""Counting instructions exactly and fast, and stopping between two of them: a few lines of C, called for every block.

A callback in Python would take a hundred times as long as the block itself, and the library's own counting, which stops
after so many instructions, can neither be read in between nor is it much faster. A stop from another thread may hit the
library in the middle of an access to a peripheral, which then happens twice. The C is compiled with the `ziglang` wheel
when a board starts for the first time: ten seconds where that compiler was never used, else a fraction of one.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchwright.drivers.own_process import python_command

_SOURCE = Path(__file__).with_name("block_counter.c")
_SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
_REGIONS = 3
_BUILD_S = 120.0
_FOR_EVER = (1 << 64) - 1


class BuildFailed(Exception):
    """The C was not compiled; the text has the compiler's last words."""


@dataclass(frozen=True, slots=True)
class CodeRegion:
    """Memory that code runs from: where the core sees it, how long it is, and where it lies in this process."""

    address: int
    length: int
    host_address: int


class _Region(ctypes.Structure):
    _fields_ = [("address", ctypes.c_uint64), ("bytes", ctypes.c_uint64), ("code", ctypes.c_void_p)]


class _Counter(ctypes.Structure):
    _fields_ = [
        ("instructions", ctypes.c_uint64),
        ("limit", ctypes.c_uint64),
        ("stop_asked", ctypes.c_uint64),
        ("stop", ctypes.c_void_p),
        ("regions", _Region * _REGIONS),
    ]


class BlockCounter:
    """A count of executed instructions, exact whenever a block has just begun or ended.

    `stop` is the address of the emulation library's own function that stops it.
    """

    def __init__(self, library: Path, regions: Sequence[CodeRegion], stop: ctypes.c_void_p) -> None:
        entries = [_Region(region.address, region.length, region.host_address) for region in regions]
        self._counter = _Counter(0, _FOR_EVER, 0, stop, (_Region * _REGIONS)(*entries))
        self._library = ctypes.CDLL(str(library))

    @property
    def instructions(self) -> int:
        """Executed until now, the current block included."""
        return int(self._counter.instructions)

    def allow(self, instructions: int) -> None:
        """The core stops after so many more; 0 means never. What was asked of it before is forgotten."""
        self._counter.limit = self._counter.instructions + instructions if instructions else _FOR_EVER

    def ask_to_stop(self) -> None:
        """The core stops at the next block, or at the first one if it does not run now. From any thread."""
        self._counter.stop_asked = 1

    def heed(self) -> None:
        """Whoever asked it to stop will be heard now."""
        self._counter.stop_asked = 0

    @property
    def callback(self) -> ctypes.c_void_p:
        """The function for a block hook."""
        return ctypes.cast(self._library.bw_count_block, ctypes.c_void_p)

    @property
    def user_data(self) -> ctypes.c_void_p:
        """What the function gets as its last argument; lives as long as this object."""
        return ctypes.cast(ctypes.pointer(self._counter), ctypes.c_void_p)


def built_library(folder: Path) -> Path:
    """The compiled C: what a release brought along beside the source, else that in `folder`, compiled now if missing.

    Raises:
        OSError: it cannot be written. BuildFailed: there is no compiler, or it does not work.
    """
    digest = hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:12]
    brought = _SOURCE.with_name(f"block_counter-{digest}{_SUFFIX}")
    library = brought if brought.is_file() else folder / brought.name
    if not library.is_file():
        # Two threads of one program may start the same board at the same time.
        fresh = library.with_name(f"{os.getpid()}-{threading.get_ident()}-{library.name}")
        words = ("cc", "-O2", "-shared", "-fPIC", "-s", str(_SOURCE), "-o", str(fresh))
        command = (*python_command("ziglang"), *words)
        try:
            subprocess.run(command, capture_output=True, text=True, timeout=_BUILD_S, check=True)
        except subprocess.SubprocessError as error:
            said = error.stderr if isinstance(error, subprocess.CalledProcessError) else str(error)
            raise BuildFailed(f"block_counter.c was not compiled: {said.strip()[-300:]}") from error
        fresh.replace(library)
    return library
