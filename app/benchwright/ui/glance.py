"""A glance at every page of the window: for the self-test, which shows it once and closes it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QObject, QSettings, QSize, QTimer, QTranslator
from PySide6.QtGui import QColor, QFontInfo, QImage
from PySide6.QtWidgets import QApplication

from benchwright.ui.frame import Frame
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.theme import mono_font, text_font
from benchwright.ui.tour import Tour

_SETTLE_MS = 700
_SIZE = QSize(1360, 820)
_FEWEST_COLOURS = 8


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What was seen: pages that showed something, the fonts in use, what went wrong in words."""

    pages: tuple[str, ...]
    fonts: tuple[str, str]
    troubles: tuple[str, ...]


class Glance(QObject):
    """Goes through the pages once the window is painted, leaves a picture of each in `folder`, and closes the window.

    `begin` is for `run_window`, as what to do when the first page is on the screen.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._seen: list[str] = []
        self._log = _Troubles()
        self._fonts = ("", "")

    @property
    def glimpse(self) -> Glimpse:
        """What was seen until now."""
        missing = [f"the page {entry.key} was not shown" for entry in PAGES if entry.key not in self._seen]
        return Glimpse(tuple(self._seen), self._fonts, (*self._log.texts, *missing))

    def begin(self) -> None:
        """Sets out; what is logged as an error from now on counts as trouble."""
        logging.getLogger().addHandler(self._log)
        frame = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Frame))
        frame.resize(_SIZE)
        window = frame.centralWidget()
        if not isinstance(window, MainWindow):
            raise TypeError("the frame holds no window yet")
        self._fonts = (QFontInfo(text_font()).family(), QFontInfo(mono_font()).family())
        self._check_parts(window)
        QTimer.singleShot(_SETTLE_MS, self, lambda: self._show(window, 0))

    def _show(self, window: MainWindow, place: int) -> None:
        for tour in window.findChildren(Tour):
            tour.end()
        if place == len(PAGES):
            self._end(window)
            return
        try:
            window.show_page(place)
        except Exception as error:  # whatever it is, the window must not stay open for ever
            self._log.texts.append(f"the page {PAGES[place].key}: {error!r}")
            self._end(window)
            return
        QTimer.singleShot(_SETTLE_MS, self, lambda: self._shoot(window, place))

    def _end(self, window: MainWindow) -> None:
        logging.getLogger().removeHandler(self._log)
        window.window().close()
        QApplication.quit()

    def _shoot(self, window: MainWindow, place: int) -> None:
        picture = window.grab().toImage()
        key = PAGES[place].key
        if not picture.save(str(self._folder / f"{key}.png")):
            self._log.texts.append(f"no picture of the page {key} could be written")
        if _colour_count(picture) >= _FEWEST_COLOURS:
            self._seen.append(key)
        self._show(window, place + 1)

    def _check_parts(self, window: MainWindow) -> None:
        """Plug-ins and files of Qt that are loaded by name, so that nothing else would miss them."""
        if window.windowIcon().pixmap(QSize(64, 64)).toImage().pixelColor(32, 20) == QColor(0, 0, 0, 0):
            self._log.texts.append("the icon of the program is not drawn")
        code, folder = window.bridge.language.code, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not QTranslator(self).load(f"qtbase_{code}", folder):
            self._log.texts.append(f"Qt's own words are missing in {code}")


def settle() -> None:
    """Does now what a closed window leaves to the end of the program: to go, and to write its settings."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application = QCoreApplication.instance()
    for settings in application.findChildren(QSettings) if application is not None else ():
        settings.sync()


class _Troubles(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the message, and the error behind it."""
        error = record.exc_info[1] if record.exc_info else None
        self.texts.append(f"{record.getMessage()}{f': {error!r}' if error else ''}")


def _colour_count(picture: QImage) -> int:
    small = picture.scaled(QSize(160, 100))
    return len({small.pixel(x, y) for x in range(small.width()) for y in range(small.height())})
