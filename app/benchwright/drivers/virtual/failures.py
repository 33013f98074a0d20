"""What goes wrong with virtual devices, in words that fit."""

from __future__ import annotations

from collections.abc import Iterable

from benchwright.model.errors import DeviceNotFound


def cable_pulled(name: str, present: Iterable[str]) -> DeviceNotFound:
    """The device runs, but nobody may use it until the user plugs it in again."""
    failure = DeviceNotFound(name, present)
    failure.why = "Its cable is pulled."
    failure.remedy = f"Plug it in again: benchwright virtual plug {name}."
    return failure
