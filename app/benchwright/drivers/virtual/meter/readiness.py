"""The first line that the process of a virtual meter writes: that it can be opened, and where."""

from __future__ import annotations

_READY = "ready"


def say_ready(address: str) -> None:
    """Writes it to standard output."""
    print(_READY, address, flush=True)


def address_in(line: bytes) -> str:
    """The address in that line; "" where it is another one, or none."""
    word, _, address = line.decode("utf-8", "replace").strip().partition(" ")
    return address if word == _READY else ""
