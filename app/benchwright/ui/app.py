"""Opens the window on a workbench."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from benchwright import paths
from benchwright.ui.bridge import Bridge
from benchwright.ui.crash import CrashGuard
from benchwright.ui.fonts import add_shipped_fonts
from benchwright.ui.language.current_window import CurrentWindow
from benchwright.ui.language.language import Language, TranslationFolders, chosen_code
from benchwright.ui.main_window import MainWindow
from benchwright.ui.remembered import remembered_in
from benchwright.ui.theme import Theme, system_is_dark
from benchwright.ui.warm_up import WarmUp

if TYPE_CHECKING:
    from benchwright.bench.workbench import Workbench
    from benchwright.ui.journey import Journey, Say

_SIGNAL_MS = 200
_Handler = Callable[[int, FrameType | None], object] | int | None


def run_window(
    workbench: Workbench,
    *,
    db_file: str,
    arguments: Sequence[str],
    journey: Path | None = None,
    language: str = "",
    say: Say = print,
    on_painted: Callable[[], None] = lambda: None,
) -> int:
    """Shows the window on a workbench, which the caller starts and closes, until it is closed; returns the exit code.

    `on_painted` is called once the first page is on the screen: what can wait until then makes it come sooner.
    `language` is a code such as `pt_BR`; "" for the remembered one, or the system's.
    With `journey` the window makes the demo by itself, leaves screenshots and a report in that folder, and closes;
    `say` takes a line at a time of how far it is.
    """
    application = QApplication.instance() or QApplication(list(arguments))
    if not isinstance(application, QApplication):
        raise TypeError("a QCoreApplication without windows is already running")
    application.setApplicationName("Benchwright")
    application.setDesktopFileName("benchwright")  # by which a desktop finds the window's entry and icon
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "benchwright.svg")))
    add_shipped_fonts()
    remembered = None if journey is not None else remembered_in(str(paths.config()), application)
    chosen_dark = remembered.is_dark if remembered is not None else True
    theme = Theme(is_dark=system_is_dark(application) if chosen_dark is None else chosen_dark, parent=application)
    if remembered is not None:
        theme.set_look(remembered.look)
    theme.apply(application)
    theme.follow_system(is_following=chosen_dark is None)
    theme.defer_icons()
    speech = _language(language, "" if remembered is None else remembered.language, application)
    bridge = Bridge(workbench, application, remembered=remembered, language=speech, is_answering=False)
    current = CurrentWindow(partial(MainWindow, bridge, theme, db_file=db_file), bridge, application)
    window = current.window
    guard = CrashGuard(window)
    guard.install()
    current.replaced.connect(guard.follow)
    previous_handlers = _close_on_interrupt(current)
    window.show()
    QTimer.singleShot(0, window, lambda: _show_first_page(window, theme, on_painted, is_person=journey is None))
    traveller = _journey(window, theme, workbench, journey, say) if journey is not None else None
    if traveller is not None:
        guard.caught.connect(traveller.take_crash)
        traveller.start()
    try:
        code = application.exec()
    finally:
        for number, handler in previous_handlers.items():
            signal.signal(number, handler)
        guard.remove()
        bridge.close()
        for left in (current.window, current, bridge, theme):
            left.deleteLater()
        speech.close()
        speech.deleteLater()
    return traveller.exit_code if traveller is not None else code


def _language(asked: str, remembered: str, application: QApplication) -> Language:
    """The language to begin with, put on the application."""
    language = Language(TranslationFolders(paths.resources() / "translations", paths.translations()), application)
    language.choose(chosen_code(language.codes, os.environ, remembered, asked))
    return language


def _show_first_page(window: MainWindow, theme: Theme, on_painted: Callable[[], None], *, is_person: bool) -> None:
    window.show_last_page()
    warm_up = WarmUp(window.bridge, theme, window)

    def go_on() -> None:
        window.bridge.begin()
        if is_person:
            window.welcome()
        warm_up.start()
        on_painted()

    # The page's own paint request comes before the next timer.
    QTimer.singleShot(0, window, go_on)


def _journey(window: MainWindow, theme: Theme, workbench: Workbench, folder: Path, say: Say) -> Journey:
    from benchwright.ui.journey import Journey  # noqa: PLC0415  few windows make one

    return Journey(window, theme, workbench, folder, say)


def _close_on_interrupt(current: CurrentWindow) -> dict[int, _Handler]:
    """Ctrl+C, SIGTERM and a closed terminal close the window; returns the handlers there were before.

    The timer lets the interpreter see the signal while Qt waits.
    """
    timer = QTimer(current)
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNAL_MS)
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    return {number: signal.signal(number, lambda _number, _frame: current.window.close()) for number in numbers}
