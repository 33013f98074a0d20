"""The Models page: variants by lineage, the plan of one for each board, and where to measure it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright.model.board import Board
from benchwright.model.device import Device, DeviceState
from benchwright.model.variant import Variant
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.bench.dropping import dropped_files
from benchwright.ui.pages.models.fits import BoardFit, read_fit
from benchwright.ui.pages.models.layout import ModelsLayout
from benchwright.ui.pages.page import Page
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import CORNER, FOCUS_WIDTH
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.window_actions import make_action


class ModelsPage(Page):
    """What is inside, and where does it fit. A model file may be dropped anywhere on it."""

    title = "Models"
    icon_name = "mdi6.graph-outline"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._wanted = ""
        self._board = ""
        self._variants: tuple[Variant, ...] = ()
        self._fits: dict[tuple[str, str], BoardFit] = {}
        self._is_target = False
        self.parts = ModelsLayout(theme, self)
        self._empty = EmptyState(
            theme, self.icon_name, self.tr("No model yet."), self.tr("Drop a .tflite file here, or choose one."), self
        )
        self._empty.add_button(self.tr("Import model …"), self._choose_files, is_primary=True)
        self._stack = self.stack(self._empty, self.parts)
        self.setAcceptDrops(True)
        self._connect()
        self._add_actions()

    def shown(self) -> None:
        """Reads the variants again."""
        self.bridge.ask(self.bridge.workbench.variants, self._show_variants, self.error_raised.emit)

    def receive(self, value: object) -> None:
        """Shows a variant, given itself or by its digest."""
        self._wanted = value.sha256 if isinstance(value, Variant) else str(value)
        self._select(self._wanted)

    def import_files(self, files: Sequence[Path]) -> None:
        """Imports model files one by one; each failure says which."""
        for file in files:
            self.bridge.ask(
                partial(self.bridge.workbench.import_model, file), self._note_imported, self.error_raised.emit
            )

    def flash_and_test(self, device: Device) -> None:
        """Starts the journey on a device and goes to see it."""
        variant = self.parts.current_variant()
        if variant is not None:
            self.navigation_requested.emit("Bench", variant)
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
            self._variants = variants
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
        boards = self.bridge.workbench.boards()
        for board in boards:
            if (variant.sha256, board.name) not in self._fits:
                self._plan(variant, board)
        self._show_fits(variant)

    def _plan(self, variant: Variant, board: Board) -> None:
        self._fits[variant.sha256, board.name] = BoardFit(board, variant.sha256)
        work = partial(read_fit, self.bridge.workbench, variant.sha256, board)
        self.bridge.ask(work, self._take_fit, partial(self._drop_plan, variant.sha256, board.name))

    def _take_fit(self, fit: BoardFit) -> None:
        self._fits[fit.variant_sha256, fit.board.name] = fit
        variant = self.parts.current_variant()
        if variant is not None and variant.sha256 == fit.variant_sha256:
            self._show_fits(variant)

    def _drop_plan(self, sha256: str, board: str, error: Exception) -> None:
        """A plan that broke is made again the next time."""
        self._fits.pop((sha256, board), None)
        self.error_raised.emit(error)

    def _show_fits(self, variant: Variant) -> None:
        boards = sorted(self.bridge.workbench.boards(), key=lambda board: not board.has_firmware)
        fits = [self._fits.get((variant.sha256, board.name), BoardFit(board, variant.sha256)) for board in boards]
        self.parts.table.show_fits(fits, self._board)
        self.parts.show_plan(self.parts.table.current_fit())

    def _choose_board(self, board: str) -> None:
        self._board = board
        self.parts.show_plan(self.parts.table.current_fit())

    def _note_imported(self, variant: Variant) -> None:
        self._wanted = variant.sha256
        self.toast_requested.emit(self.tr("%1 is imported.").replace("%1", variant.label))
        self.shown()

    def _fill_devices(self) -> None:
        """The devices there are now, each an action; one that is busy or unknown cannot be chosen."""
        self.parts.devices.clear()
        devices = self.bridge.workbench.devices()
        for device in devices:
            board = self._board_title(device)
            action = self.parts.devices.addAction(f"{board} · {device.origin_word} · {device.device_id}")
            action.setEnabled(device.state is DeviceState.READY and device.board is not None)
            action.triggered.connect(partial(self._start_on, device))
        if not devices:
            self.parts.devices.addAction(
                self.tr("Plug in a board, or start a virtual one on the bench")
            ).triggered.connect(self._go_to_bench)

    def _start_on(self, device: Device, _checked: bool = False) -> None:
        self.flash_and_test(device)

    def _board_title(self, device: Device) -> str:
        titles = {board.name: board.title for board in self.bridge.workbench.boards()}
        return titles.get(device.board or "", device.board or self.tr("unknown board"))

    def _copy_digest(self) -> None:
        variant = self.parts.current_variant()
        if variant is not None:
            QGuiApplication.clipboard().setText(variant.sha256)
            self.toast_requested.emit(self.tr("The SHA-256 is on the clipboard."))

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Import models"), "", self.tr("TensorFlow Lite (*.tflite);;All files (*)")
        )
        self.import_files([Path(name) for name in names])

    def _go_to_bench(self) -> None:
        self.navigation_requested.emit("Bench", None)

    def _set_target(self, *, is_target: bool) -> None:
        self._is_target = is_target
        self.update()

    def _connect(self) -> None:
        parts = self.parts
        parts.tree.selectionModel().currentChanged.connect(self._show_variant)
        parts.table.board_chosen.connect(self._choose_board)
        parts.import_button.clicked.connect(self._choose_files)
        parts.copy_digest.clicked.connect(self._copy_digest)
        parts.devices.aboutToShow.connect(self._fill_devices)

    def _add_actions(self) -> None:
        self.addAction(make_action(self, self.tr("Import model …"), "Ctrl+O", self._choose_files))
