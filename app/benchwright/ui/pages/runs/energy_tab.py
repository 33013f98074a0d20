"""The energy of a run: that there is none without a meter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from benchwright.model.board import Origin
from benchwright.model.run import Run
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.widgets.empty_state import EmptyState


class EnergyTab(QScrollArea):
    """Says why there is no number, rather than showing an estimate that nobody measured."""

    power_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QWidget(self)
        set_role(body, "page")
        self._states = {
            False: EmptyState(
                theme,
                "mdi6.flash-off-outline",
                self.tr("No power meter was connected during this run."),
                self.tr("Energy is measured or left empty; it is never estimated from the time."),
                body,
            ),
            True: EmptyState(
                theme,
                "mdi6.flash-off-outline",
                self.tr("This run has no energy: it did not happen on a board."),
                self.tr("Measure the same model on hardware with a power meter."),
                body,
            ),
        }
        for state in self._states.values():
            state.add_button(self.tr("Go to Power"), self.power_asked.emit)
        layout = QVBoxLayout(body)
        for state in self._states.values():
            layout.addWidget(state)
        self.setWidgetResizable(True)
        self.setWidget(body)

    def show_run(self, run: Run) -> None:
        """Says it of this run."""
        for is_emulated, state in self._states.items():
            state.setVisible(is_emulated == (run.origin is not Origin.HARDWARE))
