"""What stands where on the Power page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from benchwright.model.recording import RecordingState
from benchwright.ui.charts.power_chart import PowerChart
from benchwright.ui.language.numbers import (
    bytes_text,
    charge_text,
    count_text,
    current_text,
    duration_text,
    energy_text,
    power_text,
)
from benchwright.ui.language.translators import said
from benchwright.ui.pages.power.battery_line import BatteryLine
from benchwright.ui.power_trace import Stretch, Trace
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.flow_layout import FlowLayout

_PAN_RATIO = 0.2
_ZOOM = 1.5


class PowerLayout(QWidget):
    """Buttons, the chart, and a line that says what flowed in the marked stretch. Arrow keys move, + and - zoom."""

    measure_asked = Signal()
    """What is in sight is to be measured."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start_button = push_button(theme, self.tr("Start"), self, icon_name="mdi6.play-pause", role="primary")
        self.record_button = push_button(
            theme,
            self.tr("Record…"),
            self,
            icon_name="mdi6.record-circle-outline",
            detail=self.tr("Writes every sample to a file while it is taken, until the trace ends"),
        )
        self.open_button = push_button(theme, self.tr("Open…"), self, icon_name="mdi6.folder-open-outline")
        self.follow_button = push_button(theme, self.tr("Follow"), self, icon_name="mdi6.skip-forward")
        self.all_button = push_button(theme, self.tr("Show all"), self, icon_name="mdi6.arrow-expand-horizontal")
        self.in_button = icon_button(theme, self.tr("Zoom in (+)"), "mdi6.magnify-plus-outline", self)
        self.out_button = icon_button(theme, self.tr("Zoom out (-)"), "mdi6.magnify-minus-outline", self)
        self.measure_button = push_button(
            theme, self.tr("Measure"), self, icon_name="mdi6.ruler", detail=self.tr("Measures what is in sight (M)")
        )
        self.export_button = push_button(
            theme,
            self.tr("Export…"),
            self,
            icon_name="mdi6.file-export-outline",
            detail=self.tr("The marked stretch as CSV or for Power Profiler; all that is kept where nothing is marked"),
        )
        self.meter = ElidedLabel(self)
        self.recording = ElidedLabel(self)
        self.now = QLabel(self)
        self.battery = BatteryLine(theme, self)
        self.measured = QLabel(self)
        self.chart = PowerChart(theme, self)
        self.chart.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.follow_button.clicked.connect(self.chart.follow)
        self.all_button.clicked.connect(self.chart.show_all)
        self.in_button.clicked.connect(lambda: self.chart.zoom(_ZOOM))
        self.out_button.clicked.connect(lambda: self.chart.zoom(1 / _ZOOM))
        self.measure_button.clicked.connect(self.measure_asked)
        self._lay_out()
        self.show_measured(None)

    def show_running(self, *, is_sampling: bool, is_of_run: bool) -> None:
        """Start becomes Stop; the meter of a run is the run's."""
        self.start_button.setText(self.tr("Stop") if is_sampling and not is_of_run else self.tr("Start"))
        self.start_button.setAccessibleName(self.start_button.text())
        self.start_button.setEnabled(not is_of_run)

    def show_recording(self, state: RecordingState | None) -> None:
        """How far the recording has come, where it is, and why it ended if nobody ended it."""
        is_open = state is not None and state.is_open
        self.record_button.setText(self.tr("Stop recording") if is_open else self.tr("Record…"))
        self.record_button.setAccessibleName(self.record_button.text())
        self.recording.setVisible(state is not None)
        if state is None:
            return
        if state.why:
            words = f"{said(state.why)}"
        elif is_open:
            words = self.tr("Recording %1, %2 to %3")
        else:
            words = self.tr("Recorded %1, %2 in %3")
        values = (duration_text(state.duration_s), bytes_text(state.size_bytes), state.file)
        for place, value in enumerate(values, start=1):
            words = words.replace(f"%{place}", value)
        self.recording.show_text(words)

    def show_now(self, mean_ua: float | None, supply_mv: int, meter: str = "") -> None:
        """What flowed on average in the last second; nothing where nothing is sampled.

        `meter` is whose numbers these are, "" where everything else in sight is of the same one.
        """
        text = ""
        if mean_ua is not None:
            text = f"{current_text(mean_ua)}   {power_text(mean_ua * supply_mv / 1000)}"
            if meter:
                text = f"{self.tr('Live, %1:').replace('%1', meter)}   {text}"
        self.now.setText(text)
        self.now.setAccessibleName(self.tr("Average of the last second: %1").replace("%1", text) if text else "")

    def show_measured(self, stretch: Stretch | None, trace: Trace | None = None) -> None:
        """What flowed in the marked stretch of a trace, or how one is marked."""
        self.battery.show_stretch(stretch, trace)
        if stretch is None:
            text = self.tr("SHIFT-drag measures time, charge and energy; the wheel zooms, dragging moves.")
        else:
            text = self.tr("Δt %1   charge %2   energy %3   average %4   peak %5")
            values = (
                duration_text(stretch.duration_s), charge_text(stretch.charge_uc), energy_text(stretch.energy_uj),
                current_text(stretch.mean_ua), current_text(stretch.peak_ua),
            )  # fmt: skip
            for place, value in enumerate(values, start=1):
                text = text.replace(f"%{place}", value)
            if stretch.lost:
                text += "   " + self.tr("%1 samples lost").replace("%1", count_text(stretch.lost))
        self.measured.setText(text)
        self.measured.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End, plus, minus and M."""
        chart = self.chart
        ways: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: chart.pan(-_PAN_RATIO),
            Qt.Key.Key_Right: lambda: chart.pan(_PAN_RATIO),
            Qt.Key.Key_Home: chart.show_all,
            Qt.Key.Key_End: chart.follow,
            Qt.Key.Key_Plus: lambda: chart.zoom(_ZOOM),
            Qt.Key.Key_Equal: lambda: chart.zoom(_ZOOM),
            Qt.Key.Key_Minus: lambda: chart.zoom(1 / _ZOOM),
            Qt.Key.Key_M: self.measure_asked.emit,
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            way()

    def _lay_out(self) -> None:
        set_role(self.meter, "muted")
        set_role(self.now, "section")
        set_role(self.recording, "muted")
        self.recording.hide()
        set_role(self.measured, "muted")
        self.measured.setWordWrap(True)
        self.measured.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        bar = FlowLayout()
        for button in (
            self.start_button, self.record_button, self.open_button, self.follow_button, self.all_button,
            self.in_button, self.out_button, self.measure_button, self.export_button,
        ):  # fmt: skip
            bar.addWidget(button)
        words = QHBoxLayout()
        words.setSpacing(GRID)
        words.addWidget(self.meter, 1)
        words.addWidget(self.now)
        card = QFrame(self)
        set_role(card, "surface")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(GRID, GRID, GRID, GRID)
        inside.addWidget(self.chart)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addLayout(words)
        layout.addWidget(self.recording)
        layout.addWidget(card, 1)
        layout.addWidget(self.measured)
        layout.addWidget(self.battery)
