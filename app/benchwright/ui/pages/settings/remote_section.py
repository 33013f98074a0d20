"""Settings, remote: ports of other computers by their address, and the places of a lab."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from benchwright.model.place import Place
from benchwright.ui.pages.settings.section import Section, value_label
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.elided_label import ElidedLabel


class RemoteSection(Section):
    """Tells what is to be kept or forgotten; checks nothing itself."""

    port_named = Signal(str)
    port_forgotten = Signal(str)
    lab_named = Signal(str)
    places_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.show_title(self.tr("Remote"))
        self.port = QLineEdit(self)
        self.port.setPlaceholderText("rfc2217://bench-2:4000")
        self.port.setAccessibleName(self.tr("Address of a port"))
        self.add_button = push_button(theme, self.tr("Add port"), self)
        self.coordinator = QLineEdit(self)
        self.coordinator.setPlaceholderText(self.tr("labgrid coordinator, such as lab:20408"))
        self.coordinator.setAccessibleName(self.tr("Address of the labgrid coordinator"))
        self.lab_button = push_button(theme, self.tr("Use this lab"), self)
        self.look_button = push_button(theme, self.tr("Look again"), self, icon_name="mdi6.refresh")
        self._ports = QVBoxLayout()
        self._places = QVBoxLayout()
        self._said = self._lay_out()
        self.port.textChanged.connect(self._check)
        self.port.returnPressed.connect(self._add)
        self.add_button.clicked.connect(self._add)
        self.coordinator.returnPressed.connect(self._use)
        self.lab_button.clicked.connect(self._use)
        self.look_button.clicked.connect(self.places_requested)
        self._check()

    @property
    def said(self) -> str:
        """What is said of the lab."""
        return self._said.text()

    def show_ports(self, urls: Sequence[str]) -> None:
        """The addresses that are kept."""
        _empty(self._ports)
        for url in urls:
            row = QWidget(self)
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            name = ElidedLabel(row)
            name.show_text(url)
            forget = icon_button(self._theme, self.tr("Forget %1").replace("%1", url), "mdi6.delete-outline", row)
            forget.clicked.connect(lambda _checked=False, url=url: self.port_forgotten.emit(url))
            layout.addWidget(name, 1)
            layout.addWidget(forget)
            self._ports.addWidget(row)

    def show_lab(self, coordinator: str, places: Sequence[Place]) -> None:
        """The lab in use and its places."""
        if not self.coordinator.hasFocus():
            self.coordinator.setText(coordinator)
        _empty(self._places)
        for place in places:
            words = "  ·  ".join(part for part in (place.name, place.board, place.state_words) if part)
            self._places.addWidget(value_label(words, self))
        self.look_button.setEnabled(bool(coordinator))
        none = self.tr("This lab has no places.") if coordinator else self.tr("No lab is used.")
        self.say("" if places else none)

    def say(self, text: str) -> None:
        """What became of the lab."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def _check(self) -> None:
        self.add_button.setEnabled(bool(self.port.text().strip()))

    def _add(self) -> None:
        if self.add_button.isEnabled():
            self.port_named.emit(self.port.text().strip())
            self.port.clear()

    def _use(self) -> None:
        self.lab_named.emit(self.coordinator.text().strip())

    def _lay_out(self) -> QLabel:
        ports = QHBoxLayout()
        ports.setSpacing(GRID)
        ports.addWidget(self.port, 1)
        ports.addWidget(self.add_button)
        lab = QHBoxLayout()
        lab.setSpacing(GRID)
        lab.addWidget(self.coordinator, 1)
        lab.addWidget(self.lab_button)
        lab.addWidget(self.look_button)
        self.add_words(self.tr("Ports that another computer serves: rfc2217://HOST:PORT or socket://HOST:PORT."))
        self.rows.addLayout(self._ports)
        self.rows.addLayout(ports)
        self.add_words(self.tr("Boards of a labgrid lab, held for the time of a run."))
        self.rows.addLayout(lab)
        self.rows.addLayout(self._places)
        return self.add_words("")


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
