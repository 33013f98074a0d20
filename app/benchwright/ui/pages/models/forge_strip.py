"""The strip that shows a conversion: what it does, how far it is, and how to stop it; or why it failed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from benchwright.model.conversion import INSTALL
from benchwright.model.errors import ToolMissing
from benchwright.model.events import ForgeFailed, ForgeProgressed
from benchwright.ui.pages.models.forge_words import progress_words, whole_ratio
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.error_panel import ErrorPanel
from benchwright.ui.widgets.quiet_bar import QuietBar

_STEPS = 1000


class ForgeStrip(QWidget):
    """Hidden while nothing is converted and nothing went wrong."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._running = QFrame(self)
        set_role(self._running, "surface")
        self.words = ElidedLabel(self._running)
        self.bar = QuietBar(self._running)
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the conversion"))
        self.cancel_button = push_button(theme, self.tr("Cancel"), self._running, icon_name="mdi6.close")
        self.failure = ErrorPanel(theme, self)
        self.cancel_button.clicked.connect(self._cancel)
        self.failure.dismissed.connect(self._fold)
        self._lay_out()
        self.hide()

    def show_progress(self, event: ForgeProgressed) -> None:
        """How far it is."""
        self.words.show_text(progress_words(event.title, event.progress))
        # Nobody can tell how far a set-up is: the bar is busy, and empty where nothing may move.
        self.bar.setRange(0, 0 if event.progress.step == INSTALL and self._theme.animation_ms else _STEPS)
        if self.bar.maximum():
            self.bar.show_value(round(whole_ratio(event.progress) * _STEPS))
        self.failure.hide()
        self._running.show()
        self.show()

    def show_end(self) -> None:
        """It is done."""
        self._running.hide()
        self._fold()

    def show_failure(self, event: ForgeFailed) -> None:
        """Why it failed; of one that was cancelled nothing stays."""
        self._running.hide()
        if not event.was_cancelled:
            self.show_error(event.what, event.why, event.remedy, is_tool=event.code == ToolMissing.code)
        self._fold()

    def show_error(self, what: str, why: str, remedy: str, *, is_tool: bool = False) -> None:
        """What happened, why, what to do; for a tool that is missing its set-up command."""
        self.failure.show_failure(what, why, remedy, command=set_up_command(remedy) if is_tool else "")
        self.show()

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.words.show_text(self.tr("Cancelling …"))
        self.cancelled.emit()

    def _fold(self) -> None:
        self.cancel_button.setEnabled(True)
        self.setVisible(not self.failure.isHidden() or not self._running.isHidden())

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(HALF)
        words.addWidget(self.words)
        words.addWidget(self.bar)
        row = QHBoxLayout(self._running)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addLayout(words, 1)
        row.addWidget(self.cancel_button)
        self._running.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._running)
        layout.addWidget(self.failure)


def set_up_command(remedy: str) -> str:
    """The command within a remedy: `Set it up: COMMAND; or …`."""
    return remedy.partition(": ")[2].partition(";")[0].strip()
