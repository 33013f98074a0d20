"""Makes the preview on worker threads: a document, its pages in slices, and pictures of the pages in sight."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, Qt

from benchwright.model.document import Document
from benchwright.model.errors import Cancelled
from benchwright.model.report import ReportRequest
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.report_desk import ReportDesk
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.reports.window_cancel import WindowCancel
from benchwright.ui.printing.page_items import PAGE_HEIGHT, PAGE_WIDTH, SetPage
from benchwright.ui.printing.page_painter import PagePainter
from benchwright.ui.printing.typesetter import set_pages

_TOGETHER_MS = 0
"""Changes of one turn of the event loop make one preview."""

_FIRST_SLICE_S = 0.005
_LATER_SLICE_S = 0.25
_PICTURE_MS = 40
"""The pages that are in sight are painted before the next ones are set: threads share one interpreter."""


@dataclass(frozen=True, slots=True)
class _Slice:
    """Pages that were set, and what sets the rest; it runs on one worker at a time."""

    turn: int
    document: Document
    pages: tuple[SetPage, ...]
    rest: Iterator[SetPage | None] | None


class PreviewMaker(QObject):
    """Ask with `show`; an answer to an earlier question is dropped, and its work stops soon."""

    begun = Signal(Document)
    """A new document; its pages follow."""

    pages_added = Signal(object, bool)
    """A tuple of `SetPage`, and whether they were the last."""

    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._turn = 0
        self._is_making = False
        self._cancel = WindowCancel(bridge)
        self._request: ReportRequest | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOGETHER_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def turn(self) -> int:
        """Counts up with each question."""
        return self._turn

    @property
    def is_making(self) -> bool:
        """Whether pages are still to come."""
        return self._is_making

    def show(self, request: ReportRequest) -> None:
        """Makes the preview of this report, and forgets the one before."""
        self._request = request
        self._is_making = True
        self._cancel.set()
        self._turn += 1
        self._timer.start()

    def stop(self) -> None:
        """Whatever runs is not wanted any more."""
        self._timer.stop()
        self._is_making = False
        self._cancel.set()
        self._turn += 1

    def _ask(self) -> None:
        if self._request is None:
            return
        self._cancel = WindowCancel(self._bridge)
        desk, request, turn, cancel = self._bridge.workbench.reports, self._request, self._turn, self._cancel
        self._bridge.ask(lambda: _first_slice(desk, request, turn, cancel), self._take_first, self._fail)

    def _take_first(self, part: _Slice) -> None:
        if part.turn == self._turn:
            self.begun.emit(part.document)
            self._take(part)

    def _take(self, part: _Slice) -> None:
        if part.turn != self._turn:
            return
        self._is_making = part.rest is not None
        self.pages_added.emit(part.pages, part.rest is None)
        if part.rest is not None:
            QTimer.singleShot(_PICTURE_MS, self, lambda: self._go_on(part))

    def _go_on(self, part: _Slice) -> None:
        rest, cancel = part.rest, self._cancel
        if part.turn == self._turn and rest is not None:
            self._bridge.ask(
                lambda: _slice(part.turn, part.document, rest, _LATER_SLICE_S, cancel), self._take, self._fail
            )

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._is_making = False
            self.failed.emit(error)


def page_picture(document: Document, page: SetPage, page_count: int | None, width: int, ratio: float) -> QImage:
    """A picture of a page, `width` pixels of the screen wide. For a worker thread."""
    scale = width / PAGE_WIDTH
    image = QImage(round(width * ratio), round(PAGE_HEIGHT * scale * ratio), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale * ratio, scale * ratio)
    PagePainter(document).paint(painter, page, page_count)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _first_slice(desk: ReportDesk, request: ReportRequest, turn: int, cancel: CancelToken) -> _Slice:
    document = desk.document(request, cancel)
    return _slice(turn, document, set_pages(document), _FIRST_SLICE_S, cancel)


def _slice(
    turn: int, document: Document, rest: Iterator[SetPage | None], seconds: float, cancel: CancelToken
) -> _Slice:
    """Sets pages for a while, one of them at least."""
    pages: list[SetPage] = []
    until = time.monotonic() + seconds
    for page in rest:
        if cancel.is_set:
            raise Cancelled("the preview")
        if page is not None:
            pages.append(page)
        if pages and time.monotonic() > until:
            return _Slice(turn, document, tuple(pages), rest)
    return _Slice(turn, document, tuple(pages), None)
