"""From what the user typed after --board to a device."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from benchwright.bench.lane import Cancel
from benchwright.bench.toolbox import Toolbox
from benchwright.model.device import Device
from benchwright.model.errors import DeviceNotFound, PlaceUnknown, PortBusy
from benchwright.model.place import SCHEME
from benchwright.model.port_url import is_port_url

VIRTUAL = "virtual:"
ADDRESSED = "port:"
_END_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextlib.contextmanager
def chosen_device(name: str, toolbox: Toolbox) -> Iterator[Device]:
    """The device called `name`: its id, its port, its serial number, or a board of which one is plugged in.

    `virtual:NAME` starts that virtual board when it does not run, and then stops it afterwards. `lab:PLACE` is a place
    of the lab; it is not acquired here. An address, `rfc2217://host:port` or `socket://host:port`, need not be listed
    anywhere.

    Raises:
        DeviceNotFound: none, or more than one board of that kind.
        PortUrlInvalid: an address that is none.
        PlaceUnknown, LabUnavailable, ToolMissing: the lab has no such place, or is not there.
        PortBusy: another program started that virtual board at the same moment.
    """
    if name.startswith(SCHEME):
        toolbox.places.places()  # a lab answers within a second or two; a scan would not wait for it
    present = toolbox.discovery.scan()
    device = _find(name, present)
    if device is not None:
        yield device
        return
    if is_port_url(name):
        yield toolbox.identifier.at_address(name.removeprefix(ADDRESSED))
        return
    if name.startswith(SCHEME):
        raise PlaceUnknown(name.removeprefix(SCHEME), (place.name for place in toolbox.places.seen()))
    if not name.startswith(VIRTUAL):
        raise _not_listed(name, present)
    board = name.removeprefix(VIRTUAL)
    device, is_ours = toolbox.lab.borrow(board)
    if not is_ours:
        raise PortBusy(device.device_id, "Another program that has just started this board")
    is_used_by_another = False
    try:
        yield device
    except PortBusy:
        is_used_by_another = True  # it found our board and was quicker: it keeps the board, and its journey
        raise
    finally:
        if not is_used_by_another:
            toolbox.lab.stop(board)


@contextlib.contextmanager
def interruptible() -> Iterator[Cancel]:
    """A cancel token that the first Ctrl+C sets; the second stops the program at once.

    A closed terminal (SIGHUP) and SIGTERM set it too, so that no virtual board is left behind.
    """
    cancel = Cancel()

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        if cancel.is_set:
            raise KeyboardInterrupt
        cancel.set()

    if threading.current_thread() is not threading.main_thread():
        yield cancel
        return
    before = {number: signal.signal(number, interrupted) for number in _END_SIGNALS}
    try:
        yield cancel
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _not_listed(name: str, present: tuple[Device, ...]) -> DeviceNotFound:
    """The error of a name that no scan lists; a port that is there all the same may be named another way."""
    failure = DeviceNotFound(name, (device.device_id for device in present))
    if Path(name).is_char_device():
        failure.why = "The port is there, but no system lists it."
        failure.remedy = (
            f"Name it: BENCHWRIGHT_EXTRA_PORTS={name} benchwright …, with =BOARD behind it where the board is known; "
            f"or then say once which it is: benchwright identify {name} --as BOARD"
        )
    return failure


def _find(name: str, present: tuple[Device, ...]) -> Device | None:
    for device in present:
        if name in {device.device_id, device.url, device.serial_number}:
            return device
    of_board = [device for device in present if device.board == name]
    if len(of_board) > 1:
        raise DeviceNotFound(f"{name} ({len(of_board)} of them)", (device.device_id for device in of_board))
    return of_board[0] if of_board else None
