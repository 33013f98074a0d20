"""A chart: heading, panels, and the twin that says the same in a table."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.table_twin import ChartTable, ChartTableView
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID, HALF

_NARROWEST_PX = 236
"""Panels beside each other scroll before they get narrower."""

_LOWEST_PX = 104
_ICON_PX = 16


class Chart(QWidget):
    """Base of all charts. One that shows a thing keeps it as a value and overrides `_draw`, `_table` and `_summary`.

    It is drawn anew on new data, on a change of theme, and when its room changes: labels and ticks follow the pixels.
    `set_selected` takes the run ids that other views have selected.
    """

    run_opened = Signal(str)
    run_toggled = Signal(str)
    baseline_asked = Signal(str)
    runs_boxed = Signal(tuple)

    def __init__(self, theme: Theme, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = QLabel(title, self)
        self._caption = QLabel("", self)
        self._as_table = QToolButton(self)
        self._body = QStackedWidget(self)
        self._area = QScrollArea(self._body)
        self._drawing = QWidget(self._area)
        self._row = QHBoxLayout(self._drawing)
        self._panels: list[Panel] = []
        self._empty = QWidget(self._body)
        self._headline = QLabel("", self._empty)
        self._sentence = QLabel("", self._empty)
        for label in (self._title, self._caption, self._headline, self._sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._twin: ChartTableView | None = None
        self._selected: frozenset[str] = frozenset()
        self._is_brief = False
        self._waiting = ""
        self._is_stale = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.redraw)
        self._prepare_parts()
        self._lay_out()
        self.setAccessibleName(title)
        theme.changed.connect(self._recolour)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The panels in use, from left to right."""
        return tuple(panel for panel in self._panels if not panel.isHidden())

    @property
    def sentence(self) -> str:
        """What stands in place of the drawing, "" where there is a drawing."""
        return f"{self._headline.text()} {self._sentence.text()}".strip()

    @property
    def is_table_shown(self) -> bool:
        """Whether the table twin is in front."""
        return self._twin is not None and self._body.currentWidget() is self._twin

    @property
    def selected(self) -> frozenset[str]:
        """Run ids that do not step back; empty where nothing is selected."""
        return self._selected

    @property
    def table_button(self) -> QToolButton:
        """[Show as table], checkable."""
        return self._as_table

    def table(self) -> ChartTable:
        """The chart in words and rows."""
        return self._table()

    def summary_text(self) -> str:
        """The chart in a sentence or two, for a screen reader."""
        return self.sentence or self._summary()

    def set_selected(self, run_ids: frozenset[str]) -> None:
        """Steps back what is not among the selected runs; an empty set selects nothing and fades nothing."""
        if run_ids == self._selected:
            return
        self._selected = run_ids
        if self.isVisible():
            self.redraw()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with what was selected while the chart was out of sight."""
        super().showEvent(event)
        self._fit_heading()
        if self._is_stale:
            self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that go on to another line are given its height: a splitter does not ask for it."""
        super().resizeEvent(event)
        self._fit_heading()

    def _fit_heading(self) -> None:
        width = self.width() - self._as_table.sizeHint().width() - 3 * GRID
        for label in (self._title, self._caption):
            label.setMinimumHeight(0)  # a label counts its least height into what it needs
            label.setMinimumHeight(max(0, label.heightForWidth(width)) if label.text() and self.isVisible() else 0)

    def redraw(self) -> None:
        """Draws everything anew."""
        self._is_stale = False
        self._headline.setText("")
        self._sentence.setText("")
        for panel in self._panels:
            panel.clear()
        self._draw()
        self._show_body()
        title = self._title.text()
        self._as_table.setAccessibleName(self.tr("Show %1 as table").replace("%1", title).replace("  ", " "))
        for panel in self.panels:
            panel.setAccessibleName(", ".join(part for part in (title, panel.title) if part))
        self.setAccessibleDescription(self.summary_text())

    def sizeHint(self) -> QSize:
        """Room for a chart beside another."""
        return QSize(400, 280)

    def _draw(self) -> None:
        """Draws on panels got from `_use_panels`, or calls `_say`."""
        self._say("")

    def _table(self) -> ChartTable:
        return ChartTable()

    def _has_table(self) -> bool:
        """Whether there is anything to show as table; override it where the table is long."""
        return bool(self._table().rows)

    def _summary(self) -> str:
        return ""

    def _use_panels(self, count: int) -> tuple[Panel, ...]:
        """The first `count` panels, cleared and shown; the others are hidden."""
        while len(self._panels) < count:
            panel = Panel(self._theme, self._drawing)
            panel.mark_opened.connect(self.run_opened)
            panel.mark_toggled.connect(self.run_toggled)
            panel.baseline_asked.connect(self.baseline_asked)
            panel.marks_boxed.connect(self.runs_boxed)
            panel.resized.connect(self._settle.start)
            panel.clear()
            self._panels.append(panel)
            self._row.addWidget(panel)
        for index, panel in enumerate(self._panels):
            panel.setVisible(index < count)
            panel.setMinimumWidth(scaled(_NARROWEST_PX) if count > 1 else 0)
        return tuple(self._panels[:count])

    def _say(self, sentence: str, *, headline: str = "") -> None:
        """Shows a sentence in place of the drawing, under a headline where it is a finding."""
        self._headline.setText(headline)
        self._headline.setVisible(bool(headline))
        self._sentence.setText(self._waiting or sentence)
        self._use_panels(0)

    def set_waiting(self, words: str) -> None:
        """What stands in place of the drawing while what is to be drawn is read; "" once it is there."""
        self._waiting = words

    def set_brief(self, *, is_brief: bool) -> None:
        """Where the run is named above the chart already, its caption begins with what the chart adds."""
        self._is_brief = is_brief

    def _set_caption(self, text: str) -> None:
        if self._is_brief:
            text = text.rpartition(" · ")[2]
        self._caption.setText(text.replace(" = ", "\u00a0=\u00a0"))  # never a break in "n = 50"
        self._caption.setVisible(bool(text))
        self._fit_heading()

    def _recolour(self) -> None:
        self._fit_text()
        self.redraw()

    def _show_body(self) -> None:
        if self._as_table.isChecked():
            if self._twin is None:  # few are ever looked at, and a table is a dozen widgets
                name = self.tr("%1 as table").replace("%1", self._title.text())
                self._twin = ChartTableView(name, self._body)
                self._body.addWidget(self._twin)
            self._twin.show_table(self._table())
            self._body.setCurrentWidget(self._twin)
        else:
            self._body.setCurrentWidget(self._empty if self.sentence else self._area)
        self._as_table.setEnabled(self._has_table())

    def _fit_text(self) -> None:
        """A drawing so low that its words would lie on each other is no drawing: the page scrolls before that."""
        self._as_table.setIcon(self._theme.icon("mdi6.table", "muted"))
        self._as_table.setIconSize(QSize(scaled(_ICON_PX), scaled(_ICON_PX)))
        self._area.setMinimumHeight(scaled(_LOWEST_PX))

    def _prepare_parts(self) -> None:
        set_role(self._caption, "caption")
        for label in (self._title, self._caption):
            label.setWordWrap(True)
        set_role(self._sentence, "muted")
        set_role(self._as_table, "quiet")
        set_role(self._headline, "section")
        for label in (self._headline, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._as_table.setCheckable(True)
        self._fit_text()
        self._as_table.setToolTip(self.tr("Show as table"))
        self._as_table.setAccessibleName(self.tr("Show %1 as table").replace("%1", self._title.text()))
        self._as_table.toggled.connect(self._show_body)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(GRID)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._caption)
        heading.addLayout(words, 1)
        heading.addWidget(self._as_table, 0, Qt.AlignmentFlag.AlignTop)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._drawing)
        set_role(self._drawing, "page")
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * GRID)
        empty = QVBoxLayout(self._empty)
        empty.addStretch(1)
        empty.addWidget(self._headline)
        empty.addWidget(self._sentence)
        empty.addStretch(1)
        for part in (self._area, self._empty):
            self._body.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(HALF)
        layout.addLayout(heading)
        layout.addWidget(self._body, 1)
