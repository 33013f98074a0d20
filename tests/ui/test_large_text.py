"""Text of twice the size: numbers keep their first digits, columns and charts grow with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.samples import whisker
from benchwright.ui.item_models.decimal_delegate import DecimalDelegate
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.look import Look
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.models.page import ModelsPage
from benchwright.ui.theme import Theme
from shots.structure import faults_of
from tests.builders import a_board, a_device, a_variant
from tests.ui.test_models_page import PlanningBench


@pytest.fixture
def numbers(qtbot: QtBot, theme: Theme) -> Iterator[QTableView]:
    host = QWidget()
    qtbot.addWidget(host)
    table = QTableView(host)
    model = QStandardItemModel(2, 2, table)
    for row, text in enumerate(("96.0", "1234567.25")):
        item = QStandardItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight)
        model.setItem(row, 0, item)
    table.setModel(model)
    dress(table, "Numbers")
    table.setItemDelegateForColumn(0, DecimalDelegate(table))
    table.resize(400, 200)
    host.resize(420, 220)
    host.show()
    qtbot.waitExposed(host)
    yield table
    host.close()


def inked(table: QTableView, row: int) -> int:
    """The leftmost pixel of a cell that is not of its ground."""
    picture = table.viewport().grab(table.visualRect(table.model().index(row, 0))).toImage()
    ground = picture.pixel(1, 1)
    places = [x for x in range(picture.width()) if any(picture.pixel(x, y) != ground for y in range(picture.height()))]
    return min(places)


def test_a_number_in_a_narrow_column_is_not_cut_at_its_front(numbers: QTableView) -> None:
    numbers.setColumnWidth(0, numbers.fontMetrics().horizontalAdvance("96.0") + 10)
    assert inked(numbers, 0) >= 2  # the whole number, off its decimal point
    assert inked(numbers, 1) >= 2  # elided at its end
    assert any("1234567" in fault for fault in faults_of(numbers.window()))


def test_columns_grow_with_the_text(numbers: QTableView, theme: Theme, qtbot: QtBot) -> None:
    numbers.setColumnWidth(0, 100)
    theme.set_look(Look(font_ratio=2.0))
    qtbot.waitUntil(lambda: numbers.columnWidth(0) == 200)
    theme.set_look(Look())
    qtbot.waitUntil(lambda: numbers.columnWidth(0) == 100)


def test_labels_of_a_chart_on_one_another_are_found(theme: Theme, qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    panel = Panel(theme, pane)
    QVBoxLayout(pane).addWidget(panel)
    pane.resize(400, 300)
    pane.show()
    qtbot.waitExposed(pane)
    panel.clear()
    panel.canvas.set_axis("bottom", "Latency (ms)", (0.0, 10.0), (0.0, 5.0, 10.0))
    panel.canvas.set_axis("left", "RAM (kB)", (0.0, 10.0), (0.0, 5.0, 10.0))
    panel.canvas.add_text("v1 float32", 4.0, 5.0)
    assert faults_of(pane) == []
    panel.canvas.add_text("v2 int8", 4.2, 5.1)
    panel.canvas.add_text("far too long to stand here", 9.0, 8.0)
    found = " ".join(faults_of(pane))
    assert "'v1 float32' and 'v2 int8' lie on one another" in found
    assert "'far too long to stand here' is cut" in found


def test_the_arena_is_drawn_a_few_times_and_not_once_for_each_board(
    open_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = PlanningBench(a_device(), variants=(a_variant(),))
    many = tuple(a_board(name=f"kit{place}") for place in range(40))
    monkeypatch.setattr(bench, "boards", lambda: many)
    window = open_window(bench)
    window.navigate("models")
    page = window.current_page
    assert isinstance(page, ModelsPage)
    drawn: list[object] = []
    monkeypatch.setattr(page.parts.arena, "show_pack", drawn.append)
    qtbot.waitUntil(lambda: window.bridge.is_idle and not any(fit.is_pending for fit in page.parts.table.fits.rows))
    assert len(page.parts.table.fits.rows) == 40
    assert len(drawn) <= 4


def test_an_axis_ends_at_the_whiskers_and_not_at_the_last_outlier() -> None:
    samples = np.sort(np.array([*np.linspace(33, 60, 90), *np.linspace(2_000, 20_000, 10)]))
    assert whisker(samples) == pytest.approx(60)
    assert whisker(np.array([5.0] * 8)) == 5.0
