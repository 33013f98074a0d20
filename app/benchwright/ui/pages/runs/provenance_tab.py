"""What it takes to repeat a run; every value can be copied."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from benchwright.model.run import Run
from benchwright.ui.fact import Fact, time_fact
from benchwright.ui.language.kept_words import emulator_words, time_words
from benchwright.ui.language.numbers import count_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, mono_font, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.elided_label import ElidedLabel


class ProvenanceTab(QWidget):
    """Names and values in two columns, each value with a button that copies it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._run: Run | None = None
        self._facts: tuple[Fact, ...] = ()
        self._rows: list[tuple[QLabel, ElidedLabel]] = []
        self.copy_all = push_button(theme, self.tr("Copy repro block"), self, icon_name="mdi6.content-copy")
        self.copy_all.clicked.connect(self._copy_all)
        self._body = QWidget(self)
        set_role(self._body, "page")
        self._grid = QGridLayout(self._body)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self._body)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy_all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, HALF, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(buttons)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Names and values as shown."""
        return self._facts

    def show_run(self, run: Run) -> None:
        """Shows where a run comes from."""
        self._run, self._facts = run, provenance_facts(run)
        while len(self._rows) < len(self._facts):
            self._add_row()
        for fact, (name_label, value_label) in zip(self._facts, self._rows, strict=True):
            name_label.setText(fact.name)
            value_label.show_text(fact.value, detail=fact.detail)

    def _add_row(self) -> None:
        row = len(self._rows)
        name, value = QLabel(self._body), ElidedLabel(self._body, mode=Qt.TextElideMode.ElideMiddle)
        set_role(name, "caption")
        value.setFont(mono_font(12))
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = icon_button(self._theme, self.tr("Copy this value"), "mdi6.content-copy", self._body)
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(self._facts[row].whole))
        self._rows.append((name, value))
        for column, widget in enumerate((name, value, copy)):
            self._grid.addWidget(widget, row, column)

    def _copy_all(self) -> None:
        if self._run is not None:
            QGuiApplication.clipboard().setText(repro_block(self._run))


def provenance_facts(run: Run) -> tuple[Fact, ...]:
    """The provenance block of a run: digests, versions, host; a fixed set of names."""
    made, is_counted = run.provenance, run.timing.ns_per_instruction is not None
    return (
        Fact(_tr("Run"), run.run_id),
        time_fact(_tr("Started"), run.started_at),
        time_fact(_tr("Finished"), run.finished_at),
        Fact(_tr("Device"), run.device_id),
        Fact(_tr("Variant SHA-256"), run.variant_sha256),
        Fact(_tr("Pack SHA-256"), run.pack_sha256 or "–"),
        Fact(_tr("Firmware SHA-256"), made.firmware_sha256),
        Fact(_tr("Board file SHA-256"), made.board_file_sha256),
        Fact(_tr("Inputs SHA-256"), made.input_sha256),
        Fact(_tr("Inputs from"), said(made.input_source)),
        Fact(_tr("Engine"), run.engine_label),
        Fact(_tr("Protocol"), made.protocol),
        Fact(_tr("Compiler"), made.firmware_compiler or "–"),
        Fact(_tr("Emulator"), emulator_words(made.emulator) or "–"),
        Fact(_tr("Time"), time_words(run.timing.clock_hz) if is_counted else _tr("on the device's clock")),
        Fact(_tr("Clock"), f"{number_text(run.timing.clock_hz, ',')} Hz"),
        Fact(_tr("Agent, wire, planner"), f"{made.agent_version}, {made.wire_version}, {made.planner_version}"),
        Fact(_tr("Benchwright, Python"), f"{made.benchwright_version}, {made.python_version}"),
        Fact(_tr("Host"), made.host),
    )


def repro_block(run: Run) -> str:
    """What somebody else needs to repeat a run and to see how far it can be trusted, as lines of text."""
    timing = run.timing
    facts = (
        (_tr("Variant"), run.variant_label),
        (_tr("Board"), f"{run.board}, {said(run.origin.value)}"),
        *((fact.name, fact.whole) for fact in provenance_facts(run)),
        (
            _tr("Samples, windows, warm-up"),
            f"{count_text(len(timing.samples))} / {len(timing.windows)} / {timing.warmup_count}",
        ),
        (_tr("Validity"), said(run.validity.status.value)),
        *((issue.code.value, said(issue.text)) for issue in run.validity.issues),
    )
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in facts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Provenance", text)
