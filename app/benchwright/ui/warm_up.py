"""What the first page does without, brought in once it was painted: the icons, then what charts are drawn with."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from benchwright.ui.bridge import Bridge
from benchwright.ui.icons import icon
from benchwright.ui.theme import Theme

# On this thread, one a turn of the event loop: qtpy reads signatures of Qt's classes, which PySide6 does not guard
# against two threads at once.
_ICON_MODULES = ("qtpy", "qtpy.QtCore", "qtpy.QtGui", "qtpy.QtWidgets", "qtawesome")

# On a worker, one at a time: who closes the window at once waits for one of them at most.
_CHART_MODULES = ("numpy", "pyqtgraph", "benchwright.ui.charts.histogram", "benchwright.ui.charts.versions")

_log = logging.getLogger(__name__)


class WarmUp(QObject):
    """Loads them by and by, and stops when its parent goes. What cannot be loaded fails where it is needed."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._icon_steps: list[Callable[[], object]] = [
            *(partial(import_module, name) for name in _ICON_MODULES),
            partial(icon, "mdi6.chip", "#000000", "#000000"),  # registers the fonts
            theme.fill_icons,
        ]
        self._chart_modules = list(_CHART_MODULES)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def is_over(self) -> bool:
        """Whether everything was asked for."""
        return not self._icon_steps and not self._chart_modules

    def start(self) -> None:
        """Begins; comes back at once."""
        self._timer.start(0)

    def _step(self) -> None:
        try:
            self._icon_steps.pop(0)()
        except ImportError:
            _log.exception("There will be no icons")
            self._icon_steps.clear()
        if not self._icon_steps:
            self._timer.stop()
            self._ask()

    def _ask(self, _answer: object = None) -> None:
        if self._chart_modules:
            self._bridge.ask(partial(import_module, self._chart_modules.pop(0)), self._ask, self._ask)
