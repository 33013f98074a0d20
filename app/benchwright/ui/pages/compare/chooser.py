"""The list from which runs are picked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from benchwright.model.point import RunPoint
from benchwright.ui.bridge import Bridge
from benchwright.ui.charts.words import filled
from benchwright.ui.item_models.point_list import PointList
from benchwright.ui.language.numbers import number_text
from benchwright.ui.pages.runs.search_field import SearchField
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import HALF
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.flow_layout import FlowLayout


class RunChooser(QWidget):
    """Every run with a check mark; Space checks the one at the cursor."""

    choice_changed = Signal()

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(self)
        self.search = SearchField(bridge, theme, self)
        self.all = push_button(theme, self.tr("All found"), self, role="quiet")
        self.usual = push_button(theme, self.tr("Newest versions"), self, role="quiet")
        self.list = QListView(self)
        self.model = PointList(self)
        self._prepare()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(HALF, HALF, HALF, HALF)
        layout.setSpacing(HALF)
        buttons = FlowLayout(spacing=HALF)
        buttons.addWidget(self.all)
        buttons.addWidget(self.usual)
        for part in (self.heading, self.search):
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addWidget(self.list)

    @property
    def points(self) -> tuple[RunPoint, ...]:
        """Every run, newest first."""
        return self.model.points

    def show_points(self, points: Sequence[RunPoint], checked: Iterable[str], *, known_count: int = 0) -> None:
        """Replaces the list; tells nobody. `known_count` is how many there are where not all were read."""
        self._known_count = max(known_count, len(points))
        self.model.show_points(points, checked)
        self._show_count()

    def choose(self, run_ids: Iterable[str]) -> None:
        """Checks exactly these runs."""
        self.model.check(run_ids)

    def chosen(self) -> tuple[RunPoint, ...]:
        """The checked runs, newest first."""
        return self.model.checked_points()

    def _prepare(self) -> None:
        self._known_count = 0
        set_role(self.heading, "caption")
        self.heading.setWordWrap(True)
        self.search.line.setPlaceholderText(self.tr("Find runs"))
        self.search.line.setAccessibleName(self.tr("Find runs to compare"))
        self.search.line.setToolTip(self.tr("Words, or fields such as board:nano model:kws version:3 valid:yes"))
        self.search.line.setMinimumWidth(0)
        self.all.setToolTip(self.tr("Compares every run of the list"))
        self.usual.setToolTip(self.tr("Compares the newest run of each version of the model measured last"))
        self.all.clicked.connect(self._choose_found)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Runs to compare"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.model.checks_changed.connect(self._change)

    def _choose_found(self) -> None:
        self.choose(point.run_id for point in self.model.found)

    def _change(self) -> None:
        self._show_count()
        self.choice_changed.emit()

    def _show_count(self) -> None:
        words = self.tr("%1 of %2 runs are compared")
        if self._known_count > len(self.points):
            words = self.tr("%1 of the newest %2 runs are compared; there are %3")
        counts = (len(self.model.checked), len(self.points), self._known_count)
        self.heading.setText(filled(words, *(number_text(count, ",") for count in counts)))
