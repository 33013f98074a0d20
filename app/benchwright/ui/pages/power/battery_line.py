"""How long a battery lasts if what was marked went on over and over."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from benchwright import paths
from benchwright.catalog.battery_table import read_batteries
from benchwright.model.battery import life_at
from benchwright.model.battery_words import battery_assumptions, life_text
from benchwright.ui.language.translators import said
from benchwright.ui.power_trace import Stretch, Trace
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.combo import Combo


class BatteryLine(QWidget):
    """A choice of battery and a sentence with what is assumed; hidden while nothing is marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batteries = read_batteries(paths.resources())
        self._stretch: Stretch | None = None
        self._is_simulated = False
        self.battery = Combo(theme, self.tr("Battery"), self)
        self.battery.addItems([battery.name for battery in self._batteries])
        self.battery.currentIndexChanged.connect(self._tell)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.words, "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.battery, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self.hide()

    def show_stretch(self, stretch: Stretch | None, trace: Trace | None) -> None:
        """What was marked, of this trace."""
        self._stretch = stretch
        self._is_simulated = trace is not None and trace.meter.is_simulated
        self.setVisible(stretch is not None)
        self._tell()

    def _tell(self) -> None:
        if self._stretch is None:
            return
        battery = self._batteries[self.battery.currentIndex()]
        life = said(life_text(life_at(battery, self._stretch.mean_ua)))
        words = self.tr("The marked stretch over and over: %1. Its current is the battery's; no regulator is reckoned.")
        parts = [words.replace("%1", life), *map(said, battery_assumptions(battery))]
        if self._is_simulated:
            parts.insert(0, self.tr("Simulated: the current is made up, and so is this."))
        self.words.setText(" ".join(parts))
