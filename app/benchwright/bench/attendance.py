"""Which devices of a batch are there, and which have stayed away for too long."""

from __future__ import annotations

import time
from collections.abc import Set

from benchwright.bench.batch_devices import BatchDevices
from benchwright.model import batch_steps as steps
from benchwright.model.batch import Batch, BatchDevice, JobState
from benchwright.model.device import Device

_LOOK_S = 0.5
"""Shorter than the first pause after a failure: what has vanished is seen to be away before it would be tried again."""


class Attendance:
    """Looks at most twice a second; a device that is awaited for `return_s` is overdue. For one thread."""

    def __init__(self, devices: BatchDevices, return_s: float) -> None:
        self._devices = devices
        self._return_s = return_s
        self._missing_since: dict[str, float] = {}
        self._looked_at = float("-inf")
        self.usable: tuple[Device, ...] = ()

    def look(self, batch: Batch, at: str, working: Set[str]) -> Batch:
        """The batch after a look: who stays away is set aside, waiting jobs are where they can go on.

        `working` are devices that are at a job; nobody waits for them.
        """
        if time.monotonic() - self._looked_at < _LOOK_S:
            return batch
        self._looked_at = time.monotonic()
        self.usable = self._devices.usable(job for job in batch.jobs if job.state.is_waiting)
        for device in self._overdue(batch, working):
            why = f"{device.device_id} is away, and did not come back within {self._return_s:g} s."
            batch = steps.set_aside(batch, device, why, at)
        return steps.settled(batch, self.usable)

    def _overdue(self, batch: Batch, working: Set[str]) -> list[BatchDevice]:
        here = {device.device_id for device in self.usable} | working
        awaited = [
            device
            for device in batch.devices
            if device.device_id not in here and not device.is_set_aside and _is_needed(batch, device)
        ]
        now = time.monotonic()
        since = self._missing_since
        self._missing_since = {device.device_id: since.get(device.device_id, now) for device in awaited}
        return [device for device in awaited if now - self._missing_since[device.device_id] >= self._return_s]


def _is_needed(batch: Batch, device: BatchDevice) -> bool:
    return any(
        job.state is JobState.QUEUED
        and (job.board, job.origin) == (device.board, device.origin)
        and job.device_id in {"", device.device_id}
        for job in batch.jobs
    )
