"""The preview: the pages as they will be printed, one below the other."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from benchwright.model.document import Document
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.reports.preview_maker import page_picture
from benchwright.ui.printing.page_items import PAGE_HEIGHT, PAGE_WIDTH, SetPage
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID

_GAP = 2 * GRID
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
_FULL_WIDTH = 794
"""A4 at 96 pixels an inch."""

_MOST_KEPT = 16


class PagePreview(QAbstractScrollArea):
    """Arrow keys and Page Up/Down scroll, Home and End go to the ends, + and - zoom, 0 fits the width."""

    page_changed = Signal(int, int, bool)
    """The page in sight, how many there are, and whether these are all."""

    zoom_changed = Signal(int)
    """Percent of the size on paper."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._document: Document | None = None
        self._pages: list[SetPage] = []
        self._is_whole = False
        self._zoom: float | None = None
        self._pictures: dict[tuple[int, int, int], QImage] = {}
        self._asked: set[tuple[int, int, int]] = set()
        self._generation = 0
        set_role(self, "log")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Preview of the report"))
        self.verticalScrollBar().valueChanged.connect(self._tell_page)
        theme.changed.connect(self.viewport().update)

    @property
    def document(self) -> Document | None:
        """What is shown."""
        return self._document

    @property
    def page_count(self) -> int:
        """How many pages have been set so far."""
        return len(self._pages)

    @property
    def is_whole(self) -> bool:
        """Whether every page is there."""
        return self._is_whole

    @property
    def zoom_percent(self) -> int:
        """Of the size on paper."""
        return round(self._page_width() * 100 / _FULL_WIDTH)

    def begin(self, document: Document) -> None:
        """Shows a new document; the place in it stays as long as it has as many pages."""
        self._document = document
        self._pages = []
        self._is_whole = False
        self._generation += 1
        self._asked.clear()

    def add_pages(self, pages: tuple[SetPage, ...], is_last: bool) -> None:
        """Puts pages at the end."""
        self._pages += pages
        self._is_whole = is_last
        if is_last:
            self._asked.clear()  # their feet now know how many pages there are
            self.setAccessibleDescription(self._spoken())
        self._fit_scroll_bars()
        self._tell_page()
        self.viewport().update()

    def zoom_in(self) -> None:
        """One step larger."""
        self._set_zoom(next((zoom for zoom in _ZOOMS if zoom * 100 > self.zoom_percent + 1), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self._set_zoom(next((zoom for zoom in reversed(_ZOOMS) if zoom * 100 < self.zoom_percent - 1), _ZOOMS[0]))

    def fit_width(self) -> None:
        """As large as the panel is wide."""
        self._set_zoom(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the pages in sight; one whose picture is still being made is a blank sheet, or its former self."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.colour("sunken"))
        for number, box in self._boxes_in_sight():
            picture = self._picture(number)
            if picture is None:
                painter.fillRect(box, QColor(Qt.GlobalColor.white))
            else:
                painter.drawImage(box, picture)
            painter.setPen(self._theme.colour("hairline"))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the width again."""
        super().resizeEvent(event)
        self._fit_scroll_bars()
        self.zoom_changed.emit(self.zoom_percent)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            elif event.angleDelta().y() < 0:
                self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home, End, plus, minus and 0; the rest as scroll areas do."""
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                bar.setValue(bar.value() + self._step())
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - self._step())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.fit_width()
            case _:
                super().keyPressEvent(event)

    def _set_zoom(self, zoom: float | None) -> None:
        place = self.verticalScrollBar().value() / max(self._step(), 1)
        self._zoom = zoom
        self._fit_scroll_bars()
        self.verticalScrollBar().setValue(round(place * self._step()))
        self.zoom_changed.emit(self.zoom_percent)
        self.viewport().update()

    def _page_width(self) -> int:
        if self._zoom is not None:
            return round(_FULL_WIDTH * self._zoom)
        return max(200, min(self.viewport().width() - 2 * _GAP, round(_FULL_WIDTH * 1.25)))

    def _page_height(self) -> int:
        return round(self._page_width() * PAGE_HEIGHT / PAGE_WIDTH)

    def _step(self) -> int:
        return self._page_height() + _GAP

    def _fit_scroll_bars(self) -> None:
        view = self.viewport().size()
        whole = len(self._pages) * self._step() + _GAP
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        if self._pages:
            vertical.setRange(0, max(0, whole - view.height()))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(6 * GRID)
        horizontal.setRange(0, max(0, self._page_width() + 2 * _GAP - view.width()))
        horizontal.setPageStep(view.width())

    def _boxes_in_sight(self) -> Iterator[tuple[int, QRect]]:
        step, top = self._step(), self.verticalScrollBar().value()
        view = self.viewport().size()
        left = max(_GAP, (view.width() - self._page_width()) // 2) - self.horizontalScrollBar().value()
        first = max(0, (top - _GAP) // step)
        last = min(len(self._pages), (top + view.height()) // step + 1)
        for number in range(first, last):
            yield number, QRect(left, _GAP + number * step - top, self._page_width(), self._page_height())

    def _picture(self, number: int) -> QImage | None:
        """The newest picture there is; one that is not of today is asked for."""
        width = self._page_width()
        key = (self._generation, number, width)
        if key not in self._asked and self._document is not None:
            self._asked.add(key)
            document, page, ratio = self._document, self._pages[number], self.devicePixelRatioF()
            count = len(self._pages) if self._is_whole else None
            self._bridge.ask(
                lambda: (key, page_picture(document, page, count, width, ratio)),
                self._take_picture,
            )
        found = self._pictures.get(key)
        if found is not None:
            return found
        older = [known for known in self._pictures if known[1] == number]
        return self._pictures[max(older)] if older else None

    def _take_picture(self, answer: tuple[tuple[int, int, int], QImage]) -> None:
        key, picture = answer
        if key[0] != self._generation:
            return
        self._pictures = {
            known: kept for known, kept in self._pictures.items() if known[0] == key[0] or known[1] != key[1]
        }
        self._pictures[key] = picture
        while len(self._pictures) > _MOST_KEPT:
            oldest = next(iter(self._pictures))
            del self._pictures[oldest]
            self._asked.discard(oldest)
        self.viewport().update()

    def _tell_page(self) -> None:
        page = min(
            len(self._pages), (self.verticalScrollBar().value() + self.viewport().height() // 3) // self._step() + 1
        )
        self.page_changed.emit(page, len(self._pages), self._is_whole)

    def _spoken(self) -> str:
        title = self._document.title if self._document else ""
        return self.tr("%1, %2 pages").replace("%1", title).replace("%2", str(len(self._pages)))
