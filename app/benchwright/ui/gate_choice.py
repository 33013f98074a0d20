"""The policy that runs of this window are held against: remembered from day to day, the same on every page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from benchwright.ui.remembered import Remembered

_REMEMBERED = "gate/policy"


class GateChoice(QObject):
    """Which policy file counts; none to begin with."""

    changed = Signal()
    failed = Signal(Exception)
    """A policy could not be written."""

    def __init__(self, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._remembered = remembered

    @property
    def file(self) -> Path | None:
        """The file that counts; None where none was chosen."""
        name = self._remembered.text(_REMEMBERED)
        return Path(name) if name else None

    def use(self, file: Path | None) -> None:
        """From now on this policy counts; None for none."""
        self._remembered.set_text(_REMEMBERED, str(file) if file is not None else "")
        self.changed.emit()

    def choose(self, parent: QWidget) -> None:
        """Asks for a policy."""
        kinds = self.tr("Policies (*.toml);;All files (*)")
        folder = str(self.file.parent) if self.file is not None else ""
        name, _ = QFileDialog.getOpenFileName(parent, self.tr("Choose a policy"), folder, kinds)
        if name:
            self.use(Path(name))

    def start(self, parent: QWidget) -> None:
        """Writes a policy to start with, where the user wants it, and uses it."""
        from benchwright import paths  # noqa: PLC0415  the first paint waits for no more modules
        from benchwright.catalog.policy_file import STARTING_FILE  # noqa: PLC0415  likewise
        from benchwright.files import replace_file  # noqa: PLC0415  likewise
        from benchwright.model.errors import BenchError  # noqa: PLC0415  likewise

        kinds = self.tr("Policies (*.toml)")
        name, _ = QFileDialog.getSaveFileName(parent, self.tr("Write a policy"), STARTING_FILE, kinds)
        if not name:
            return
        try:
            replace_file(Path(name), (paths.resources() / STARTING_FILE).read_bytes())
        except BenchError as error:
            self.failed.emit(error)
            return
        self.use(Path(name))
