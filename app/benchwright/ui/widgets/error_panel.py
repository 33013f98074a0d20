"""An error as what happened, why, and what to do, with the buttons that help."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from benchwright.model.udev_rules import udev_rule_in
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import icon_button, push_button

_ICON = 20
_BAR = 3


class ErrorPanel(QFrame):
    """Shows one failure until it is dismissed or tried again."""

    retried = Signal()
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
        self.command_button = push_button(theme, self.tr("Copy command"), self, icon_name="mdi6.content-copy")
        self.retry_button = push_button(theme, self.tr("Retry"), self, icon_name="mdi6.refresh")
        self._close = icon_button(theme, self.tr("Dismiss"), "mdi6.close", self)
        set_role(self, "surface")
        set_role(self._why, "muted")
        for label in (self._what, self._why, self._remedy):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button.clicked.connect(self._copy)
        self.rule_button.clicked.connect(self._copy_rule)
        self.command_button.clicked.connect(self._copy_command)
        self.retry_button.clicked.connect(self._retry)
        self._close.clicked.connect(self.dismiss)
        self._lay_out()
        theme.changed.connect(self._recolour)
        self._recolour()
        self.hide()

    @property
    def details(self) -> str:
        """What "Copy details" puts on the clipboard."""
        return self._details

    def show_failure(
        self, what: str, why: str, remedy: str, details: str = "", *, can_retry: bool = False, command: str = ""
    ) -> None:
        """Shows the three sentences; a udev rule in `remedy` and `command` get buttons that copy them."""
        self._what.setText(what)
        self._why.setText(why)
        self._remedy.setText(remedy)
        self._why.setVisible(bool(why))
        self._remedy.setVisible(bool(remedy))
        self._details = details or "\n".join(part for part in (what, why, remedy) if part)
        self._rule = udev_rule_in(remedy)
        self.rule_button.setVisible(bool(self._rule))
        self._command = command
        self.command_button.setVisible(bool(command))
        self.command_button.setToolTip(command)
        self.retry_button.setVisible(can_retry)
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

    def _copy_rule(self) -> None:
        QGuiApplication.clipboard().setText(self._rule)

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self._command)

    def _retry(self) -> None:
        self.hide()
        self.retried.emit()

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(2)
        for label in (self._what, self._why, self._remedy):
            text.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.retry_button)
        buttons.addWidget(self.rule_button)
        buttons.addWidget(self.command_button)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        text.addSpacing(GRID)
        text.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 12, GRID, 12)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(text, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _recolour(self) -> None:
        icon = self._theme.icon("mdi6.alert-circle-outline", "error")
        self._icon.setPixmap(icon.pixmap(QSize(_ICON, _ICON), self.devicePixelRatio()))
        self._what.setStyleSheet(f"font-weight: 600; color: {self._theme.tokens.text};")
