"""The files of a drop on the Models page, or of a choice: imported one by one, failures told of together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright.model.variant import Variant
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.models.converting import Converting
from benchwright.ui.pages.models.import_troubles import together


class Importing(QObject):
    """Models are imported; what the forge takes goes to `converting`."""

    imported = Signal(Variant)
    failed = Signal(Exception)
    """Each time another file fails, with those of the same drop that failed before."""
    settled = Signal()
    """A file was imported, and none of its drop has failed."""

    def __init__(self, bridge: Bridge, converting: Converting, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._bridge = bridge
        self._converting = converting
        self._troubles: list[Exception] = []

    def take(self, files: Sequence[Path]) -> None:
        """Takes them one by one; a failure says which."""
        self._troubles.clear()
        self._converting.forget_refused()
        for file in files:
            if not self._converting.take_file(file):
                self._bridge.ask(partial(self._bridge.workbench.import_model, file), self._note, self._fail)

    def choose_files(self) -> None:
        """Asks for files, and takes them."""
        kinds = self.tr("Models and firmware (*.tflite *.keras *.h5 *.elf *.hex *.uf2 *.bin);;All files (*)")
        names, _ = QFileDialog.getOpenFileNames(self._page, self.tr("Import models"), "", kinds)
        self.take([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Asks for the folder of a SavedModel, and takes it."""
        name = QFileDialog.getExistingDirectory(self._page, self.tr("Choose the folder of a SavedModel"))
        if name:
            self.take([Path(name)])

    def _note(self, variant: Variant) -> None:
        if not self._troubles:
            self.settled.emit()
        self.imported.emit(variant)

    def _fail(self, error: Exception) -> None:
        self._troubles.append(error)
        self.failed.emit(together(self._troubles))
