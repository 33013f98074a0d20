"""Opens the window, and the workbench behind it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from benchwright import paths
from benchwright.ui.fonts import add_shipped_fonts
from benchwright.ui.frame import Frame
from benchwright.ui.language.language import Language, TranslationFolders, chosen_code
from benchwright.ui.memory import share_arenas
from benchwright.ui.opening import Opening
from benchwright.ui.remembered import Nowhere, Remembered, remembered_in
from benchwright.ui.theme import Theme, system_is_dark

if TYPE_CHECKING:
    from benchwright.bench.workbench import Workbench
    from benchwright.ui.journey import Say
    from benchwright.ui.session import Session

_SIGNAL_MS = 200


def run_window(
    open_workbench: Callable[[], Workbench],
    *,
    db_file: str,
    arguments: Sequence[str],
    journey: Path | None = None,
    language: str = "",
    say: Say = print,
    on_painted: Callable[[Workbench], None] = lambda _workbench: None,
    open_other: Callable[[Path], Workbench] | None = None,
) -> int:
    """Shows the window until it is closed; returns the exit code.

    `open_workbench` is called on a thread once the window is on the screen; the caller closes what it has opened, also
    where the window was closed before. What it raises is raised here; with `open_other` a person is asked first, in the
    window, for another database to open with that. `on_painted` is called once the first page is on
    the screen: what can wait until then makes it come sooner.
    `language` is a code such as `pt_BR`; "" for the remembered one, or the system's.
    With `journey` the window makes the demo by itself, leaves screenshots and a report in that folder, and closes;
    `say` takes a line at a time of how far it is.
    """
    share_arenas()
    application = QApplication.instance() or QApplication(list(arguments))
    if not isinstance(application, QApplication):
        raise TypeError("a QCoreApplication without windows is already running")
    _name(application)
    is_person = journey is None
    remembered = remembered_in(str(paths.config()), application) if is_person else Remembered(Nowhere())
    theme = _theme(remembered, application, is_person=is_person)
    speech = _language(language, remembered.language, application)
    frame = Frame(theme, remembered)
    opening = Opening(open_workbench, frame)
    session: Session | None = None

    def fill() -> None:
        nonlocal session, opening, db_file
        if not frame.isVisible():  # closed before it could be filled
            return
        workbench = opening.workbench
        if workbench is None:
            other = None
            if is_person and open_other is not None:
                other = _other_database(Path(db_file), opening.error, theme, frame)
            if other is None or open_other is None:
                frame.close()
                return
            db_file = str(other)
            opening = Opening(partial(open_other, other), frame)
            opening.ended.connect(fill)
            opening.start()
            return
        from benchwright.ui.session import Session  # noqa: PLC0415  the frame is painted before this is loaded

        session = Session(workbench, frame, theme, remembered, speech, db_file=db_file)
        session.begin(lambda: on_painted(workbench), is_person=is_person)
        if journey is not None:
            session.travel(journey, say)

    opening.ended.connect(fill)
    frame.show()
    # The frame's own paint request comes before the next timer.
    QTimer.singleShot(0, frame, lambda: QTimer.singleShot(0, frame, opening.start))
    try:
        with _closing_on_interrupt(frame):
            code = application.exec()
    finally:
        opening.join()
        if session is not None:
            session.close()
        for left in (frame, theme):
            left.deleteLater()
        speech.close()
        speech.deleteLater()
    if opening.error is not None:
        raise opening.error
    return (session.exit_code if session is not None else 0) or code


def _name(application: QApplication) -> None:
    application.setApplicationName("Benchwright")
    application.setDesktopFileName("benchwright")  # by which a desktop finds the window's entry and icon
    application.setWindowIcon(QIcon(str(paths.resources() / "icons" / "benchwright.svg")))
    add_shipped_fonts()


def _other_database(file: Path, error: BaseException | None, theme: Theme, frame: Frame) -> Path | None:
    """The database to open in place of one that cannot be; None where there is no other way or the user wants none."""
    from benchwright.model.errors import DatabaseTooNew, DatabaseUnusable  # noqa: PLC0415  as above

    if not isinstance(error, DatabaseTooNew | DatabaseUnusable):
        return None
    from benchwright.ui.dialogs.database_dialog import DatabaseDialog  # noqa: PLC0415  as above

    dialog = DatabaseDialog(theme, file, error, frame)
    try:
        dialog.exec()
        return dialog.chosen
    finally:
        dialog.deleteLater()


def _theme(remembered: Remembered, application: QApplication, *, is_person: bool) -> Theme:
    """The theme that was chosen, or the system's, put on the application; dark on pictures."""
    chosen_dark = remembered.is_dark if is_person else True
    theme = Theme(is_dark=system_is_dark(application) if chosen_dark is None else chosen_dark, parent=application)
    theme.set_look(remembered.look)
    theme.apply(application)
    theme.follow_system(is_following=chosen_dark is None)
    theme.defer_icons()
    return theme


def _language(asked: str, remembered: str, application: QApplication) -> Language:
    """The language to begin with, put on the application."""
    language = Language(TranslationFolders(paths.resources() / "translations", paths.translations()), application)
    language.choose(chosen_code(language.codes, os.environ, remembered, asked))
    return language


@contextmanager
def _closing_on_interrupt(frame: Frame) -> Iterator[None]:
    """Ctrl+C, SIGTERM and a closed terminal close the window.

    The timer lets the interpreter see the signal while Qt waits.
    """
    timer = QTimer(frame)
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNAL_MS)
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda _number, _frame: frame.close()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
