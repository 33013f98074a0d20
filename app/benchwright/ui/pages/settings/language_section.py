"""Settings, general: the language of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from benchwright.ui.language.language import Language, language_name
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.combo import Combo


class LanguageSection(QWidget):
    """A choice of the languages there are; it takes effect at once."""

    chosen = Signal(str)
    """The code of the language that was chosen, to be remembered."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.combo = Combo(theme, self.tr("Language"), self)
        for code in language.codes:
            self.combo.addItem(language_name(code), code)
        with QSignalBlocker(self.combo):
            self.combo.setCurrentIndex(self.combo.findData(language.code))
        self.combo.activated.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel(self.tr("Language"), self), 1)
        layout.addWidget(self.combo)

    def choices(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Each language there is, as the palette lists it."""
        words = self.tr("Language: %1")
        names = (self.combo.itemText(place) for place in range(self.combo.count()))
        return tuple((words.replace("%1", name), partial(self._take, place)) for place, name in enumerate(names))

    def _take(self, place: int) -> None:
        self.combo.setCurrentIndex(place)
        self._choose()

    def _choose(self) -> None:
        code = str(self.combo.currentData())
        self.chosen.emit(code)
        # The window that this belongs to is replaced: not while its own click is being handled.
        QTimer.singleShot(0, self._language, lambda language=self._language: language.choose(code))
