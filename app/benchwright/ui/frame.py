"""The window on the desktop: painted at once, filled when the rest of the program is loaded."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QMainWindow, QSizePolicy, QWidget

from benchwright.ui.activity_bar import ActivityBar
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import BAR_HEIGHT

_WIDTH, _HEIGHT = 1360, 820


class Frame(QMainWindow):
    """Shows the bars of the window, without use, until `hold` brings what is in it.

    A window in another language takes the place of the one before; the frame stays where it is on the screen.
    """

    def __init__(self, theme: Theme, remembered: Remembered) -> None:
        super().__init__()
        self._remembered = remembered
        self.setWindowTitle("Benchwright")
        self.resize(_WIDTH, _HEIGHT)
        if (state := remembered.state("window")) is not None:
            self.restoreGeometry(state)
        self._bars = _bars(theme, remembered.number("page", default=0), self)
        self.setCentralWidget(self._bars)

    def hold(self, content: QWidget) -> None:
        """Shows `content`, which was made with this frame as its parent; what was shown before is hidden."""
        before = self.takeCentralWidget()
        self.setCentralWidget(content)
        content.show()
        content.setFocus()
        if before is not None:
            before.hide()
        if before is self._bars:
            before.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is in the frame remembers and lets go; a frame that was never filled remembers its place."""
        content = self.centralWidget()
        if content is not None and content is not self._bars:
            content.close()
        else:
            self._remembered.set_state("window", self.saveGeometry())
        super().closeEvent(event)


def _bars(theme: Theme, page: int, parent: QWidget) -> QWidget:
    """The picture of a window that is still loading."""
    bars = QWidget(parent)
    activity = ActivityBar(theme, bars)
    activity.show_page(page if 0 <= page < len(PAGES) else 0)
    activity.setEnabled(False)
    status = QFrame(bars)
    set_role(status, "bar")
    status.setFixedHeight(scaled(BAR_HEIGHT))
    rest = QWidget(bars)
    rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    layout = QGridLayout(bars)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(activity, 0, 0)
    layout.addWidget(rest, 0, 1)
    layout.addWidget(status, 1, 0, 1, 2)
    return bars
