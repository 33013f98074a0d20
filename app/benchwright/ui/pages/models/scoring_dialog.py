"""What a labelled set on a board was worth, as soon as its last input is answered."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from benchwright.model.scoring import ScoringFacts
from benchwright.ui.pages.runs.accuracy_tab import AccuracyTab
from benchwright.ui.theme import Theme, scaled
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button

_WIDTH_PX = 900
_HEIGHT_PX = 520


class ScoringDialog(QDialog):
    """Stays beside the window until it is closed; the same is told by the run's tab Accuracy."""

    def __init__(self, theme: Theme, facts: ScoringFacts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Accuracy of %1").replace("%1", facts.scoring.variant_label))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accuracy = AccuracyTab(theme, self)
        self.accuracy.show_facts(facts)
        close_button = push_button(theme, self.tr("Close"), self, role="primary")
        close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.accuracy, 1)
        layout.addWidget(close_button, 0, Qt.AlignmentFlag.AlignRight)
        room = self.screen().availableGeometry().size()
        self.resize(QSize(scaled(_WIDTH_PX), scaled(_HEIGHT_PX)).boundedTo(room))
