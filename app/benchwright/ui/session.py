"""What a frame is filled with when the workbench is open: bridge, window, and what comes after the first page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from benchwright.ui.bridge import Bridge
from benchwright.ui.crash import CrashGuard
from benchwright.ui.frame import Frame
from benchwright.ui.language.current_window import CurrentWindow
from benchwright.ui.language.language import Language
from benchwright.ui.main_window import MainWindow
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme
from benchwright.ui.warm_up import WarmUp

if TYPE_CHECKING:
    from benchwright.bench.workbench import Workbench
    from benchwright.ui.journey import Journey, Say


class Session(QObject):
    """One workbench in one frame, from `begin` to `close`."""

    def __init__(
        self,
        workbench: Workbench,
        frame: Frame,
        theme: Theme,
        remembered: Remembered,
        speech: Language,
        *,
        db_file: str,
    ) -> None:
        super().__init__(frame)
        self._guard = CrashGuard(frame)
        self._guard.install()
        self._workbench = workbench
        self._frame = frame
        self._theme = theme
        self._bridge = Bridge(workbench, self, remembered=remembered, language=speech, is_answering=False)
        self._current = CurrentWindow(
            partial(MainWindow, self._bridge, theme, frame, db_file=db_file), self._bridge, self
        )
        self._current.replaced.connect(frame.hold)
        self._warm_up = WarmUp(self._bridge, theme, self)
        self._traveller: Journey | None = None

    @property
    def exit_code(self) -> int:
        """0, or what the journey came to."""
        return self._traveller.exit_code if self._traveller is not None else 0

    def begin(self, on_painted: Callable[[], None], *, is_person: bool) -> None:
        """Brings the last page to the front; `on_painted`, and all that can wait until then, comes after its paint."""
        window = self._current.window
        window.show_last_page()
        self._frame.hold(window)

        def go_on() -> None:
            self._bridge.begin()
            if is_person:
                window.overlays.welcome()
            self._warm_up.start()
            on_painted()

        # The page's own paint request comes before the next timer.
        QTimer.singleShot(0, window, go_on)

    def travel(self, folder: Path, say: Say) -> None:
        """Makes the journey of the demo."""
        from benchwright.ui.journey import Journey  # noqa: PLC0415  few windows make one

        self._traveller = Journey(self._current.window, self._theme, self._workbench, folder, say)
        self._guard.caught.connect(self._traveller.take_crash)
        self._traveller.start()

    def close(self) -> None:
        """Lets go of the workbench."""
        self._guard.remove()
        self._bridge.close()
