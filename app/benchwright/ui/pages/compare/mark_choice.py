"""Choosing what size and colour of the scatter's marks say, remembered from one day to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from benchwright.model.compare import Metric
from benchwright.ui.charts.legend_words import colour_name
from benchwright.ui.charts.mark_look import ColourBy, MarkLook, look_of
from benchwright.ui.charts.words import metric_name
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.combo import Combo

_SIZE, _COLOUR = "compare/mark_size", "compare/mark_colour"


class MarkChoice(QObject):
    """Two combo boxes; the page says where they stand."""

    changed = Signal()
    """Another look was chosen with mouse or keys."""

    def __init__(self, remembered: Remembered, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self.size = Combo(theme, self.tr("What the size of marks says"), parent)
        self.colour = Combo(theme, self.tr("What the colour of marks says"), parent)
        self.size.addItem(self.tr("All equal"), "")
        for metric in Metric:
            self.size.addItem(metric_name(metric), metric.value)
        for colour in ColourBy:
            self.colour.addItem(colour_name(colour), colour.value)
        self.show_look(look_of(remembered.text(_SIZE), remembered.text(_COLOUR)))
        for combo in (self.size, self.colour):
            combo.currentIndexChanged.connect(self._take)

    @property
    def look(self) -> MarkLook:
        """What is chosen."""
        return look_of(str(self.size.currentData()), str(self.colour.currentData()))

    def show_look(self, look: MarkLook) -> None:
        """Sets what is chosen; tells nobody."""
        wanted = ((self.size, look.size.value if look.size is not None else ""), (self.colour, look.colour.value))
        for combo, value in wanted:
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(value))

    def _take(self) -> None:
        self._remembered.set_text(_SIZE, str(self.size.currentData()))
        self._remembered.set_text(_COLOUR, str(self.colour.currentData()))
        self.changed.emit()
