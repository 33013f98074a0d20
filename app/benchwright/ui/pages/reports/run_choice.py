"""Which runs go into the report: a list to search and to check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from benchwright.model.compare import Metric
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.reports.plain import plain
from benchwright.ui.language.numbers import count_text, duration_text
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_minute
from benchwright.ui.run_values import run_value
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.flow_layout import FlowLayout

_NEWEST = 12
_MOST_CHOSEN = 60

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as the list shows it in two lines; the tooltip adds `details`."""

    run_id: str
    words: str
    place: str
    details: str
    kind: str = ""
    """Variant, board and origin: runs of one kind share a cell of a report's table."""


def run_lines(runs: Sequence[Run]) -> tuple[RunLine, ...]:
    """The lines of runs. For a worker thread: latencies are computed here."""
    return tuple(_line(run) for run in runs)


def _line(run: Run) -> RunLine:
    latency = run_value(run, Metric.LATENCY)
    time = duration_text(us_to_seconds(latency)) if latency is not None else "–"
    return RunLine(
        run.run_id,
        _joined(run.variant_label, time),
        _joined(local_minute(run.finished_at), said(run.origin.value), run.board),
        _joined(said(run.validity.status.value), run.run_id),
        _joined(run.variant_sha256, run.board, run.origin.value),
    )


def first_choice(lines: Sequence[RunLine]) -> list[str]:
    """The newest runs, and the newest of each kind: no cell that was measured stands empty."""
    chosen: list[str] = []
    kinds: set[str] = set()
    for place, line in enumerate(lines):
        if place < _NEWEST or (line.kind not in kinds and len(chosen) < _MOST_CHOSEN):
            chosen.append(line.run_id)
        kinds.add(line.kind)
    return chosen


def _joined(*words: str) -> str:
    return " · ".join(map(plain, words))


class RunLines(QAbstractListModel):
    """Lines with check marks, in the order given."""

    choice_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[RunLine, ...] = ()
        self._checked: set[str] = set()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the checked runs, in the order of the list."""
        return tuple(line.run_id for line in self._lines if line.run_id in self._checked)

    @property
    def lines(self) -> tuple[RunLine, ...]:
        """Every line."""
        return self._lines

    def show_lines(self, lines: Sequence[RunLine], checked: Iterable[str]) -> None:
        """Replaces the lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self._checked = set(checked) & {line.run_id for line in self._lines}
        self.endResetModel()
        self.choice_changed.emit()

    def check(self, run_ids: Iterable[str], *, is_checked: bool) -> None:
        """Checks or unchecks runs together."""
        self._checked = self._checked | set(run_ids) if is_checked else self._checked - set(run_ids)
        if self._lines:
            roles = [Qt.ItemDataRole.CheckStateRole]
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1), roles)
        self.choice_changed.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{line.words}\n{line.place}"
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.UserRole:
                return f"{line.words} · {line.place} · {line.details}"
            case Qt.ItemDataRole.ToolTipRole:
                # Text in tooltips may be taken for HTML, and names come from files.
                return escape(f"{line.words} · {line.place} · {line.details}")
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if line.run_id in self._checked else Qt.CheckState.Unchecked
            case _:
                return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        is_checked = value in {Qt.CheckState.Checked, Qt.CheckState.Checked.value}
        self.check((self._lines[index.row()].run_id,), is_checked=is_checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        del index
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class RunChoice(QWidget):
    """Search field, list, and how many are chosen; Space checks the line at the cursor, a double click too."""

    choice_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RunLines(self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self.model)
        self._proxy.setFilterRole(Qt.ItemDataRole.UserRole)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Find runs"))
        self.search.setAccessibleName(self.tr("Find runs"))
        self.search.setClearButtonEnabled(True)
        self.list = _List(self)
        self.list.setModel(self._proxy)
        self.list.setAccessibleName(self.tr("Runs of the report"))
        self.count = QLabel(self)
        set_role(self.count, "caption")
        self.all_button = push_button(
            theme, self.tr("All"), self, role="quiet", detail=self.tr("Choose all that are shown")
        )
        self.none_button = push_button(
            theme, self.tr("None"), self, role="quiet", detail=self.tr("Choose none that is shown")
        )
        self.search.textChanged.connect(self._proxy.setFilterFixedString)
        self.all_button.clicked.connect(lambda _checked=False: self._check_shown(is_checked=True))
        self.none_button.clicked.connect(lambda _checked=False: self._check_shown(is_checked=False))
        self.model.choice_changed.connect(self._show_count)
        self.model.choice_changed.connect(self.choice_changed)
        self._lay_out()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the chosen runs."""
        return self.model.chosen

    @property
    def shown_count(self) -> int:
        """How many lines the search leaves."""
        return self._proxy.rowCount()

    def _check_shown(self, *, is_checked: bool) -> None:
        rows = (self._proxy.mapToSource(self._proxy.index(row, 0)).row() for row in range(self._proxy.rowCount()))
        self.model.check([self.model.lines[row].run_id for row in rows], is_checked=is_checked)

    def _show_count(self) -> None:
        text = self.tr("%1 of %2 chosen").replace("%1", count_text(len(self.chosen)))
        self.count.setText(text.replace("%2", count_text(len(self.model.lines))))

    def _lay_out(self) -> None:
        row = FlowLayout(spacing=HALF)
        for part in (self.count, self.all_button, self.none_button):
            row.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)


class _List(QListView):
    """A list of a hundred thousand lines of one height."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(20 * GRID)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter checks as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        is_checked = index.data(Qt.ItemDataRole.CheckStateRole) in {Qt.CheckState.Checked, Qt.CheckState.Checked.value}
        state = Qt.CheckState.Unchecked if is_checked else Qt.CheckState.Checked
        self.model().setData(index, state, Qt.ItemDataRole.CheckStateRole)
