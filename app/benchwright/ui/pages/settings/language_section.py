"""Settings, general: the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from benchwright.ui.language.language import Language, language_name


class LanguageSection(QWidget):
    """A choice of the languages there are; it takes effect at once."""

    chosen = Signal(str)
    """The code of the language that was chosen, to be remembered."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.combo = QComboBox(self)
        self.combo.setAccessibleName(self.tr("Language"))
        for code in language.codes:
            self.combo.addItem(language_name(code), code)
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(self.combo.findData(language.code))
        self.combo.activated.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel(self.tr("Language"), self), 1)
        layout.addWidget(self.combo)

    def _choose(self) -> None:
        code = str(self.combo.currentData())
        self.chosen.emit(code)
        # The window that this belongs to is replaced: not while its own click is being handled.
        QTimer.singleShot(0, self._language, lambda language=self._language: language.choose(code))
