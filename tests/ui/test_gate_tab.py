"""The gate in the window: the same verdict as on the command line, and how one gets there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from benchwright import paths
from benchwright.bench.gating import judge_run
from benchwright.catalog.policy_file import read_policy
from benchwright.model.gate_words import finding_words
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.runs.page import RunsPage
from benchwright.ui.pages.settings.page import SettingsPage
from benchwright.ui.widgets.empty_state import EmptyState
from tests.builders import a_run, an_energy
from tests.ui.fake_workbench import FakeWorkbench, a_bench

RULES = 'version = 1\n[[rule]]\nmetric = "flash"\n[[rule]]\nmetric = "energy"\nmissing = "skip"\n'
OpenRuns = Callable[[], RunsPage]


@pytest.fixture
def bench() -> FakeWorkbench:
    """Two versions of a model; the second one is larger."""
    first = a_run(run_id="first-0001", started_at="2026-11-20T12:01:00+00:00", flash_firmware_bytes=20_000)
    second = a_run(
        run_id="second-0002",
        started_at="2026-11-20T12:02:00+00:00",
        flash_firmware_bytes=22_000,
        variant_version=2,
        variant_sha256="2" * 64,
    )
    made = a_bench()
    made.store.kept = [second, first]
    return made


@pytest.fixture
def open_runs(open_window: Callable[..., MainWindow], bench: FakeWorkbench, qtbot: QtBot) -> OpenRuns:
    def open_it() -> RunsPage:
        window = open_window(bench)
        window.navigate("runs", "second-0002")
        page = window.current_page
        assert isinstance(page, RunsPage)
        qtbot.waitUntil(lambda: page.parts.detail.run is not None)
        page.parts.detail.tabs.setCurrentWidget(page.parts.detail.gate)
        return page

    return open_it


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "night.toml"
    file.write_text(RULES, encoding="utf-8")
    return file


def drop_on(widget: QWidget, file: Path) -> bool:
    """Drags a file onto a widget and lets it go; whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copies, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copies, data, left, none)
    QCoreApplication.sendEvent(widget, enter)
    QCoreApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copies, data, left, none))
    return enter.isAccepted()


def await_verdict(page: RunsPage, qtbot: QtBot, word: str) -> None:
    qtbot.waitUntil(lambda: page.parts.detail.gate.verdict.text == word)


def test_without_a_policy_the_tab_says_how_to_get_one(
    open_runs: OpenRuns, policy: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_runs()
    empty = page.parts.detail.gate.findChild(EmptyState)
    assert empty is not None
    qtbot.waitUntil(empty.isVisible)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(policy), ""))
    button = next(one for one in empty.findChildren(QPushButton) if one.text() == "Choose a policy …")
    button.click()
    await_verdict(page, qtbot, "failed")


def test_a_policy_that_is_dropped_judges_the_run_as_the_command_line_does(
    open_runs: OpenRuns, bench: FakeWorkbench, policy: Path, qtbot: QtBot
) -> None:
    page = open_runs()
    tab = page.parts.detail.gate
    assert drop_on(tab, policy)
    await_verdict(page, qtbot, "failed")
    expected = judge_run(bench.store, read_policy(policy), bench.store.run("second-0002"))
    assert tab.findings.rows == expected.findings
    assert [finding_words(one) for one in tab.findings.rows] == [
        "Worse by 2.0 kB; only 0 B are allowed.",
        "It was not measured.",
    ]
    assert "held against" in tab.words.full_text
    assert page.parts.detail.gate_button.tag.text == "Gate: failed, 2 rules"


def test_a_policy_is_remembered_and_read_anew(open_runs: OpenRuns, policy: Path, qtbot: QtBot) -> None:
    page = open_runs()
    page.gate.use(policy)
    await_verdict(page, qtbot, "failed")
    assert page.bridge.remembered.text("gate/policy") == str(policy)
    policy.write_text(RULES.replace('"flash"\n', '"flash"\nallow = "4 kB"\n'), encoding="utf-8")
    page.parts.detail.gate.again_button.click()
    await_verdict(page, qtbot, "passed")


def test_a_policy_that_is_wrong_says_where_and_works_once_it_is_mended(
    open_runs: OpenRuns, policy: Path, qtbot: QtBot
) -> None:
    page = open_runs()
    policy.write_text(RULES + "allow = 3\n", encoding="utf-8")
    page.gate.use(policy)
    problem = page.parts.detail.gate.problem
    qtbot.waitUntil(problem.isVisible)
    assert "rule 2: allow" in problem.details
    assert page.parts.detail.gate.verdict.isHidden()
    assert page.parts.detail.gate_button.tag.text == "Gate: not judged"
    policy.write_text(RULES, encoding="utf-8")
    page.parts.detail.gate.again_button.click()
    await_verdict(page, qtbot, "failed")
    assert problem.isHidden()


def test_one_to_start_with_is_written_where_the_user_wants_it(
    open_runs: OpenRuns, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_runs()
    file = tmp_path / "mine.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    page.gate.start()
    await_verdict(page, qtbot, "failed")
    assert file.read_bytes() == (paths.resources() / "gate.toml").read_bytes()
    errors: list[Exception] = []
    page.error_raised.connect(errors.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "mine.toml"), ""))
    page.gate.start()
    assert len(errors) == 1
    assert "mine.toml" in str(errors[0])


def test_the_chip_opens_the_rules_from_the_keyboard(open_runs: OpenRuns, policy: Path, qtbot: QtBot) -> None:
    page = open_runs()
    detail = page.parts.detail
    assert detail.gate_button.isHidden()
    page.gate.use(policy)
    await_verdict(page, qtbot, "failed")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        detail.tabs.setCurrentWidget(detail.summary)
        detail.gate_button.setFocus()
        QTest.keyClick(detail.gate_button, key)
        assert detail.tabs.currentWidget() is detail.gate
        assert isinstance(page.window().focusWidget(), QTableView)


def test_the_rules_are_copied_as_a_table(open_runs: OpenRuns, policy: Path, qtbot: QtBot) -> None:
    page = open_runs()
    page.gate.use(policy)
    await_verdict(page, qtbot, "failed")
    QGuiApplication.clipboard().clear()
    page.parts.detail.gate.copy_button.click()
    first, heading, *rows = QGuiApplication.clipboard().text().splitlines()
    assert first.startswith("failed: night · held against digits_int8 v1")
    assert heading.split("\t")[:3] == ["Verdict", "Metric", "Baseline"]
    assert [row.split("\t")[:2] for row in rows] == [["failed", "Flash"], ["skipped", "Energy, net"]]


def test_a_simulated_energy_says_so(open_runs: OpenRuns, bench: FakeWorkbench, policy: Path, qtbot: QtBot) -> None:
    second, first = bench.store.kept
    bench.store.kept = [replace(second, energy=an_energy()), replace(first, energy=an_energy())]
    page = open_runs()
    page.gate.use(policy)
    await_verdict(page, qtbot, "failed")
    tab = page.parts.detail.gate
    tab.copy()
    energy = QGuiApplication.clipboard().text().splitlines()[3].split("\t")
    assert energy[0] == "passed"
    assert energy[3].endswith("µJ, simulated")


def test_settings_take_a_policy_and_the_runs_follow(
    open_window: Callable[..., MainWindow], bench: FakeWorkbench, policy: Path, qtbot: QtBot
) -> None:
    window = open_window(bench)
    window.navigate("settings", "gate")
    settings = window.current_page
    assert isinstance(settings, SettingsPage)
    assert drop_on(settings.gate, policy)
    qtbot.waitUntil(lambda: settings.gate.said == "night, 2 rules. It is used in Runs, in the tab Gate.")
    window.navigate("runs", "second-0002")
    page = window.current_page
    assert isinstance(page, RunsPage)
    await_verdict(page, qtbot, "failed")
    policy.write_text("version = 1\n", encoding="utf-8")
    window.navigate("settings", "gate")
    qtbot.waitUntil(lambda: "at least one [[rule]]" in settings.gate.said)
    settings.gate.forget_button.click()
    assert settings.gate.said == ""
    assert page.parts.detail.gate_button.isHidden()
    assert window.bridge.gate.file is None
