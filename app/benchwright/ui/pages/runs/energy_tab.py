"""The energy of a run: net and gross with both uncertainties, currents, every window; or why there is none."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QStackedLayout, QTableView, QVBoxLayout, QWidget

from benchwright.model.battery import drain_of
from benchwright.model.board import Origin
from benchwright.model.energy import EnergyEstimate, EnergyRecord, EnergyWindow, gross_energy, net_energy
from benchwright.model.run import Run
from benchwright.ui.energy_words import instrument_text, interval_text, meter_words
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.numbers import (
    charge_text,
    count_text,
    current_text,
    duration_text,
    energy_text,
    number_text,
    power_text,
)
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, Tone
from benchwright.ui.widgets.battery_panel import BatteryPanel
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.widgets.tag import Tag

Row = tuple[str, str, str, str]
Window = tuple[EnergyRecord, int]
_TABLE_PX = 180


class EnergyTab(QScrollArea):
    """Says why there is no number, rather than showing an estimate that nobody measured."""

    power_asked = Signal()
    trace_asked = Signal(object)
    """The trace of this run is to be shown: the place of a window in it, None for all of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        body = QWidget(self)
        set_role(body, "page")
        self._empty = EmptyState(theme, "mdi6.flash-off-outline", "", "", body)
        self._empty.add_button(self.tr("Go to Power"), self.power_asked.emit)
        self._empty_trace = self._empty.add_button(self.tr("Open the trace"), partial(self.trace_asked.emit, None))
        self._numbers = QWidget(body)
        self.trace_button = push_button(
            theme,
            self.tr("Open the trace"),
            self._numbers,
            icon_name="mdi6.pulse",
            detail=self.tr("On the Power page; a window of it by double-click or Enter"),
        )
        self.trace_button.clicked.connect(partial(self.trace_asked.emit, None))
        self._grid = QGridLayout()
        self.simulated = Tag(theme, self._numbers)
        self._rows: tuple[Row, ...] = ()
        self.issues = QLabel(self._numbers)
        self.windows: RowsModel[Window] = RowsModel(theme, _columns(), self)
        self._table = QTableView(self._numbers)
        self._table.setModel(self.windows)
        self._table.setMinimumHeight(_TABLE_PX)
        dress(self._table, self.tr("Windows"))
        self.battery = BatteryPanel(theme, self._numbers)
        self._table.activated.connect(self._open_window)
        self._has_trace = False
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._numbers)
        self._lay_out()
        self.setWidgetResizable(True)
        self.setWidget(body)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is told above the windows: name, value, what repeating would change, what the meter may be off by."""
        return self._rows

    def show_run(self, run: Run) -> None:
        """Shows the energy of this run."""
        lines = [
            f"{said(issue.code.value)}:  {said(issue.text)}" for issue in run.validity.issues if issue.code.is_of_meter
        ]
        record = run.energy
        self._has_trace = run.trace is not None
        for button in (self.trace_button, self._empty_trace):
            button.setVisible(self._has_trace)
        if record is None:
            self._show_none(run, lines)
            return
        self._show_rows(energy_rows(record))
        self._show_simulated(is_simulated=record.is_simulated)
        self.battery.show_drain(drain_of(record, run.origin))
        self.issues.setText("\n".join(lines))
        self.issues.setVisible(bool(lines))
        self.windows.show_rows([(record, place) for place in range(len(record.windows))])
        self._table.resizeColumnsToContents()
        self._stack.setCurrentWidget(self._numbers)

    def _open_window(self, index: QModelIndex) -> None:
        if self._has_trace:
            self.trace_asked.emit(index.row())

    def _show_none(self, run: Run, lines: list[str]) -> None:
        sentence = self.tr("No power meter was connected during this run.")
        detail = self.tr("Energy is measured or left empty; it is never estimated from the time.")
        if lines:
            sentence, detail = self.tr("The meter's samples are no good for an energy."), "\n".join(lines)
        elif run.origin is Origin.EMULATED:
            sentence = self.tr("This run has no energy: it did not happen on a board.")
            detail = self.tr("Measure the same model on hardware with a power meter.")
        self._empty.show_words(sentence, detail)
        self._stack.setCurrentWidget(self._empty)

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self.simulated:
                old.hide()
                old.deleteLater()
        heads = ("", "", self.tr("95 % over windows"), self.tr("meter, assumed"))
        self._grid.addWidget(self.simulated, 0, 1, Qt.AlignmentFlag.AlignLeft)
        for line, row in enumerate((heads, *rows)):
            for column, text in enumerate(row):
                if text:
                    self._grid.addWidget(self._cell(text, is_name=column == 0 or line == 0), line, column)

    def _show_simulated(self, *, is_simulated: bool) -> None:
        detail = self.tr("No current flowed: the meter is simulated, and so is every number here.")
        text = self.tr("SIMULATED") if is_simulated else ""
        self.simulated.show_text(text, Tone.EMULATED, icon_name="mdi6.flask-outline", detail=detail)

    def _cell(self, text: str, *, is_name: bool) -> QLabel:
        cell = QLabel(self._numbers)
        cell.setTextFormat(Qt.TextFormat.PlainText)
        cell.setText(text)
        cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(cell, "caption" if is_name else "value")
        return cell

    def _lay_out(self) -> None:
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setColumnStretch(4, 1)
        set_role(self.issues, "muted")
        self.issues.setWordWrap(True)
        words = QLabel(
            self.tr(
                "Net is above the idle current on both sides of a window, gross is everything while the mark is up. "
                "Repeating the run would change the first uncertainty and not the second, so they are never added up."
            ),
            self._numbers,
        )
        words.setWordWrap(True)
        set_role(words, "muted")
        layout = QVBoxLayout(self._numbers)
        layout.setContentsMargins(0, GRID, GRID, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._grid)
        layout.addWidget(words)
        layout.addWidget(self.issues)
        layout.addWidget(self._table, 1)
        layout.addWidget(self.trace_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.battery)


def energy_rows(record: EnergyRecord) -> tuple[Row, ...]:
    """Energies with their uncertainties, then currents, meter and clock."""
    charge_uc = math.nan if record.charge_uc is None else record.charge_uc
    peak_ua = math.nan if record.peak_ua is None else record.peak_ua
    rows = [
        *_estimate_row(_tr("Energy, net"), net_energy(record)),
        *_estimate_row(_tr("Energy, gross"), gross_energy(record)),
        (
            _tr("Charge of an inference"),
            charge_text(charge_uc),
            "",
            "",
        ),
        (_tr("Average current"), current_text(record.mean_ua), "", ""),
        (_tr("Average power"), power_text(record.mean_uw), "", ""),
        (_tr("Peak current"), current_text(peak_ua), "", ""),
        (_tr("Meter"), meter_words(record), "", ""),
        (_tr("Samples"), _samples(record), "", ""),
    ]
    if record.clock_error_ppm is not None:
        rows.append((_tr("Device's clock, fast by"), f"{number_text(record.clock_error_ppm, '+,.1f')} ppm", "", ""))
    return tuple(rows)


def _estimate_row(name: str, estimate: EnergyEstimate | None) -> tuple[Row, ...]:
    if estimate is None:
        return ()
    return ((name, energy_text(estimate.energy_uj), interval_text(estimate), instrument_text(estimate)),)


def _samples(record: EnergyRecord) -> str:
    words = _tr("%1, %2 lost, %3 clipped")
    for place, count in enumerate((record.samples, record.lost, record.clipped), start=1):
        words = words.replace(f"%{place}", count_text(count))
    return words


def _columns() -> tuple[Column[Window], ...]:
    return (
        Column(_tr("Window"), lambda one: Shown(str(one[1] + 1)), is_right=True),
        Column(_tr("Begins"), lambda one: Shown(duration_text(_of(one).start_s)), is_right=True),
        Column(_tr("Lasts"), lambda one: Shown(duration_text(_of(one).duration_s)), is_right=True),
        Column(_tr("Inferences"), lambda one: Shown(count_text(_of(one).inferences)), is_right=True),
        Column(_tr("Charge"), lambda one: Shown(charge_text(_of(one).charge_uc)), is_right=True),
        Column(_tr("Idle"), lambda one: _idle(_of(one)), is_right=True),
        Column(_tr("Peak"), lambda one: Shown(current_text(_of(one).peak_ua)), is_right=True),
        Column(_tr("Net, an inference"), lambda one: _net(*one), is_right=True),
        Column(_tr("Lost"), lambda one: Shown(count_text(_of(one).lost), is_faint=not _of(one).lost), is_right=True),
    )


def _of(one: Window) -> EnergyWindow:
    return one[0].windows[one[1]]


def _idle(window: EnergyWindow) -> Shown:
    if window.idle_ua is None:
        return Shown("–", detail=_tr("There was no idle time beside it."))
    return Shown(current_text(window.idle_ua))


def _net(record: EnergyRecord, place: int) -> Shown:
    window = record.windows[place]
    charge = window.net_charge_uc
    if charge is None:
        return Shown("–", detail=_tr("There was no idle time beside it."))
    return Shown(energy_text(charge / window.inferences * record.supply_mv / 1000))


def _tr(text: str) -> str:
    return QCoreApplication.translate("EnergyTab", text)
