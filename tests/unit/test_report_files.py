from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import textwrap
import xml.etree.ElementTree as ET
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.board import Origin
from benchwright.model.drawing import Anchor, Label, Rect
from benchwright.model.errors import Cancelled, FileUnwritable, LogoUnusable, RunNotFound
from benchwright.model.report import (
    Letterhead,
    Logo,
    ReportForm,
    ReportLanguage,
    ReportRequest,
    ReportTemplate,
    form_of,
)
from benchwright.model.run import Issue, IssueCode, Run, Validity
from benchwright.protocols.cancel import NeverCancelled
from benchwright.protocols.run_store import UnreadRun
from benchwright.reports.axis import nice_ticks
from benchwright.reports.catalogue import load_catalogue
from benchwright.reports.histogram import FLOOR, LEFT, RIGHT, TOP, histogram
from benchwright.reports.html_report import HtmlReport
from benchwright.reports.letterhead_file import LetterheadFile
from benchwright.reports.logo import checked_logo, read_logo
from benchwright.reports.phrases import Phrases
from tests.builders import a_foreign_run, a_hardware_run, a_provenance, a_run, an_invalid_run
from tests.conftest import ROOT
from tests.report_shelf import TEMPLATES, Shelf, a_desk, a_document, a_file
from tests.unit.test_report_documents import Always, next_version

NASTY = '<script>alert(1)</script>"&'
PHRASES = Phrases(load_catalogue(TEMPLATES, ReportLanguage.ENGLISH))
PLAIN_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z" fill="#123"/></svg>'


def a_png(
    width: int = 2, height: int = 2, *, claimed: tuple[int, int] | None = None, data: bytes | None = None
) -> bytes:
    """A grey PNG; `claimed` is what its header says instead."""
    body = zlib.compress(data if data is not None else (b"\x00" + b"\x80" * width) * height)
    header = struct.pack(">IIBBBBB", *(claimed or (width, height)), 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part)) for kind, part in chunks
    )


class Page(HTMLParser):
    """Tags, attributes and text of a page; fails on a tag that is closed and was not open."""

    VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def html(*runs: Run, **wish: object) -> str:
    return HtmlReport(TEMPLATES).render(a_document(*runs, **wish))  # type: ignore[arg-type]


class TestHtml:
    def test_every_value_is_escaped(self) -> None:
        run = a_run(
            variant_name=NASTY, model=NASTY, board=NASTY, device_id=NASTY, run_id=NASTY, note=NASTY,
            validity=Validity((Issue(IssueCode.NO_WARMUP, NASTY),)),
            provenance=a_provenance(host=NASTY, emulator=NASTY, engine=NASTY, input_source=NASTY),
        )  # fmt: skip
        text = html(run, title=NASTY)
        page = Page(text)
        assert "script" not in page.tags
        assert "<script" not in text
        assert page.words.count(NASTY) > 15

    def test_an_attribute_cannot_be_left(self) -> None:
        page = Page(html(a_run(variant_name='x" onload="alert(1)')))
        assert "onload" not in {name for name, _ in page.attributes}

    def test_nothing_is_loaded_from_elsewhere(self) -> None:
        text = html(a_run(), a_hardware_run())
        page = Page(text)
        assert not {"script", "link", "img", "iframe", "object", "embed", "base"} & set(page.tags)
        links = [value or "" for name, value in page.attributes if name in {"src", "href", "srcset", "xlink:href"}]
        assert links
        assert all(link.startswith("#") for link in links)
        assert not re.search(r"https?:|url\(|@import", text)

    def test_the_logo_is_within_the_page(self) -> None:
        letterhead = Letterhead("Müller & Söhne", Logo("image/svg+xml", PLAIN_SVG))
        document = a_desk(Shelf(a_run()), letterhead).document(ReportRequest((a_run().run_id,)), NeverCancelled())
        page = Page(HtmlReport(TEMPLATES).render(document))
        sources = [value or "" for name, value in page.attributes if name == "src"]
        assert [source.partition(",")[0] for source in sources] == ["data:image/svg+xml;base64"]
        assert "Müller & Söhne" in page.words

    def test_each_link_leads_to_a_run(self) -> None:
        page = Page(html(a_run(), a_run(run_id="two"), a_hardware_run()))
        targets = {value for name, value in page.attributes if name == "id"}
        assert {value[1:] for name, value in page.attributes if name == "href" and value} == targets

    def test_charts_are_drawings_with_a_spoken_summary(self) -> None:
        page = Page(html(a_run()))
        assert page.tags.count("svg") == 4
        spoken = [value or "" for name, value in page.attributes if name == "aria-label"]
        assert any("all 10 samples are 1,250 µs" in text for text in spoken)

    def test_emulated_runs_never_speak_of_cycles_counted(self) -> None:
        text = Page(html(a_run())).words.replace("instruction per cycle", "")
        assert "cycle" not in text

    @pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("pt_BR", "pt-BR")])
    def test_the_page_names_its_language(self, language: str, tag: str) -> None:
        assert f'<html lang="{tag}">' in html(a_run(), language=ReportLanguage(language))

    def test_both_schemes_and_paper_are_provided_for(self) -> None:
        text = html(a_run())
        assert "prefers-color-scheme: dark" in text
        assert "@media print" in text


class TestJunit:
    def suites(self, tmp_path: Path, *runs: Run, shelf: Shelf | None = None) -> list[ET.Element]:
        root = ET.fromstring(a_file(tmp_path, ReportForm.JUNIT, *runs, shelf=shelf))
        return root.findall("testsuite")

    def test_a_regression_is_a_failure_with_its_interval(self, tmp_path: Path) -> None:
        first = a_hardware_run()
        (suite,) = self.suites(tmp_path, first, next_version(first, slower=1.2))
        assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("8", "1", "0")
        failure = suite.find("testcase/failure")
        assert failure is not None
        assert re.search(r"Latency of digits_v2 v2: ↑ \+20\.0 % slower, 95 % interval", failure.get("message", ""))

    def test_better_and_same_pass(self, tmp_path: Path) -> None:
        first = a_hardware_run()
        (suite,) = self.suites(tmp_path, first, next_version(first, slower=0.5))
        assert suite.get("failures") == "0"

    def test_a_baseline_that_cannot_be_read_is_told_beside_the_verdicts(self, tmp_path: Path) -> None:
        first = a_hardware_run()
        unread = UnreadRun("r-of-the-future", "'sunspots' is no issue")
        runs = (first, next_version(first, slower=1.2))
        (suite,) = self.suites(tmp_path, *runs, shelf=Shelf(*runs, baseline=unread))
        assert (suite.get("tests"), suite.get("failures")) == ("8", "1")
        told = suite.findtext("system-err", "")
        assert "r-of-the-future" in told
        assert "'sunspots' is no issue" in told

    def test_without_a_baseline_a_case_is_skipped(self, tmp_path: Path) -> None:
        (suite,) = self.suites(tmp_path, a_run())
        assert suite.get("skipped") == suite.get("tests") == "4"

    def test_what_cannot_be_compared_is_skipped_with_the_reason(self, tmp_path: Path) -> None:
        (suite,) = self.suites(tmp_path, a_run(), shelf=Shelf(a_run(), baseline=a_hardware_run()))
        skipped = suite.find("testcase/skipped")
        assert skipped is not None
        assert "emulated against hardware" in skipped.get("message", "")

    def test_an_invalid_run_is_an_error(self, tmp_path: Path) -> None:
        (suite,) = self.suites(tmp_path, an_invalid_run())
        assert suite.get("errors") == "4"

    def test_origins_are_suites_of_their_own(self, tmp_path: Path) -> None:
        names = [suite.get("name", "") for suite in self.suites(tmp_path, a_run(), a_hardware_run())]
        assert [name.rsplit(", ", 1)[1] for name in names] == ["emulated", "hardware"]

    def test_hostile_names_stay_xml(self, tmp_path: Path) -> None:
        evil = a_run(variant_name='\x00\x1b<a b="c">&\ufffe\ud800\u202e', board="]]>", model="x" * 10_000)
        (suite,) = self.suites(tmp_path, evil)
        assert '<a b="c">&' in suite[0].get("name", "")
        assert len(suite.get("name", "")) < 400

    def test_a_baseline_that_is_gone_is_an_error_no_build_passes(self, tmp_path: Path) -> None:
        root = ET.fromstring(a_file(tmp_path, ReportForm.JUNIT, a_run(), baseline_id="gone-1234"))
        suite = root[-1]
        assert (suite.get("name"), suite.get("errors")) == ("baseline", "1")
        (error,) = suite.findall("testcase/error")
        assert "Run gone-1234, which runs were to be held against, is gone" in str(error.get("message"))

    @pytest.mark.parametrize("form", [ReportForm.HTML, ReportForm.CSV, ReportForm.JSON])
    def test_every_form_is_written_where_the_baseline_is_gone(self, tmp_path: Path, form: ReportForm) -> None:
        text = a_file(tmp_path, form, a_run(), baseline_id="gone-1234")
        assert a_run().run_id in text
        assert (form is not ReportForm.HTML) or "is gone: the database has no such run." in text


class TestHistogram:
    @given(st.lists(st.floats(0.01, 1e7), min_size=1, max_size=80))
    def test_it_shows_every_sample_inside_its_frame(self, samples: list[float]) -> None:
        drawing = histogram(samples, PHRASES)
        assert drawing is not None
        boxes = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
        assert sum(int(box.title.rsplit(": ", 1)[1]) for box in boxes) == len(samples)
        for box in boxes:
            assert LEFT <= box.x <= box.x + box.width <= RIGHT + 1
            assert TOP - 0.1 <= box.y <= box.y + box.height <= FLOOR + 0.1

    def test_no_samples_have_none(self) -> None:
        assert histogram([], PHRASES) is None

    def test_labels_of_near_marks_stand_apart(self) -> None:
        drawing = histogram([1.0, 2.0, 2.0, 2.0, 3.0], PHRASES)
        assert drawing is not None
        anchors = {s.text: s.anchor for s in drawing.shapes if isinstance(s, Label) and s.text in {"median", "p95"}}
        assert anchors == {"median": Anchor.END, "p95": Anchor.START}

    def test_a_few_far_samples_do_not_press_the_others_into_one_bar(self) -> None:
        drawing = histogram([*(100 + number % 10 for number in range(990)), *[76_000] * 10], PHRASES)
        assert drawing is not None
        boxes = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
        assert len(boxes) > 5
        assert "from 100 to 76,000 µs" in drawing.summary
        assert drawing.summary.endswith("the last bar holds 10 beyond 109 µs")

    def test_labels_of_two_marks_at_one_place_stand_below_each_other(self) -> None:
        drawing = histogram([1.0] * 99 + [50.0], PHRASES)
        assert drawing is not None
        heights = {s.text: s.y for s in drawing.shapes if isinstance(s, Label) and s.text in {"median", "p95"}}
        assert heights["p95"] - heights["median"] >= 12

    @given(st.floats(0, 1e6), st.floats(1e-3, 1e6))
    def test_ticks_are_few_and_within(self, low: float, span: float) -> None:
        ticks = nice_ticks(low, low + span)
        assert 2 <= len(ticks) <= 6
        assert low - span * 1e-6 <= ticks[0] <= ticks[-1] <= low + span * (1 + 1e-6)


class TestWriting:
    @pytest.mark.parametrize(
        ("form", "start"),
        [
            (ReportForm.HTML, "<!DOCTYPE"),
            (ReportForm.CSV, "run_id,"),
            (ReportForm.JSON, "{"),
            (ReportForm.JUNIT, "<?xml"),
        ],
    )
    def test_each_form_is_one_file(self, form: ReportForm, start: str, tmp_path: Path) -> None:
        assert a_file(tmp_path, form, a_run()).lstrip().startswith(start)
        assert [item.name for item in tmp_path.iterdir()] == [f"report{form.value}"]

    def test_json_has_every_run_of_thousands(self, tmp_path: Path) -> None:
        runs = tuple(a_run(run_id=f"r-{number}") for number in range(2_000))
        assert len(json.loads(a_file(tmp_path, ReportForm.JSON, *runs))["runs"]) == 2_000

    def test_the_suffix_says_which_form(self) -> None:
        assert [form_of(Path(name)) for name in ("a.HTM", "a.pdf", "a.Xml")] == [
            ReportForm.HTML, ReportForm.PDF, ReportForm.JUNIT,
        ]  # fmt: skip
        with pytest.raises(FileUnwritable, match=r"\.html, \.pdf, \.csv, \.json or \.xml"):
            form_of(Path("a.docx"))

    def write(self, file: Path, *run_ids: str, token: object = NeverCancelled()) -> None:
        desk = a_desk(Shelf(a_run()))
        request = ReportRequest(run_ids or (a_run().run_id,))
        desk.write(request, file, ReportForm.CSV, lambda _ratio: None, token)  # type: ignore[arg-type]

    def test_a_missing_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(FileUnwritable, match=r"r\.csv"):
            self.write(tmp_path / "none" / "r.csv")

    def test_a_report_that_cannot_be_made_or_is_not_wanted_leaves_the_old_one(self, tmp_path: Path) -> None:
        file = tmp_path / "r.csv"
        file.write_text("old")
        with pytest.raises(RunNotFound):
            self.write(file, "unknown")
        with pytest.raises(Cancelled):
            self.write(file, token=Always())
        assert file.read_text() == "old"
        assert list(tmp_path.iterdir()) == [file]

    def test_a_disk_that_is_full_halfway_leaves_the_old_one_and_nothing_else(self, tmp_path: Path) -> None:
        file = tmp_path / "r.json"
        file.write_text("old")
        program = textwrap.dedent(
            f"""
            import resource, signal
            from pathlib import Path
            from benchwright.model.errors import FileUnwritable
            from benchwright.model.report import ReportForm, ReportRequest
            from tests.builders import a_run
            from tests.report_shelf import Shelf, a_desk
            from benchwright.protocols.cancel import NeverCancelled
            desk, request = a_desk(Shelf(a_run())), ReportRequest((a_run().run_id,))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
            try:
                desk.write(request, Path({str(file)!r}), ReportForm.JSON, print, NeverCancelled())
            except FileUnwritable as error:
                print("REFUSED", error.why)
            """
        )
        done = subprocess.run(
            [sys.executable, "-B", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "REFUSED File too large." in done.stdout, done.stderr
        assert file.read_text() == "old"
        assert list(tmp_path.iterdir()) == [file]

    def test_progress_rises_to_the_end(self, tmp_path: Path) -> None:
        told: list[float] = []
        desk = a_desk(Shelf(a_run()))
        desk.write(
            ReportRequest((a_run().run_id,)), tmp_path / "r.html", ReportForm.HTML, told.append, NeverCancelled()
        )
        assert told == sorted(told)
        assert told[-1] == 1

    @pytest.mark.parametrize("template", ReportTemplate)
    def test_foreign_and_native_runs_are_in_every_template(self, template: ReportTemplate, tmp_path: Path) -> None:
        runs = (a_foreign_run(), a_hardware_run(run_id="n", origin=Origin.NATIVE))
        text = a_file(tmp_path, ReportForm.HTML, *runs, template=template)
        assert "kws_app v1" in text
        assert "not of a board" in text


class TestLogo:
    def test_png_and_plain_svg_are_taken(self) -> None:
        assert checked_logo(a_png()).media_type == "image/png"
        assert checked_logo(PLAIN_SVG).media_type == "image/svg+xml"
        assert read_logo(ROOT / "resources/icons/benchwright.svg").media_type == "image/svg+xml"

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"GIF89a", "neither"),
            (b"", "neither"),
            (b"x" * 1_000_001, "1,000,000 are the limit"),
            (a_png(claimed=(100_000, 100_000)), "pixels"),
            (a_png(claimed=(0, 2)), "pixels"),
            (a_png(claimed=(3_000, 3_000)), "ends too early"),
            (a_png(data=b"\x00" * 5_000_000), "larger than its header"),
            (a_png()[:-20], "ends too early"),
            (a_png().replace(b"IDAT", b"IDAX"), "checksum"),
            (b"\x89PNG\r\n\x1a\n", "header is missing"),
        ],
    )
    def test_what_is_no_harmless_picture_is_refused_in_words(self, data: bytes, why: str) -> None:
        with pytest.raises(ValueError, match=why):
            checked_logo(data)

    @pytest.mark.parametrize(
        ("inside", "why"),
        [
            ("<script>alert(1)</script>", "script"),
            ('<image href="file:///etc/passwd"/>', "image"),
            ("<foreignObject/>", "foreignObject"),
            ('<path onload="alert(1)"/>', "runs a program"),
            ('<use href="http://example.com/a.svg#b"/>', "from elsewhere"),
            ('<path fill="url(http://example.com/x)"/>', "from elsewhere"),
            ("<path style=\"fill: url( '//x')\"/>", "from elsewhere"),
            ('<style>@import "http://example.com"</style>', "from elsewhere"),
            ("<g>" * 40 + '<use href="#a"/>' * 13 + "</g>" * 40, "repeats"),
            ("<g/>" * 5_001, "elements"),
            ("<g>", "cannot be read"),
        ],
    )
    def test_an_svg_that_does_more_than_draw_is_refused(self, inside: str, why: str) -> None:
        with pytest.raises(ValueError, match=why):
            checked_logo(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())

    def test_entities_are_refused_before_they_are_read(self) -> None:
        bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"/>'
        with pytest.raises(ValueError, match="entities"):
            checked_logo(bomb.encode())

    def test_a_huge_canvas_is_refused(self) -> None:
        with pytest.raises(ValueError, match="limit"):
            checked_logo(b'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1"/>')

    def test_a_missing_file_is_refused_with_its_name(self, tmp_path: Path) -> None:
        with pytest.raises(LogoUnusable, match=r"logo\.png cannot be the logo"):
            read_logo(tmp_path / "logo.png")


class TestLetterhead:
    def test_name_and_a_copy_of_the_logo_are_kept(self, tmp_path: Path) -> None:
        logo = tmp_path / "logo.png"
        logo.write_bytes(a_png())
        kept = LetterheadFile(tmp_path / "kept")
        kept.keep_company("  Indústria\x00 Exemplo\u202e ")
        kept.keep_logo(logo)
        logo.unlink()
        assert LetterheadFile(tmp_path / "kept").read() == Letterhead("Indústria� Exemplo�", Logo("image/png", a_png()))
        kept.keep_logo(None)
        assert kept.read().logo is None

    def test_what_was_damaged_counts_as_missing(self, tmp_path: Path) -> None:
        (tmp_path / "company.txt").write_bytes(b"\xff\xff")
        (tmp_path / "logo").write_bytes(b"<svg onload=")
        assert LetterheadFile(tmp_path).read() == Letterhead()

    def test_a_bad_logo_leaves_the_old_one(self, tmp_path: Path) -> None:
        kept = LetterheadFile(tmp_path / "kept")
        (tmp_path / "good.svg").write_bytes(PLAIN_SVG)
        (tmp_path / "bad.svg").write_bytes(b"<svg><script/></svg>")
        kept.keep_logo(tmp_path / "good.svg")
        with pytest.raises(LogoUnusable):
            kept.keep_logo(tmp_path / "bad.svg")
        assert kept.read().logo == Logo("image/svg+xml", PLAIN_SVG)
