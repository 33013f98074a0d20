"""Settings, appearance: colours, sizes and motion; what is chosen shows at once and is remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from benchwright.ui.look import FONT_PERCENTS
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.combo import Combo

_SYSTEM, _DARK, _LIGHT = "system", "dark", "light"


class AppearanceSection(Section):
    """Changes the theme and nothing else."""

    def __init__(self, theme: Theme, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._remembered = remembered
        self.show_title(self.tr("Appearance"))
        self.colours = Combo(theme, self.tr("Colours"), self)
        self.colours.addItem(self.tr("As the system"), _SYSTEM)
        self.colours.addItem(self.tr("Dark"), _DARK)
        self.colours.addItem(self.tr("Light"), _LIGHT)
        self.font_size = Combo(theme, self.tr("Size of text"), self)
        for percent in FONT_PERCENTS:
            self.font_size.addItem(f"{percent} %", percent)
        self.density = Combo(theme, self.tr("Density"), self)
        self.density.addItem(self.tr("Comfortable"), False)
        self.density.addItem(self.tr("Compact"), True)
        self.stillness = QCheckBox(self.tr("Reduce motion"), self)
        self.add_row(self.tr("Colours"), self.colours, self.tr("Ctrl+Shift+T switches between dark and light."))
        self.add_row(self.tr("Size of text"), self.font_size)
        self.add_row(self.tr("Density"), self.density, self.tr("How close rows and controls stand."))
        self.rows.addWidget(self.stillness)
        self._show()
        self.colours.activated.connect(self._choose_colours)
        self.font_size.activated.connect(self._choose_look)
        self.density.activated.connect(self._choose_look)
        self.stillness.clicked.connect(self._choose_look)
        theme.changed.connect(self._show)

    def choices(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Everything that can be chosen here, as the palette lists it."""
        found: list[tuple[str, Callable[[], object]]] = []
        for combo in (self.colours, self.font_size, self.density):
            for place in range(combo.count()):
                words = self.tr("%1: %2").replace("%1", combo.accessibleName()).replace("%2", combo.itemText(place))
                found.append((words, partial(self._choose, combo, place)))
        return (*found, (self.stillness.text(), self.stillness.click))

    def _choose(self, combo: Combo, place: int) -> None:
        combo.setCurrentIndex(place)
        combo.activated.emit(place)

    def _show(self) -> None:
        look, is_dark = self._theme.look, self._remembered.is_dark
        kept = _SYSTEM if is_dark is None else (_DARK if self._theme.is_dark else _LIGHT)
        self.colours.setCurrentIndex(self.colours.findData(kept))
        self.font_size.setCurrentIndex(self.font_size.findData(round(look.font_ratio * 100)))
        self.density.setCurrentIndex(self.density.findData(look.is_compact))
        self.stillness.setChecked(look.is_still)

    def _choose_colours(self) -> None:
        chosen = self.colours.currentData()
        self._remembered.is_dark = None if chosen == _SYSTEM else chosen == _DARK
        self._theme.follow_system(is_following=chosen == _SYSTEM)
        if chosen != _SYSTEM:
            self._theme.set_dark(is_dark=chosen == _DARK)

    def _choose_look(self) -> None:
        look = replace(
            self._theme.look,
            font_ratio=int(self.font_size.currentData()) / 100,
            is_compact=bool(self.density.currentData()),
            is_still=self.stillness.isChecked(),
        )
        self._remembered.look = look
        self._theme.set_look(look)
