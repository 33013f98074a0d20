"""The pages of the window in their order. A new page is a folder and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.page import Page
from benchwright.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: the word and icon of its activity button, and where its class is found when it is first shown."""

    title: str
    icon_name: str
    module: str
    class_name: str

    def build(self, bridge: Bridge, theme: Theme, parent: QWidget) -> Page:
        """Imports the module and makes the page."""
        made = getattr(import_module(self.module), self.class_name)(bridge, theme, parent)
        if not isinstance(made, Page):
            raise TypeError(f"{self.module}:{self.class_name} is no Page")
        return made


_PAGES = "benchwright.ui.pages"

PAGES = (
    PageEntry(str(QT_TRANSLATE_NOOP("Pages", "Bench")), "mdi6.chip", f"{_PAGES}.bench.page", "BenchPage"),
    PageEntry(str(QT_TRANSLATE_NOOP("Pages", "Runs")), "mdi6.table", f"{_PAGES}.runs.page", "RunsPage"),
    PageEntry(
        str(QT_TRANSLATE_NOOP("Pages", "Compare")), "mdi6.scale-balance", f"{_PAGES}.compare.page", "ComparePage"
    ),
    PageEntry(str(QT_TRANSLATE_NOOP("Pages", "Models")), "mdi6.graph-outline", f"{_PAGES}.models.page", "ModelsPage"),
    PageEntry(
        str(QT_TRANSLATE_NOOP("Pages", "Power")), "mdi6.lightning-bolt-outline", f"{_PAGES}.power.page", "PowerPage"
    ),
    PageEntry(
        str(QT_TRANSLATE_NOOP("Pages", "Reports")), "mdi6.file-chart-outline", f"{_PAGES}.reports.page", "ReportsPage"
    ),
    PageEntry(
        str(QT_TRANSLATE_NOOP("Pages", "Settings")), "mdi6.cog-outline", f"{_PAGES}.settings.page", "SettingsPage"
    ),
)
