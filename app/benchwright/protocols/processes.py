"""Telling processes apart, so that a batch has one owner."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.batch import Owner


class Processes(Protocol):
    """The processes of this computer. Safe from any thread."""

    def this_one(self, token: str, at: str) -> Owner:
        """This process as the owner of a batch, heard of `at` now."""
        ...

    def is_gone(self, owner: Owner) -> bool:
        """Whether the process of an owner is known to have ended; of another computer nothing is known."""
        ...
