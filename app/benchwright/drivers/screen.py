"""Whether there is a screen to open a window on; Qt itself ends the program when there is none."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from benchwright.drivers.set_up_words import bring_a_screen
from benchwright.model.errors import ToolMissing


def require_screen(environ: Mapping[str, str], *, platform: str = sys.platform) -> None:
    """Passes where Qt has a screen or was told to draw into memory.

    Raises:
        ToolMissing: on Linux with neither X nor Wayland.
    """
    if platform != "linux" or any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return
    raise ToolMissing(
        "A screen",
        "Neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can be shown here.",
        bring_a_screen(),
    )
