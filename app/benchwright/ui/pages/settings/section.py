"""What every section of the settings is made of: a surface with a title, and rows of a name and a control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from benchwright.ui.theme import set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.elided_label import breakable


class Section(QFrame):
    """A titled surface; `rows` takes what belongs on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""

        set_role(self, "surface")
        self._heading = QLabel(self)
        set_role(self._heading, "section")
        self.rows = QVBoxLayout()
        self.rows.setSpacing(GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._heading)
        layout.addLayout(self.rows)

    def show_title(self, title: str) -> None:
        """Says what the section is about; a class translates its own words only once it is made."""
        self.title = title
        self._heading.setText(title)
        self.setAccessibleName(title)

    def add_row(self, name: str, control: QWidget, detail: str = "") -> None:
        """A name at the left, with a quiet line under it, and its control at the right."""
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_wrapped(name, "", self))
        if detail:
            words.addWidget(_wrapped(detail, "caption", self))
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        if not control.accessibleName():
            control.setAccessibleName(name)
        control.setAccessibleDescription(detail)
        self.rows.addLayout(row)

    def add_fact(self, name: str, value: str) -> QLabel:
        """A name and a value that can be selected; returns the label of the value."""
        label, shown = _wrapped(name, "muted", self), value_label(value, self)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(label, 1)
        row.addWidget(shown, 4)
        self.rows.addLayout(row)
        return shown

    def add_words(self, text: str) -> QLabel:
        """A quiet paragraph."""
        label = _wrapped(text, "muted", self)
        self.rows.addWidget(label)
        return label


def value_label(text: str, parent: QWidget) -> QLabel:
    """A value in the fixed-width font that can be selected; it is text, whatever it looks like."""
    label = _wrapped(text, "value", parent)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _wrapped(text: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(breakable(text) if role == "value" else text)
    label.setWordWrap(True)
    set_role(label, role)
    return label
