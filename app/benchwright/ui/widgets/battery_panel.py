"""A duty cycle, and how long a battery lasts under it, with everything that is assumed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QVBoxLayout, QWidget

from benchwright import paths
from benchwright.catalog.battery_table import read_batteries
from benchwright.model.battery import Battery, Drain, DutyCycle, battery_life
from benchwright.model.battery_words import assumptions, headline
from benchwright.model.errors import DutyCycleImpossible
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.flow_layout import FlowLayout
from benchwright.ui.widgets.number_box import inset_text

_LONGEST_S = 86_400.0
_USUAL_S = 2.0
_UNKNOWN = -0.01
_MOST_UA = 1_000_000.0


class BatteryPanel(QWidget):
    """Asks for period, battery, sleep current and regulator; answers at once."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drain: Drain | None = None
        self._batteries: tuple[Battery, ...] = read_batteries(paths.resources())
        self.period = self._number(self.tr("One inference every, seconds"), 0.001, _LONGEST_S, _USUAL_S, " s", 3)
        self.battery = Combo(theme, self.tr("Battery"), self)
        self.battery.addItems([battery.name for battery in self._batteries])
        self.battery.currentIndexChanged.connect(self._reckon)
        self.sleep = self._number(self.tr("Sleep current, microamperes"), _UNKNOWN, _MOST_UA, _UNKNOWN, " µA", 2)
        self.sleep.setSpecialValueText(self.tr("as measured idle"))
        self.efficiency = self._number(self.tr("Regulator's efficiency, per cent"), 0, 100, 0, " %", 0)
        self.efficiency.setSpecialValueText(self.tr("no switching regulator"))
        self.answer, self.assumed = QLabel(self), QLabel(self)
        self._lay_out()

    def show_drain(self, drain: Drain | None) -> None:
        """What an inference takes; nothing is shown without one."""
        self._drain = drain
        self.setVisible(drain is not None)
        self._reckon()

    def _reckon(self) -> None:
        drain = self._drain
        if drain is None:
            return
        sleep_ua = self.sleep.value() if self.sleep.value() >= 0 else None
        efficiency = self.efficiency.value() / 100 if self.efficiency.value() else None
        battery = self._batteries[self.battery.currentIndex()]
        lines: tuple[str, ...] = ()
        try:
            life = battery_life(battery, drain, DutyCycle(self.period.value(), sleep_ua, efficiency))
        except DutyCycleImpossible as error:
            answer = f"{said(error.what)} {said(error.why)} {said(error.remedy)}"
        else:
            answer, lines = said(headline(life)), tuple(said(line) for line in assumptions(life))
        self.answer.setText(answer)
        self.assumed.setText("\n".join(lines))

    def _number(self, name: str, least: float, most: float, value: float, suffix: str, decimals: int) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        inset_text(box)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setDecimals(decimals)
        box.setRange(least, most)
        box.setSuffix(suffix)
        box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        box.setValue(value)
        box.valueChanged.connect(self._reckon)
        return box

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Battery life"), self)
        set_role(title, "section")
        set_role(self.answer, "value")
        set_role(self.assumed, "muted")
        for label in (self.answer, self.assumed):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inputs = FlowLayout()
        for text, widget in (
            (self.tr("One inference every"), self.period),
            (self.tr("on"), self.battery),
            (self.tr("asleep"), self.sleep),
            (self.tr("regulator"), self.efficiency),
        ):
            label = QLabel(text, self)
            label.setBuddy(widget)
            set_role(label, "caption")
            inputs.addWidget(label)
            inputs.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(HALF)
        layout.addWidget(title)
        layout.addLayout(inputs)
        layout.addWidget(self.answer)
        layout.addWidget(self.assumed)
