"""How the C library keeps the memory of a window that is open all day."""

from __future__ import annotations

import ctypes
import sys

_M_ARENA_MAX = -8
"""`mallopt(3)`, glibc."""
_ARENAS = 2


def share_arenas() -> None:
    """Lets all threads take memory from two heaps, where glibc would give each of eight a core its own.

    What one run leaves free is then there for the next, whichever thread does it. To be called before threads start.
    """
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "gnu_get_libc_version"):  # others know no arenas
            library.mallopt(_M_ARENA_MAX, _ARENAS)
