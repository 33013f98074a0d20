"""Names as nobody sane gives them are shown as the text they are, on every page, and cut to what fits."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as TextQt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.widgets.elided_label import ElidedLabel, one_line, tooltip_text
from tests.builders import a_run, a_variant
from tests.ui.fake_workbench import a_bench

OpenWindow = Callable[..., MainWindow]

HOSTILE = {
    "markup": "<h1>BIG</h1><img src='file:///etc/passwd'><script>alert(1)</script>",
    "quotes": "\"quoted\" 'single' `back` & && %1 %2 {0}",
    "right to left": "\u202eevil.exe\u202c \u2067turned\u2069 \u200fmark",
    "long": "x" * 10_000,
    "NUL": "before\x00after\nsecond line\ttab",
    "nothing but space": "   ",
}


def is_plain(label: QLabel) -> bool:
    """Whether its words cannot be taken for markup."""
    could_be = label.textFormat() is Qt.TextFormat.RichText or (
        label.textFormat() is Qt.TextFormat.AutoText and TextQt.mightBeRichText(label.text())
    )
    return not could_be or "alert(1)" not in label.text()


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_page_bears_a_hostile_name(open_window: OpenWindow, name: str, qtbot: QtBot) -> None:
    workbench = a_bench(device_count=2)
    variant = a_variant(name=name, model=name, sha256="9" * 64)
    workbench._variants = (variant,)
    run = a_run(
        run_id="hostile", variant_sha256="9" * 64, variant_name=name, model=name, tags=(name,), note=name, board=name
    )
    workbench.store.kept = [run]
    window = open_window(workbench, width=1000, height=640)
    window.notices.say(name)
    window.banner.show_failure(name, name, name)
    for index in range(len(PAGES)):
        window.show_page(index)
        qtbot.waitUntil(lambda: window.bridge.is_idle)
        qtbot.wait(20)
        assert (window.width(), window.height()) == (1000, 640)
    marked = [
        f"{type(label.parent()).__name__}: {label.text()[:60]}"
        for label in window.findChildren(QLabel)
        if not is_plain(label)
    ]
    assert marked == []


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_label_shows_one_line_and_its_tooltip_no_markup(name: str, qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show_text(name)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert not set("\x00\n\t\u202e\u2067\u200f") & set(label.text())
    assert "<script>" not in tooltip_text(name)
    assert len(tooltip_text(name)) < 7_000


def test_turning_marks_and_line_breaks_leave_a_line() -> None:
    assert one_line("a\u202eb\nc\x00d") == "ab c d"
