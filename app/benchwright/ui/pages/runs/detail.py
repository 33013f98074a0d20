"""The detail of one run, in tabs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from benchwright.model.board import Board
from benchwright.model.errors import BenchError
from benchwright.model.gate import Judgement
from benchwright.model.run import Run
from benchwright.ui.charts.memory import MemoryChart
from benchwright.ui.charts.ops import OpsChart
from benchwright.ui.item_models.run_cells import one_line
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_minute
from benchwright.ui.pages.runs.accuracy_tab import AccuracyTab
from benchwright.ui.pages.runs.console_tab import ConsoleTab
from benchwright.ui.pages.runs.energy_tab import EnergyTab
from benchwright.ui.pages.runs.gate_tab import LOOKS, GateTab
from benchwright.ui.pages.runs.latency_tab import LatencyTab
from benchwright.ui.pages.runs.provenance_tab import ProvenanceTab
from benchwright.ui.pages.runs.summary_tab import SummaryTab
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF, Tone
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.error_panel import ErrorPanel
from benchwright.ui.widgets.tag import Tag
from benchwright.ui.widgets.tag_button import TagButton


class RunDetail(QWidget):
    """Heading and tabs; a tab is filled when it is first seen."""

    accuracy_asked = Signal(Run)
    """The tab of the accuracy is seen: whoever owns the database shows what it has of this run."""

    def __init__(self, theme: Theme, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._board: Board | None = None
        self._title = ElidedLabel(self)
        self._tags = tuple(Tag(theme, self) for _ in range(3))
        self.gate_button = TagButton(theme, self)
        self.problem = ErrorPanel(theme, self)
        self.tabs = QTabWidget(self)
        self.summary = SummaryTab(theme, self.tabs)
        self.latency = LatencyTab(theme, remembered, self.tabs)
        self.memory = MemoryChart(theme, self.tabs)
        self.ops = OpsChart(theme, self.tabs)
        self.energy = EnergyTab(theme, self.tabs)
        self.accuracy = AccuracyTab(theme, self.tabs)
        self.gate = GateTab(theme, self.tabs)
        self.console = ConsoleTab(theme, self.tabs)
        self.provenance = ProvenanceTab(theme, self.tabs)
        self._fill: tuple[Callable[[Run], None], ...] = ()
        self._stale: set[int] = set()
        self._add_tabs()
        self._lay_out()

    @property
    def run(self) -> Run | None:
        """The run shown."""
        return self._run

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Beside the heading: where it ran, validity, parity."""
        return self._tags

    def show_run(self, run: Run, board: Board | None) -> None:
        """Shows a run; `board` gives the limits of its memory."""
        self._run, self._board = run, board
        self.problem.hide()
        self.tabs.show()
        self._title.show_text(
            self.tr("%1 on %2 · %3")
            .replace("%1", one_line(run.variant_label))
            .replace("%2", said(board.title) if board is not None else run.board)
            .replace("%3", local_minute(run.started_at))
        )
        self.gate_button.hide()
        origin, validity, parity = self._tags
        origin.show_origin(run.origin)
        validity.show_validity(run.validity)
        parity.show_parity(run.parity)
        self._stale = set(range(self.tabs.count()))
        self._fill_current()

    def show_gate(self, policy: str, judgement: Judgement) -> None:
        """Shows what a policy says of the run."""
        self.gate.show_judgement(policy, judgement)
        tone, icon_name = LOOKS[judgement.outcome]
        count = len(judgement.findings)
        words = self.tr("Gate: %1, 1 rule") if count == 1 else self.tr("Gate: %1, %2 rules")
        words = words.replace("%1", said(judgement.outcome.value)).replace("%2", str(count))
        detail = self.tr("Opens what each rule of %1 says").replace("%1", policy)
        self.gate_button.show_text(words if count else "", tone, icon_name=icon_name, detail=detail)

    def show_no_gate(self) -> None:
        """No policy was chosen."""
        self.gate.show_nothing()
        self.gate_button.hide()

    def show_gate_problem(self, error: Exception) -> None:
        """The policy cannot be used, or the run not be judged: the chip says so, the tab says why."""
        self.gate.show_problem(error)
        self.gate_button.show_text(
            self.tr("Gate: not judged"),
            Tone.WARNING,
            icon_name="mdi6.alert-outline",
            detail=self.tr("Opens what stood in the way"),
        )

    def open_gate(self) -> None:
        """Shows the rules of the gate, with the cursor in them."""
        self.tabs.setCurrentWidget(self.gate)
        self.gate.focus_rules()

    def show_problem(self, error: Exception) -> None:
        """Says in place of the tabs why a run cannot be read."""
        self._run = None
        self._title.show_text(self.tr("This run cannot be shown."))
        for tag in (*self._tags, self.gate_button):
            tag.hide()
        self.tabs.hide()
        if isinstance(error, BenchError):
            self.problem.show_failure(error.what, error.why, error.remedy, code=error.code)
        else:
            self.problem.show_failure(self.tr("It cannot be read."), f"{type(error).__name__}: {error}", "")

    def _fill_current(self) -> None:
        place = self.tabs.currentIndex()
        if self._run is not None and place in self._stale:
            self._stale.discard(place)
            self._fill[place](self._run)

    def _add_tabs(self) -> None:
        tabs: tuple[tuple[QWidget, str, Callable[[Run], None]], ...] = (
            (self.summary, self.tr("Summary"), self.summary.show_run),
            (self.latency, self.tr("Latency"), self.latency.show_run),
            (self.memory, self.tr("Memory"), lambda run: self.memory.show_run(run, self._board)),
            (self.ops, self.tr("Ops"), self.ops.show_run),
            (self.energy, self.tr("Energy"), self.energy.show_run),
            (self.accuracy, self.tr("Accuracy"), self.accuracy_asked.emit),
            (self.gate, self.tr("Gate"), lambda _run: None),
            (self.console, self.tr("Console"), self.console.show_run),
            (self.provenance, self.tr("Provenance"), self.provenance.show_run),
        )
        for widget, name, _ in tabs:
            self.tabs.addTab(widget, name)
        self._fill = tuple(fill for _, _, fill in tabs)
        self.tabs.setAccessibleName(self.tr("Details of the run"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.currentChanged.connect(self._fill_current)

    def _lay_out(self) -> None:
        set_role(self._title, "section")
        heading = QHBoxLayout()
        heading.setSpacing(GRID)
        heading.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        for tag in self._tags:
            heading.addWidget(tag)
        heading.addWidget(self.gate_button)
        self.gate_button.clicked.connect(self.open_gate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(HALF)
        layout.addLayout(heading)
        layout.addWidget(self.problem)
        layout.addWidget(self.tabs, 1)
