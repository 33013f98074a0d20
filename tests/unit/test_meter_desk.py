"""Which devices of a batch the chosen meter sees."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchwright.bench.meter_desk import MeterDesk
from benchwright.bench.trace_audience import TraceAudience
from benchwright.drivers.power.meters import SIMULATED, SystemPowerMeters
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import FileUnwritable
from benchwright.model.meter import MeterWish, Supply
from tests.builders import a_device
from tests.unit.test_recording import HEAD

ON_DESK = a_device(device_id="usb:1", origin=Origin.HARDWARE, url="/dev/ttyACM0")
ALSO_ON_DESK = a_device(device_id="usb:2", origin=Origin.HARDWARE, url="/dev/ttyACM1")
NATIVE = a_device(device_id="virtual:native", board="native", control_url="virtual:/lab/native/control")
EMULATED = a_device()


@pytest.mark.parametrize(
    ("meter", "devices", "is_wished"),
    [
        (SIMULATED, [NATIVE], True),
        (SIMULATED, [NATIVE, NATIVE], True),
        (SIMULATED, [NATIVE, EMULATED], False),
        ("/dev/ttyACM7", [ON_DESK], True),
        ("/dev/ttyACM7", [ON_DESK, ALSO_ON_DESK], False),
        ("/dev/ttyACM7", [NATIVE], False),
    ],
)
def test_a_batch_has_a_meter_where_it_sees_every_device_and_a_real_one_sees_one(
    meter: str, devices: list[Device], is_wished: bool
) -> None:
    desk = MeterDesk(SystemPowerMeters(ports=tuple))
    desk.wish = MeterWish(meter, Supply(3_000))
    wish = desk.wish_for_batch(devices)
    assert wish == (MeterWish(meter, Supply(3_000), keep_trace=False) if is_wished else None)


def test_without_a_meter_a_batch_has_none_and_nothing_is_recorded() -> None:
    desk = MeterDesk(SystemPowerMeters(ports=tuple))
    assert desk.wish_for_batch([NATIVE]) is None
    assert desk.recording is None
    assert desk.stop_recording() is None


def test_a_recording_that_cannot_begin_with_its_trace_says_why(tmp_path: Path) -> None:
    audience = TraceAudience(lambda: datetime(2026, 11, 20, tzinfo=UTC))
    audience.record(tmp_path / "no" / "a.bwtrace")  # nothing is sampled yet, so nothing is opened
    assert audience.recording is None
    audience.began(HEAD.meter, HEAD.supply, "usb:1")
    audience.ended(None)
    assert audience.recording is not None
    assert not audience.recording.is_open
    assert "cannot be written" in audience.recording.why
    audience.began(HEAD.meter, HEAD.supply, "usb:1")
    with pytest.raises(FileUnwritable):
        audience.record(tmp_path / "no" / "a.bwtrace")
