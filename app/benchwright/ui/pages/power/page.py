"""The Power page: where does the charge go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from benchwright.ui.bridge import Bridge
from benchwright.ui.language.numbers import count_text
from benchwright.ui.language.translators import said
from benchwright.ui.meter_choice import volts_text
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.power.files import ask_export, ask_new_recording, ask_recording, export_trace
from benchwright.ui.pages.power.layout import PowerLayout
from benchwright.ui.power_trace import Trace, TraceOfRun, measure_stretch, recorded_trace, trace_of_run
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
        self._seen: Trace | None = None
        self._opened: Trace | None = None
        self.parts = PowerLayout(theme, self)
        self._empty = EmptyState(
            theme,
            self.icon_name,
            self.tr("No power meter is chosen."),
            self.tr("Latency, memory and accuracy are measured without one; runs have no energy until then."),
            self,
        )
        self._empty.add_button(self.tr("Open a recording…"), self._ask_recording)
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
        self.parts.record_button.clicked.connect(self._toggle_recording)
        self.parts.open_button.clicked.connect(self._ask_recording)
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

    def record(self, file: Path) -> None:
        """Records to a file from now on; starts the live trace where nothing is sampled."""

        def begin(_done: None) -> None:
            self._show_recording()
            if not self.bridge.trace.is_sampling:
                self.toggle()

        self.bridge.ask(lambda: self.bridge.workbench.meters.record(file), begin, self.error_raised.emit)

    def open_recording(self, file: Path) -> None:
        """Shows a recording in place of the last trace; the meter goes on."""
        self.bridge.ask(lambda: recorded_trace(file), self._show_opened, self.error_raised.emit)

    def receive(self, value: object) -> None:
        """Opens a recording, or the trace that is kept with a run."""
        if isinstance(value, Path):
            self.open_recording(value)
        elif isinstance(value, TraceOfRun):
            show = partial(self._show_opened, place=value.place)
            self.bridge.ask(lambda: trace_of_run(value), show, self.error_raised.emit)

    def export(self, file: Path) -> None:
        """Writes the marked stretch, or all that is kept, as CSV or for Nordic's Power Profiler."""
        trace = self._trace
        if trace is None:
            return
        start, stop = self.parts.chart.selection or (trace.lines.first, trace.lines.count)
        write = partial(export_trace, trace, start, stop, file)
        words = self.tr("Wrote %1 samples to %2.").replace("%2", file.name)
        self.bridge.ask(
            write,
            lambda count: self.toast_requested.emit(words.replace("%1", count_text(count))),
            self.error_raised.emit,
        )

    def _show_opened(self, trace: Trace, place: int | None = None) -> None:
        self._opened = trace
        self._show()
        if place is None or place >= len(trace.windows):
            self.parts.chart.show_all()
        else:
            self.parts.chart.look_at(*trace.windows[place])
            self.parts.chart.select(*trace.windows[place])

    def _show(self) -> None:
        state, choice = self.bridge.trace, self.bridge.meter
        if state.trace is not self._seen:  # what is sampled takes the place of what was opened
            self._seen, self._opened = state.trace, None
        shown = self._opened or state.trace
        self._stack.setCurrentWidget(self.parts if choice.name or shown is not None else self._empty)
        is_news = shown is not self._trace
        if is_news:
            self._trace = shown
            self.parts.chart.show_trace(shown)
            self.parts.show_measured(None)
        is_of_run = state.is_sampling and not self.bridge.workbench.meters.is_live
        self.parts.show_running(is_sampling=state.is_sampling, is_of_run=is_of_run)
        self.parts.start_button.setEnabled(self.parts.start_button.isEnabled() and bool(choice.name))
        self.parts.record_button.setEnabled(bool(choice.name) or state.is_sampling)
        self.parts.export_button.setEnabled(shown is not None)
        self._show_recording()
        self.parts.meter.show_text(self._words())
        if state.is_sampling:
            self._now.start()
            return
        if self._opened is None and (is_news or self._now.isActive()) and self.parts.chart.is_following:
            self.parts.chart.show_all()  # it is over
        self._now.stop()
        self._show_now()

    def _words(self) -> str:
        state, trace = self.bridge.trace, self._trace
        if state.error is not None and self._opened is None:
            return f"{said(state.error.what)} {said(state.error.why)} {said(state.error.remedy)}"
        if trace is None:
            return self.bridge.meter.words
        simulated = self.tr("simulated") if trace.meter.is_simulated else ""
        rate = self.tr("%1 samples a second").replace("%1", count_text(trace.sample_hz))
        cut = self.tr("cut off: its recording was never closed") if trace.is_cut else ""
        parts = (
            trace.title,
            trace.meter.kind,
            simulated,
            volts_text(trace.supply.voltage_mv),
            rate,
            trace.device_id,
            cut,
        )
        return "  ·  ".join(part for part in parts if part)

    def _show_now(self) -> None:
        trace = self.bridge.trace.trace
        stretch = None
        self._show_recording()
        if trace is not None and self.bridge.trace.is_sampling:
            stretch = measure_stretch(trace, trace.lines.count - trace.sample_hz, trace.lines.count)
        self.parts.show_now(
            stretch.mean_ua if stretch is not None else None,
            trace.supply.voltage_mv if trace is not None else 0,
            self._meter_words(trace) if trace is not None and self._opened is not None else "",
        )

    def _meter_words(self, trace: Trace) -> str:
        simulated = self.tr("simulated") if trace.meter.is_simulated else ""
        return ", ".join(part for part in (trace.meter.kind, simulated) if part)

    def _show_measured(self, start: int, stop: int) -> None:
        if self._trace is not None:
            self.parts.show_measured(measure_stretch(self._trace, start, stop), self._trace)

    def _ask_file(self) -> None:
        file = ask_export(self, self._trace) if self._trace is not None else None
        if file is not None:
            self.export(file)

    def _ask_recording(self) -> None:
        file = ask_recording(self)
        if file is not None:
            self.open_recording(file)

    def _toggle_recording(self) -> None:
        state = self.bridge.workbench.meters.recording
        if state is not None and state.is_open:
            self.bridge.ask(self.bridge.workbench.meters.stop_recording, lambda _state: self._show_recording())
        elif (file := ask_new_recording(self, Path(self.bridge.workbench.store.file).parent)) is not None:
            self.record(file)

    def _show_recording(self) -> None:
        self.parts.show_recording(self.bridge.workbench.meters.recording)

    def _make_actions(self) -> None:
        parts = self.parts
        self.addActions(
            [
                make_action(self, self.tr("Start or stop the live trace"), "Ctrl+Space", self.toggle),
                make_action(self, self.tr("Follow the trace"), "", parts.follow_button.click),
                make_action(self, self.tr("Show all of the trace"), "", parts.all_button.click),
                make_action(self, self.tr("Measure what is in sight"), "", parts.measure_button.click),
                make_action(self, self.tr("Export the trace…"), "Ctrl+E", parts.export_button.click),
                make_action(self, self.tr("Record the trace, or end its recording"), "", parts.record_button.click),
                make_action(self, self.tr("Open a recording…"), "Ctrl+O", self._ask_recording),
            ]
        )
