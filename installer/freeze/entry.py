"""Where the frozen program begins."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def give_back_library_paths(environ: MutableMapping[str, str]) -> None:
    """Undoes what the bootloader did to find our libraries: programs of others (QEMU, OpenOCD) must not get them."""
    for name in _LIBRARY_PATHS:
        original = environ.pop(f"{name}_ORIG", None)
        if original is not None:
            environ[name] = original
        else:
            environ.pop(name, None)


if __name__ == "__main__":
    give_back_library_paths(os.environ)
    from benchwright.__main__ import main

    sys.exit(main())
