"""Settings, data: where runs are kept, copies of them, and how long archived ones stay."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from benchwright.ui.language.numbers import bytes_text
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo

_DAYS = (30, 90, 365, 0)


class DataSection(Section):
    """Tells what is to be done with the database; does nothing to it itself."""

    backup_requested = Signal(Path)
    removal_requested = Signal(int)
    """Remove for good what was archived longer ago than this many days."""

    def __init__(self, theme: Theme, remembered: Remembered, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self._file = Path(file)
        self.show_title(self.tr("Data"))
        self.add_fact(self.tr("Database"), file)
        self._size = self.add_fact(self.tr("Size"), "–")
        self.open_button = push_button(theme, self.tr("Open folder"), self, icon_name="mdi6.folder-open-outline")
        self.backup_button = push_button(theme, self.tr("Back up now …"), self, icon_name="mdi6.content-save-outline")
        self.retention = Combo(theme, self.tr("Archived runs are kept for"), self)
        for days in _DAYS:
            words = self.tr("%1 days").replace("%1", str(days)) if days else self.tr("Ever")
            self.retention.addItem(words, days)
        self.retention.setCurrentIndex(self.retention.findData(remembered.retention_days))
        self.remove_button = push_button(theme, self.tr("Remove older ones now"), self)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.backup_button)
        buttons.addStretch(1)
        self.rows.addLayout(buttons)
        detail = self.tr("Then they are removed for good, when the window opens. Baselines and batches stay.")
        self.add_row(self.tr("Archived runs are kept for"), self.retention, detail)
        self.rows.addWidget(self.remove_button)
        self.open_button.clicked.connect(self._open_folder)
        self.backup_button.clicked.connect(self._choose_file)
        self.retention.activated.connect(self._choose_days)
        self.remove_button.clicked.connect(self._remove)
        self._choose_days()

    @property
    def size_text(self) -> str:
        """The size, as shown."""
        return self._size.text()

    def show_size(self, size_bytes: int) -> None:
        """How large the database is."""
        self._size.setText(bytes_text(size_bytes))

    def _choose_days(self) -> None:
        days = int(self.retention.currentData())
        if days != self._remembered.retention_days:
            self._remembered.retention_days = days
        self.remove_button.setEnabled(days > 0)

    def _remove(self) -> None:
        self.removal_requested.emit(int(self.retention.currentData()))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))

    def _choose_file(self) -> None:
        proposed = self._file.with_name(f"{self._file.stem}.backup.db")
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Back up the database"), str(proposed), self.tr("Databases (*.db)")
        )
        if name:
            self.backup_requested.emit(Path(name))
