"""The devices of a batch: those on the bench, and virtual boards that it starts when they do not run."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable

from benchwright.model.batch import Job
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import BenchError
from benchwright.protocols.virtual_lab import VirtualLab

VIRTUAL = "virtual:"
_USABLE = {DeviceState.READY, DeviceState.BUSY}


class BatchDevices:
    """Sees devices by `look`, which may be a scan. Safe from any thread."""

    def __init__(self, look: Callable[[], tuple[Device, ...]], lab: VirtualLab) -> None:
        self._look = look
        self._lab = lab

    def usable(self, jobs: Iterable[Job]) -> tuple[Device, ...]:
        """Devices that could work now, virtual boards that do not run and that `jobs` name among them, without a url.

        A virtual board whose cable is pulled is not among them: nobody but the user puts it back.
        """
        present = self._look()
        alive = {device.device_id for device in present if device.state in _USABLE}
        held = {f"{VIRTUAL}{name}" for name in self._lab.running()} - {
            device.device_id for device in present if device.state is DeviceState.GONE
        }
        asleep = {
            job.device_id: Device(job.device_id, job.board, "", job.origin)
            for job in jobs
            if job.device_id.startswith(VIRTUAL) and job.device_id not in alive and job.device_id not in held
        }
        return (*(device for device in present if device.state in _USABLE), *asleep.values())

    def brought_up(self, device: Device) -> tuple[Device, bool]:
        """A device that can be opened, and whether this call started it. Blocks while a virtual board boots.

        Raises:
            BenchError: what stood in the way.
        """
        return (device, False) if device.url else self._lab.borrow(device.device_id)

    def stop(self, device_ids: Iterable[str]) -> None:
        """Stops virtual boards side by side; one that does not obey is left as it is."""
        threads = [threading.Thread(target=self._stop, args=(device_id,)) for device_id in device_ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _stop(self, device_id: str) -> None:
        with contextlib.suppress(BenchError):
            self._lab.stop(device_id)
