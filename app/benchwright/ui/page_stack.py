"""The pages of the window: made when they are first wanted, one in front at a time."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.registry import PAGES, PageEntry
from benchwright.ui.theme import Theme
from benchwright.ui.window_actions import ActionEntry


class PageStack(QStackedWidget):
    """Shows pages by their place in `PAGES`. `made` tells of each once, so that the window can listen to it."""

    made = Signal(int, Page)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._pages: dict[int, Page] = {}
        self._rooms: dict[int, QScrollArea] = {}
        self._index = 0

    @property
    def index(self) -> int:
        """The place of the page in front."""
        return self._index

    @property
    def current(self) -> Page:
        """The page in front."""
        return self._pages[self._index]

    @property
    def missing(self) -> int | None:
        """The first page that nobody has looked at yet."""
        return next((index for index in range(len(PAGES)) if index not in self._pages), None)

    def made_pages(self) -> tuple[tuple[int, Page], ...]:
        """The pages that were made, each with its place."""
        return tuple(self._pages.items())

    def page(self, index: int) -> Page:
        """A page, made the first time."""
        if index not in self._pages:
            page = self._build(PAGES[index])
            self._pages[index] = page
            self._rooms[index] = _room(page, self)
            self.addWidget(self._rooms[index])
            self.made.emit(index, page)
        return self._pages[index]

    def bring(self, index: int) -> Page:
        """Brings a page to the front."""
        page = self.page(index)
        self._index = index
        self.setCurrentWidget(self._rooms[index])
        return page

    def _build(self, entry: PageEntry) -> Page:
        made = getattr(import_module(entry.module), entry.class_name)(self._bridge, self._theme, self)
        if not isinstance(made, Page):
            raise TypeError(f"{entry.module}:{entry.class_name} is no Page")
        made.setAccessibleName(entry.title)
        return made

    def entries(self, own: list[QAction]) -> list[ActionEntry]:
        """The actions of the page in front, then the window's `own`, then those of the other pages that were made."""
        pages = sorted(self._pages, key=lambda index: (index != self._index, index))
        front = [ActionEntry(action, i) for i in pages[:1] for action in self._pages[i].actions()]
        others = [ActionEntry(action, i) for i in pages[1:] for action in self._pages[i].actions()]
        return [*front, *(ActionEntry(action) for action in own), *others]


def _room(page: Page, parent: QWidget) -> QScrollArea:
    """The page with scroll bars where it does not fit: a small screen or large letters cut nothing."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
