"""Keeps the line of the power meter true to the choice and to the selected board."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from benchwright.ui.language.translators import said
from benchwright.ui.window_actions import make_action

if TYPE_CHECKING:
    from benchwright.ui.pages.bench.journeys import Journeys
    from benchwright.ui.pages.bench.page import BenchPage


class Metering(QObject):
    """Asks the workbench whether the meter sees the board; nothing is opened by that."""

    def __init__(self, page: BenchPage, journeys: Journeys) -> None:
        super().__init__(page)
        self._page = page
        self._journeys = journeys
        self._line = page.parts.meter_line
        change = partial(page.navigation_requested.emit, "settings", "meters")
        self._line.change_requested.connect(change)
        page.addAction(make_action(page, self.tr("Choose a power meter…"), "", change))
        page.parts.devices.selected.connect(self.show)
        page.bridge.meter.changed.connect(self.show)
        page.parts.devices.checks_changed.connect(self.show)
        page.parts.run_bar.more_chosen.connect(self.show)
        page.bridge.devices_changed.connect(self.show)
        page.bridge.batch_changed.connect(self.show)
        self.show()

    def show(self) -> None:
        """Shows which meter there is, and why it does not see the selected board."""
        choice, device = self._page.bridge.meter, self._page.device
        blindness = ""
        if self._journeys.is_queueing:
            blindness = self.tr("Jobs of a queue are measured without a meter.")
        elif choice.name and device is not None:
            blindness = said(self._page.bridge.workbench.meters.blindness(choice.name, device))
        self._line.show_choice(choice, blindness)
