"""A cancel token that the closing window sets too."""

from __future__ import annotations

from benchwright.bench.lane import Cancel
from benchwright.ui.bridge import Bridge


class WindowCancel:
    """Set on the GUI thread, or by the window going away; read on worker threads."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._cancel = Cancel()

    @property
    def is_set(self) -> bool:
        """Whether the work should stop at the next safe point."""
        return self._cancel.is_set or self._bridge.is_closed

    def set(self) -> None:
        """Asks the work to stop."""
        self._cancel.set()
