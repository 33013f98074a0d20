"""The Reports page: pick runs, choose a form, write one file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from benchwright.model.compare import Metric
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.numbers import duration_text
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_time
from benchwright.ui.pages.page import Page
from benchwright.ui.run_values import run_value
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.empty_state import EmptyState

_RUN_ID = Qt.ItemDataRole.UserRole


class ReportsPage(Page):
    """A list of runs with check marks, and a button for each form of report."""

    key = "reports"
    icon_name = "mdi6.file-chart-outline"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._wanted: tuple[str, ...] = ()
        self.runs = QListWidget(self)
        set_role(self.runs, "log")
        self.runs.setAccessibleName(self.tr("Runs of the report"))
        self.runs.itemChanged.connect(self._show_count)
        self._count = QLabel(self)
        set_role(self._count, "caption")
        self.buttons = {
            ".html": push_button(theme, self.tr("HTML page"), self, icon_name="mdi6.file-code-outline", role="primary"),
            ".csv": push_button(theme, self.tr("CSV table"), self, icon_name="mdi6.file-table-outline"),
            ".json": push_button(theme, self.tr("JSON"), self, icon_name="mdi6.code-json"),
        }
        for suffix, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, suffix=suffix: self._choose_file(suffix))
        self._empty = EmptyState(
            theme, self.icon_name, self.tr("There is no run to report yet."), self.tr("Measure a model first."), self
        )
        self._empty.add_button(self.tr("Go to the bench"), lambda: self.navigation_requested.emit("bench", None))
        self._whole = QStackedWidget(self)
        self._lay_out()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the runs with a check mark."""
        items = [self.runs.item(row) for row in range(self.runs.count())]
        return tuple(str(item.data(_RUN_ID)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def shown(self) -> None:
        """Reads the runs again."""
        store = self.bridge.workbench.store
        self.bridge.ask(lambda: _lines(store.runs()), self._take_runs)

    def receive(self, value: object) -> None:
        """Takes the ids of the runs to report."""
        if isinstance(value, tuple):
            self._wanted = tuple(str(run_id) for run_id in value)

    def write(self, file: Path) -> None:
        """Writes the report of the chosen runs."""
        run_ids, workbench = self.chosen, self.bridge.workbench
        done = self.tr("%1 was written.").replace("%1", file.name)

        def told(_nothing: None) -> None:
            self.toast_requested.emit(done)

        self.bridge.ask(lambda: workbench.export_report(run_ids, file), told, self.error_raised.emit)

    def _take_runs(self, runs: tuple[tuple[str, str], ...]) -> None:
        newest = tuple(run_id for run_id, _ in runs[:1])
        checked = set(self._wanted or self.chosen or newest)
        self._wanted = ()
        self.runs.blockSignals(True)
        self.runs.clear()
        for run_id, words in runs:
            item = QListWidgetItem(words, self.runs)
            item.setData(_RUN_ID, run_id)
            item.setCheckState(Qt.CheckState.Checked if run_id in checked else Qt.CheckState.Unchecked)
        self.runs.blockSignals(False)
        self._whole.setCurrentIndex(1 if runs else 0)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.chosen)
        for button in self.buttons.values():
            button.setEnabled(count > 0)
        self._count.setText(
            self.tr("%1 of %2 runs chosen").replace("%1", str(count)).replace("%2", str(self.runs.count()))
        )

    def _choose_file(self, suffix: str) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Write a report"), f"report{suffix}", f"*{suffix}")
        if name:
            file = Path(name)
            self.write(file if file.suffix else file.with_suffix(suffix))

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("Which runs go into the report?"), self)
        set_role(heading, "section")
        detail = QLabel(
            self.tr(
                "A report carries the numbers, their validity and all it takes to repeat them: hashes, versions, clock."
            ),
            self,
        )
        set_role(detail, "muted")
        detail.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._count)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for widget in (heading, detail, self.runs):
            column.addWidget(widget, 1 if widget is self.runs else 0)
        column.addLayout(row)
        self._whole.addWidget(self._empty)
        self._whole.addWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.addWidget(self._whole)


def _lines(runs: tuple[Run, ...]) -> tuple[tuple[str, str], ...]:
    """Id and words of each run, in columns of a fixed-width font. For a worker thread."""
    cells = [_cells(run) for run in runs]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return tuple(
        (run.run_id, "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
        for run, row in zip(runs, cells, strict=True)
    )


def _cells(run: Run) -> tuple[str, ...]:
    latency = run_value(run, Metric.LATENCY)
    time = duration_text(us_to_seconds(latency)) if latency is not None else "–"
    validity = said(run.validity.status.value)
    return (local_time(run.finished_at), run.variant_label, run.board, said(run.origin.value), time, validity)
