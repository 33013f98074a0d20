"""Tags for the selected runs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from benchwright.model.run_summary import RunSummary
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button

_WIDTH = 360
_MOST_SHARED = 8
LONGEST_TAG = 100


class TagDialog(QDialog):
    """Words between commas become tags of every selected run; one that every run has can be taken away from all."""

    tags_chosen = Signal(tuple, tuple)
    """Tags to add, and tags to remove."""

    def __init__(self, theme: Theme, runs: Sequence[RunSummary], known: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Tags"))
        self.field = QLineEdit(self)
        self.add_button = push_button(theme, self.tr("Add"), self, role="primary")
        words = self.tr("Tags for %1 runs").replace("%1", str(len(runs))) if len(runs) > 1 else self.tr("Tags")
        label = QLabel(words, self)
        label.setBuddy(self.field)
        set_role(label, "title")
        self.field.setAccessibleName(words)
        self.field.setPlaceholderText(self.tr("release, nightly …"))
        self.field.setMinimumWidth(_WIDTH)
        completer = QCompleter(list(known), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.field, 1)
        row.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(label)
        layout.addLayout(row)
        shared = [tag for tag in runs[0].tags if all(tag in run.tags for run in runs)] if runs else []
        for tag in shared[:_MOST_SHARED]:
            button = push_button(
                theme, self.tr("Remove #%1").replace("%1", tag[:40]), self, icon_name="mdi6.close", role="quiet"
            )
            button.clicked.connect(lambda _checked=False, tag=tag: self._choose((), (tag,)))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self._add)
        self.field.returnPressed.connect(self._add)

    def _add(self) -> None:
        words = tags_in(self.field.text())
        if words:
            self._choose(words, ())
        else:
            self.field.setFocus()

    def _choose(self, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
        self.tags_chosen.emit(added, removed)
        self.close()


def tags_in(text: str) -> tuple[str, ...]:
    """The tags of a text: words between commas, without the `#` some people write, each once."""
    clean = (word.strip(" #\t\n\0")[:LONGEST_TAG] for word in text.split(","))
    return tuple(dict.fromkeys(word for word in clean if word))
