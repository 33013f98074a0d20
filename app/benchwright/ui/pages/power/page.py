"""The Power page: where does the charge go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright.bench.trace_csv import write_trace
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.numbers import count_text
from benchwright.ui.language.translators import said
from benchwright.ui.meter_choice import volts_text
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.power.layout import PowerLayout
from benchwright.ui.power_trace import Trace, measure_stretch
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.window_actions import make_action

_NOW_MS = 200


class PowerPage(Page):
    """Shows the trace of the last run or the live one, to zoom and to measure."""

    key = "power"
    icon_name = "mdi6.lightning-bolt-outline"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._trace: Trace | None = None
        self.parts = PowerLayout(theme, self)
        self._empty = EmptyState(
            theme,
            self.icon_name,
            self.tr("No power meter is chosen."),
            self.tr("Latency, memory and accuracy are measured without one; runs have no energy until then."),
            self,
        )
        choose = partial(self.navigation_requested.emit, "settings", "meters")
        self._empty.add_button(self.tr("Choose a power meter"), choose, is_primary=True)
        self._stack = self.stack(self._empty, self.parts)
        self._now = QTimer(self)
        self._now.setInterval(_NOW_MS)
        self._now.timeout.connect(self._show_now)
        self._make_actions()
        self.parts.start_button.clicked.connect(self.toggle)
        self.parts.measure_asked.connect(lambda: self.parts.chart.select(*self.parts.chart.view))
        self.parts.export_button.clicked.connect(self._ask_file)
        self.parts.chart.measured.connect(self._show_measured)
        bridge.meter.changed.connect(self._show)
        bridge.trace.changed.connect(self._show)
        self._show()

    def toggle(self) -> None:
        """Starts the live trace, or ends it."""
        desk = self.bridge.workbench.meters
        if self.bridge.trace.is_sampling:
            self.bridge.ask(desk.stop_live, lambda _done: None)
        else:
            self.parts.meter.show_text(self.tr("Opening the meter …"))
            devices = self.bridge.workbench.devices()
            self.bridge.ask(lambda: desk.start_live(devices), lambda _done: None, self.error_raised.emit)

    def export(self, file: Path) -> None:
        """Writes the marked stretch, or all that is kept, as CSV."""
        trace = self._trace
        if trace is None:
            return
        start, stop = self.parts.chart.selection or (0, trace.mark.count)
        write = partial(
            write_trace,
            file,
            trace.chunks(start, stop),
            sample_hz=trace.sample_hz,
            is_simulated=trace.meter.is_simulated,
        )
        words = self.tr("Wrote %1 samples to %2.").replace("%2", file.name)
        self.bridge.ask(
            write,
            lambda count: self.toast_requested.emit(words.replace("%1", count_text(count))),
            self.error_raised.emit,
        )

    def _show(self) -> None:
        state, choice = self.bridge.trace, self.bridge.meter
        self._stack.setCurrentWidget(self.parts if choice.name or state.trace is not None else self._empty)
        is_news = state.trace is not self._trace
        if is_news:
            self._trace = state.trace
            self.parts.chart.show_trace(state.trace)
            self.parts.show_measured(None)
        is_of_run = state.is_sampling and not self.bridge.workbench.meters.is_live
        self.parts.show_running(is_sampling=state.is_sampling, is_of_run=is_of_run)
        self.parts.start_button.setEnabled(self.parts.start_button.isEnabled() and bool(choice.name))
        self.parts.export_button.setEnabled(state.trace is not None)
        self.parts.meter.show_text(self._words())
        if state.is_sampling:
            self._now.start()
            return
        if (is_news or self._now.isActive()) and self.parts.chart.is_following:
            self.parts.chart.show_all()  # it is over
        self._now.stop()
        self._show_now()

    def _words(self) -> str:
        state = self.bridge.trace
        if state.error is not None:
            return f"{said(state.error.what)} {said(state.error.why)} {said(state.error.remedy)}"
        trace = state.trace
        if trace is None:
            return self.bridge.meter.words
        simulated = self.tr("simulated") if trace.meter.is_simulated else ""
        rate = self.tr("%1 samples a second").replace("%1", count_text(trace.sample_hz))
        parts = (trace.meter.kind, simulated, volts_text(trace.supply.voltage_mv), rate, trace.device_id)
        return "  ·  ".join(part for part in parts if part)

    def _show_now(self) -> None:
        trace = self._trace
        stretch = None
        if trace is not None and self.bridge.trace.is_sampling:
            stretch = measure_stretch(trace, trace.mark.count - trace.sample_hz, trace.mark.count)
        self.parts.show_now(
            stretch.mean_ua if stretch is not None else None, trace.supply.voltage_mv if trace is not None else 0
        )

    def _show_measured(self, start: int, stop: int) -> None:
        if self._trace is not None:
            self.parts.show_measured(measure_stretch(self._trace, start, stop))

    def _ask_file(self) -> None:
        name = "power-simulated.csv" if self._trace is not None and self._trace.meter.is_simulated else "power.csv"
        file, _ = QFileDialog.getSaveFileName(self, self.tr("Export the trace"), name, self.tr("CSV (*.csv)"))
        if file:
            self.export(Path(file))

    def _make_actions(self) -> None:
        parts = self.parts
        self.addActions(
            [
                make_action(self, self.tr("Start or stop the live trace"), "Ctrl+Space", self.toggle),
                make_action(self, self.tr("Follow the trace"), "", parts.follow_button.click),
                make_action(self, self.tr("Show all of the trace"), "", parts.all_button.click),
                make_action(self, self.tr("Measure what is in sight"), "", parts.measure_button.click),
                make_action(self, self.tr("Export the trace as CSV…"), "Ctrl+E", parts.export_button.click),
            ]
        )
