"""Plans: whether each variant fits each board, made once on a worker and kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from benchwright.model.board import Board
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.models.fits import BoardFit, read_fit


class Plans(QObject):
    """Asked by the page for the variant in front."""

    planned = Signal(str)
    """The variant with this SHA-256 has a plan more."""

    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._fits: dict[tuple[str, str], BoardFit] = {}
        self._wish = bridge.workbench.wish

    def want(self, sha256: str, boards: Iterable[Board]) -> None:
        """Has a variant planned for the boards it is not planned for yet, and anew where another wish holds now."""
        if self._wish != self._bridge.workbench.wish:
            self._wish = self._bridge.workbench.wish
            self._fits.clear()
        for board in boards:
            if (sha256, board.name) not in self._fits:
                self._fits[sha256, board.name] = BoardFit(board, sha256)
                work = partial(read_fit, self._bridge.workbench, sha256, board)
                self._bridge.ask(work, self._take, partial(self._drop, sha256, board.name))

    def of(self, sha256: str, board: Board) -> BoardFit:
        """What is known of a variant on a board; pending where nothing is."""
        return self._fits.get((sha256, board.name), BoardFit(board, sha256))

    def _take(self, fit: BoardFit) -> None:
        self._fits[fit.variant_sha256, fit.board.name] = fit
        self.planned.emit(fit.variant_sha256)

    def _drop(self, sha256: str, board: str, error: Exception) -> None:
        """A plan that broke is made again the next time."""
        self._fits.pop((sha256, board), None)
        self.failed.emit(error)
