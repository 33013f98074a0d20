"""What the Models page does with the forge: dialogs, progress, and what files of each kind are for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from benchwright.bench.converting import is_network, refuse_foreign
from benchwright.bench.scoring_facts import read_facts
from benchwright.model.conversion import Conversion, Samples
from benchwright.model.errors import BenchError, ModelForeign, ToolMissing
from benchwright.model.events import ForgeFailed, ForgeFinished, ForgeProgressed, ScoringSaved
from benchwright.model.scoring import ScoringFacts
from benchwright.model.variant import Variant
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.models.accuracy_dialog import AccuracyDialog
from benchwright.ui.pages.models.convert_dialog import ConvertDialog
from benchwright.ui.pages.models.firmware_dialog import SUFFIXES, FirmwareDialog
from benchwright.ui.pages.models.forge_strip import ForgeStrip
from benchwright.ui.pages.models.import_troubles import together
from benchwright.ui.pages.models.scoring_dialog import ScoringDialog
from benchwright.ui.theme import Theme


class Converting(QObject):
    """Owns the strip that shows what the forge does; dialogs open over `page`."""

    made = Signal(tuple)
    """The variants that were made or scored."""
    firmware_started = Signal()

    def __init__(self, bridge: Bridge, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._theme = theme
        self._page = page
        self._refused: list[Exception] = []
        self.variants: tuple[Variant, ...] = ()
        self.strip = ForgeStrip(theme, page)
        self.strip.cancelled.connect(bridge.workbench.models.cancel)
        bridge.forge_progressed.connect(self._take_progress)
        bridge.forge_finished.connect(self._take_end)
        bridge.forge_failed.connect(self._take_failure)
        bridge.scoring_saved.connect(self._take_scoring)

    def take_file(self, file: Path) -> bool:
        """Opens what a file is for; False for one that is to be imported as a model."""
        try:
            refuse_foreign(file)
        except ModelForeign as error:
            self._refused.append(error)
            self.show_error(together(self._refused))
            return True
        if is_network(file):
            self._open(ConvertDialog(self._theme, file.name, file, self._require, is_network=True, parent=self._page))
            return True
        if file.suffix.lower() in SUFFIXES:
            self._ask_for_device(file)
            return True
        return False

    def forget_refused(self) -> None:
        """Other files come: those that were refused before are no longer told of with them."""
        self._refused.clear()

    def convert_variant(self, variant: Variant) -> None:
        """Asks what to make of a variant."""
        source = Path(f"{variant.sha256}.tflite")
        dialog = ConvertDialog(self._theme, variant.label, source, self._require, is_network=False, parent=self._page)
        self._open(dialog, variant)

    def score(self, variant: Variant, family: Sequence[Variant]) -> None:
        """Asks on which labelled set to measure the accuracy."""
        dialog = AccuracyDialog(self._theme, variant, family, self._bridge.workbench.devices(), self._page)
        dialog.asked.connect(self._start_scoring)
        dialog.asked_on_board.connect(partial(self._start_on_board, variant))
        dialog.open()

    def show_error(self, error: Exception) -> None:
        """Shows a failure at the top of the page; of a tool that is missing the command that brings it."""
        if isinstance(error, BenchError):
            self.strip.show_error(error.what, error.why, error.remedy, is_tool=isinstance(error, ToolMissing))
        else:
            self.strip.show_error(self.tr("That did not work."), f"{type(error).__name__}: {error}", "")

    def _open(self, dialog: ConvertDialog, variant: Variant | None = None) -> None:
        dialog.asked.connect(partial(self._start_conversion, variant))
        dialog.open()

    def _start_conversion(self, variant: Variant | None, conversion: Conversion, is_installing: bool) -> None:
        desk = self._bridge.workbench.models
        if variant is None:
            desk.convert(conversion, is_installing=is_installing)
        else:
            desk.convert_variant(variant, conversion, is_installing=is_installing)

    def _start_scoring(self, variants: tuple[Variant, ...], samples: Samples) -> None:
        self._bridge.workbench.models.score(variants, samples)

    def _start_on_board(self, variant: Variant, device_id: str, samples: Samples, resumes: bool) -> None:
        self._bridge.workbench.score_on_device(device_id, variant.sha256, samples, resumes=resumes)
        self.firmware_started.emit()

    def _take_scoring(self, event: ScoringSaved) -> None:
        store = self._bridge.workbench.store
        self._bridge.ask(lambda: read_facts(store, event.scoring), self.show_scoring, self.show_error)

    def show_scoring(self, facts: ScoringFacts) -> None:
        """Shows what a labelled set on a board was worth, beside the window."""
        ScoringDialog(self._theme, facts, self._page).show()

    def _ask_for_device(self, file: Path) -> None:
        devices = self._bridge.workbench.devices()
        dialog = FirmwareDialog(self._theme, file, devices, self.variants, self._page)
        dialog.asked.connect(partial(self._measure_firmware, file))
        dialog.bench_requested.connect(self.firmware_started)
        dialog.open()

    def _measure_firmware(self, file: Path, device_id: str, variant_sha256: str) -> None:
        self._bridge.workbench.measure_firmware(device_id, file, variant_sha256)
        self.firmware_started.emit()

    def _require(self) -> None:
        self._bridge.workbench.models.require_forge()

    def _take_progress(self, event: ForgeProgressed) -> None:
        self.strip.show_progress(event)

    def _take_end(self, event: ForgeFinished) -> None:
        self.strip.show_end()
        self.made.emit(event.variants)

    def _take_failure(self, event: ForgeFailed) -> None:
        self.strip.show_failure(event)
