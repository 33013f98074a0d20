"""The PDF, read back by Qt's own reader: words that can be copied, page numbers, letterhead, vector charts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from benchwright.model.document import Cell, Column, Document, Heading, Paragraph, Table
from benchwright.model.errors import Cancelled
from benchwright.model.report import Letterhead, Logo, ReportLanguage, ReportRequest, ReportSection, ReportTemplate
from benchwright.model.run import Run
from benchwright.protocols.cancel import NeverCancelled
from benchwright.ui.printing.faces import TEXT, Face, Measure
from benchwright.ui.printing.page_items import BOTTOM, MARGIN, PAGE_WIDTH, DrawingItem, SetPage, TextItem
from benchwright.ui.printing.page_painter import PagePainter
from benchwright.ui.printing.pdf_printer import QtReportPrinter
from benchwright.ui.printing.typesetter import set_pages
from benchwright.ui.tokens import BODY
from tests.builders import a_hardware_run, a_run, an_invalid_run
from tests.conftest import ROOT
from tests.report_shelf import Shelf, a_desk, a_document
from tests.unit.test_report_documents import HOSTILE, Always, next_version

pytestmark = pytest.mark.usefixtures("qapp")

LOGO = Logo("image/svg+xml", (ROOT / "resources/icons/benchwright.svg").read_bytes())


def printed(document: Document) -> bytes:
    return QtReportPrinter().pdf(document, lambda _ratio: None, NeverCancelled())


def with_letterhead(*runs: Run, logo: Logo = LOGO, language: ReportLanguage = ReportLanguage.ENGLISH) -> Document:
    request = ReportRequest(tuple(run.run_id for run in runs), language=language)
    return a_desk(Shelf(*runs), Letterhead("Indústria Exemplo Ltda.", logo)).document(request, NeverCancelled())


class Paper:
    """A PDF as a reader sees it."""

    def __init__(self, data: bytes) -> None:
        self._data = QByteArray(data)
        self._buffer = QBuffer(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pdf = QPdfDocument()
        self._pdf.load(self._buffer)
        self.pages = [self._pdf.getAllText(number).text() for number in range(self._pdf.pageCount())]

    def picture(self, number: int) -> QImage:
        return self._pdf.render(number, QSize(595, 842))

    def title(self) -> str:
        return str(self._pdf.metaData(QPdfDocument.MetaDataField.Title))


def pages_of(document: Document) -> list[SetPage]:
    return [page for page in set_pages(document) if page is not None]


def items(pages: list[SetPage], kind: type) -> Iterator[object]:
    return (item for page in pages for item in page.items if isinstance(item, kind))


def test_words_and_numbers_can_be_copied() -> None:
    paper = Paper(printed(with_letterhead(a_run(), a_hardware_run())))
    text = "\n".join(paper.pages)
    run = a_run()
    for words in ("1,250.00", "b-l475e-iot01a", "digits_int8 v1", run.variant_sha256, "100,000", "2026-11-20 12:04"):
        assert words in text
    assert paper.title() == "Boards and models"


def test_every_page_has_its_number_the_company_and_its_logo() -> None:
    paper = Paper(printed(with_letterhead(a_run(), a_hardware_run())))
    count = len(paper.pages)
    assert count > 2
    for number, text in enumerate(paper.pages, start=1):
        assert f"Page {number} of {count}" in text
        assert "Indústria Exemplo Ltda." in text
        # The icon is dark blue, at the right of the head, where nothing else has such a colour.
        picture = paper.picture(number - 1)
        colours = {picture.pixelColor(x, y).rgb() for x in range(500, 553) for y in range(15, 70)}
        assert len(colours) > 20


def test_portuguese_pages_have_commas_and_accents() -> None:
    paper = Paper(printed(with_letterhead(a_run(), language=ReportLanguage.PORTUGUESE)))
    assert "1.250,00" in "\n".join(paper.pages)
    assert f"Página 1 de {len(paper.pages)}" in paper.pages[0]


def test_charts_are_drawn_and_not_pictures() -> None:
    data = printed(a_document(a_run(), a_hardware_run(), sections=frozenset({ReportSection.CHARTS})))
    assert b"/Subtype /Image" not in data
    streams = [_inflated(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)]
    assert sum(stream.count(b" re\n") + stream.count(b" l\n") for stream in streams) > 15


@pytest.mark.parametrize("template", ReportTemplate)
def test_nothing_leaves_the_page(template: ReportTemplate) -> None:
    run = a_hardware_run(variant_name=HOSTILE, board=HOSTILE, model=HOSTILE, device_id=HOSTILE, note=HOSTILE)
    document = a_document(run, next_version(run), an_invalid_run(), a_run(), template=template)
    pages, measure = pages_of(document), Measure()
    for item in items(pages, TextItem):
        assert isinstance(item, TextItem)
        assert item.x >= MARGIN - 1
        assert item.x + measure.width(item.face, item.text) <= PAGE_WIDTH - MARGIN + 10, item.text
        assert item.y <= BOTTOM + 100
    for item in items(pages, DrawingItem):
        assert isinstance(item, DrawingItem)
        assert item.x + item.drawing.width * item.scale <= PAGE_WIDTH - MARGIN + 1
        assert item.y + item.drawing.height * item.scale <= BOTTOM + 1


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    columns = (Column("Variant"), Column("Latency", "µs", is_number=True))
    rows = tuple((Cell(f"variant {number}"), Cell(f"{number:,}.00")) for number in range(200))
    document = a_document(a_run())
    pages = pages_of(_of(document, Heading("Runs"), Table(columns, rows)))
    assert len(pages) > 3
    for page in pages:
        assert [item.text for item in page.items if isinstance(item, TextItem)].count("Latency, µs") == 1


def test_numbers_of_a_column_end_at_one_place() -> None:
    columns = (Column("Variant"), Column("Latency", "µs", is_number=True))
    rows = tuple((Cell("v"), Cell(text)) for text in ("1.00", "1,234.50", "77.11"))
    pages, measure = pages_of(_of(a_document(a_run()), Table(columns, rows))), Measure()
    ends = {
        round(item.x + measure.width(item.face, item.text))
        for item in pages[0].items
        if isinstance(item, TextItem) and item.text in {"1.00", "1,234.50", "77.11"}
    }
    assert len(ends) == 1


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    blocks = [block for number in range(60) for block in (Heading(f"Part {number}", 2), Paragraph("One line.\n"))]
    for page in pages_of(_of(a_document(a_run()), *blocks)):
        texts = [item.text for item in page.items if isinstance(item, TextItem)]
        assert not texts[-1].startswith("Part")


@pytest.mark.parametrize("text", ["", " ", "x" * 5_000, "word " * 1_000, "日本語" * 300, "שלום " * 200, "👩‍🔬" * 100])
def test_every_text_is_broken_into_lines_that_fit(text: str) -> None:
    measure = Measure()
    lines = measure.lines(TEXT, text, 1_000)
    assert 1 <= len(lines) <= 40
    for line in lines[:-1]:
        assert measure.width(TEXT, line) <= 1_001


def test_it_prints_on_another_thread_while_the_window_lives(qapp: QApplication) -> None:
    made: list[bytes] = []
    document = with_letterhead(a_run())
    thread = threading.Thread(target=lambda: made.append(printed(document)))
    thread.start()
    thread.join()
    assert len(Paper(made[0]).pages) == len(pages_of(document))


def test_it_stops_when_it_is_asked_to() -> None:
    with pytest.raises(Cancelled):
        QtReportPrinter().pdf(a_document(a_run()), lambda _ratio: None, Always())


def test_a_logo_that_cannot_be_decoded_leaves_a_blank_place() -> None:
    document = with_letterhead(a_run(), logo=Logo("image/png", b"no picture"))
    assert "Page 1 of" in Paper(printed(document)).pages[0]


def test_the_preview_paints_what_is_printed() -> None:
    document = with_letterhead(a_run(), a_hardware_run())
    pages = pages_of(document)
    paper = Paper(printed(document))
    assert len(paper.pages) == len(pages)
    for number in (0, 1):
        screen = QImage(595, 842, QImage.Format.Format_RGB32)
        screen.fill(0xFFFFFFFF)
        painter = QPainter(screen)
        painter.scale(0.1, 0.1)
        PagePainter(document).paint(painter, pages[number], len(pages))
        painter.end()
        assert abs(_darkness(screen) - _darkness(paper.picture(number))) < 0.01


def test_thousands_of_rows_are_set_in_slices() -> None:
    columns = (Column("Variant"), Column("Latency", "µs", is_number=True))
    rows = tuple((Cell(f"variant {number}"), Cell(f"{number}")) for number in range(5_000))
    steps = list(set_pages(_of(a_document(a_run()), Table(columns, rows))))
    assert steps.count(None) >= 100
    assert sum(step is not None for step in steps) > 80


def test_without_a_window_or_a_screen_a_program_prints_too(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from benchwright.protocols.cancel import NeverCancelled
        from benchwright.ui.printing.pdf_printer import QtReportPrinter
        from tests.builders import a_run
        from tests.report_shelf import a_document
        data = QtReportPrinter().pdf(a_document(a_run()), lambda ratio: None, NeverCancelled())
        Path({str(tmp_path / "r.pdf")!r}).write_bytes(data)
        """
    )
    environ = {name: value for name, value in os.environ.items() if name not in {"QT_QPA_PLATFORM", "DISPLAY"}}
    subprocess.run([sys.executable, "-B", "-c", program], cwd=ROOT, env=environ, check=True)
    assert "1,250.00" in "\n".join(Paper((tmp_path / "r.pdf").read_bytes()).pages)


def _of(document: Document, *blocks: object) -> Document:
    return Document(
        document.title, document.subtitle, document.language, document.letterhead, blocks,  # type: ignore[arg-type]
        document.page_words, document.pages_words, document.made_by,
    )  # fmt: skip


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""


def _darkness(picture: QImage) -> float:
    """How much ink is on a page, as a ratio."""
    grey = picture.convertToFormat(QImage.Format.Format_ARGB32)
    flat = QImage(grey.size(), QImage.Format.Format_RGB32)
    flat.fill(0xFFFFFFFF)
    painter = QPainter(flat)
    painter.drawImage(0, 0, grey)
    painter.end()
    data = bytes(flat.convertToFormat(QImage.Format.Format_Grayscale8).constBits())
    return 1 - sum(data) / len(data) / 255


def test_pages_do_not_depend_on_the_size_of_text_in_the_window(qapp: QApplication) -> None:
    document = with_letterhead(a_run(), a_hardware_run())
    before, pages = qapp.font(), pages_of(document)
    larger = QFont(before)
    larger.setPixelSize(2 * BODY)
    qapp.setFont(larger)
    try:
        assert pages_of(document) == pages
        assert Face(90).font().pixelSize() == 90
    finally:
        qapp.setFont(before)
