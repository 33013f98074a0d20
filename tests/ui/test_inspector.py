"""The inspector: long values stay readable and do not widen the window."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchwright.ui.fact import Fact, time_fact
from benchwright.ui.inspector import Inspector
from benchwright.ui.local_time import local_time
from benchwright.ui.theme import Theme


def values(inspector: Inspector) -> list[QLabel]:
    return [label for label in inspector.findChildren(QLabel) if label.property("role") == "value"]


def test_words_break_between_words_and_digests_in_their_middle(qtbot: QtBot, theme: Theme) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.resize(220, 500)
    tested, digest = "in QEMU on every commit; hardware untested", "0123456789abcdef" * 4
    inspector.show_facts("Kit", (Fact("Tested", tested), Fact("Firmware", digest)))
    inspector.show()
    qtbot.waitUntil(lambda: "…" in values(inspector)[1].text())
    words, elided = values(inspector)
    assert words.text() == tested
    assert digest in elided.toolTip()
    assert elided.text().startswith("0123")
    assert elided.text().endswith("cdef")


def test_a_time_is_local_and_the_stored_one_is_in_its_tooltip(qtbot: QtBot, theme: Theme) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    stored = "2026-11-20T12:04:31+00:00"
    inspector.show_facts("digits", (time_fact("Started", stored),))
    (shown,) = values(inspector)
    assert shown.text() == local_time(stored)
    assert "T" not in shown.text()
    assert stored in shown.toolTip()
    assert time_fact("Started", stored).whole == stored
