"""The line of a virtual board: its pace, and what it has carried."""

from __future__ import annotations

from pathlib import Path

from benchwright.drivers.virtual.control import connect
from benchwright.drivers.virtual.line_pace import LineUse, read_line_use
from benchwright.drivers.virtual.state import read_state
from benchwright.model.device import Device


def pace_line(device: Device, *, is_paced: bool) -> None:
    """Makes the line as slow as the rate that the host sets, or as fast as this computer; counts anew."""
    _order(device, "pace_line", int(is_paced))


def line_use(device: Device) -> LineUse:
    """What the line has carried since."""
    return read_line_use(_order(device, "line_use"))


def _order(device: Device, op: str, length: int = 0) -> bytes:
    state = read_state(Path(device.control_url.removeprefix("virtual:")))
    assert state is not None
    with connect(state) as control:
        return control.ask(op, length=length)[1]
