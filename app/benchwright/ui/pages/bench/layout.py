"""What stands where on the Bench page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMessageBox, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from benchwright.model.board import Board
from benchwright.model.budget import Budgets
from benchwright.model.device import Device
from benchwright.model.events import RouteFailed
from benchwright.ui.language.numbers import duration_text, eta_text
from benchwright.ui.language.translators import said
from benchwright.ui.pages.bench.device_list import DeviceList
from benchwright.ui.pages.bench.meter_line import MeterLine
from benchwright.ui.pages.bench.result import Result
from benchwright.ui.pages.bench.result_view import ResultView
from benchwright.ui.pages.bench.run_bar import RunBar
from benchwright.ui.progress import Progress, ProgressBook
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.widgets.error_panel import ErrorPanel
from benchwright.ui.widgets.stage_strip import StageStrip

_NO_BUDGETS = Budgets()
_STACKS_PX = 640
"""Narrower than this, at a font size of 100 %, the boards stand above what was measured on them."""


class BenchLayout(QWidget):
    """Builds and shows; decides nothing. Fills its parent."""

    virtual_requested = Signal(str)
    remote_requested = Signal()
    """A board at another computer is to be added."""

    def __init__(self, theme: Theme, book: ProgressBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.virtual_names: tuple[str, ...] = ()
        self.devices = DeviceList(theme, book, self)
        self.run_bar = RunBar(theme, self)
        self.strip = StageStrip(theme, self)
        self.line = ElidedLabel(self)
        self.meter_line = MeterLine(theme, self)
        self.cancel_button = push_button(theme, self.tr("Cancel"), self, icon_name="mdi6.close")
        self.errors = ErrorPanel(theme, self)
        self.result = ResultView(theme, self)
        self._no_boards = EmptyState(
            theme,
            "mdi6.usb-port",
            self.tr("Plug in a board."),
            self.tr("It appears here by itself. No board at hand?"),
            self,
        )
        self.virtual_button = self._no_boards.add_button(
            self.tr("Try with a virtual board"), lambda: self.virtual_requested.emit(""), is_primary=True
        )
        self.remote_button = self._no_boards.add_button(
            self.tr("Add a network or lab board"), self.remote_requested.emit
        )
        self._no_result = EmptyState(theme, "mdi6.play-circle-outline", "", "", self)
        self._whole = QStackedWidget(self)
        self._below = QStackedWidget(self)
        self.cancel_button.setToolTip(self.tr("Esc"))
        self.cancel_button.hide()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out(parent)

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """The cards, or the empty bench."""
        self.devices.show_devices(devices)
        if devices:
            self.virtual_button.setText(self.tr("Try with a virtual board"))
            self.virtual_button.setEnabled(bool(self.virtual_names))
        self._whole.setCurrentIndex(1 if devices else 0)

    def show_virtual_names(self, names: tuple[str, ...]) -> None:
        """Which boards can be virtual on this computer."""
        self.virtual_names = names
        self.devices.add_menu.clear()
        for name in names:
            text = self.tr("Start a virtual %1").replace("%1", name)
            self.devices.add_menu.addAction(text, partial(self.virtual_requested.emit, name))
        self.devices.add_button.setEnabled(bool(names))
        self.virtual_button.setEnabled(bool(names))

    def show_starting(self, name: str) -> None:
        """Says at once that a virtual board is on its way."""
        self.virtual_button.setText(self.tr("Starting %1 …").replace("%1", name))
        self.virtual_button.setEnabled(False)
        self.say(self.tr("Starting %1 …").replace("%1", name))

    def show_progress(self, progress: Progress, medians: dict[str, float]) -> None:
        """Strip, line, cancel button and error of the selected device."""
        self.strip.show_progress(progress)
        self.say(self._line(progress, medians))
        self.cancel_button.setVisible(progress.is_running)
        self.result.show_as_last(is_last=progress.is_running)
        if not progress.is_running:
            self.cancel_button.setEnabled(True)
            self.cancel_button.setText(self.tr("Cancel"))
        if progress.failure is not None and not progress.failure.was_cancelled:
            self.show_failure(progress.failure)
        else:
            self.errors.hide()

    def say(self, text: str) -> None:
        """The line under the strip; "" puts it away."""
        self.line.show_text(text)
        self.line.setVisible(bool(text))

    def show_cancelling(self) -> None:
        """Says at once that the cancel was heard."""
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText(self.tr("Cancelling …"))

    def show_failure(self, failure: RouteFailed) -> None:
        """What happened, why, and what to do."""
        details = f"{failure.what}\n{failure.why}\n{failure.remedy}\n\ndevice: {failure.device_id}\n"
        details += f"stage: {failure.stage.value}\ncode: {failure.code}"
        is_retryable = bool(self.run_bar.variant_sha256) and failure.device_id == self.devices.selected_id
        self.errors.show_failure(
            failure.what, failure.why, failure.remedy, details, can_retry=is_retryable, code=failure.code
        )
        self.show_virtual_names(self.virtual_names)
        self.virtual_button.setText(self.tr("Try with a virtual board"))

    def show_result(self, result: Result | None, board: Board | None, budgets: Budgets = _NO_BUDGETS) -> None:
        """The result of the selected device, or what to do to get one."""
        if result is not None:
            self.result.show_result(result, board, budgets)
            self._below.setCurrentIndex(1)
            return
        has_model = bool(self.run_bar.variant_sha256)
        sentence = self.tr("Nothing was measured on this board yet.")
        ready = self.tr("Press F5 to flash the model and measure it.")
        self._no_result.show_words(sentence, ready if has_model else self.tr("Drop a .tflite file here to begin."))
        self._below.setCurrentIndex(0)

    def confirm_cancel(self, on_yes: Callable[[], None]) -> QMessageBox:
        """Asks before a board is left half written; `on_yes` when it shall be so."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Cancel while flash is being written?"))
        box.setText(self.tr("Cancel while flash is being written?"))
        box.setInformativeText(self.tr("The board will need to be flashed again before it can run a model."))
        stop = box.addButton(self.tr("Cancel flashing"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Keep flashing"), QMessageBox.ButtonRole.RejectRole)
        stop.clicked.connect(lambda _checked=False: on_yes())
        box.open()
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large letters in a small window: the boards go above the rest."""
        super().resizeEvent(event)
        self._stack_or_not()

    def _stack_or_not(self) -> None:
        is_stacked = self.width() < scaled(_STACKS_PX)
        directions = (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom)
        self._columns.setDirection(directions[is_stacked])
        self.devices.lie(is_flat=is_stacked)

    def _line(self, progress: Progress, medians: dict[str, float]) -> str:
        failure = progress.failure
        if failure is not None:
            return f"{said(failure.what)} {said(failure.why)}" if failure.was_cancelled else ""
        if progress.is_running:
            remaining_s = progress.remaining_s(medians)
            left = "" if remaining_s is None else self.tr("about %1 left").replace("%1", eta_text(remaining_s))
            current = progress.current
            return "  ·  ".join(
                part for part in (said(current.stage.value) if current else self.tr("Waiting …"), left) if part
            )
        if not progress.seconds:
            return ""
        done = self.tr("Done in %1.").replace("%1", duration_text(progress.seconds))
        note = said(progress.flash_note)
        return f"{done}  {note[0].upper()}{note[1:]}." if note else done

    def _lay_out(self, parent: QWidget) -> None:
        set_role(self.line, "caption")
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.result)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._below.addWidget(self._no_result)
        self._below.addWidget(area)
        strip_row = QHBoxLayout()
        strip_row.setSpacing(GRID)
        strip_row.addWidget(self.strip, 1)
        strip_row.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(self.run_bar)
        right.addLayout(strip_row)
        right.addWidget(self.line)
        right.addWidget(self.meter_line)
        right.addWidget(self._below, 1)
        desk = QWidget(self)
        columns = self._columns
        desk.setLayout(columns)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(2 * GRID)
        columns.addWidget(self.devices)
        columns.addLayout(right, 1)
        self._whole.addWidget(self._no_boards)
        self._whole.addWidget(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.errors)
        layout.addWidget(self._whole, 1)
        outer = QVBoxLayout(parent)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        outer.addWidget(self)
