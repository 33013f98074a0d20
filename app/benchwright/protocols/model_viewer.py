"""Looking at the graph of a model in another program."""

from __future__ import annotations

from typing import Protocol


class ModelViewer(Protocol):
    """A program that shows the graph of a model file."""

    def show(self, file_name: str, data: bytes) -> None:
        """Opens the file in the viewer; returns at once.

        Raises:
            ToolMissing: it is not installed; says how to get it.
            FileUnwritable: the copy it would read cannot be written.
        """
        ...

    def close(self) -> None:
        """Ends the viewers that were started."""
        ...
