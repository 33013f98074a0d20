"""Ports, devices that went, and what they answer."""

from __future__ import annotations

from benchwright.model.errors.root import BenchError


class PortBusy(BenchError):
    """Another program holds the port."""

    code = 20

    def __init__(self, port: str, holder: str = "") -> None:
        super().__init__(
            f"Port {port} is in use.",
            f"{holder} has it open." if holder else "Another program has it open.",
            "Close that program, or choose another board, then retry.",
        )


class PortDenied(BenchError):
    """No permission to open the port."""

    code = 21

    def __init__(self, port: str, remedy: str = "") -> None:
        super().__init__(
            f"You may not open {port}.",
            "Your user has no permission for serial ports.",
            remedy or "Join the group dialout, or install what benchwright doctor --udev-rules prints; then retry.",
        )


class DeviceVanished(BenchError):
    """The device disappeared in the middle of something."""

    code = 22

    def __init__(self, device: str, stage: str, why: str = "", remedy: str = "") -> None:
        super().__init__(
            f"{device} vanished during {stage}.",
            why or "The cable was pulled, the board lost power, or its process ended.",
            remedy or "Plug it in again and retry; nothing was saved.",
        )


class DeviceRestarted(DeviceVanished):
    """The device restarted by itself in the middle of something."""

    code = 34

    def __init__(self, device: str, stage: str) -> None:
        super().__init__(
            device,
            stage,
            "It restarted by itself: its firmware crashed, or its supply is weak.",
            "Retry; if it happens again, flash the firmware again (--force-flash), or use another cable or USB port.",
        )
        self.what = f"{device} restarted by itself during {stage}."
        self.args = (self.what,)


class DutTimeout(BenchError):
    """The device does not answer."""

    code = 23

    def __init__(self, device: str, waited_for: str, seconds: float) -> None:
        super().__init__(
            f"{device} did not answer.",
            f"Waited {seconds:g} s for {waited_for}.",
            "Reset the board and retry; if it stays silent, flash the firmware again (--force-flash).",
        )


class WireCorrupt(BenchError):
    """Frames arrive damaged however often they are repeated."""

    code = 24

    def __init__(self, device: str, bad_frames: int) -> None:
        super().__init__(
            f"The line to {device} is too noisy.",
            f"{bad_frames} frames arrived damaged.",
            "Use a shorter cable or another USB port, or a lower baud rate, and retry.",
        )


class DutRefused(BenchError):
    """The device answered a request with a refusal."""

    code = 25

    def __init__(self, device: str, request: str, code: int, text: str) -> None:
        super().__init__(
            f"{device} refused {request}.", f"Code {code}: {text}.", "Flash firmware and model again and retry."
        )
        self.refusal_code = code


class WrongFirmware(BenchError):
    """What answers on the port is not Benchwright's agent, or one of another wire version."""

    code = 26

    def __init__(self, device: str, why: str) -> None:
        super().__init__(f"{device} does not run Benchwright's firmware.", why, "Flash the firmware and retry.")


class ProtocolUnmet(BenchError):
    """What a device says does not follow the MLPerf Tiny protocol."""

    code = 28

    def __init__(self, device: str, why: str, remedy: str) -> None:
        super().__init__(f"What {device} says does not follow the MLPerf Tiny protocol.", why, remedy)


class PortUrlInvalid(BenchError):
    """An address of a port that cannot be read."""

    code = 27

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"'{url}' is no address of a port.", why, "Give rfc2217://HOST:PORT or socket://HOST:PORT, then retry."
        )


class RemoteUnreachable(BenchError):
    """A port of another computer that cannot be opened."""

    code = 29

    def __init__(self, url: str, why: str, remedy: str) -> None:
        super().__init__(f"{url} cannot be reached.", why, remedy)
