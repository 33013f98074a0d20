"""An instrument that samples the current of a device, and the line by which the device marks inferences."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from benchwright.model.meter import Meter, Supply

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Samples:
    """A stretch of a trace, equally spaced by 1 / `Meter.sample_hz`.

    `current_a` has shape (n,): amperes, NaN where a sample was lost. `digital` has shape (n,): one bit a line, of the
    last known state where a sample was lost. The mark is the least bit: its level, or of a meter whose
    `Meter.mark_line` is `FALLING_EDGES` set in each sample in which it fell, or never. `first` is the index of the
    first one since `start`; a stretch begins where the one before ended. `clipped` counts samples at the end of the
    largest range. `voltage_v` are the volts at the device in the shape of `current_a`, NaN where they are not known;
    None of a meter that does not measure them.
    """

    first: int
    current_a: NDArray[np.float32]
    digital: NDArray[np.uint8]
    lost: int = 0
    clipped: int = 0
    voltage_v: NDArray[np.float32] | None = None


class PowerMeter(Protocol):
    """An open meter; owned by one thread. Closing is idempotent and leaves the device's supply as it is."""

    @property
    def meter(self) -> Meter:
        """What it told about itself when it was opened."""
        ...

    def set_supply(self, supply: Supply) -> None:
        """Sets the voltage; the device is not switched on by it.

        Raises:
            SupplyOutOfRange: the meter cannot give that voltage.
            SupplyRefused: it cannot be the supply, or cannot leave it to somebody else.
            MeterLost: the line is gone.
        """
        ...

    def switch_supply(self, *, on: bool) -> None:
        """Puts the device on the supply, or takes it off.

        Raises:
            MeterLost: the line is gone.
        """
        ...

    def start(self) -> None:
        """Begins to sample; the first sample has the index 0.

        Raises:
            MeterLost: the line is gone.
        """
        ...

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call; waits up to `timeout_s` for it; no samples on silence.

        Raises:
            MeterLost: the line is gone.
            MeterStopped: it stopped by itself; what it said of it, or that it fell silent.
        """
        ...

    def stop(self) -> Samples:
        """Ends sampling; the last stretch.

        Raises:
            MeterLost: the line is gone.
            MeterStopped: it had stopped by itself before.
        """
        ...

    def close(self) -> None:
        """Releases the line."""
        ...

    def __enter__(self) -> PowerMeter: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
