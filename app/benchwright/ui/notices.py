"""What the window tells of: toasts, the system's notifications for long tasks, and the history in the tasks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from benchwright.ui.tasks import TaskModel
from benchwright.ui.toasts import Toasts
from benchwright.ui.tokens import Tone

LONG_S = 10.0
"""Tasks longer than this are told by the system where the window has no focus."""

_SYSTEM_MS = 10_000


class SystemNotifier(QObject):
    """The notifications of the desktop; nothing happens where it has none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None
        self._put_away = QTimer(self)
        self._put_away.setSingleShot(True)
        self._put_away.timeout.connect(self._hide)

    def tell(self, title: str, text: str) -> None:
        """Shows a notification for a few seconds."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
        self._tray.show()
        self._tray.showMessage(title, text, QApplication.windowIcon(), _SYSTEM_MS)
        self._put_away.start(_SYSTEM_MS)

    def _hide(self) -> None:
        if self._tray is not None:
            self._tray.hide()


class Notices(QObject):
    """Says things in passing. `tell_system` gets a title and a text."""

    def __init__(
        self, window: QWidget, toasts: Toasts, history: TaskModel, tell_system: Callable[[str, str], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._toasts = toasts
        self._history = history
        self._tell_system = tell_system

    def say(self, text: str, tone: Tone = Tone.BUSY) -> None:
        """Something that just happened; it can be read again among the tasks."""
        self._toasts.say(text, tone)
        self._history.note(text)

    def tell_end(
        self,
        text: str,
        tone: Tone,
        *,
        seconds: float,
        is_seen: bool,
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """The end of a task that took `seconds`; `is_seen` when the page in front shows it anyway."""
        if not is_seen:
            self._toasts.say(text, tone, action=action, on_action=on_action)
        if seconds > LONG_S and not self._window.isActiveWindow():
            self._tell_system("Benchwright", text)
