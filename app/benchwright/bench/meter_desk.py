"""The power meters of a bench: which one shall see its runs, and a look at the current between them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchwright.bench.metering import metered
from benchwright.bench.trace_audience import TraceAudience
from benchwright.bench.watched_meter import WatchedMeter
from benchwright.model.device import Device
from benchwright.model.errors import BenchError
from benchwright.model.meter import FoundMeter, MeterWish
from benchwright.model.recording import RecordingState
from benchwright.protocols.power_meter import PowerMeter
from benchwright.protocols.power_meters import PowerMeters
from benchwright.protocols.trace_listener import TraceListener

_READ_S = 0.05
_END_S = 10.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MeterDesk:
    """Hands everything to `meters`; `wish` may be set from any thread and counts from the next run on.

    None: runs have no energy. `listener` sees every trace, those of runs and the live one; it is set while nothing
    samples. A meter has one owner: a run that wants it ends the live trace first.
    """

    def __init__(self, meters: PowerMeters, now: Callable[[], datetime] = _utc_now) -> None:
        self._meters = meters
        self.wish: MeterWish | None = None
        self._audience = TraceAudience(now)
        self._guard = threading.Lock()  # begin and end of the live trace: the window asks, and the lane of a run
        self._live: threading.Thread | None = None
        self._stop = threading.Event()
        self._lent: set[object] = set()

    @property
    def listener(self) -> TraceListener:
        """Who looks on."""
        return self._audience.listener

    @listener.setter
    def listener(self, listener: TraceListener) -> None:
        self._audience.listener = listener

    @property
    def recording(self) -> RecordingState | None:
        """The recording that runs or ran last; None where there was none."""
        return self._audience.recording

    def record(self, file: Path) -> None:
        """Records what is sampled from now on, or the next trace from its beginning, until that trace ends. Blocks.

        Raises:
            FileUnwritable: the file cannot be made.
        """
        self._audience.record(file)

    def stop_recording(self) -> RecordingState | None:
        """Ends the recording, not the trace; how it ended. Blocks until all of it is on the disk."""
        return self._audience.stop_recording()

    @property
    def is_lent(self) -> bool:
        """Whether a run has a meter now."""
        return bool(self._lent)

    @property
    def is_live(self) -> bool:
        """Whether the live trace has the meter."""
        return self._live is not None and self._live.is_alive()

    def scan(self) -> tuple[FoundMeter, ...]:
        """Every meter that can be seen now, and the simulated ones. Blocks."""
        return self._meters.scan()

    def named(self, name: str) -> FoundMeter | None:
        """The meter that a kind and an address mean, though nothing finds it; None for any other name."""
        return self._meters.named(name)

    def blindness(self, name: str, device: Device) -> str:
        """Why the meter of that name cannot see a device, "" where it can."""
        return self._meters.blindness(name, device)

    def wish_for(self, device: Device) -> MeterWish | None:
        """What is wished, where that meter can see the device."""
        wish = self.wish
        return None if wish is None or self.blindness(wish.name, device) else wish

    def wish_for_batch(self, devices: Sequence[Device]) -> MeterWish | None:
        """What is wished, where that meter can see all of them: a real one is wired to one device. Keeps no traces."""
        wish = self.wish
        if wish is None or any(self.blindness(wish.name, device) for device in devices):
            return None
        is_wired_to_one = not any(device.is_virtual for device in devices)
        return None if is_wired_to_one and len(devices) > 1 else replace(wish, keep_trace=False)

    def open(self, name: str, device: Device | None) -> PowerMeter:
        """See `protocols.power_meters`; a live trace ends first."""
        if threading.current_thread() is not self._live:
            self.stop_live()
        loan = object()
        self._lent.add(loan)
        try:
            meter = self._meters.open(name, device)
        except BaseException:
            self._lent.discard(loan)
            raise
        device_id = device.device_id if device is not None else ""
        return WatchedMeter(meter, self._audience, device_id, lambda: self._lent.discard(loan))

    def start_live(self, devices: Sequence[Device]) -> None:
        """Begins to show the current of the first device that the wished meter can see; told to the listener."""
        wish = self.wish
        with self._guard:
            if wish is None or self.is_live or self.is_lent:
                return
            seen = next((device for device in devices if not self.blindness(wish.name, device)), None)
            self._stop = threading.Event()
            self._live = threading.Thread(target=self._show, args=(wish, seen, self._stop), name="live meter")
            self._live.start()

    def stop_live(self) -> None:
        """Ends the live trace and waits until the meter is free."""
        with self._guard:
            self._stop.set()
            if self._live is not None:
                self._live.join(_END_S)
                self._live = None

    def _show(self, wish: MeterWish, device: Device | None, stop: threading.Event) -> None:
        try:
            with metered(self, wish, device) as meter:
                if meter is None:
                    return
                meter.start()
                while not stop.is_set():
                    meter.read(_READ_S)
                meter.stop()
        except BenchError as error:
            self._audience.ended(error)
