"""The energy of a run: that there is none without a meter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.model.board import Origin
from benchwright.model.run import Run
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.empty_state import EmptyState


class EnergyTab(QWidget):
    """Says why there is no number, rather than showing an estimate that nobody measured."""

    power_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._states = {
            False: EmptyState(
                theme,
                "mdi6.flash-off-outline",
                self.tr("No power meter was connected during this run."),
                self.tr("Energy is measured or left empty; it is never estimated from the time."),
                self,
            ),
            True: EmptyState(
                theme,
                "mdi6.flash-off-outline",
                self.tr("This run has no energy: it did not happen on a board."),
                self.tr("Measure the same model on hardware with a power meter."),
                self,
            ),
        }
        for state in self._states.values():
            state.add_button(self.tr("Go to Power"), self.power_asked.emit)
        layout = QVBoxLayout(self)
        for state in self._states.values():
            layout.addWidget(state)

    def show_run(self, run: Run) -> None:
        """Says it of this run."""
        for is_emulated, state in self._states.items():
            state.setVisible(is_emulated == (run.origin is not Origin.HARDWARE))
