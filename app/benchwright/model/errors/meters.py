"""Power meters."""

from __future__ import annotations

from collections.abc import Iterable

from benchwright.model.errors.root import BenchError


class MeterLost(BenchError):
    """The meter is gone in the middle of a job."""

    code = 80

    def __init__(self, meter: str, stage: str) -> None:
        super().__init__(
            f"The power meter {meter} is gone.",
            f"Its line closed while {stage}.",
            "Put its cable back in and repeat; latency is measured without a meter too.",
        )


class MeterSilent(BenchError):
    """What answers at the port is no such meter, or nothing does."""

    code = 81

    def __init__(self, url: str, kind: str, why: str) -> None:
        super().__init__(
            f"No {kind} answers at {url}.",
            why,
            "Check that it is this port and that no other program has the meter, re-plug it, then retry.",
        )


class SupplyOutOfRange(BenchError):
    """The meter cannot give the voltage that is asked for."""

    code = 82

    def __init__(self, meter: str, asked_mv: int, least_mv: int, most_mv: int) -> None:
        super().__init__(
            f"{meter} cannot supply {asked_mv / 1000:g} V.",
            f"It gives {least_mv / 1000:g} to {most_mv / 1000:g} V.",
            "Choose a voltage in that range that the board can take; nothing was changed.",
        )


class MeterUnknown(BenchError):
    """No such meter, or one that cannot see this device."""

    code = 83

    def __init__(self, name: str, why: str, known: Iterable[str]) -> None:
        names = ", ".join(known) or "none"
        super().__init__(f"The power meter '{name}' cannot be used.", why, f"Meters that can be had: {names}.")


class RecordingInvalid(BenchError):
    """A file that is no recording of a power meter, or one with nothing in it."""

    code = 84

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"{file} cannot be opened as a recording.", why, "Choose a .bwtrace file; the Power page records them."
        )
