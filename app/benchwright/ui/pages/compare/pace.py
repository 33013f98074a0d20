"""When the Compare page reads and draws what can wait: first comes what was asked for, painted."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

_SETTLE_MS = 30
"""Answers of workers come in crowds: what is drawn of samples follows the selection by so much."""

_REST_MS = 150
"""The runs that are not shown at first are read so long after those that are."""


class Pace(QObject):
    """Each signal comes once for any number of wishes, and none while the window has something to paint.

    Workers share the interpreter with the window: reading thousands of runs beside it makes it paint half as fast.
    """

    samples_due = Signal()
    verdict_due = Signal()
    rest_due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._samples = self._timer(_SETTLE_MS)
        self._paint = self._timer(0)
        self._verdict = self._timer(_SETTLE_MS)
        self._rest = self._timer(_REST_MS)
        self._paint.timeout.connect(self._samples.start)
        self._samples.timeout.connect(self.samples_due)
        self._verdict.timeout.connect(self.verdict_due)
        self._rest.timeout.connect(self.rest_due)

    @property
    def is_settled(self) -> bool:
        """Whether nothing that was read waits to be drawn."""
        return not any(timer.isActive() for timer in (self._samples, self._paint, self._verdict))

    def want_samples(self) -> None:
        """What is drawn of samples is to be drawn anew."""
        self._samples.start()

    def want_samples_after_paint(self) -> None:
        """The same, counted from when what was just changed is on the screen."""
        self._paint.start()

    def want_verdict(self) -> None:
        """What is in sight is to be compared by its samples."""
        self._verdict.start()

    def want_rest(self) -> None:
        """The runs that are not shown yet are to be read."""
        self._rest.start()

    def _timer(self, delay_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        return timer
