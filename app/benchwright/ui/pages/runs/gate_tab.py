"""What a gate says of a run: the verdict, and for each rule what came of it and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QTableView, QVBoxLayout, QWidget

from benchwright.model.errors import BenchError
from benchwright.model.gate import Finding, Judgement, Outcome
from benchwright.model.gate_metric import GateMetric
from benchwright.model.gate_words import change_text, finding_words, interval_text, value_text
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.numbers import local
from benchwright.ui.language.translators import said
from benchwright.ui.policy_drop import PolicyDrop
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID, Tone
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.widgets.error_panel import ErrorPanel
from benchwright.ui.widgets.tag import Tag

LOOKS = {
    Outcome.PASSED: (Tone.OK, "mdi6.check-circle-outline"),
    Outcome.SKIPPED: (Tone.NEUTRAL, "mdi6.minus-circle-outline"),
    Outcome.WARNED: (Tone.WARNING, "mdi6.alert-outline"),
    Outcome.UNDECIDED: (Tone.WARNING, "mdi6.help-circle-outline"),
    Outcome.FAILED: (Tone.ERROR, "mdi6.close-octagon-outline"),
}
"""Tone and icon of an outcome, wherever one is shown."""


class GateTab(QWidget):
    """Shows one judgement, or how to get one. A policy may be dropped on it."""

    policy_chosen = Signal(Path)
    choosing_asked = Signal()
    starting_asked = Signal()
    again_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = EmptyState(
            theme,
            "mdi6.gate",
            self.tr("No policy was chosen."),
            self.tr("A policy says what a new version may cost; benchwright gate holds a build server to the same."),
            self,
        )
        self._empty.add_button(self.tr("Choose a policy …"), self.choosing_asked.emit, is_primary=True)
        self._empty.add_button(self.tr("Write one to start with …"), self.starting_asked.emit)
        self._judged = QWidget(self)
        self.verdict = Tag(theme, self._judged)
        self.words = ElidedLabel(self._judged)
        self.again_button = push_button(
            theme,
            self.tr("Judge again"),
            self._judged,
            icon_name="mdi6.refresh",
            detail=self.tr("Reads the policy anew"),
        )
        self.choose_button = push_button(theme, self.tr("Choose a policy …"), self._judged)
        self.copy_button = push_button(
            theme,
            self.tr("Copy"),
            self._judged,
            icon_name="mdi6.content-copy",
            detail=self.tr("Copies the verdict and every rule as a table"),
        )
        self.problem = ErrorPanel(theme, self._judged)
        self.findings: RowsModel[Finding] = RowsModel(theme, _columns(), self)
        self._table = QTableView(self._judged)
        self._table.setModel(self.findings)
        dress(self._table, self.tr("Rules of the gate"))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._judged)
        self._lay_out()
        PolicyDrop(self, self.policy_chosen.emit)
        self.again_button.clicked.connect(self.again_asked)
        self.choose_button.clicked.connect(self.choosing_asked)
        self.copy_button.clicked.connect(self.copy)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self._table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.copy)
        self.problem.retried.connect(self.again_asked)

    def show_nothing(self) -> None:
        """There is no policy."""
        self._stack.setCurrentWidget(self._empty)

    def show_judgement(self, policy: str, judgement: Judgement) -> None:
        """Shows what the policy of that name says of a run."""
        show_outcome(self.verdict, judgement.outcome)
        if judgement.baseline_id:
            against = self.tr("%1 · held against %2 (%3)")
            words = against.replace("%2", judgement.baseline_label).replace("%3", judgement.baseline_id)
        else:
            words = self.tr("%1 · nothing to hold it against")
        if not judgement.findings:
            words = self.tr("%1 · no rule is for this model and board")
        self.words.show_text(words.replace("%1", policy))
        self.problem.hide()
        self.copy_button.setEnabled(bool(judgement.findings))
        self._table.show()
        self.findings.show_rows(judgement.findings)
        self._fit_columns()
        self._stack.setCurrentWidget(self._judged)

    def show_problem(self, error: Exception) -> None:
        """Says why there is no verdict."""
        self.verdict.hide()
        self.words.show_text("")
        self.copy_button.setEnabled(False)
        self._table.hide()
        if isinstance(error, BenchError):
            self.problem.show_failure(error.what, error.why, error.remedy, code=error.code)
        else:
            self.problem.show_failure(self.tr("It cannot be judged."), f"{type(error).__name__}: {error}", "")
        self._stack.setCurrentWidget(self._judged)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reasons take what room there is, and are scrolled to where it is too little."""
        super().resizeEvent(event)
        self._fit_columns()

    def focus_rules(self) -> None:
        """Puts the cursor into the table, so that arrow keys walk it."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Puts the verdict and every rule on the clipboard, a line each, cells apart by tabs."""
        columns = _columns()
        lines = [f"{self.verdict.text}: {self.words.full_text}", "\t".join(column.heading for column in columns)]
        lines += ["\t".join(column.show(row).text for column in columns) for row in self.findings.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _fit_columns(self) -> None:
        header = self._table.horizontalHeader()
        header.setStretchLastSection(False)
        self._table.resizeColumnsToContents()
        header.setStretchLastSection(header.length() < self._table.viewport().width())

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(GRID)
        heading.addWidget(self.verdict)
        heading.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        heading.addWidget(self.copy_button)
        heading.addWidget(self.again_button)
        heading.addWidget(self.choose_button)
        layout = QVBoxLayout(self._judged)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(heading)
        layout.addWidget(self.problem)
        layout.addWidget(self._table, 1)


def show_outcome(tag: Tag, outcome: Outcome) -> None:
    """A verdict as a tag: colour, icon and word."""
    tone, icon_name = LOOKS[outcome]
    tag.show_text(said(outcome.value), tone, icon_name=icon_name)


def _columns() -> tuple[Column[Finding], ...]:
    return (
        Column(_tr("Verdict"), _outcome),
        Column(_tr("Metric"), lambda one: Shown(_metric_name(one.rule.metric))),
        Column(
            _tr("Baseline"), lambda one: Shown(local(value_text(one.rule.metric, one.baseline_value))), is_right=True
        ),
        Column(_tr("Value"), _value, is_right=True),
        Column(_tr("Change"), lambda one: Shown(local(change_text(one))), is_right=True),
        Column(_tr("95 % interval of it"), lambda one: Shown(_interval(one)), is_right=True),
        Column(_tr("Why"), lambda one: Shown(said(finding_words(one)), detail=said(finding_words(one)))),
    )


def _value(finding: Finding) -> Shown:
    text = local(value_text(finding.rule.metric, finding.value))
    if not finding.is_simulated:
        return Shown(text)
    detail = _tr("No real meter saw it: the current is made up.")
    return Shown(_tr("%1, simulated").replace("%1", text), Tone.EMULATED, detail=detail)


def _interval(finding: Finding) -> str:
    text = interval_text(finding)
    return _tr("exact") if text == "exact" else local(text)


def _outcome(finding: Finding) -> Shown:
    tone, icon_name = LOOKS[finding.outcome]
    return Shown(said(finding.outcome.value), tone, icon_name=icon_name)


def _metric_name(metric: GateMetric) -> str:
    return {
        GateMetric.LATENCY: _tr("Latency, median"),
        GateMetric.LATENCY_P99: _tr("Latency, 99th percentile"),
        GateMetric.INSTRUCTIONS: _tr("Instructions, median"),
        GateMetric.RAM: _tr("RAM"),
        GateMetric.FLASH: _tr("Flash"),
        GateMetric.ENERGY: _tr("Energy, net"),
        GateMetric.ENERGY_GROSS: _tr("Energy, gross"),
        GateMetric.ACCURACY: _tr("Accuracy, top-1"),
        GateMetric.TOP5: _tr("Accuracy, top-5"),
        GateMetric.AUC: _tr("ROC AUC"),
        GateMetric.MACRO_F1: _tr("F1, mean of classes"),
        GateMetric.WEIGHTED_F1: _tr("F1, weighted by samples"),
        GateMetric.SQUARED_ERROR: _tr("Mean squared error"),
    }[metric]


def _tr(text: str) -> str:
    return QCoreApplication.translate("GateTab", text)
