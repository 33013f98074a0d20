"""The lanes of a bench: one for each device, and a cancel token for what is under way on it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from benchwright.bench.lane import Cancel, Lane

DeviceJob = Callable[[Cancel], None]


class DeviceLanes:
    """Hands jobs to the lane of their device. Safe from any thread; close it, or its threads live on.

    `on_change` is called when a device becomes busy or free, `on_crash` with what a job did not catch, both on
    whichever thread it happens.
    """

    def __init__(self, on_change: Callable[[], None], on_crash: Callable[[str, BaseException], None]) -> None:
        self._on_change = on_change
        self._on_crash = on_crash
        self._guard = threading.Lock()  # submitted to by many threads, asked by all
        self._lanes: dict[str, Lane] = {}
        self._cancels: dict[str, Cancel] = {}

    def submit(self, device_id: str, job: DeviceJob) -> None:
        """Queues a job in the lane of a device."""
        cancel = Cancel()
        with self._guard:
            self._cancels[device_id] = cancel
            lane = self._lanes.get(device_id)
            if lane is None:
                lane = Lane(f"lane {device_id}", lambda error: self._on_crash(device_id, error))
                self._lanes[device_id] = lane
        self._on_change()

        def guarded() -> None:
            try:
                job(cancel)
            finally:
                with self._guard:
                    if self._cancels.get(device_id) is cancel:
                        del self._cancels[device_id]
                self._on_change()

        lane.submit(guarded)

    def is_busy(self, device_id: str) -> bool:
        """Whether a job runs or waits on a device."""
        with self._guard:
            return device_id in self._cancels

    @property
    def busy_ids(self) -> frozenset[str]:
        """Devices on which a job runs or waits."""
        with self._guard:
            return frozenset(self._cancels)

    def cancel(self, device_id: str) -> None:
        """Asks the job on a device to stop at the next safe point."""
        with self._guard:
            cancel = self._cancels.get(device_id)
        if cancel is not None:
            cancel.set()

    def close(self, timeout_s: float) -> None:
        """Cancels what runs, drops what waits and joins the threads, each within `timeout_s`."""
        with self._guard:
            lanes, cancels = tuple(self._lanes.values()), tuple(self._cancels.values())
        for cancel in cancels:
            cancel.set()
        for lane in lanes:
            lane.close(timeout_s)
