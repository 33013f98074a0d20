"""Settings, data: where runs are kept, copies of them, and the end of those archived long ago."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QWidget

from benchwright.protocols.store_upkeep import ArchivedRuns, KeptTraces
from benchwright.ui.language.numbers import bytes_text, count_text
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button

ARCHIVED_DAYS = 30
"""Runs archived longer ago may be deleted; nothing ever is by itself."""


class DataSection(Section):
    """Tells what is to be done with the database; does nothing to it itself."""

    backup_requested = Signal(Path)
    weight_requested = Signal()
    """How many archived runs could be deleted, and how much they hold, is to be told to `confirm_deletion`."""
    deletion_confirmed = Signal()
    """Delete for good what was archived longer than `ARCHIVED_DAYS` ago."""
    traces_weight_requested = Signal()
    """How many old traces could be deleted is to be told to `confirm_traces_deletion`."""
    traces_deletion_confirmed = Signal()
    """Delete for good the traces of runs older than `ARCHIVED_DAYS`."""

    def __init__(self, theme: Theme, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = Path(file)
        self.show_title(self.tr("Data"))
        self.add_fact(self.tr("Database"), file)
        self._size = self.add_fact(self.tr("Size"), "–")
        self._traces = self.add_fact(self.tr("Traces of power meters"), "–")
        self.open_button = push_button(theme, self.tr("Open folder"), self, icon_name="mdi6.folder-open-outline")
        self.backup_button = push_button(theme, self.tr("Back up now …"), self, icon_name="mdi6.content-save-outline")
        words = self.tr("Delete archived runs older than %1 days …").replace("%1", str(ARCHIVED_DAYS))
        self.delete_button = push_button(theme, words, self, icon_name="mdi6.delete-outline")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.backup_button)
        buttons.addStretch(1)
        self.rows.addLayout(buttons)
        detail = self.tr("Nothing is ever deleted by itself. Archived baselines and results of batches stay.")
        self.add_row(self.tr("Archive"), self.delete_button, detail)
        words = self.tr("Delete traces older than %1 days …").replace("%1", str(ARCHIVED_DAYS))
        self.traces_button = push_button(theme, words, self, icon_name="mdi6.delete-outline")
        detail = self.tr("The samples of power meters; the runs and their energies stay.")
        self.add_row(self.tr("Traces"), self.traces_button, detail)
        self.traces_button.clicked.connect(self.traces_weight_requested)
        self.open_button.clicked.connect(self._open_folder)
        self.backup_button.clicked.connect(self._choose_file)
        self.delete_button.clicked.connect(self.weight_requested)

    @property
    def size_text(self) -> str:
        """The size, as shown."""
        return self._size.text()

    def show_size(self, size_bytes: int) -> None:
        """How large the database is."""
        self._size.setText(bytes_text(size_bytes))

    def show_traces(self, found: KeptTraces) -> None:
        """How many traces are kept, and how large they are together."""
        self._traces.setText(f"{count_text(found.count)}, {bytes_text(found.size_bytes)}")

    def confirm_deletion(self, found: ArchivedRuns) -> QMessageBox:
        """Asks once; says how many runs go, how much they hold, and that they do not come back."""
        question = self.tr("Delete %1 archived runs (%2) for good?")
        words = self.tr("They were archived more than %1 days ago. This cannot be undone; a backup keeps them.")
        box = self._confirm(self.delete_button.text(), _filled(question, found.count, found.size_bytes), words)
        box.accepted.connect(self.deletion_confirmed)
        return box

    def confirm_traces_deletion(self, found: KeptTraces) -> QMessageBox:
        """Asks once, likewise."""
        question = self.tr("Delete the traces of %1 runs (%2) for good?")
        words = self.tr("Those runs were saved more than %1 days ago and stay. This cannot be undone.")
        box = self._confirm(self.traces_button.text(), _filled(question, found.count, found.size_bytes), words)
        box.accepted.connect(self.traces_deletion_confirmed)
        return box

    def _confirm(self, title: str, question: str, words: str) -> QMessageBox:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(question)
        box.setWindowTitle(title)
        box.setInformativeText(words.replace("%1", str(ARCHIVED_DAYS)))
        delete = box.addButton(self.tr("Delete for good"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep them"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        delete.clicked.connect(box.accept)
        box.open()
        return box

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))

    def _choose_file(self) -> None:
        proposed = self._file.with_name(f"{self._file.stem}.backup.db")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Back up the database"), str(proposed), self.tr("Databases (*.db)")
        )
        if name:
            self.backup_requested.emit(Path(name))


def _filled(question: str, count: int, size_bytes: int) -> str:
    return question.replace("%1", count_text(count)).replace("%2", bytes_text(size_bytes))
