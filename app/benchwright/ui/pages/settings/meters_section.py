"""Settings, meters: which power meter sees the runs, at what voltage, and who feeds the device."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from benchwright.model.meter import SAFE_MV, FoundMeter, Supply
from benchwright.ui.dialogs.voltage_dialog import VoltageDialog, millivolts
from benchwright.ui.language.numbers import number_text
from benchwright.ui.meter_choice import MeterChoice, volts_text
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo

_ANY_MV = range(1, 100_000)


class MetersSection(Section):
    """Changes the choice and nothing else; a voltage that may damage a board is asked for twice."""

    scan_requested = Signal()
    power_requested = Signal()

    def __init__(self, theme: Theme, choice: MeterChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choice = choice
        self._found: tuple[FoundMeter, ...] = ()
        self.asking: VoltageDialog | None = None
        self.show_title(self.tr("Meters"))
        self.meter = Combo(theme, self.tr("Power meter"), self)
        self.meter.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meter.setMinimumContentsLength(24)
        self.address = QLineEdit(self)
        self.address.setPlaceholderText("otii:HOST")
        self.use_button = push_button(theme, self.tr("Use"), self)
        self.use_button.setAccessibleName(self.tr("Use the meter at this address"))
        self.voltage = QLineEdit(self)
        self.set_button = push_button(theme, self.tr("Set"), self)
        self.set_button.setAccessibleName(self.tr("Set the supply voltage"))
        self.feeder = Combo(theme, self.tr("Who feeds the device"), self)
        self.feeder.addItem(self.tr("The meter"), True)
        self.feeder.addItem(self.tr("Somebody else, through the meter"), False)
        self.look_button = push_button(theme, self.tr("Look again"), self, icon_name="mdi6.refresh")
        self.power_button = push_button(theme, self.tr("Go to Power"), self)
        self._said = self._lay_out()
        self.meter.activated.connect(self._choose)
        self.address.returnPressed.connect(self.use_button.click)
        self.use_button.clicked.connect(self._use)
        self.voltage.textEdited.connect(self._check)
        self.voltage.returnPressed.connect(self.set_button.click)
        self.set_button.clicked.connect(self._set_voltage)
        self.feeder.activated.connect(self._choose_feeder)
        self.look_button.clicked.connect(self.scan_requested)
        self.power_button.clicked.connect(self.power_requested)
        choice.changed.connect(self._show)
        self._show()

    @property
    def said(self) -> str:
        """What is wrong with the voltage that is typed, or what is to be known of the meter."""
        return self._said.text()

    def show_meters(self, found: Sequence[FoundMeter]) -> None:
        """Fills the choice: none, every meter there is, and the chosen one though it is not plugged in."""
        self._found = tuple(found)
        self._show()

    def _show(self) -> None:
        chosen, supply = self._choice.name, self._choice.supply
        with QSignalBlocker(self.meter):
            self.meter.clear()
            self.meter.addItem(self.tr("None"), "")
            for meter in self._shown:
                self.meter.addItem(_title(meter, self.tr("simulated")), meter.name)
            if self.meter.findData(chosen) < 0:
                self.meter.addItem(self.tr("%1, not found").replace("%1", chosen), chosen)
            self.meter.setCurrentIndex(self.meter.findData(chosen))
        self.voltage.setText(number_text(supply.voltage_mv / 1000, "g"))
        self.feeder.setCurrentIndex(self.feeder.findData(supply.is_source))
        self._check()

    @property
    def _shown(self) -> tuple[FoundMeter, ...]:
        """Those that were found, and the chosen one that only its address tells."""
        name = self._choice.name
        named = None if any(meter.name == name for meter in self._found) else self._choice.named(name)
        return self._found if named is None else (*self._found, named)

    def _meter(self) -> FoundMeter | None:
        return next((meter for meter in self._shown if meter.name == self._choice.name), None)

    def _check(self) -> None:
        asked_mv, meter = millivolts(self.voltage.text()), self._meter()
        trouble = ""
        if asked_mv is None or asked_mv not in _ANY_MV:
            trouble = self.tr("That is no voltage: type volts, such as %1.").replace("%1", number_text(3.3, "g"))
        elif meter is not None and not meter.gives(asked_mv):
            ends = (volts_text(meter.least_mv), volts_text(meter.most_mv))
            trouble = self.tr("%1 gives %2 to %3.").replace("%1", meter.kind)
            trouble = trouble.replace("%2", ends[0]).replace("%3", ends[1])
        self.set_button.setEnabled(not trouble and asked_mv != self._choice.supply.voltage_mv)
        about = self.tr("It is simulated: no current flows, and whatever comes of it says so.")
        self._say(trouble or (about if self._choice.is_simulated else ""))

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _choose(self, place: int) -> None:
        name = self.meter.itemData(place)
        meter = next((meter for meter in self._shown if meter.name == name), None)
        if meter is not None or not name:
            self._choice.choose(meter)

    def _use(self) -> None:
        meter = self._choice.named(self.address.text().strip())
        if meter is None:
            example = "otii:192.168.0.7"
            self._say(self.tr("That is no meter: type a kind and its address, such as %1.").replace("%1", example))
            return
        self.address.clear()
        self._choice.choose(meter)

    def _set_voltage(self) -> None:
        if (asked_mv := millivolts(self.voltage.text())) is not None:
            self._ask(Supply(asked_mv, is_source=self._choice.supply.is_source))

    def _choose_feeder(self, place: int) -> None:
        self._ask(Supply(self._choice.supply.voltage_mv, is_source=bool(self.feeder.itemData(place))))

    def _ask(self, supply: Supply) -> None:
        """Goes on at once, or once the user has typed the voltage again."""
        if not supply.is_source or supply.voltage_mv <= SAFE_MV:
            self._choice.feed(supply)
            return
        self.asking = VoltageDialog(self._theme, self._choice.supply.voltage_mv, supply.voltage_mv, self)
        self.asking.confirmed.connect(partial(self._choice.feed, supply))
        self.asking.finished.connect(self._forget)
        self.asking.open()

    def _forget(self) -> None:
        self.asking = None
        self._show()

    def _lay_out(self) -> QLabel:
        volts = self._beside(self.voltage, QLabel("V", self), self.set_button)
        self.add_row(self.tr("Power meter"), self.meter, self.tr("It sees every run that is started one by one."))
        self.add_row(
            self.tr("Meter at an address"),
            self._beside(self.address, self.use_button),
            self.tr("One that is not in the list: otii:HOST, scpi:HOST, scpi:RESOURCE of VISA, ina226:PORT."),
        )
        self.address.setAccessibleName(self.tr("Kind and address of a meter"))
        self.add_row(self.tr("Supply voltage"), volts, self.tr("Nothing changes before Set is pressed."))
        self.voltage.setAccessibleName(self.tr("Supply voltage in volts"))
        self.add_row(
            self.tr("Who feeds the device"),
            self.feeder,
            self.tr("A meter that feeds the device switches it on; otherwise it only measures what flows through it."),
        )
        label = self.add_words("")
        buttons = QHBoxLayout()
        buttons.addWidget(self.look_button)
        buttons.addWidget(self.power_button)
        buttons.addStretch(1)
        self.rows.addLayout(buttons)
        return label

    def _beside(self, *parts: QWidget) -> QWidget:
        """The parts in one line."""
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in parts:
            row.addWidget(part)
        return line


def _title(meter: FoundMeter, simulated: str) -> str:
    return f"{meter.title}, {simulated}" if meter.is_simulated else meter.title
