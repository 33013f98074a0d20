"""The report printer of `protocols.report_printer`, by QPdfWriter: vector charts, text that can be selected."""

from __future__ import annotations

import os

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter

import benchwright
from benchwright.model.document import Document
from benchwright.model.errors import Cancelled
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.report_printer import Progress
from benchwright.ui.fonts import add_shipped_fonts
from benchwright.ui.printing.faces import DOTS
from benchwright.ui.printing.page_items import SetPage
from benchwright.ui.printing.page_painter import PagePainter
from benchwright.ui.printing.typesetter import set_pages

_SETTING_RATIO = 0.5


class QtReportPrinter:
    """Prints on the thread that asks. Without a window it makes itself a Qt that needs no screen, kept to the end of
    the program: Qt has one application in its life.
    """

    def pdf(self, document: Document, progress: Progress, cancel: CancelToken) -> bytes:
        """The whole file.

        Raises:
            Cancelled: it was asked to stop.
        """
        application = _application()
        pages = _set(document, progress, cancel)
        buffer = QByteArray()
        device = QBuffer(buffer)
        device.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = _writer(device, document)
        painter = QPainter(writer)
        try:
            page_painter = PagePainter(document)
            for page in pages:
                _check(cancel)
                if page.number > 1:
                    writer.newPage()
                page_painter.paint(painter, page, len(pages))
                progress(_SETTING_RATIO + page.number / len(pages) * (1 - _SETTING_RATIO))
        finally:
            painter.end()
            device.close()
        del application
        return bytes(buffer.data())


def _set(document: Document, progress: Progress, cancel: CancelToken) -> list[SetPage]:
    pages: list[SetPage] = []
    for page in set_pages(document):
        _check(cancel)
        if page is not None:
            pages.append(page)
    progress(_SETTING_RATIO)
    return pages


def _writer(device: QIODevice, document: Document) -> QPdfWriter:
    writer = QPdfWriter(device)
    writer.setResolution(72 * DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(document.title)
    writer.setCreator(f"Benchwright {benchwright.__version__}")
    if document.letterhead.company:
        writer.setAuthor(document.letterhead.company)
    return writer


def _application() -> QGuiApplication:
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    add_shipped_fonts()
    return application


def _check(cancel: CancelToken) -> None:
    if cancel.is_set:
        raise Cancelled("the report")
