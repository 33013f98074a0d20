"""A progress bar that waits for its turn to be painted."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar


class QuietBar(QProgressBar):
    """Use `show_value`: a QProgressBar paints itself within `setValue`, the whole window with it."""

    def show_value(self, value: int) -> None:
        """Shows a value with the next paint of the window."""
        if value != self.value():
            self.setUpdatesEnabled(False)
            self.setValue(value)
            self.setUpdatesEnabled(True)
