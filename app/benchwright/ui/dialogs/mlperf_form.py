"""The questions of the MLPerf Tiny dialog: what is measured on which device, with which data, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from benchwright.bench.mlperf_desk import MlperfOrder
from benchwright.model.device import Device, DeviceState
from benchwright.model.mlperf import MLPERF_BENCHMARKS, Mode
from benchwright.model.mlperf_rules import OFFICIAL_RULES
from benchwright.model.submission import NAME, Division, SubmissionPlace
from benchwright.ui.dialogs.mlperf_words import mode_word
from benchwright.ui.meter_choice import MeterChoice
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.number_box import inset_text

_FIELD_WIDTH = 260
_KEY = "mlperf"


class MlperfForm(QWidget):
    """Remembers what was entered; `changed` whenever something was."""

    changed = Signal()
    meter_requested = Signal()

    def __init__(self, theme: Theme, meter: MeterChoice, remembered: Remembered, parent: QWidget) -> None:
        super().__init__(parent)
        self._meter = meter
        self._remembered = remembered
        self.benchmarks = Combo(theme, self.tr("Benchmark"), self)
        self.modes = Combo(theme, self.tr("Measure"), self)
        self.devices = Combo(theme, self.tr("Device"), self)
        self.divisions = Combo(theme, self.tr("Division"), self)
        self.io_manager = self._line(self.tr("IO manager"), "io_manager", self.tr("none"))
        self.data = self._line(self.tr("Data set"), "data", self.tr("folder with y_labels.csv"))
        self.out = self._line(self.tr("Submission"), "out", self.tr("folder to write to"))
        self.submitter = self._line(self.tr("Submitter"), "submitter", "anonymous")
        self.system = self._line(self.tr("System"), "system", self.tr("the board's name"))
        self.data_button = push_button(theme, self.tr("Browse…"), self)
        self.out_button = push_button(theme, self.tr("Browse…"), self)
        self.meter_button = push_button(theme, "", self, role="link")
        self.is_short = QCheckBox(self.tr("Shorter windows, not by the rules"), self)
        self.is_short.setAccessibleName(self.is_short.text())
        self.window_s = QDoubleSpinBox(self)
        inset_text(self.window_s)
        self._fill()
        self._lay_out()
        self._connect()
        self.show_meter()
        self._show_mode()

    @property
    def mode(self) -> Mode:
        """What is measured."""
        return Mode(self.modes.currentData())

    @property
    def device_id(self) -> str:
        """The chosen device; "" for none."""
        return str(self.devices.currentData() or "")

    @property
    def missing(self) -> str:
        """What stands in the way of beginning, "" for nothing."""
        if not self.device_id:
            return self.tr("No board is plugged in.")
        if self.mode is Mode.ENERGY and self._meter.wish is None:
            return self.tr("Energy needs a power meter: choose one.")
        if not self.data.text().strip():
            return self.tr("Choose the data set.")
        if not self.out.text().strip():
            return self.tr("Choose the folder of the submission.")
        return self._wrong_name

    @property
    def _wrong_name(self) -> str:
        if not NAME.fullmatch(self._submitter):
            return self.tr("The submitter is a folder's name: letters, digits, dots, dashes and underscores.")
        if self._system and not NAME.fullmatch(self._system):
            return self.tr("The system is a folder's name: letters, digits, dots, dashes and underscores.")
        return ""

    def order(self, *, restarts: bool = False) -> MlperfOrder:
        """What was entered; `missing` is to be "" before."""
        for key, line in self._lines().items():
            self._remembered.set_word(f"{_KEY}/{key}", line.text().strip())
        return MlperfOrder(
            benchmark_id=str(self.benchmarks.currentData()),
            mode=self.mode,
            device_id=self.device_id,
            data=Path(self.data.text().strip()),
            out=Path(self.out.text().strip()),
            place=SubmissionPlace(Division(self.divisions.currentData()), self._submitter, self._system),
            io_manager=self.io_manager.text().strip(),
            window_s=self.window_s.value() if self.is_short.isChecked() else None,
            meter=self._meter.wish,
            restarts=restarts,
        )

    def show_devices(self, devices: Sequence[Device], titles: dict[str, str]) -> None:
        """Offers the devices that are there; the chosen one stays chosen."""
        chosen = self.device_id
        with QSignalBlocker(self.devices):
            self.devices.clear()
            for device in devices:
                if device.state is not DeviceState.GONE:
                    self.devices.addItem(titles.get(device.board or "", device.device_id), device.device_id)
            self.devices.setCurrentIndex(max(0, self.devices.findData(chosen)))
        if self.device_id != chosen:
            self.changed.emit()

    def select_device(self, device_id: str) -> None:
        """Chooses a device, if it is there."""
        if (place := self.devices.findData(device_id)) >= 0:
            self.devices.setCurrentIndex(place)

    def show_meter(self) -> None:
        """Says which power meter there is."""
        words = self._meter.words if self._meter.name else self.tr("Choose a power meter…")
        self.meter_button.setText(words)
        self.meter_button.setAccessibleName(self.tr("Power meter: %1").replace("%1", words))
        self.changed.emit()

    @property
    def _submitter(self) -> str:
        return self.submitter.text().strip() or self.submitter.placeholderText()

    @property
    def _system(self) -> str:
        return self.system.text().strip()

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "io_manager": self.io_manager,
            "data": self.data,
            "out": self.out,
            "submitter": self.submitter,
            "system": self.system,
        }

    def _line(self, name: str, key: str, hint: str) -> QLineEdit:
        line = QLineEdit(self._remembered.word(f"{_KEY}/{key}"), self)
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        return line

    def _fill(self) -> None:
        for benchmark_id in MLPERF_BENCHMARKS:
            self.benchmarks.addItem(benchmark_id, benchmark_id)
        for mode in Mode:
            self.modes.addItem(mode_word(mode), mode.value)
        self.divisions.addItem(self.tr("closed"), Division.CLOSED.value)
        self.divisions.addItem(self.tr("open"), Division.OPEN.value)
        self.window_s.setRange(0.1, OFFICIAL_RULES.window_s - 0.1)
        self.window_s.setDecimals(1)
        self.window_s.setValue(1.0)
        self.window_s.setSuffix(" s")
        self.window_s.setAccessibleName(self.tr("Length of a window"))
        self.window_s.setEnabled(False)

    def _connect(self) -> None:
        self.modes.currentIndexChanged.connect(self._show_mode)
        for line in self._lines().values():
            line.textChanged.connect(lambda _text: self.changed.emit())
        self.devices.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.is_short.toggled.connect(self._show_mode)
        self.data_button.clicked.connect(lambda: self._browse(self.data))
        self.out_button.clicked.connect(lambda: self._browse(self.out))
        self.meter_button.clicked.connect(self.meter_requested)
        self._meter.changed.connect(self.show_meter)

    def _show_mode(self) -> None:
        is_timed = self.mode is not Mode.ACCURACY
        self.meter_button.setEnabled(self.mode is Mode.ENERGY)
        self.is_short.setEnabled(is_timed)
        self.window_s.setEnabled(is_timed and self.is_short.isChecked())
        self.changed.emit()

    def _browse(self, line: QLineEdit) -> None:
        folder = QFileDialog.getExistingDirectory(self, line.accessibleName(), line.text())
        if folder:
            line.setText(folder)

    def _lay_out(self) -> None:
        set_role(self.is_short, "muted")
        short = QHBoxLayout()
        short.addWidget(self.is_short)
        short.addWidget(self.window_s)
        short.addStretch(1)
        rows: list[tuple[QWidget, QWidget | None]] = [
            (self.devices, None),
            (self.io_manager, None),
            (self.benchmarks, None),
            (self.modes, None),
            (self.data, self.data_button),
            (self.out, self.out_button),
            (self.divisions, None),
            (self.submitter, None),
            (self.system, None),
        ]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        for row, (field, button) in enumerate(rows):
            field.setMinimumWidth(_FIELD_WIDTH)
            grid.addWidget(QLabel(field.accessibleName(), self), row, 0)
            grid.addWidget(field, row, 1)
            if button is not None:
                grid.addWidget(button, row, 2)
        self._meter_label = QLabel(self.tr("Power meter"), self)
        grid.addWidget(self._meter_label, len(rows), 0)
        grid.addWidget(self.meter_button, len(rows), 1)
        grid.addLayout(short, len(rows) + 1, 0, 1, 3)
        grid.setRowStretch(len(rows) + 2, 1)
