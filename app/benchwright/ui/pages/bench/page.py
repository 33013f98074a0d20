"""The Bench page: is it running, and how did it do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.events import DevicesChanged
from benchwright.model.variant import Variant
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.bench.dropping import dropped_files
from benchwright.ui.pages.bench.facts import device_facts
from benchwright.ui.pages.bench.journeys import Journeys
from benchwright.ui.pages.bench.layout import BenchLayout
from benchwright.ui.pages.bench.metering import Metering
from benchwright.ui.pages.bench.model_choice import ModelChoice
from benchwright.ui.pages.bench.naming import Naming
from benchwright.ui.pages.bench.results import Results
from benchwright.ui.pages.bench.roster import Roster
from benchwright.ui.pages.page import Page
from benchwright.ui.progress import ProgressBook
from benchwright.ui.remedies import Remedy
from benchwright.ui.remembered_budgets import budgets_in
from benchwright.ui.theme import Theme
from benchwright.ui.window_actions import make_action


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the page hands to the one made in its place."""

    device_id: str
    sha256: str
    unplugged: dict[str, Device]
    batch_runs: bool
    book: ProgressBook


class BenchPage(Page):
    """Boards at the left, one journey and its result at the right."""

    key = "bench"
    icon_name = "mdi6.chip"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._boards: dict[str, Board] = {}
        self._book = ProgressBook(bridge, self)
        self._results = Results(bridge, self)
        self.parts = BenchLayout(theme, self._book, self)
        self._model = ModelChoice(bridge, self.parts.run_bar, self)
        self._roster = Roster(bridge, self)
        self._naming = Naming(bridge, theme, self._roster, self)
        self._journeys = Journeys(bridge, self.parts, self._roster, self._model, self._book, self._results, self)
        self.setAcceptDrops(True)
        self._metering = Metering(self, self._journeys)
        self._make_actions()
        self._connect()
        self._take_devices(DevicesChanged(bridge.workbench.devices()))
        bridge.ask(bridge.workbench.boards, self._take_boards)
        bridge.ask(bridge.workbench.virtual_names, self.parts.show_virtual_names)

    @property
    def device(self) -> Device | None:
        """The selected device."""
        selected = self.parts.devices.selected_id
        return next((device for device in self._roster.shown if device.device_id == selected), None)

    def shown(self) -> None:
        """Reads again what another page may have changed."""
        self._model.read()
        self._results.read_again(self.parts.devices.selected_id)
        self._inspect()

    def receive(self, value: object) -> None:
        """A variant to flash, model files to import, a device to select, or a way out of a failure."""
        if isinstance(value, Variant):
            self.parts.run_bar.choose(value.sha256)
        elif isinstance(value, Path):
            self.import_file(value)
        elif isinstance(value, tuple):
            self._model.import_files(value)
        elif isinstance(value, Device):
            self.parts.devices.select(value.device_id)
        elif isinstance(value, Remedy):
            self._heed(value)

    def keep(self) -> object:
        """The selected device and model, what was unplugged, and how far every journey is."""
        selected = (self.parts.devices.selected_id, self._model.sha256)
        return _Kept(*selected, self._roster.unplugged, self._journeys.batch_runs, self._book)

    def take_back(self, kept: object) -> None:
        if isinstance(kept, _Kept):
            self._roster.adopt(kept.unplugged)
            self._journeys.batch_runs = kept.batch_runs
            self._book.adopt(kept.book)
            self.parts.show_devices(self._roster.shown)
            self.parts.devices.select(kept.device_id)
            self.parts.run_bar.choose(kept.sha256)
            self._take_progress(kept.device_id)

    def start(self, *, force_flash: bool = False) -> None:
        """Flash and test on the checked devices, or on the selected one; more than one job is a batch."""
        self._journeys.start(force_flash=force_flash)

    def start_flash_only(self) -> None:
        """Brings firmware and model onto the devices without measuring."""
        self._journeys.start_flash_only()

    def cancel(self) -> None:
        """Stops the journey of the selected device; asks first while flash is being written."""
        self._journeys.cancel()

    def import_file(self, file: Path) -> None:
        """Imports a model and chooses it."""
        self.parts.say(self.tr("Reading %1 …").replace("%1", file.name))
        self._model.import_files((file,))

    def start_virtual(self, name: str = "") -> None:
        """Starts a virtual board; without a name the first there is."""
        chosen = name or next(iter(self.parts.virtual_names), "")
        if chosen:
            self.parts.show_starting(chosen)
            self.bridge.workbench.start_virtual(chosen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file anywhere on the page is for the selected device."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Imports what was dropped."""
        event.acceptProposedAction()
        self._model.import_files(dropped_files(event.mimeData()))

    def _make_actions(self) -> None:
        self.addActions(
            [
                make_action(self, self.tr("Flash and test"), "F5", self.start),
                make_action(self, self.tr("Flash only"), "Shift+F5", self.start_flash_only),
                make_action(self, self.tr("Flash anyway and test"), "Ctrl+F5", lambda: self.start(force_flash=True)),
                make_action(self, self.tr("Cancel"), "Esc", self.cancel),
                make_action(self, self.tr("Open a model file…"), "Ctrl+O", self._open_file),
                make_action(self, self.tr("Go to the boards"), "", self.parts.devices.focus_selected),
                make_action(self, self.tr("Set as baseline"), "Ctrl+B", self.parts.result.baseline_button.click),
                make_action(self, self.tr("Export report…"), "Ctrl+E", self._open_report),
                make_action(self, self.tr("Start a virtual board"), "", self.start_virtual),
                make_action(self, self.tr("Which board is this?…"), "", self._question_selected),
                make_action(self, self.tr("MLPerf Tiny…"), "", self._open_benchmark),
            ]
        )

    def _heed(self, remedy: Remedy) -> None:
        acts: dict[Remedy, Callable[[], object]] = {
            Remedy.RETRY: self.start,
            Remedy.FLASH_ANYWAY: partial(self.start, force_flash=True),
            Remedy.NAME_BOARD: self._question_selected,
            Remedy.IMPORT: self._open_file,
        }
        variant = next((known for known in self.parts.run_bar.variants if known.sha256 == self._model.sha256), None)
        if remedy in {Remedy.FITTING_BOARDS, Remedy.OPS}:
            self.navigation_requested.emit("models", variant)
        elif remedy in acts:
            acts[remedy]()

    def _connect(self) -> None:
        parts, model = self.parts, self._model
        parts.devices.selected.connect(self._take_selected)
        parts.devices.checks_changed.connect(self._journeys.show_startable)
        parts.devices.model_dropped.connect(self._take_drop)
        parts.devices.cable_pulled.connect(self._roster.pull_cable)
        parts.devices.cable_plugged.connect(self._roster.plug_cable)
        parts.devices.virtual_stopped.connect(self._stop_virtual)
        parts.devices.flasher_chosen.connect(self.bridge.workbench.flash_with)
        parts.devices.board_questioned.connect(self._naming.question)
        parts.devices.benchmark_requested.connect(self.benchmark_requested)
        parts.run_bar.run_button.clicked.connect(self.start)
        parts.run_bar.flash_button.clicked.connect(self.start_flash_only)
        parts.run_bar.open_button.clicked.connect(self._open_file)
        parts.cancel_button.clicked.connect(self.cancel)
        parts.errors.retried.connect(self.start)
        parts.errors.remedy_chosen.connect(self.remedy_requested)
        parts.remote_requested.connect(partial(self.remedy_requested.emit, Remedy.REMOTE))
        parts.virtual_requested.connect(self.start_virtual)
        parts.result.baseline_requested.connect(self._set_baseline)
        parts.result.report_requested.connect(self._open_report)
        parts.result.run_opened.connect(self._open_run)
        model.changed.connect(self._take_model)
        model.imported.connect(self._take_imported)
        model.import_failed.connect(self._fail_import)
        model.settled.connect(self.imported)
        self.bridge.devices_changed.connect(self._take_devices)
        self._roster.came_back.connect(self._welcome_back)
        self._naming.named.connect(self._inspect)
        self._naming.told.connect(self.toast_requested)
        self._naming.failed.connect(self.error_raised)
        self._journeys.failed.connect(self.error_raised)
        self._results.changed.connect(self._take_result)
        self._results.left_out.connect(self.toast_requested)
        self._book.changed.connect(self._take_progress)

    def _open_benchmark(self) -> None:
        self.benchmark_requested.emit(self.parts.devices.selected_id)

    def _question_selected(self) -> None:
        self._naming.question(self.parts.devices.selected_id)

    def _take_devices(self, event: DevicesChanged) -> None:
        self._roster.take(event.devices)
        self._journeys.forget_ended()
        self.parts.show_devices(self._roster.shown)
        self._journeys.show_startable()

    def _welcome_back(self, device: Device) -> None:
        self.toast_requested.emit(self.tr("%1 is back.").replace("%1", self.parts.devices.title(device)))

    def _take_boards(self, boards: tuple[Board, ...]) -> None:
        self._boards = {board.name: board for board in boards}
        self._naming.show_boards(self._boards)
        self.parts.devices.show_boards(boards)
        self._take_selected(self.parts.devices.selected_id)

    def _take_selected(self, device_id: str) -> None:
        device = self.device
        board = device.board if device is not None else None
        self._model.show_board(board or "", self.parts.devices.title(device) if device is not None else "")
        self._results.read(device_id, board or "")
        self._take_progress(device_id)
        self._show_result()
        self._inspect()

    def _take_model(self) -> None:
        self._journeys.show_startable()
        self._show_result()

    def _take_drop(self, device_id: str, file: Path) -> None:
        self.parts.devices.select(device_id)
        self.import_file(file)

    def _take_imported(self, variant: Variant) -> None:
        self._journeys.show_progress()
        self.toast_requested.emit(self.tr("%1 is ready to flash.").replace("%1", variant.label))

    def _fail_import(self, error: Exception) -> None:
        self._journeys.show_progress()
        self.import_failed.emit(error)

    def _take_progress(self, device_id: str) -> None:
        failure = self._book.of(device_id).failure
        is_known = any(device.device_id == device_id for device in self._roster.shown)
        if device_id == self.parts.devices.selected_id:
            self._journeys.show_progress()
            self._journeys.show_startable()
        elif failure is not None and not is_known:
            self.parts.show_failure(failure)

    def _take_result(self, device_id: str) -> None:
        if device_id == self.parts.devices.selected_id:
            self._show_result()
            self._inspect()

    def _show_result(self) -> None:
        result = self._results.of(self.parts.devices.selected_id)
        if result is None:
            self.parts.show_result(None, None)
            return
        budgets = budgets_in(self.bridge.remembered, result.run.model, result.run.board)
        self.parts.show_result(result, self._boards.get(result.run.board), budgets)

    def _inspect(self) -> None:
        device = self.device
        if device is None:
            self.inspection_requested.emit(self.tr("No board is selected"), ())
            return
        facts = device_facts(device, self._boards.get(device.board or ""), self._results.of(device.device_id))
        self.inspection_requested.emit(self.parts.devices.title(device), facts)

    def _stop_virtual(self, device_id: str) -> None:
        self._roster.stop_virtual(device_id)
        self.parts.show_devices(self._roster.shown)

    def _set_baseline(self, is_baseline: bool) -> None:
        result = self.parts.result.result
        if result is not None:
            self._results.set_baseline(result.run.run_id, is_baseline=is_baseline)

    def _open_run(self) -> None:
        result = self.parts.result.result
        if result is not None:
            self.navigation_requested.emit("runs", result.run.run_id)

    def _open_report(self) -> None:
        result = self.parts.result.result
        if result is not None:
            self.navigation_requested.emit("reports", (result.run.run_id,))

    def _open_file(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Open a model"), "", self.tr("Models (*.tflite)"))
        if file:
            self.import_file(Path(file))
