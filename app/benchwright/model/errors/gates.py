"""Gates."""

from __future__ import annotations

from benchwright.model.errors.root import BenchError


class PolicyInvalid(BenchError):
    """A policy file that cannot be used; names the key."""

    code = 100

    def __init__(self, file: str, key: str, why: str) -> None:
        place = f" at '{key}'" if key else ""
        super().__init__(
            f"The policy {file} cannot be used.",
            f"It is wrong{place}. {why}" if key else why,
            "Mend it, or begin with a new one: benchwright gate --write-policy FILE",
        )


class NothingToJudge(BenchError):
    """A gate before which no run stands: it would pass without having looked at anything."""

    code = 101

    def __init__(self, why: str) -> None:
        super().__init__(
            "No run stands before the gate.",
            why,
            "Measure one first (benchwright run MODEL --board BOARD), or ask for others: benchwright gate QUERY",
        )
