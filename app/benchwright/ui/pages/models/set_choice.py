"""Choosing a data set: a file or a folder, how many samples, and what whole numbers are divided by."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from benchwright.model.conversion import Samples
from benchwright.ui.pages.bench.dropping import dropped_files
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.number_box import inset_text


class SetChoice(QWidget):
    """The fields of a set; a file or folder may be dropped on it."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, *, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = QLineEdit(self)
        self.path.setAccessibleName(name)
        self.path.setPlaceholderText(self.tr(".npz, .npy, .csv or a folder"))
        self.file_button = push_button(theme, self.tr("File …"), self)
        self.folder_button = push_button(theme, self.tr("Folder …"), self)
        self.limit = QSpinBox(self)
        self.limit.setRange(0, 1_000_000)
        self.limit.setSpecialValueText(self.tr("all"))
        self.limit.setValue(limit)
        self.limit.setAccessibleName(self.tr("Number of samples"))
        self.divisor = QDoubleSpinBox(self)
        self.divisor.setRange(0, 1e6)
        for box in (self.limit, self.divisor):
            inset_text(box)
        self.divisor.setDecimals(3)
        self.divisor.setSpecialValueText(self.tr("as the set says"))
        self.divisor.setAccessibleName(self.tr("Whole numbers are divided by"))
        self.divisor.setToolTip(self.tr("Without a word in the set, bytes are divided by 255."))
        self.setAcceptDrops(True)
        self.path.setAcceptDrops(False)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.path, 1)
        row.addWidget(self.file_button)
        row.addWidget(self.folder_button)
        numbers = QHBoxLayout()
        numbers.setSpacing(GRID)
        numbers.addWidget(self.limit)
        numbers.addStretch(1)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(name, row)
        form.addRow(self.tr("Samples"), numbers)
        form.addRow(self.tr("Divide whole numbers by"), self.divisor)
        self.path.textChanged.connect(self.changed)
        self.file_button.clicked.connect(self._choose_file)
        self.folder_button.clicked.connect(self._choose_folder)

    @property
    def samples(self) -> Samples | None:
        """What was chosen; None while no path is given."""
        text = self.path.text().strip()
        return Samples(Path(text), self.divisor.value() or None, self.limit.value()) if text else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files and folders."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the first one."""
        event.acceptProposedAction()
        self.path.setText(str(dropped_files(event.mimeData())[0]))

    def _choose_file(self) -> None:
        kinds = self.tr("Data sets (*.npz *.npy *.csv);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a data set"), "", kinds)
        if name:
            self.path.setText(name)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of samples"))
        if name:
            self.path.setText(name)
