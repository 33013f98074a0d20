"""An error as what happened, why, and what to do, with the buttons that help."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from benchwright.model.udev_rules import udev_rule_in
from benchwright.ui.language.translators import said
from benchwright.ui.remedies import Remedy, remedies_of
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.flow_layout import FlowLayout

_ICON = 20
_BAR = 3


class ErrorPanel(QFrame):
    """Shows one failure until it is dismissed or tried again."""

    retried = Signal()
    remedy_chosen = Signal(object)
    """A `Remedy` that is more than a copy or another try."""
    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._details = ""
        self._rule = ""
        self._command = ""
        self._icon = QLabel(self)
        self._what = QLabel(self)
        self._why = QLabel(self)
        self._remedy = QLabel(self)
        self.copy_button = push_button(theme, self.tr("Copy details"), self, icon_name="mdi6.content-copy")
        self.rule_button = push_button(theme, self.tr("Copy udev rule"), self, icon_name="mdi6.content-copy")
        self.retry_button = push_button(theme, self.tr("Retry"), self, icon_name="mdi6.refresh")
        self.buttons = {
            Remedy.RETRY: self.retry_button,
            Remedy.COPY_RULE: self.rule_button,
            Remedy.COPY_DETAILS: self.copy_button,
        }
        self._close = icon_button(theme, self.tr("Dismiss"), "mdi6.close", self)
        set_role(self, "surface")
        set_role(self._why, "muted")
        for label in (self._what, self._why, self._remedy):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button.clicked.connect(self._copy)
        self.rule_button.clicked.connect(self._copy_rule)
        self.retry_button.clicked.connect(self._retry)
        self._close.clicked.connect(self.dismiss)
        self._row = FlowLayout()
        self._lay_out()
        theme.changed.connect(self._recolour)
        self._recolour()
        self.hide()

    @property
    def details(self) -> str:
        """What "Copy details" puts on the clipboard."""
        return self._details

    @property
    def shown_remedies(self) -> frozenset[Remedy]:
        """The ways out that can be pressed now."""
        return frozenset(remedy for remedy, button in self.buttons.items() if not button.isHidden())

    def show_failure(
        self,
        what: str,
        why: str,
        remedy: str,
        details: str = "",
        *,
        can_retry: bool = False,
        code: int = 1,
        command: str = "",
        withheld: frozenset[Remedy] = frozenset(),
    ) -> None:
        """Shows the three sentences and the buttons that belong to a `BenchError.code`.

        A udev rule in `remedy` gets a button that copies it; `can_retry` is whether there is something to try again.
        `command` gets a button that copies it; ways out in `withheld` would do nothing now.
        """
        rule, copied = udev_rule_in(remedy), command or command_in(remedy)
        what, why, remedy = said(what), said(why), said(remedy)
        self._what.setText(what)
        self._why.setText(why)
        self._remedy.setText(remedy)
        self._why.setVisible(bool(why))
        self._remedy.setVisible(bool(remedy))
        self._details = details or "\n".join(part for part in (what, why, remedy) if part)
        self._rule = rule
        self._command = copied
        wanted = {*remedies_of(code), *((Remedy.COPY_COMMAND,) if command else ())}
        for which in {*self.buttons, *wanted}:
            self._button(which).setVisible(which in wanted - withheld)
        self.rule_button.setVisible(bool(self._rule))
        self.retry_button.setVisible(can_retry)
        self.copy_button.show()
        self.setAccessibleName(self.tr("Error: %1").replace("%1", what))
        self.setAccessibleDescription(f"{why} {remedy}".strip())
        self.show()

    def dismiss(self) -> None:
        """Puts the panel away."""
        self.hide()
        self.dismissed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the surface with a bar of the error colour at its left edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, GRID, _BAR, self.height() - 2 * GRID, self._theme.colour("error"))
        painter.end()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self._command)

    def _button(self, remedy: Remedy) -> QPushButton:
        """The button of a way out, made when it is first wanted."""
        if remedy not in self.buttons:
            text, icon_name = self._looks()[remedy]
            button = push_button(self._theme, text, self, icon_name=icon_name)
            button.clicked.connect(partial(self._choose, remedy))
            self._row.insert(self._row.count() - 1, button)
            self.buttons[remedy] = button
        return self.buttons[remedy]

    def _looks(self) -> dict[Remedy, tuple[str, str]]:
        return {
            Remedy.COPY_COMMAND: (self.tr("Copy how to get it"), "mdi6.content-copy"),
            Remedy.LOOK_AGAIN: (self.tr("Look again"), "mdi6.refresh"),
            Remedy.CONSOLE: (self.tr("Open the console"), "mdi6.console"),
            Remedy.FLASH_ANYWAY: (self.tr("Flash anyway and test"), "mdi6.flash-outline"),
            Remedy.NAME_BOARD: (self.tr("Which board is this?"), "mdi6.help-circle-outline"),
            Remedy.FITTING_BOARDS: (self.tr("Boards where it fits"), "mdi6.chip"),
            Remedy.OPS: (self.tr("Ops of this model"), "mdi6.graph-outline"),
            Remedy.IMPORT: (self.tr("Choose another model"), "mdi6.folder-open-outline"),
            Remedy.SAVE_WAITING: (self.tr("Save now"), "mdi6.content-save-outline"),
            Remedy.DATA: (self.tr("Open data settings"), "mdi6.database-outline"),
            Remedy.REMOTE: (self.tr("Open remote settings"), "mdi6.lan"),
            Remedy.BENCH: (self.tr("Go to the bench"), "mdi6.chip"),
            Remedy.RUNS: (self.tr("Go to the runs"), "mdi6.table"),
            Remedy.TASKS: (self.tr("Show the tasks"), "mdi6.playlist-play"),
        }

    def _choose(self, remedy: Remedy, _checked: bool = False) -> None:
        if remedy is Remedy.COPY_COMMAND:
            self._copy_command()
        else:
            self.remedy_chosen.emit(remedy)

    def _copy_rule(self) -> None:
        QGuiApplication.clipboard().setText(self._rule)

    def _retry(self) -> None:
        self.hide()
        self.retried.emit()

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(2)
        for label in (self._what, self._why, self._remedy):
            text.addWidget(label)
        for button in self.buttons.values():
            self._row.addWidget(button)
        text.addSpacing(GRID)
        text.addLayout(self._row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 12, GRID, 12)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(text, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _recolour(self) -> None:
        icon = self._theme.icon("mdi6.alert-circle-outline", "error")
        self._icon.setPixmap(icon.pixmap(QSize(scaled(_ICON), scaled(_ICON)), self.devicePixelRatio()))
        self._what.setStyleSheet(f"font-weight: 600; color: {self._theme.tokens.text};")


def command_in(remedy: str) -> str:
    """The command of a sentence such as "Install it: apt install dfu-util"; the sentence where it has none."""
    _words, colon, command = remedy.partition(": ")
    return command.strip().removesuffix(".") if colon and command.strip() else remedy
