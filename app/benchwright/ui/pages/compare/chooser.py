"""The list from which runs are picked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from benchwright.model.run import Run
from benchwright.ui.charts.marks import short_label
from benchwright.ui.item_models.run_cells import local_time
from benchwright.ui.item_models.run_query import parse_query
from benchwright.ui.theme import set_role
from benchwright.ui.tokens import HALF

_RUN_ID = Qt.ItemDataRole.UserRole


class RunChooser(QWidget):
    """Every run with a check mark; Space checks the one at the cursor."""

    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        self.search = QLineEdit(self)
        self.list = QListWidget(self)
        set_role(self.heading, "caption")
        self.search.setPlaceholderText(self.tr("Find runs"))
        self.search.setAccessibleName(self.tr("Find runs to compare"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list.setAccessibleName(self.tr("Runs to compare"))
        self.list.itemChanged.connect(self._change)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(HALF, HALF, HALF, HALF)
        layout.setSpacing(HALF)
        for part in (self.heading, self.search, self.list):
            layout.addWidget(part)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every run, newest first."""
        return self._runs

    def show_runs(self, runs: Sequence[Run], checked: Iterable[str]) -> None:
        """Replaces the list; tells nobody."""
        self._runs = tuple(runs)
        wanted = frozenset(checked)
        with QSignalBlocker(self.list):
            self.list.clear()
            for run in self._runs:
                self.list.addItem(self._item(run, is_checked=run.run_id in wanted))
        self._filter(self.search.text())
        self._show_count()

    def choose(self, run_ids: Iterable[str]) -> None:
        """Checks exactly these runs."""
        wanted = frozenset(run_ids)
        with QSignalBlocker(self.list):
            for item in self._items():
                state = Qt.CheckState.Checked if item.data(_RUN_ID) in wanted else Qt.CheckState.Unchecked
                item.setCheckState(state)
        self._change()

    def chosen(self) -> tuple[Run, ...]:
        """The checked runs, newest first."""
        checked = {item.data(_RUN_ID) for item in self._items() if item.checkState() is Qt.CheckState.Checked}
        return tuple(run for run in self._runs if run.run_id in checked)

    def _item(self, run: Run, *, is_checked: bool) -> QListWidgetItem:
        place = (run.variant_sha256, run.board, run.origin)
        has_twins = sum((other.variant_sha256, other.board, other.origin) == place for other in self._runs) > 1
        time = f" · {local_time(run.started_at)[5:]}" if has_twins else ""
        item = QListWidgetItem(f"{run.model} {short_label(run)}{time}\n{run.board} · {run.origin.value}")
        item.setData(_RUN_ID, run.run_id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
        item.setToolTip(f"{run.variant_label}\n{local_time(run.started_at)}\n{run.run_id}\n{run.validity.status.value}")
        return item

    def _items(self) -> tuple[QListWidgetItem, ...]:
        return tuple(self.list.item(row) for row in range(self.list.count()))

    def _filter(self, text: str) -> None:
        query = parse_query(text)
        for item, run in zip(self._items(), self._runs, strict=True):
            item.setHidden(not query.matches(run))

    def _change(self) -> None:
        self._show_count()
        self.choice_changed.emit()

    def _show_count(self) -> None:
        words = self.tr("%1 of %2 runs are compared")
        self.heading.setText(words.replace("%1", str(len(self.chosen()))).replace("%2", str(len(self._runs))))
