"""A fact: a name and a value, as the inspector and the provenance of a run list them."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.ui.local_time import local_time


@dataclass(frozen=True, slots=True)
class Fact:
    """`detail` is the whole of a value that is shown shorter or friendlier: its tooltip, and what is copied.

    A fact without a name goes on with the one before; `run_id` is the run that a click on the value opens.
    """

    name: str
    value: str
    detail: str = ""
    run_id: str = ""

    @property
    def whole(self) -> str:
        """The value with nothing left out."""
        return self.detail or self.value


def time_fact(name: str, iso: str) -> Fact:
    """A time as this person's clock shows it; the stored one, which is UTC, stays at hand."""
    return Fact(name, local_time(iso), iso)
