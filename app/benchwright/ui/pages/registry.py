"""The pages of the window in their order. A new page is a folder and a line here."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its key, the word and icon of its button, and where its class is found when it is first shown."""

    key: str
    english: str
    icon_name: str
    module: str
    class_name: str

    @property
    def title(self) -> str:
        """What the page is called in the language of the window."""
        return QCoreApplication.translate("Pages", self.english)


def _entry(key: str, english: object, icon_name: str, class_name: str) -> PageEntry:
    return PageEntry(key, str(english), icon_name, f"benchwright.ui.pages.{key}.page", class_name)


PAGES = (
    _entry("bench", QT_TRANSLATE_NOOP("Pages", "Bench"), "mdi6.chip", "BenchPage"),
    _entry("runs", QT_TRANSLATE_NOOP("Pages", "Runs"), "mdi6.table", "RunsPage"),
    _entry("compare", QT_TRANSLATE_NOOP("Pages", "Compare"), "mdi6.scale-balance", "ComparePage"),
    _entry("models", QT_TRANSLATE_NOOP("Pages", "Models"), "mdi6.graph-outline", "ModelsPage"),
    _entry("power", QT_TRANSLATE_NOOP("Pages", "Power"), "mdi6.lightning-bolt-outline", "PowerPage"),
    _entry("reports", QT_TRANSLATE_NOOP("Pages", "Reports"), "mdi6.file-chart-outline", "ReportsPage"),
    _entry("settings", QT_TRANSLATE_NOOP("Pages", "Settings"), "mdi6.cog-outline", "SettingsPage"),
)
