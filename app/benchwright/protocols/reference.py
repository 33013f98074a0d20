"""Recomputing an inference on the host."""

from __future__ import annotations

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


class DesktopReference(Protocol):
    """Desktop LiteRT, for information only; runs in a process of its own."""

    def run(self, model: bytes, inputs: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Output bytes for each input; empty where LiteRT is not installed or cannot run the model."""
        ...
