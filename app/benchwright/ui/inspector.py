"""The inspector: facts about what is selected."""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from benchwright.ui.fact import Fact
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel, one_line, tooltip_text

WIDTH = 248
_LONGEST = 400
_LINE_CHARACTERS = 26
"""What a line of the narrowest inspector holds of the values' font."""


class Inspector(QFrame):
    """A heading and facts; values can be selected and copied, those that stand for a run open it."""

    run_opened = Signal(str)
    """Open the run with this id."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        set_role(self, "bar")
        self._fit_text()
        theme.changed.connect(self._take_look)
        self.setAccessibleName(self.tr("Inspector"))
        self._heading = QLabel(self.tr("Nothing is selected"), self)
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setWordWrap(True)
        set_role(self._heading, "section")
        self._facts: tuple[Fact, ...] = ()
        self._body = QWidget(self)
        self._is_stale = False
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._heading)
        layout.addWidget(self._area, 1)

    def show_facts(self, heading: str, facts: tuple[Fact, ...]) -> None:
        """Replaces heading and facts; a fact without a value is left out."""
        self._heading.setText(one_line(heading)[:_LONGEST])
        shown = tuple(fact for fact in facts if fact.value)
        if shown != self._facts:
            self._facts = shown
            self._rebuild()
        self.setAccessibleDescription("; ".join(f"{fact.name}: {fact.value}" for fact in shown if fact.name))

    def showEvent(self, event: QShowEvent) -> None:
        """Sets the facts again that came while nobody saw them: their labels had neither fonts nor heights."""
        super().showEvent(event)
        if self._is_stale:
            self._rebuild()

    def _fit_text(self) -> None:
        self.setMinimumWidth(scaled(200))

    def _take_look(self) -> None:
        """Letters or colours have changed, and with them the height that each value needs."""
        self._fit_text()
        self._rebuild()

    def _rebuild(self) -> None:
        """A body of its own for each set of facts. The one before may hold the link that was clicked: it goes later."""
        self._is_stale = not self.isVisible()
        before, self._body = self._area.takeWidget(), QWidget(self)
        if before is not None:
            before.hide()
            before.setParent(self)
            before.deleteLater()
        set_role(self._body, "page")
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, GRID, 0)
        rows.setSpacing(2)
        for fact in self._facts:
            if fact.name:
                name_label = QLabel(fact.name, self._body)
                set_role(name_label, "caption")
                rows.addWidget(name_label)
            rows.addWidget(self._link(fact) if fact.run_id else self._value(fact))
        rows.addStretch(1)
        self._area.setWidget(self._body)
        self._body.show()

    def _link(self, fact: Fact) -> QPushButton:
        button = push_button(self._theme, fact.value, self._body, role="link", detail=fact.detail)
        button.clicked.connect(partial(self._open, fact.run_id))
        return button

    def _open(self, run_id: str, _checked: bool = False) -> None:
        self.run_opened.emit(run_id)

    def _value(self, fact: Fact) -> QLabel:
        value_label = _value_label(one_line(fact.value)[:_LONGEST], self._body)
        set_role(value_label, "value")
        value_label.setTextFormat(Qt.TextFormat.PlainText)
        value_label.setContentsMargins(0, 0, 0, 6)
        value_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if fact.detail:
            value_label.setToolTip(tooltip_text(fact.detail))
        value_label.setAccessibleName(f"{fact.name}: {fact.value}")
        return value_label


def _value_label(value: str, parent: QWidget) -> QLabel:
    """Words wrap between words; a path or digest too long for a line is cut in its middle, whole in its tooltip."""
    if " " not in value and len(value) > _LINE_CHARACTERS:
        elided = ElidedLabel(parent, mode=Qt.TextElideMode.ElideMiddle)
        elided.show_text(value)
        return elided
    label = QLabel(" ".join(_breakable(word) for word in value.split(" ")), parent)
    label.setWordWrap(True)
    return label


def _breakable(word: str) -> str:
    """A word with places where it may break if it is too long for a line, after its own joints where it has some."""
    if len(word) <= _LINE_CHARACTERS:
        return word
    parts = re.findall(rf"[^/\\:;_.,@-]{{1,{_LINE_CHARACTERS}}}[/\\:;_.,@-]*|[/\\:;_.,@-]+", word)
    return "\u200b".join(parts)
