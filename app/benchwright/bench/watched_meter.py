"""A power meter whose samples somebody else sees too."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from benchwright.model.errors import BenchError
from benchwright.model.meter import Meter, Supply
from benchwright.protocols.power_meter import PowerMeter, Samples
from benchwright.protocols.trace_listener import TraceListener


class WatchedMeter:
    """Hands everything to `meter` and every stretch to `listener`; see `protocols.power_meter`."""

    def __init__(
        self, meter: PowerMeter, listener: TraceListener, device_id: str, on_closed: Callable[[], None]
    ) -> None:
        self._meter = meter
        self._listener = listener
        self._device_id = device_id
        self._on_closed = on_closed
        self._supply = Supply(0)

    @property
    def meter(self) -> Meter:
        """What it told about itself."""
        return self._meter.meter

    def set_supply(self, supply: Supply) -> None:
        """Sets the voltage."""
        self._meter.set_supply(supply)
        self._supply = supply

    def switch_supply(self, *, on: bool) -> None:
        """Puts the device on the supply, or takes it off."""
        self._meter.switch_supply(on=on)

    def start(self) -> None:
        """Begins to sample. The listener makes room before that, while nothing can be lost."""
        self._listener.began(self.meter, self._supply, self._device_id)
        try:
            self._meter.start()
        except BenchError as error:
            self._listener.ended(error)
            raise

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call."""
        try:
            samples = self._meter.read(timeout_s)
        except BenchError as error:
            self._listener.ended(error)
            raise
        self._listener.grew(samples)
        return samples

    def stop(self) -> Samples:
        """Ends sampling; the last stretch."""
        try:
            samples = self._meter.stop()
        except BenchError as error:
            self._listener.ended(error)
            raise
        self._listener.grew(samples)
        self._listener.ended(None)
        return samples

    def close(self) -> None:
        """Releases the line."""
        self._meter.close()
        self._on_closed()

    def __enter__(self) -> WatchedMeter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
