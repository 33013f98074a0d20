"""Measurements by MLPerf Tiny."""

from __future__ import annotations

from collections.abc import Iterable

from benchwright.model.errors.root import BenchError


class BenchmarkMismatch(BenchError):
    """The DUT holds another model than the benchmark that was asked for."""

    code = 95

    def __init__(self, device: str, benchmark: str, model_id: str) -> None:
        super().__init__(
            f"{device} does not hold {benchmark}.",
            f"It says that its model is '{model_id or 'none'}'.",
            "Flash the firmware of this benchmark, or choose the benchmark that it holds.",
        )


class IoManagerSilent(BenchError):
    """What answers at the port is no IO manager, or nothing does."""

    code = 96

    def __init__(self, port: str, why: str) -> None:
        super().__init__(
            f"No IO manager answers at {port}.",
            why,
            "Check that it is this port and that its firmware is on it; a DUT at a port of its own needs none.",
        )


class EnergyUnmeasured(BenchError):
    """A meter ran, but no energy can be told of what it saw."""

    code = 97

    def __init__(self, device: str, why: str, remedy: str) -> None:
        super().__init__(f"The energy of {device} was not measured.", why, remedy)


class AnswersForeign(BenchError):
    """The answers that are kept to go on with are of another run."""

    code = 98

    def __init__(self, file: str, differences: Iterable[str]) -> None:
        super().__init__(
            f"{file} holds the answers of another run.",
            f"It differs in: {', '.join(differences)}.",
            "Choose another output folder, or begin anew (--restart), which drops them.",
        )


class RulesUnmet(BenchError):
    """A measurement that MLPerf Tiny's rules do not allow to begin."""

    code = 99

    def __init__(self, benchmark: str, why: str, remedy: str) -> None:
        super().__init__(f"{benchmark} cannot be measured by the rules of MLPerf Tiny.", why, remedy)


class SubmissionInvalid(BenchError):
    """A name or a description of a system that a submission cannot have."""

    code = 93

    def __init__(self, named: str, why: str) -> None:
        super().__init__(f"'{named}' cannot be part of a submission.", why, "Give another one, or mend it, and retry.")
