"""A database that cannot be opened: what happened, why, and another one to go on with."""

from __future__ import annotations

import glob
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from benchwright.model.errors import BenchError
from benchwright.ui.dialogs.sized_dialog import SizedDialog
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.flow_layout import FlowLayout

_WIDTH = 520


class DatabaseDialog(SizedDialog):
    """Ends with another file in `chosen`, or is closed. The file itself is left as it is."""

    def __init__(self, theme: Theme, file: Path, error: BenchError, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent)
        self._file = file
        self._error = error
        self.chosen: Path | None = None
        self.setWindowTitle(self.tr("The database cannot be opened"))
        self.choose_button = push_button(theme, self.tr("Choose another …"), self, role="primary")
        self.new_button = push_button(
            theme, self.tr("Start with a new one"), self, detail=self.tr("Beside the old file, which stays as it is")
        )
        self.elsewhere_button = push_button(theme, self.tr("New one elsewhere …"), self)
        self.backup_button = push_button(theme, self.tr("Open the newest backup"), self)
        self.copy_button = push_button(theme, self.tr("Copy details"), self, icon_name="mdi6.content-copy")
        self.close_button = push_button(theme, self.tr("Close"), self)
        self._backup = newest_backup(file)
        self.backup_button.setVisible(self._backup is not None)
        self.choose_button.clicked.connect(self._choose)
        self.new_button.clicked.connect(lambda: self._take(free_name(self._file)))
        self.elsewhere_button.clicked.connect(self._place)
        self.backup_button.clicked.connect(lambda: self._take(self._backup))
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never lower than its words and buttons at this width: where the screen is narrow, buttons wrap."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        remedy = self.tr("Nothing in it was changed. Go on with another one.")
        for words, role in ((said(self._error.what), "section"), (said(self._error.why), "muted"), (remedy, "")):
            label = QLabel(words, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            if role:
                set_role(label, role)
            layout.addWidget(label)
        buttons = FlowLayout()
        for button in (
            self.choose_button, self.new_button, self.elsewhere_button, self.backup_button, self.copy_button,
            self.close_button,
        ):  # fmt: skip
            buttons.addWidget(button)
        layout.addSpacing(GRID)
        layout.addLayout(buttons)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a database"), str(self._file.parent), self.tr("Databases (*.db);;All files (*)")
        )
        if name:
            self._take(Path(name))

    def _place(self) -> None:
        """A new file in another folder: that of the old one may not be writable. One that exists is opened as it is."""
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Where the new database goes"),
            str(Path.home() / self._file.name),
            self.tr("Databases (*.db);;All files (*)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            file = Path(name)
            self._take(file if file.suffix else file.with_suffix(".db"))

    def _take(self, file: Path | None) -> None:
        self.chosen = file
        self.accept()

    def _copy(self) -> None:
        error = self._error
        QGuiApplication.clipboard().setText("\n".join((error.what, error.why, error.remedy, f"({error.code})")))


def free_name(file: Path) -> Path:
    """The first name beside the file that nothing has: `benchwright-2.db`."""
    number = 2
    while (named := file.with_name(f"{file.stem}-{number}{file.suffix}")).exists():
        number += 1
    return named


def newest_backup(file: Path) -> Path | None:
    """The newest copy that was made of the file before it was brought up to a newer schema."""
    try:
        found = [one for one in file.parent.glob(f"{glob.escape(file.stem)}.before-*.db") if one.is_file()]
        return max(found, key=lambda one: one.stat().st_mtime, default=None)
    except OSError:
        return None
