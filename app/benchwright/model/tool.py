"""A tool: a program, package or built file that Benchwright needs on this computer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToolStatus:
    """One tool: whether it is there, what was found, what it is needed for, and how to get it.

    `is_optional` where only some boards need it, and others can be used without.
    """

    name: str
    is_present: bool
    found: str
    needed_for: str
    remedy: str = ""
    is_optional: bool = False
