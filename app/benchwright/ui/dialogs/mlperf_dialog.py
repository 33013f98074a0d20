"""MLPerf Tiny in the window: questions at the left, the measurement under way and its result at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from benchwright.model.device import Device
from benchwright.model.events import (
    DevicesChanged,
    MlperfFinished,
    RouteFailed,
    StageFinished,
    StageProgressed,
    StageStarted,
)
from benchwright.model.mlperf import Mode
from benchwright.model.mlperf_entry import MlperfEntry
from benchwright.model.units import eta_text
from benchwright.ui.bridge import Bridge
from benchwright.ui.dialogs import mlperf_words
from benchwright.ui.dialogs.mlperf_form import MlperfForm
from benchwright.ui.dialogs.mlperf_kept import KeptResults
from benchwright.ui.language.numbers import local
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.quiet_bar import QuietBar

_PERMILLE = 1_000


class MlperfDialog(QDialog):
    """Starts and cancels a measurement; it goes on when the dialog is closed, as any journey does."""

    navigation_requested = Signal(str, object)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget, *, device_id: str = "") -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._measured_id = ""
        self._folder = ""
        self.setWindowTitle(self.tr("MLPerf Tiny"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = MlperfForm(theme, bridge.meter, bridge.remembered, self)
        self.headline = QLabel(self)
        self.detail = QLabel(self)
        self.bar = QuietBar(self)
        self.kept = KeptResults(theme, self)
        self.start_button = push_button(theme, self.tr("Measure"), self, role="primary")
        self.restart_button = push_button(theme, self.tr("Begin anew"), self)
        self.cancel_button = push_button(theme, self.tr("Cancel"), self)
        self.folder_button = push_button(theme, self.tr("Open the folder"), self)
        self.close_button = push_button(theme, self.tr("Close"), self)
        self._lay_out()
        self._connect()
        self._show_devices(bridge.workbench.devices())
        self.form.select_device(device_id)
        self._show_idle()
        self._read_kept()

    @property
    def is_measuring(self) -> bool:
        """Whether a measurement that was begun here is under way."""
        return bool(self._measured_id)

    def start(self, _is_checked: bool = False, *, restarts: bool = False) -> None:
        """Begins to measure what was entered; `restarts` drops the answers that an accuracy run left."""
        order = self.form.order(restarts=restarts)
        self._measured_id, self._folder = order.device_id, ""
        self._bridge.workbench.mlperf.measure(order)
        self.headline.setText(f"{order.benchmark_id} · {mlperf_words.mode_word(order.mode)}")
        self.detail.setText(self.tr("Waiting for the device…"))
        self._show_buttons()

    def cancel(self) -> None:
        """Stops at the next safe point; answers of an accuracy run are kept."""
        if self._measured_id:
            self.cancel_button.setEnabled(False)
            self._bridge.workbench.cancel(self._measured_id)

    def _take_devices(self, event: DevicesChanged) -> None:
        self._show_devices(event.devices)

    def _show_devices(self, devices: Sequence[Device]) -> None:
        titles = {board.name: said(board.title) for board in self._bridge.workbench.boards()}
        self.form.show_devices(devices, titles)

    def _take_started(self, event: StageStarted) -> None:
        if event.device_id == self._measured_id:
            self.detail.setText(said(event.stage.value))
            self.bar.setRange(0, 0)

    def _take_progress(self, event: StageProgressed) -> None:
        if event.device_id == self._measured_id and event.total:
            self.bar.setRange(0, _PERMILLE)
            self.bar.show_value(_PERMILLE * event.done // event.total)
            words = self.tr("%1: %2 of %3").replace("%1", said(event.stage.value))
            words = words.replace("%2", local(f"{event.done:,}")).replace("%3", local(f"{event.total:,}"))
            if event.eta_s is not None:
                words += " · " + self.tr("%1 left").replace("%1", local(eta_text(event.eta_s)))
            self.detail.setText(words)

    def _take_finished(self, event: StageFinished) -> None:
        if event.device_id == self._measured_id:
            self.bar.setRange(0, _PERMILLE)

    def _take_failure(self, event: RouteFailed) -> None:
        if event.device_id == self._measured_id:
            self._measured_id = ""
            self.headline.setText(said(event.what))
            self.detail.setText("\n".join(said(part) for part in (event.why, event.remedy) if part))
            self._show_buttons()

    def _take_result(self, event: MlperfFinished) -> None:
        if event.device_id == self._measured_id:
            self._measured_id, self._folder = "", event.folder
            self.headline.setText(mlperf_words.number_of(event.result))
            self.detail.setText(mlperf_words.verdict(event.result))
            self._show_buttons()
        self._read_kept()

    def _read_kept(self) -> None:
        store = self._bridge.workbench.store
        self._bridge.ask(store.mlperf.entries, self.kept.show_entries)

    def _show_entry(self, entry: MlperfEntry) -> None:
        """One that is kept, unless a measurement is under way."""
        if not self.is_measuring:
            self._folder = entry.folder
            name = f"{entry.benchmark_id} · {mlperf_words.mode_word(entry.mode)}"
            self.headline.setText(f"{name} · {mlperf_words.counted_text(entry.counted, entry.value)}")
            self.detail.setText(mlperf_words.entry_verdict(entry))
            self._show_buttons()

    def _take_form(self) -> None:
        if not self.is_measuring:
            self._show_idle()

    def _show_idle(self) -> None:
        self.kept.forget_choice()
        self._folder = ""
        self.headline.setText(mlperf_words.mode_word(self.form.mode))
        self.detail.setText(self.form.missing or mlperf_words.mode_explained(self.form.mode))
        self._show_buttons()

    def _show_buttons(self) -> None:
        can_start = not self.is_measuring and not self.form.missing
        self.form.setEnabled(not self.is_measuring)
        self.start_button.setEnabled(can_start)
        self.restart_button.setEnabled(can_start)
        self.restart_button.setVisible(self.form.mode is Mode.ACCURACY)
        self.cancel_button.setEnabled(self.is_measuring)
        self.bar.setVisible(self.is_measuring)
        self.folder_button.setVisible(bool(self._folder))
        self.setAccessibleDescription(f"{self.headline.text()} {self.detail.text()}")

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._folder))))

    def _choose_meter(self) -> None:
        self.navigation_requested.emit("settings", "meters")

    def _connect(self) -> None:
        bridge = self._bridge
        bridge.devices_changed.connect(self._take_devices)
        bridge.stage_started.connect(self._take_started)
        bridge.stage_progressed.connect(self._take_progress)
        bridge.stage_finished.connect(self._take_finished)
        bridge.route_failed.connect(self._take_failure)
        bridge.mlperf_finished.connect(self._take_result)
        self.kept.chosen.connect(self._show_entry)
        self.form.changed.connect(self._take_form)
        self.form.meter_requested.connect(self._choose_meter)
        self.start_button.clicked.connect(partial(self.start, restarts=False))
        self.restart_button.clicked.connect(partial(self.start, restarts=True))
        self.cancel_button.clicked.connect(self.cancel)
        self.folder_button.clicked.connect(self._open_folder)
        self.close_button.clicked.connect(self.close)

    def _lay_out(self) -> None:
        set_role(self.headline, "section")
        for label in (self.headline, self.detail):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        card = QFrame(self)
        set_role(card, "surface")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.start_button, self.restart_button, self.cancel_button, self.folder_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inner.setSpacing(GRID)
        inner.addWidget(self.headline)
        inner.addWidget(self.detail)
        inner.addWidget(self.bar)
        inner.addWidget(self.kept, 1)
        inner.addStretch(0)
        inner.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self.form)
        layout.addWidget(card, 1)
        self.resize(1040, 520)
