"""Every kind of power meter that the contract suite holds to what all of them keep to."""

from __future__ import annotations

from tests.contract.meter_rig import MeterRig
from tests.contract.virtual_meters import (
    INA_RIGS,
    JOULESCOPE_RIGS,
    LPM01A_FAST_RIG,
    LPM01A_RIG,
    OTII_RIG,
    PPK2_RIG,
    SCPI_RIGS,
)

RIGS: tuple[MeterRig, ...] = (
    PPK2_RIG,
    LPM01A_RIG,
    LPM01A_FAST_RIG,
    *JOULESCOPE_RIGS,
    *INA_RIGS,
    OTII_RIG,
    *SCPI_RIGS,
)


def rigs_with(*orders: str) -> tuple[MeterRig, ...]:
    """Those whose virtual meter obeys all of these orders, fields of `MeterFaults`."""
    return tuple(rig for rig in RIGS if rig.orders.issuperset(orders))
