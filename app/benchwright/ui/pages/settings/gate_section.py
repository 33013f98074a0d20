"""Settings, gate: the policy that runs of this window are held against."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from benchwright.model.errors import BenchError
from benchwright.model.gate import Policy
from benchwright.ui.gate_choice import GateChoice
from benchwright.ui.language.translators import said
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.policy_drop import PolicyDrop
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import breakable
from benchwright.ui.widgets.flow_layout import FlowLayout


class GateSection(Section):
    """Changes the choice; whoever may read files is asked what is in the one that counts. A policy may be dropped."""

    reading_asked = Signal(Path)

    def __init__(self, theme: Theme, choice: GateChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self.show_title(self.tr("Gate"))
        self.add_words(
            self.tr("A policy says what a new version may cost; benchwright gate holds a build server to the same.")
        )
        self._file = self.add_fact(self.tr("Policy"), "–")
        self._state = self.add_words("")
        self.choose_button = push_button(
            theme, self.tr("Choose a policy …"), self, icon_name="mdi6.folder-open-outline"
        )
        self.start_button = push_button(theme, self.tr("Write one to start with …"), self)
        self.forget_button = push_button(theme, self.tr("No policy"), self)
        buttons = FlowLayout()
        for button in (self.choose_button, self.start_button, self.forget_button):
            buttons.addWidget(button)
        self.rows.addLayout(buttons)
        PolicyDrop(self, self._choice.use)
        self.choose_button.clicked.connect(lambda: choice.choose(self))
        self.start_button.clicked.connect(lambda: choice.start(self))
        self.forget_button.clicked.connect(lambda: choice.use(None))
        choice.changed.connect(self.show_choice)
        self.show_choice()

    @property
    def said(self) -> str:
        """What is in the policy, or what is wrong with it."""
        return self._state.text()

    def show_choice(self) -> None:
        """Shows which file counts, and asks what is in it."""
        file = self._choice.file
        self._file.setText(breakable(str(file)) if file is not None else self.tr("none"))
        self.forget_button.setEnabled(file is not None)
        self._say("")
        if file is not None:
            self.reading_asked.emit(file)

    def show_policy(self, policy: Policy) -> None:
        """What is in the file."""
        words = self.tr("%1, %2 rules. It is used in Runs, in the tab Gate.")
        self._say(words.replace("%1", policy.name).replace("%2", str(len(policy.rules))))

    def show_problem(self, error: Exception) -> None:
        """Why the file cannot be used."""
        parts = (error.what, error.why, error.remedy) if isinstance(error, BenchError) else (str(error),)
        self._say(" ".join(said(part) for part in parts if part))

    def _say(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))
