"""Places of a lab."""

from __future__ import annotations

from collections.abc import Iterable

from benchwright.model.errors.root import BenchError


class LabUnavailable(BenchError):
    """The coordinator of the lab cannot be reached."""

    code = 60

    def __init__(self, coordinator: str, why: str, remedy: str = "") -> None:
        super().__init__(
            f"The lab at {coordinator} cannot be reached." if coordinator else "There is no lab.",
            why,
            remedy or "Start labgrid-coordinator there, or name another: benchwright lab use HOST:PORT",
        )


class PlaceHeld(BenchError):
    """Somebody else has acquired the place."""

    code = 61

    def __init__(self, place: str, holder: str) -> None:
        super().__init__(
            f"Place {place} is in use.",
            f"{holder} holds it.",
            "Ask for its release, or choose another one: benchwright lab places",
        )
        self.holder = holder


class PlaceUnknown(BenchError):
    """The lab has no such place."""

    code = 62

    def __init__(self, place: str, known: Iterable[str]) -> None:
        listed = ", ".join(known)
        super().__init__(
            f"The lab has no place '{place}'.",
            f"Its places: {listed}." if listed else "It has none at all.",
            "Choose one of these, or create it: labgrid-client -p NAME create",
        )


class PlaceUnusable(BenchError):
    """A place whose board cannot be reached through it."""

    code = 63

    def __init__(self, place: str, why: str, remedy: str) -> None:
        super().__init__(f"Place {place} cannot be used.", why, remedy)
