"""The inspector: long values stay readable and do not widen the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from benchwright.ui.fact import Fact, time_fact
from benchwright.ui.inspector import Inspector
from benchwright.ui.local_time import local_time
from benchwright.ui.look import Look
from benchwright.ui.theme import Theme


def values(inspector: Inspector) -> list[QLabel]:
    area = inspector.findChild(QScrollArea)
    return [label for label in area.widget().findChildren(QLabel) if label.property("role") == "value"]


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


def seen(inspector: Inspector) -> bool:
    """Whether each value can be seen whole."""
    return bool(values(inspector)) and all(
        label.isVisible() and label.height() >= label.heightForWidth(label.width()) > 0 for label in values(inspector)
    )


def test_facts_that_came_while_it_was_folded_are_seen_when_it_unfolds(qtbot: QtBot, theme: Theme) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.resize(220, 500)
    inspector.show_facts("Kit", (Fact("Board", "kit"),))
    inspector.show()
    inspector.hide()
    words = "QEMU 10.0, machine b-l475e-iot01a, one instruction = 32 ns"
    inspector.show_facts("Digits", (Fact("Origin", words), Fact("Note", words)))
    inspector.show()
    qtbot.waitUntil(lambda: seen(inspector))


def test_facts_have_their_heights_after_the_text_has_grown(qtbot: QtBot, theme: Theme) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.resize(420, 500)
    words = "QEMU 10.0, machine b-l475e-iot01a, one instruction = 32 ns"
    inspector.show_facts("Digits", (Fact("Origin", words),))
    inspector.show()
    qtbot.waitUntil(lambda: seen(inspector))
    before = values(inspector)[0].height()
    theme.set_look(Look(font_ratio=2.0))
    qtbot.waitUntil(lambda: seen(inspector) and values(inspector)[0].height() > 1.5 * before)
    theme.set_look(Look())


def test_a_link_may_replace_the_facts_it_stands_in(qtbot: QtBot, theme: Theme) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.show_facts("Kit", (Fact("Last runs", "digits v1", run_id="r1"),))
    inspector.show()
    inspector.run_opened.connect(lambda run_id: inspector.show_facts(run_id, (Fact("Run", run_id),)))
    button = inspector.findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [label.text() for label in values(inspector)] == ["r1"] and seen(inspector))
