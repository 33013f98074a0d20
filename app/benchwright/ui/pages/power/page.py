"""The Power page; meters are not supported yet, and it says so."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.page import Page
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.empty_state import EmptyState


class PowerPage(Page):
    """An empty state until the first meter is supported."""

    key = "power"
    icon_name = "mdi6.lightning-bolt-outline"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        empty = EmptyState(
            theme,
            self.icon_name,
            self.tr("Power meters are not supported yet."),
            self.tr("Latency, memory and accuracy are measured without one; runs have no energy until then."),
            self,
        )
        empty.add_button(self.tr("Go to the bench"), lambda: self.navigation_requested.emit("bench", None))
        layout = QVBoxLayout(self)
        layout.addWidget(empty)
