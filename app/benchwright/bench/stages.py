"""Telling the watcher how far the route is, and keeping how long each stage took."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from benchwright.model.errors import Cancelled, DeviceRestarted, DeviceVanished
from benchwright.model.events import ConsoleLine, Event, Stage, StageFinished, StageProgressed, StageStarted
from benchwright.model.run import StageTime
from benchwright.protocols.cancel import CancelToken

Emit = Callable[[Event], None]


class StageLog:
    """The stages of one journey: events as they pass, their times afterwards.

    `medians` are the seconds the stages usually take on this board; they give an ETA where a stage cannot count.
    """

    def __init__(self, device_id: str, emit: Emit, cancel: CancelToken, medians: dict[str, float]) -> None:
        self._device_id = device_id
        self._emit = emit
        self._cancel = cancel
        self._medians = medians
        self._times: list[StageTime] = []
        self._started_s = 0.0
        self._note = ""
        self._device_state = Cancelled.UNCHANGED
        self.current = Stage.IDENTIFY

    @property
    def device_id(self) -> str:
        """The device that the journey is about."""
        return self._device_id

    @property
    def times(self) -> tuple[StageTime, ...]:
        """Stages that ended, in order."""
        return tuple(self._times)

    @contextlib.contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Runs the body as `stage`: checks for cancel, tells begin and end, names the stage if the device vanishes.

        Raises:
            Cancelled: cancel was asked for before the stage began.
            DeviceVanished, DeviceRestarted: with this stage in its text.
        """
        self.current, self._note = stage, ""
        self.check_cancel()
        self._emit(StageStarted(self._device_id, stage))
        self._started_s = time.monotonic()
        self.progress(0, 0)
        try:
            yield
        except DeviceRestarted as error:
            raise DeviceRestarted(self._device_id, stage.value) from error
        except DeviceVanished as error:
            raise DeviceVanished(self._device_id, stage.value, error.why, error.remedy) from error
        except Cancelled as error:
            state = self._device_state if error.why == Cancelled.UNCHANGED else error.why
            raise Cancelled(stage.value, state, error.remedy) from error
        seconds = time.monotonic() - self._started_s
        self._times.append(StageTime(stage.value, seconds, self._note))
        self._emit(StageFinished(self._device_id, stage, seconds, self._note))

    def progress(self, done: int, total: int, *, begun_at: int = 0) -> None:
        """`done` of `total`; 0 of 0 where it cannot be counted, then the ETA is the median of earlier runs.

        `begun_at` of them were done before the stage began.
        """
        elapsed, own = time.monotonic() - self._started_s, done - begun_at
        eta = elapsed / own * (total - done) if own > 0 and total else self._usual_rest(elapsed)
        self._emit(StageProgressed(self._device_id, self.current, done, total, eta))

    def note(self, text: str) -> None:
        """What the running stage wants remembered, such as "skipped: already there"."""
        self._note = text

    def remark(self, text: str) -> None:
        """Something worth a line in the log of the run."""
        self._emit(ConsoleLine(self._device_id, "·", text))

    def device_changed(self, state: str) -> None:
        """What a cancel from now on leaves behind, in words."""
        self._device_state = state

    def check_cancel(self) -> None:
        """Stops here if cancel was asked for.

        Raises:
            Cancelled: it was.
        """
        if self._cancel.is_set:
            raise Cancelled(self.current.value, self._device_state)

    def _usual_rest(self, elapsed: float) -> float | None:
        usual = self._medians.get(self.current.value)
        return None if usual is None else max(0.0, usual - elapsed)
