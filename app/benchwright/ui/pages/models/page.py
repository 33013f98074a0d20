"""The Models page: variants by lineage, the plan of one for each board, and where to measure it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.model.device import Device
from benchwright.model.variant import Variant
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.bench.dropping import dropped_files
from benchwright.ui.pages.models.changes import VariantChanges
from benchwright.ui.pages.models.converting import Converting
from benchwright.ui.pages.models.device_menu import DeviceMenu
from benchwright.ui.pages.models.facts import Facts
from benchwright.ui.pages.models.fits import BoardFit
from benchwright.ui.pages.models.importing import Importing
from benchwright.ui.pages.models.layout import ModelsLayout
from benchwright.ui.pages.models.plans import Plans
from benchwright.ui.pages.models.scorings import Scorings
from benchwright.ui.pages.models.variant_facts import variant_facts
from benchwright.ui.pages.models.words_dialog import WordsDialog
from benchwright.ui.pages.page import Page
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import CORNER, FOCUS_WIDTH
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.window_actions import make_action

_PLANS_MS = 120


class ModelsPage(Page):
    """What is inside, and where does it fit. A model file may be dropped anywhere on it."""

    key = "models"
    icon_name = "mdi6.graph-outline"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._wanted = self._board = ""
        self._variants: tuple[Variant, ...] = ()
        self._is_target = False
        self._shown_fit: BoardFit | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PLANS_MS)
        self._soon.timeout.connect(self._show_plans)
        self.parts = ModelsLayout(theme, self)
        self._plans = Plans(bridge, self)
        self._facts = Facts(bridge, self)
        self._scorings = Scorings(bridge, self)
        self._changes = VariantChanges(bridge, self)
        self._device_menu = DeviceMenu(bridge, self.parts.devices, self)
        self.undo_stack = self._changes.stack
        self.converting = Converting(bridge, theme, self)
        self._importing = Importing(bridge, self.converting, self)
        words = self.tr("Drop a .tflite, a Keras model, the folder of a SavedModel or a firmware file here.")
        self._empty = EmptyState(theme, self.icon_name, self.tr("No model yet."), words, self)
        self._empty.add_button(self.tr("Import model …"), self._importing.choose_files, is_primary=True)
        self._empty.add_button(self.tr("Convert a SavedModel …"), self._importing.choose_folder)
        self._stack = self.stack(self._empty, self.parts)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.converting.strip)
        self.setAcceptDrops(True)
        self._connect()
        self._add_actions()

    def shown(self) -> None:
        """Reads the variants again."""
        read = partial(self.bridge.workbench.variants, include_archived=self.parts.archived.isChecked())
        self.bridge.ask(read, self._show_variants, self.error_raised.emit)

    def focus_search(self) -> None:
        """Puts the cursor into the field that finds boards."""
        self.parts.board_search.setFocus()

    def receive(self, value: object) -> None:
        """Shows a variant, given itself or by its digest; takes files that were dropped on the window."""
        if isinstance(value, tuple):
            self.import_files(value)
            return
        self._wanted = value.sha256 if isinstance(value, Variant) else str(value)
        self._select(self._wanted)

    def import_files(self, files: Sequence[Path]) -> None:
        """Takes files one by one: models are imported, networks converted, firmware measured; a failure says which."""
        self._importing.take(files)

    def flash_and_test(self, device: Device) -> None:
        """Starts the journey on a device and goes to see it."""
        variant = self.parts.current_variant()
        if variant is not None:
            self.navigation_requested.emit("bench", variant)
            self.bridge.workbench.flash_and_test(device.device_id, variant.sha256)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Lights up under a file."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._set_target(is_target=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Goes dark again."""
        super().dragLeaveEvent(event)
        self._set_target(is_target=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Imports what was dropped."""
        self._set_target(is_target=False)
        event.acceptProposedAction()
        self.import_files(dropped_files(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ring of a drop target."""
        super().paintEvent(event)
        if self._is_target:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.colour("focus"), FOCUS_WIDTH, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.rect().adjusted(4, 4, -4, -4), CORNER, CORNER)
            painter.end()

    def _show_variants(self, variants: tuple[Variant, ...]) -> None:
        current = self.parts.current_variant()
        if variants != self._variants:
            self._variants = self.converting.variants = variants
            self.parts.show_variants(variants)
        self._stack.setCurrentWidget(self.parts if variants else self._empty)
        known = {variant.sha256 for variant in variants}
        for sha256 in (self._wanted, current.sha256 if current is not None else ""):
            if sha256 in known:
                self._select(sha256)
                break
        else:
            if variants:
                self._select(variants[-1].sha256)

    def _select(self, sha256: str) -> None:
        index = self.parts.variants.index_of(sha256)
        if index.isValid():
            self._wanted = ""
            self.parts.tree.setCurrentIndex(index)
            self._show_variant()

    def _show_variant(self) -> None:
        """The heading at once, the plans as they are made."""
        variant = self.parts.current_variant()
        self.parts.flash_button.setEnabled(variant is not None)
        if variant is None:
            return
        self.parts.show_variant(variant)
        self.parts.show_archived(is_archived=variant.is_archived)
        self._facts.read(variant.sha256)
        self._scorings.read(variant.sha256)
        parent = next((one for one in self._variants if one.sha256 == variant.parent_sha256), None)
        self.inspection_requested.emit(variant.label, variant_facts(variant, parent))
        self._plans.want(variant.sha256, self.bridge.workbench.boards())
        self._show_fits(variant)

    def _take_plan(self, sha256: str) -> None:
        """Plans of fifty boards arrive one by one, and are shown a few times a second."""
        variant = self.parts.current_variant()
        if variant is not None and variant.sha256 == sha256 and not self._soon.isActive():
            self._soon.start()

    def _show_plans(self) -> None:
        variant = self.parts.current_variant()
        if variant is not None:
            self._show_fits(variant)

    def _show_fits(self, variant: Variant) -> None:
        boards = sorted(self.bridge.workbench.boards(), key=lambda board: not board.has_firmware)
        fits = [self._plans.of(variant.sha256, board) for board in boards]
        self.parts.table.show_fits(fits, self._board)
        fit = self.parts.table.current_fit()
        if fit is None or fit != self._shown_fit:
            self._show_plan(fit)

    def _show_plan(self, fit: BoardFit | None) -> None:
        self._shown_fit = fit
        self.parts.show_plan(fit)

    def _choose_board(self, board: str) -> None:
        self._board = board
        self._show_plan(self.parts.table.current_fit())

    def _note_imported(self, variant: Variant) -> None:
        self._wanted = variant.sha256
        self.toast_requested.emit(self.tr("%1 is imported.").replace("%1", variant.label))
        self.shown()

    def _take_made(self, variants: tuple[Variant, ...]) -> None:
        """Shows what a conversion made."""
        if variants:
            self._wanted = variants[-1].sha256
        self.shown()

    def _convert(self) -> None:
        variant = self.parts.current_variant()
        if variant is None:
            self._importing.choose_files()
        else:
            self.converting.convert_variant(variant)

    def _score(self) -> None:
        variant = self.parts.current_variant()
        if variant is not None:
            family = [one for one in self._variants if one.model == variant.model and not one.is_archived]
            self.converting.score(variant, family or [variant])

    def _rename(self) -> None:
        variant = self.parts.current_variant()
        if variant is not None:
            dialog = WordsDialog(self.theme, variant, self)
            dialog.asked.connect(partial(self._changes.rename, variant))
            dialog.open()

    def _archive(self) -> None:
        variant = self.parts.current_variant()
        if variant is not None:
            self._changes.archive(variant)

    def _show_graph(self) -> None:
        variant = self.parts.current_variant()
        if variant is not None:
            work = partial(self.bridge.workbench.models.show_graph, variant.sha256)
            self.bridge.ask(work, self._note_viewer, self.converting.show_error)

    def _note_viewer(self, _nothing: None) -> None:
        self.toast_requested.emit(self.tr("Netron opens in the browser."))

    def _pick(self) -> None:
        variant = self.parts.current_variant()
        self.pick_requested.emit(variant.model if variant is not None else "")

    def _copy_digest(self) -> None:
        variant = self.parts.current_variant()
        if variant is not None:
            QGuiApplication.clipboard().setText(variant.sha256)
            self.toast_requested.emit(self.tr("The SHA-256 is on the clipboard."))

    def _go_to_bench(self) -> None:
        self.navigation_requested.emit("bench", None)

    def _set_target(self, *, is_target: bool) -> None:
        self._is_target = is_target
        self.update()

    def _connect(self) -> None:
        parts = self.parts
        parts.tree.selectionModel().currentChanged.connect(self._show_variant)
        parts.table.board_chosen.connect(self._choose_board)
        parts.import_button.clicked.connect(self._importing.choose_files)
        parts.copy_digest.clicked.connect(self._copy_digest)
        parts.convert_button.clicked.connect(self._convert)
        parts.accuracy_button.clicked.connect(self._score)
        parts.pick_button.clicked.connect(self._pick)
        parts.rename_button.clicked.connect(self._rename)
        parts.netron_button.clicked.connect(self._show_graph)
        parts.archive_button.clicked.connect(self._archive)
        parts.archived.toggled.connect(self.shown)
        self._plans.planned.connect(self._take_plan)
        self._plans.failed.connect(self.error_raised)
        self._facts.told.connect(parts.show_facts)
        self._facts.failed.connect(self.error_raised)
        self._scorings.told.connect(parts.scorings.show_scorings)
        self._scorings.opened.connect(self.converting.show_scoring)
        self._scorings.failed.connect(self.error_raised)
        parts.scorings.opened.connect(self._scorings.open)
        parts.scorings.measure_asked.connect(self._score)
        self._changes.written.connect(self.shown)
        self._changes.failed.connect(self.error_raised)
        self._changes.told.connect(self.toast_requested)
        self._device_menu.chosen.connect(self.flash_and_test)
        self._device_menu.bench_requested.connect(self._go_to_bench)
        self._importing.imported.connect(self._note_imported)
        self._importing.failed.connect(self.import_failed)
        self._importing.settled.connect(self.imported)
        self.converting.made.connect(self._take_made)
        self.converting.firmware_started.connect(self._go_to_bench)

    def _add_actions(self) -> None:
        self.addActions(
            [
                make_action(self, self.tr("Import model …"), "Ctrl+O", self._importing.choose_files),
                make_action(self, self.tr("Flash and test on …"), "", self.parts.flash_button.showMenu),
                make_action(self, self.tr("With archived variants, or without"), "", self.parts.archived.click),
                make_action(self, self.tr("Convert a SavedModel …"), "", self._importing.choose_folder),
                make_action(self, self.tr("Convert …"), "Ctrl+Shift+C", self._convert),
                make_action(self, self.tr("Measure accuracy …"), "Ctrl+Shift+A", self._score),
                make_action(self, self.tr("Name and note …"), "F2", self._rename),
                make_action(self, self.tr("Archive or bring back"), "Del", self._archive),
                make_action(self, self.tr("Open in Netron"), "Ctrl+Shift+N", self._show_graph),
                *self._changes.actions(),
            ]
        )
