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

    def __init__(self, url: str, kind: str, why: str, remedy: str = "") -> None:
        check = "Check that it is this port and that no other program has the meter, re-plug it, then retry."
        super().__init__(f"No {kind} answers at {url}.", why, remedy or check)


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


class MeterStopped(BenchError):
    """The meter is there, and does not go on measuring."""

    code = 86

    def __init__(self, meter: str, why: str) -> None:
        super().__init__(
            f"The power meter {meter} stopped measuring.",
            why,
            "Check what it feeds, re-plug it, then repeat; latency is measured without a meter too.",
        )


class SupplyRefused(BenchError):
    """The meter cannot leave the supply to somebody else, or cannot be the supply."""

    code = 87

    def __init__(self, meter: str, why: str) -> None:
        super().__init__(
            f"{meter} cannot feed the device that way.",
            why,
            "Choose under Settings, Meters, who feeds the device; on the command line with --ampere-meter or without.",
        )


class MeterRefused(BenchError):
    """The meter is there, and does not let us in."""

    code = 88

    def __init__(self, meter: str, why: str, remedy: str) -> None:
        super().__init__(f"The power meter {meter} does not let Benchwright use it.", why, remedy)


class MeterOptionInvalid(BenchError):
    """An option behind the `?` of a meter's address that it does not know, or whose value cannot be."""

    code = 89

    def __init__(self, meter: str, option: str, value: str, why: str, known: Iterable[str]) -> None:
        super().__init__(
            f"The option '{option}={value}' of the power meter {meter} cannot be used.",
            why,
            f"Options that it knows: {', '.join(known)}.",
        )


class RecordingInvalid(BenchError):
    """A file that is no recording of a power meter, or one with nothing in it."""

    code = 84

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"{file} cannot be opened as a recording.", why, "Choose a .bwtrace file; the Power page records them."
        )


class EnergyMissing(BenchError):
    """A run without an energy is asked for what follows from one."""

    code = 85

    def __init__(self, run_id: str) -> None:
        super().__init__(
            f"Run {run_id} has no energy.",
            "No power meter saw it, or what the meter saw was no good.",
            "Measure the model again with a power meter: benchwright run MODEL --board DEVICE --meter METER.",
        )


class DutyCycleImpossible(BenchError):
    """A duty cycle that the device cannot keep, or of which something is not known."""

    code = 91

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__("There is no battery life for this duty cycle.", why, remedy)


class BatteryUnknown(BenchError):
    """No such battery."""

    code = 92

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There is no battery '{name}'.",
            f"Known are {', '.join(known)}.",
            "Choose one of them: benchwright battery --list.",
        )
