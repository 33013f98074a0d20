"""Converting models and scoring them, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from benchwright.model.conversion import Conversion, Forged, ForgeProgress, Samples
from benchwright.model.variant import Accuracy
from benchwright.protocols.cancel import CancelToken

OnProgress = Callable[[ForgeProgress], None]


class Forge(Protocol):
    """Blocks; the caller's thread waits. Nothing is left behind, whatever happens."""

    def require(self) -> None:
        """Finds out whether models can be converted here.

        Raises:
            ToolMissing: TensorFlow is not set up; says the command.
        """
        ...

    def install(self, on_progress: OnProgress, cancel: CancelToken) -> None:
        """Brings TensorFlow where it is not set up; does nothing where it is.

        Raises:
            ToolMissing: it cannot be had; says why.
            Cancelled: the set-up was ended, and nothing of it stays.
        """
        ...

    def convert(self, conversion: Conversion, on_progress: OnProgress, cancel: CancelToken) -> tuple[Forged, ...]:
        """The files of a conversion, in the order of its recipes.

        Raises:
            ToolMissing: TensorFlow is not set up.
            ConversionFailed, DatasetInvalid, ModelForeign: what is wrong, in words.
            Cancelled: the process was ended.
        """
        ...

    def score(self, model: bytes, name: str, samples: Samples, on_progress: OnProgress,
              cancel: CancelToken) -> Accuracy:  # fmt: skip
        """How many labelled samples a .tflite gets right.

        Raises:
            ConversionFailed, DatasetInvalid: what is wrong, in words.
            Cancelled: the process was ended.
        """
        ...
