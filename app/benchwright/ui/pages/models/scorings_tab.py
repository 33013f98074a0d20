"""The accuracy runs of a variant that are kept: a line each, opened with everything that was answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QTableView, QVBoxLayout, QWidget

from benchwright.model.board import Origin
from benchwright.model.scoring import Scoring
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.numbers import count_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_minute
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID, Tone
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.empty_state import EmptyState

_ROW_PX = 28


class ScoringsTab(QWidget):
    """Double-click, Enter or the button opens the accuracy run at the cursor; an unfinished one too."""

    opened = Signal(Scoring)
    measure_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[Scoring] = RowsModel(theme, _columns(), self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.open_button = push_button(theme, self.tr("Open"), self, icon_name="mdi6.open-in-app")
        self._empty = EmptyState(
            theme,
            "mdi6.bullseye-arrow",
            self.tr("No accuracy run of this version is kept."),
            self.tr("Measure its accuracy, and choose a board there."),
            self,
        )
        self._empty.add_button(self.tr("Measure accuracy …"), self.measure_asked.emit)
        self._list = QWidget(self)
        self._stack = QStackedLayout(self)
        for part in (self._empty, self._list):
            self._stack.addWidget(part)
        self._lay_out()
        self.table.activated.connect(self._open)
        self.open_button.clicked.connect(self._open)

    @property
    def is_empty(self) -> bool:
        """Whether there is none to show."""
        return self._stack.currentWidget() is self._empty

    def show_scorings(self, scorings: Sequence[Scoring]) -> None:
        """Replaces the lines, newest first; the first is at the cursor."""
        self.model.show_rows(scorings)
        self.table.resizeColumnsToContents()
        if scorings:
            self.table.selectRow(0)
        self._stack.setCurrentWidget(self._list if scorings else self._empty)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, whatever the platform takes for an activation."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.is_empty:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self, _where: QModelIndex | bool = False) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.rows):
            self.opened.emit(self.model.rows[row])

    def _lay_out(self) -> None:
        dress(self.table, self.tr("Accuracy runs of this version"), row_px=_ROW_PX)
        layout = QVBoxLayout(self._list)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)


def _columns() -> tuple[Column[Scoring], ...]:
    return (
        Column(_tr("Time"), lambda one: Shown(local_minute(one.started_at), detail=one.scoring_id)),
        Column(_tr("Board"), lambda one: Shown(one.board)),
        Column(_tr("Origin"), _origin),
        Column(_tr("Labelled set"), lambda one: Shown(one.set_name, detail=f"{one.set_note}\nsha256 {one.set_sha256}")),
        Column(_tr("Inputs"), lambda one: Shown(count_text(one.sample_count)), is_right=True),
        Column(_tr("Top-1, %"), _top1, is_right=True),
        Column(_tr("State"), _state),
    )


def _origin(one: Scoring) -> Shown:
    return Shown(said(one.origin.value), Tone.NEUTRAL if one.origin is Origin.HARDWARE else Tone.EMULATED)


def _top1(one: Scoring) -> Shown:
    accuracy = one.accuracy
    if accuracy is None:
        return Shown("–", is_faint=True, detail=_tr("Open it for its other metrics."))
    return Shown(number_text(100 * accuracy.ratio, ".1f"))


def _state(one: Scoring) -> Shown:
    if one.is_finished:
        return Shown(_tr("finished"), Tone.OK, icon_name="mdi6.check-circle-outline")
    words = _tr("stopped after %1").replace("%1", count_text(one.done_count))
    return Shown(words, Tone.WARNING, icon_name="mdi6.alert-outline")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScoringsTab", text)
