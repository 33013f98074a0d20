"""What opens above a page, each as its picture: dialogs with the runs, variants and devices that there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from benchwright.bench.scoring_facts import read_facts
from benchwright.model.errors import DatabaseUnusable
from benchwright.protocols.run_search import RunSearch
from benchwright.ui.dialogs.board_choice import BoardChoice
from benchwright.ui.dialogs.database_dialog import DatabaseDialog
from benchwright.ui.dialogs.voltage_dialog import VoltageDialog
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.models.accuracy_dialog import AccuracyDialog
from benchwright.ui.pages.models.convert_dialog import ConvertDialog
from benchwright.ui.pages.models.firmware_dialog import FirmwareDialog
from benchwright.ui.pages.models.scoring_dialog import ScoringDialog
from benchwright.ui.pages.models.words_dialog import WordsDialog
from benchwright.ui.pages.runs.tag_dialog import TagDialog
from benchwright.ui.theme import Theme

Opening = Callable[[MainWindow, Theme], QWidget]


def _board(window: MainWindow, theme: Theme) -> QWidget:
    workbench = window.bridge.workbench
    return BoardChoice(theme, workbench.devices()[0], workbench.boards(), window)


def _accuracy(window: MainWindow, theme: Theme) -> QWidget:
    workbench = window.bridge.workbench
    variants = workbench.variants()
    return AccuracyDialog(theme, variants[0], variants, workbench.devices(), window)


def _scoring(window: MainWindow, theme: Theme) -> QWidget:
    store = window.bridge.workbench.store
    scoring = next(found for run in store.runs() if (found := store.scorings.of_run(run)) is not None)
    return ScoringDialog(theme, read_facts(store, scoring), window)


def _firmware(window: MainWindow, theme: Theme) -> QWidget:
    workbench = window.bridge.workbench
    return FirmwareDialog(theme, Path("firmware.elf"), workbench.devices(), workbench.variants(), window)


def _tags(window: MainWindow, theme: Theme) -> QWidget:
    store = window.bridge.workbench.store
    return TagDialog(theme, store.search(RunSearch()).rows[:3], ("release", "night run"), window)


def _database(window: MainWindow, theme: Theme) -> QWidget:
    error = DatabaseUnusable("bench.db", "It is no SQLite file.")
    return DatabaseDialog(theme, Path("bench.db"), error, window)


DIALOGS: dict[str, Opening] = {
    "palette": lambda window, _theme: window.overlays.open_palette(),
    "shortcuts": lambda window, _theme: window.overlays.open_shortcuts(),
    "boards": lambda window, _theme: window.overlays.choose_board(),
    "pick": lambda window, _theme: window.overlays.open_pick(),
    "mlperf": lambda window, _theme: window.overlays.open_mlperf(),
    "which-board": _board,
    "voltage": lambda window, theme: VoltageDialog(theme, 1_800, 3_300, window),
    "convert": lambda window, theme: ConvertDialog(
        theme, "digits.keras", Path("digits.keras"), lambda: None, is_network=True, parent=window
    ),
    "accuracy": _accuracy,
    "scoring": _scoring,
    "firmware": _firmware,
    "words": lambda window, theme: WordsDialog(theme, window.bridge.workbench.variants()[0], window),
    "tags": _tags,
    "database": _database,
}
"""By the name of its picture."""
