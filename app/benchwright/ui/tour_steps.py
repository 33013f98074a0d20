"""What the tour says: plug in a board, flash and test, see the result."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from benchwright.ui.activity_bar import ActivityBar
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.page import Page
from benchwright.ui.tour import TourStep


def tour_steps(page: Page, activity: ActivityBar, saved_count: Callable[[], int]) -> tuple[TourStep, ...]:
    """The three steps; `page` is the Bench page in front, `saved_count` how many runs were saved by now."""
    assert isinstance(page, BenchPage)
    parts = page.parts

    def boards() -> QWidget:
        return parts.devices if parts.devices.isVisible() else parts.virtual_button

    def run_bar() -> QWidget | None:
        return parts.run_bar if parts.run_bar.isVisible() else None

    return (
        TourStep(
            _tr("Plug in a board"),
            _tr("It appears at the left by itself. No board at hand? A virtual one runs the same firmware."),
            boards,
            _tr("Try with a virtual board"),
            page.start_virtual,
            is_below=True,
            deeds=lambda: len(parts.devices.cards),
        ),
        TourStep(
            _tr("Flash and test"),
            _tr("Drop a .tflite file on the window and press F5: it is flashed, checked byte by byte and measured."),
            run_bar,
            deeds=saved_count,
        ),
        TourStep(
            _tr("Compare and hand in"),
            _tr("Every run is kept. Ctrl+Shift+P finds every command, ? shows every shortcut."),
            lambda: activity.button(1),
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tour", text)
