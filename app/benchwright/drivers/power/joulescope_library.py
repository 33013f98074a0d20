"""The maker's library for Joulescopes, `pyjoulescope_driver`: loaded when a meter is asked for, once in a process."""

from __future__ import annotations

import contextlib
import re
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from benchwright.model.errors import MeterSilent
from benchwright.model.meter import RAW_USB_METERS
from benchwright.model.udev_rules import RELOAD_COMMAND, RULES_FILE, udev_rule

KIND = "Joulescope"
OPEN_S = 3.0

Told = Callable[[str, object], None]
"""Called with a topic and its value, on a thread of the library's."""

_FAILED = re.compile(r"failed (-?\d+)")
# The library passes on what libusb says of opening (libusb_error), and its own `jsdrv_error_code_e` of the rest.
_DENIED = frozenset([-3, 18])
_TAKEN = frozenset([-6, 19, 21])
_HIDDEN = "unknown"
"""The serial number of a device that may not be opened."""


class JoulescopeDriver(Protocol):
    """What we use of the library's `Driver`; every call takes its timeout in seconds, and has one of 1 s without."""

    def device_paths(self, timeout: float | None = None, /) -> list[str]:
        """What is plugged in."""
        ...

    def open(self, path: str, mode: str | None = None, timeout: float | None = None, /) -> None:
        """Opens a device."""
        ...

    def close(self, path: str, timeout: float | None = None, /) -> None:
        """Closes a device."""
        ...

    def publish(self, topic: str, value: object, timeout: float | None = None, /) -> None:
        """Sets a value."""
        ...

    def subscribe(self, topic: str, flags: str, told: Told, timeout: float | None = None, /) -> None:
        """From now on `told` is called with what is published."""
        ...

    def unsubscribe(self, topic: str, told: Told, timeout: float | None = None, /) -> None:
        """No longer; takes the very object that subscribed."""
        ...

    def finalize(self, timeout: float | None = None, /) -> None:
        """Ends the library's threads."""
        ...


def load_driver() -> JoulescopeDriver:
    """A new `Driver` of the library.

    Raises:
        MeterSilent: the library is not installed, or finds no USB.
    """
    try:
        # Loaded here: its C library costs a third of a second of the window's start.
        from pyjoulescope_driver import Driver  # noqa: PLC0415
    except ImportError as error:
        why = f"The library that opens it, pyjoulescope_driver, is not there: {error}."
        raise MeterSilent(KIND, KIND, why, "Use another meter; on this system the library has to be built.") from error
    try:
        driver: JoulescopeDriver = Driver()
    except (RuntimeError, TimeoutError) as error:
        raise MeterSilent(KIND, KIND, f"The library that opens it does not start: {error}.") from error
    return driver


class SharedDriver:
    """The one `Driver` of a process: the C library refuses a second (`jsdrv_initialize failed 21 IN_USE`).

    Made for the first who borrows it, finalised when the last gives it back. Any thread.
    """

    def __init__(self, make: Callable[[], JoulescopeDriver] = load_driver) -> None:
        self._make = make
        self._guard = threading.Lock()
        self._driver: JoulescopeDriver | None = None
        self._borrowers = 0
        self._taken: set[str] = set()

    def borrow(self) -> JoulescopeDriver:
        """To be given back once."""
        with self._guard:
            if self._driver is None:
                self._driver = self._make()
            self._borrowers += 1
            return self._driver

    def give_back(self) -> None:
        """For whoever borrowed it and has closed what it opened."""
        with self._guard:
            self._borrowers -= 1
            if self._borrowers == 0 and self._driver is not None:
                driver, self._driver = self._driver, None
                with contextlib.suppress(RuntimeError, TimeoutError):
                    driver.finalize()

    def take(self, path: str) -> bool:
        """Marks a device as used by somebody of this process; False where it is already."""
        with self._guard:
            is_free = path not in self._taken
            self._taken.add(path)
            return is_free

    def release(self, path: str) -> None:
        """Whoever took it does not use it any more."""
        with self._guard:
            self._taken.discard(path)


LIBRARY = SharedDriver()
"""Of this process, as the C library is."""


def plugged_in(shared: SharedDriver = LIBRARY) -> tuple[str, ...]:
    """Paths of the devices that can be seen, such as `u/js220/002557`; none where the library is not there."""
    with contextlib.suppress(MeterSilent, RuntimeError, TimeoutError):
        driver = shared.borrow()
        try:
            return tuple(driver.device_paths())
        finally:
            shared.give_back()
    return ()


def serial_of(path: str) -> str:
    """What is written on the device: `002557` of `u/js220/002557`."""
    return path.rpartition("/")[2]


def model_of(path: str) -> str:
    """`JS220` of `u/js220/002557`."""
    return path.split("/")[1].upper()


def choose_path(paths: Sequence[str], serial: str) -> str:
    """The device with that serial number; with "" the only one.

    Raises:
        MeterSilent: there is none of them, or more than one and no serial number.
    """
    found = [path for path in paths if not serial or serial_of(path).lower() == serial.lower()]
    if len(found) == 1:
        return found[0]
    url = f"joulescope:{serial}" if serial else "USB"
    hidden = [path for path in paths if serial_of(path) == _HIDDEN]
    if hidden:
        raise _denied(url, hidden[0])
    there = ", ".join(f"joulescope:{serial_of(path)}" for path in paths)
    if found:
        raise MeterSilent(url, KIND, f"There are several: {there}.", "Say which one, by its serial number.")
    if there:
        raise MeterSilent(url, KIND, f"There is none with that serial number, but {there}.")
    why = "The computer sees no JS110 and no JS220 on USB."
    raise MeterSilent(url, KIND, why, "Plug it in, by a cable that carries data, then retry.")


def cannot_open(path: str, error: Exception) -> MeterSilent:
    """Why a device does not open, from what the library raised."""
    found = _FAILED.search(str(error))
    code = int(found[1]) if found else 0
    if isinstance(error, TimeoutError):
        why = f"It said nothing within {OPEN_S:g} s: its firmware may be too old for the library, or it hangs."
        return MeterSilent(path, KIND, why, "Re-plug it, update its firmware with the maker's program, then retry.")
    if code in _DENIED:
        return _denied(path, path)
    if code in _TAKEN:
        why = "Another program has it open, such as the maker's own."
        return MeterSilent(path, KIND, why, "Close that program, then retry.")
    return MeterSilent(path, KIND, f'It does not open: "{error}".')


def _denied(url: str, path: str) -> MeterSilent:
    model = model_of(path)
    usb_id = next((usb_id for usb_id, title in RAW_USB_METERS.items() if title.endswith(model)), "")
    way = "Install the maker's driver for it, plug it in again and retry."
    if sys.platform.startswith("linux") and usb_id:
        rule = udev_rule(*usb_id.split(":"))
        way = f"Put this line into {RULES_FILE}: {rule} Then run: {RELOAD_COMMAND}. Plug it in again and retry."
    return MeterSilent(url, KIND, f"You may not open the {model} on USB.", way)
