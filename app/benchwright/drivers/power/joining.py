"""Stretches of samples that follow each other, as one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchwright.protocols.power_meter import Samples


def join_samples(parts: Sequence[Samples]) -> Samples:
    """At least one stretch; either all of them have volts or none."""
    volts = [part.voltage_v for part in parts if part.voltage_v is not None]
    return Samples(
        parts[0].first,
        np.concatenate([part.current_a for part in parts]),
        np.concatenate([part.digital for part in parts]),
        sum(part.lost for part in parts),
        sum(part.clipped for part in parts),
        np.concatenate(volts) if volts else None,
    )
