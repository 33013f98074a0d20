"""What opens above the window: palette, shortcut sheet, choice of a board, "Pick for me", MLPerf Tiny, the tour."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer

from benchwright.model.events import RunSaved
from benchwright.ui.bridge import Bridge
from benchwright.ui.command_palette import CommandPalette, ShortcutSheet
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.chooser import Choice, Chooser

if TYPE_CHECKING:
    from benchwright.ui.dialogs.mlperf_dialog import MlperfDialog
    from benchwright.ui.dialogs.pick_dialog import PickDialog
    from benchwright.ui.main_window import MainWindow
    from benchwright.ui.tour import Tour


_TURN_MS = 20
"""Between one page that is made for its actions and the next: time to paint and to take a key."""


class Overlays(QObject):
    """Opens them, and leads to where they point."""

    def __init__(self, bridge: Bridge, theme: Theme, window: MainWindow) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._theme = theme
        self._window = window
        self._tour: Tour | None = None
        self._mlperf: MlperfDialog | None = None
        self._saved_count = 0
        bridge.run_saved.connect(self._count_run)

    def open_palette(self) -> CommandPalette:
        """Opens the command palette; pages nobody has looked at yet are made one by one and bring their actions."""
        window = self._window
        palette = CommandPalette(window.entries(), self._bridge.remembered.recent_commands, window)
        palette.triggered.connect(window.trigger)
        palette.show()
        palette.search.setFocus()
        self._fill_in(palette)
        return palette

    def open_shortcuts(self) -> ShortcutSheet:
        """Opens the shortcut sheet at once; pages nobody has looked at yet bring their keys one by one."""
        sheet = ShortcutSheet(self._window.entries(), self._window)
        sheet.open()
        self._fill_in(sheet)
        return sheet

    def show_tables(self) -> None:
        """Each chart of the page in front as a table, or as a chart again."""
        from benchwright.ui.charts.chart import Chart  # noqa: PLC0415  what charts are drawn with is loaded later

        for chart in self._window.current_page.findChildren(Chart):
            if chart.isVisible() and chart.table_button.isVisible():
                chart.table_button.click()

    def open_pick(self, model: str = "") -> PickDialog:
        """Opens "Pick for me" for a model, "" for the first."""
        from benchwright.ui.dialogs.pick_dialog import PickDialog  # noqa: PLC0415  few open it, and none at once

        dialog = PickDialog(self._bridge, self._theme, self._window, model=model)
        dialog.navigation_requested.connect(self._window.navigate)
        dialog.open()
        return dialog

    def open_mlperf(self, device_id: str = "") -> MlperfDialog:
        """Opens MLPerf Tiny for a device, "" for the first; one that is open comes to the front."""
        from benchwright.ui.dialogs.mlperf_dialog import MlperfDialog  # noqa: PLC0415  few open it, and none at once

        if self._mlperf is None or not shiboken6.isValid(self._mlperf):
            self._mlperf = MlperfDialog(self._bridge, self._theme, self._window, device_id=device_id)
            self._mlperf.navigation_requested.connect(self._window.navigate)
        self._mlperf.show()
        self._mlperf.raise_()
        return self._mlperf

    def choose_board(self) -> Chooser:
        """Opens the quick choice of a board."""
        chooser = Chooser(self.tr("Choose a board"), self.tr("Type a part of a board's name"), self._window)
        devices = {device.device_id: device for device in self._bridge.workbench.devices()}
        titles = {board.name: said(board.title) for board in self._bridge.workbench.boards()}
        chooser.show_choices(
            [Choice(key, titles.get(device.board or "", key), key) for key, device in devices.items()]
            or [Choice("", self.tr("No board is plugged in."), is_enabled=False)]
        )
        chooser.picked.connect(lambda key: self._window.navigate("bench", devices[key]))
        chooser.show()
        chooser.search.setFocus()
        return chooser

    def start_tour(self) -> Tour:
        """Shows the tour, from its first step."""
        from benchwright.ui.tour import Tour  # noqa: PLC0415  most windows open without one
        from benchwright.ui.tour_steps import tour_steps  # noqa: PLC0415

        page = self._window.show_page(0)
        if self._tour is not None and shiboken6.isValid(self._tour):
            self._tour.end()
        steps = tour_steps(page, self._window.activity, lambda: self._saved_count)
        self._tour = Tour(self._theme, steps, self._window)
        self._tour.ended.connect(lambda: self._bridge.remembered.set_flag("tour_taken", value=True))
        return self._tour

    def welcome(self) -> None:
        """Shows the tour to somebody who has never seen it."""
        if not self._bridge.remembered.flag("tour_taken", default=False):
            self.start_tour()

    def _count_run(self, _event: RunSaved) -> None:
        self._saved_count += 1

    def _fill_in(self, listing: CommandPalette | ShortcutSheet) -> None:
        """Makes the missing pages, one a turn of the event loop, the first after the listing was painted."""
        filling = QTimer(listing)
        filling.timeout.connect(partial(self._fill_one, listing, filling))
        filling.start(_TURN_MS)

    def _fill_one(self, listing: CommandPalette | ShortcutSheet, filling: QTimer) -> None:
        if not self._window.make_one():
            filling.stop()
            return
        listing.show_entries(self._window.entries())
