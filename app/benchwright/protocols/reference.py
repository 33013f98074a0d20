"""Recomputing an inference on the host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from benchwright.model.pack import Pack


class ReferenceEngine(Protocol):
    """The host build of the board's own kernels."""

    def run(self, pack: Pack, inputs: bytes) -> bytes:
        """All output tensors of one inference, one behind the other, for the input tensors given likewise.

        Raises:
            PackInvalid: the engine refuses the pack.
            FirmwareMissing: the host library has not been built.
        """
        ...

    def run_in_turn(self, pack: Pack, inputs: Sequence[bytes]) -> tuple[bytes, ...]:
        """Inferences one after the other, as `run`; the model begins as after opening and keeps what it keeps.

        Raises:
            PackInvalid, FirmwareMissing: as `run`.
        """
        ...


class DesktopReference(Protocol):
    """Desktop LiteRT, for information only; runs in a process of its own."""

    def run(self, model: bytes, inputs: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Output bytes for each input, run in turn; empty where LiteRT is not installed or cannot run the model."""
        ...
