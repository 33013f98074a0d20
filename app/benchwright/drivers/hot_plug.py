"""Hearing of plugged devices: udev on Linux; elsewhere nothing is heard and whoever waits looks again by himself."""

from __future__ import annotations

import os
import select
import sys
import threading
from pathlib import Path

from benchwright.protocols.hot_plug import HotPlug

_UDEV_SOCKET = Path("/run/udev/control")


class PollingHotPlug:
    """Hears nothing; `wait` only ends early when it is woken."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def wait(self, timeout_s: float) -> bool:
        """Waits for the time or for `wake`."""
        is_woken = self._event.wait(timeout_s)
        self._event.clear()
        return is_woken

    def wake(self) -> None:
        """Ends a wait."""
        self._event.set()

    def close(self) -> None:
        """Nothing to give up."""


class UdevHotPlug:
    """Wakes when the kernel tells of a serial port or a disk.

    Where udevd runs its own events are heard, which come after it has set the port's permissions; else the kernel's.
    """

    def __init__(self) -> None:
        import pyudev  # noqa: PLC0415 - Linux only

        source = "udev" if _UDEV_SOCKET.exists() else "kernel"
        self._monitor = pyudev.Monitor.from_netlink(pyudev.Context(), source=source)
        self._monitor.filter_by("tty")
        self._monitor.filter_by("block")
        self._monitor.start()
        self._waker, self._wake_end = os.pipe()
        os.set_blocking(self._waker, False)

    def wait(self, timeout_s: float) -> bool:
        """Waits for the kernel, `wake` or the time."""
        readable, _, _ = select.select([self._monitor.fileno(), self._waker], [], [], timeout_s)
        if self._waker in readable:
            os.read(self._waker, 4096)
        # A board brings several ports and a disk at once: one look serves them all.
        while self._monitor.poll(timeout=0) is not None:
            pass
        return bool(readable)

    def wake(self) -> None:
        """Ends a wait."""
        os.write(self._wake_end, b"w")

    def close(self) -> None:
        """Closes the pipe; the monitor's socket goes with the object."""
        os.close(self._wake_end)
        os.close(self._waker)


def hot_plug() -> HotPlug:
    """What this system can hear."""
    if sys.platform != "linux":
        return PollingHotPlug()
    try:
        return UdevHotPlug()
    except (ImportError, OSError):
        # No libudev, or no netlink in this container.
        return PollingHotPlug()
