"""The voltage that a meter measured with its currents: energy is then the sum of both, sample by sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchwright.model.energy import EnergyWindow
from benchwright.protocols.power_meter import Samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

LEAST_MEASURED_MV = 100
"""Below that, whatever measures the voltage is not connected to the supply."""
_UA = 1e6


@dataclass(frozen=True, slots=True)
class MeasuredVolts:
    """Volts in the shape of the currents, NaN where they are not known, and their mean in millivolt."""

    voltage_v: NDArray[np.float32]
    mean_mv: int

    def weigh(self, current_a: NDArray[np.float32]) -> NDArray[np.float32]:
        """The currents that give, times the mean voltage, what flowed times what was there; NaN where not known."""
        import numpy as np

        return (current_a * (self.voltage_v / np.float32(self.mean_mv / 1000))).astype(np.float32)


def measured_volts(parts: Sequence[Samples]) -> MeasuredVolts | None:
    """The volts of a whole trace; None where the meter measures none, or is not connected to the supply."""
    import numpy as np

    pieces = [part.voltage_v for part in parts if part.voltage_v is not None]
    if not pieces or sum(map(len, pieces)) != sum(len(part.current_a) for part in parts):
        return None
    voltage_v = np.concatenate(pieces)
    known = voltage_v[np.isfinite(voltage_v)]
    mean_mv = round(1_000 * float(known.mean(dtype=np.float64))) if len(known) else 0
    return MeasuredVolts(voltage_v, mean_mv) if mean_mv >= LEAST_MEASURED_MV else None


def with_peaks(
    windows: Sequence[EnergyWindow], current_a: NDArray[np.float32], sample_hz: int
) -> tuple[EnergyWindow, ...]:
    """The windows of weighed currents with the peaks of the currents themselves."""
    import numpy as np

    peaked = []
    for window in windows:
        first = round(window.start_s * sample_hz)
        part = current_a[first : first + max(1, round(window.duration_s * sample_hz))]
        known = part[~np.isnan(part)]
        peaked.append(replace(window, peak_ua=float(known.max()) * _UA if len(known) else window.peak_ua))
    return tuple(peaked)
