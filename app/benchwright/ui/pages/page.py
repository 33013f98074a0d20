"""What the window expects of a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from benchwright.ui.bridge import Bridge
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID

if TYPE_CHECKING:
    from benchwright.ui.window_actions import ActionEntry


class Page(QWidget):
    """One page of the window, made when it is first shown. `list_actions` tells the actions of the window and
    of the pages that were made; `make_more_actions` makes one more page, False where there is none.

    `addAction` on the page makes an action reachable by its shortcut and in the command palette. The signals ask the
    window for what a page cannot do alone.
    """

    key: ClassVar[str] = ""
    """What other pages call it in `navigation_requested`: `runs`; the same in every language."""

    icon_name: ClassVar[str] = ""

    navigation_requested = Signal(str, object)
    """Open the page with this key and hand it the value: a Run, a tuple of run ids, a Variant …"""

    toast_requested = Signal(str)
    """Say this in passing."""

    error_raised = Signal(Exception)
    """Show this failure; a BenchError is shown as what / why / what to do."""

    import_failed = Signal(Exception)
    """The same of a file that could not be imported; it goes when the next one could."""

    imported = Signal()
    """A file was imported: what stood there of one that could not be is settled."""

    pick_requested = Signal(str)
    """Open "Pick for me" for the model of this name, "" for any."""

    benchmark_requested = Signal(str)
    """Open MLPerf Tiny for the device of this id, "" for any."""

    inspection_requested = Signal(str, object)
    """Show these facts in the inspector: a heading and a tuple of `Fact`."""

    database_written = Signal()
    """Runs were archived, brought back or changed here."""

    tour_requested = Signal()
    """Show the tour."""

    remedy_requested = Signal(object)
    """Do what a `Remedy` of an error says, where the page cannot do it alone."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.theme = theme
        self.list_actions: Callable[[], Sequence[ActionEntry]] = tuple
        self.make_more_actions: Callable[[], bool] = bool
        self.setObjectName(type(self).__name__)

    @property
    def is_settled(self) -> bool:
        """Whether nothing that was read waits to be drawn."""
        return True

    def shown(self) -> None:
        """The page has come to the front; read again what may have changed."""

    def receive(self, value: object) -> None:
        """Takes the value of a `navigation_requested` from another page."""

    def keep(self) -> object:
        """What is selected or typed here, for `take_back` of the page made anew in another language."""
        return None

    def take_back(self, kept: object) -> None:
        """Takes what `keep` of the page before gave."""

    def focus_search(self) -> None:
        """Ctrl+F: puts the cursor into the page's search field, if it has one."""

    def stack(self, *parts: QWidget) -> QStackedWidget:
        """Fills the page with parts of which one is shown at a time, the first one to begin with."""
        stack = QStackedWidget(self)
        for part in parts:
            stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.addWidget(stack)
        return stack
