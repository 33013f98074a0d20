"""The model choice: which variant goes onto the selected board, and whether it fits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from benchwright.model.pack import Fit
from benchwright.model.plan_wish import Optimise, PlanWish
from benchwright.model.variant import Variant
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.bench.run_bar import RunBar
from benchwright.ui.pages.models.import_troubles import together


class ModelChoice(QObject):
    """Fills the run bar with variants, imports new ones, and says whether the chosen one fits the board."""

    changed = Signal()
    imported = Signal(Variant)
    import_failed = Signal(Exception)
    settled = Signal()
    """A file was imported, and none of its drop has failed."""

    def __init__(self, bridge: Bridge, bar: RunBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._bar = bar
        self._board = ""
        self._title = ""
        self._fit: Fit | None = None
        self._troubles: list[Exception] = []
        bar.variant_chosen.connect(self._take_chosen)
        bar.more_chosen.connect(self.changed)
        bar.optimise_chosen.connect(self._take_optimise)
        bridge.workbench.set_wish(PlanWish(bridge.remembered.optimise))
        bar.show_optimise(bridge.remembered.optimise)

    @property
    def sha256(self) -> str:
        """The chosen variant; "" for none."""
        return self._bar.variant_sha256

    @property
    def sha256s(self) -> tuple[str, ...]:
        """The chosen variant and those checked beside it."""
        return self._bar.variant_sha256s

    def read(self) -> None:
        """Reads the variants again; another page may have imported one."""
        self._bridge.ask(self._bridge.workbench.variants, self._take_variants)

    def show_board(self, board: str, title: str) -> None:
        """Chooses what was used last on this kind of board; "" when no board is selected."""
        self._title = title
        if self._fit is not None:
            self._take_fit(self._fit)
        if board != self._board or not self.sha256:
            self._board = board
            self._bar.choose(self._bridge.remembered.last_model(board))

    def import_files(self, files: Sequence[Path]) -> None:
        """Imports models and chooses the last; those that cannot be imported are told of together."""
        self._troubles.clear()
        for file in files:
            self._bridge.ask(partial(self._bridge.workbench.import_model, file), self._take_imported, self._fail_import)

    def _take_variants(self, variants: tuple[Variant, ...]) -> None:
        chosen = self.sha256
        self._bar.show_variants(variants)
        if not chosen:
            self._bar.choose(self._bridge.remembered.last_model(self._board))
        self.changed.emit()

    def _take_imported(self, variant: Variant) -> None:
        others = tuple(other for other in self._bar.variants if other.sha256 != variant.sha256)
        self._bar.show_variants((*others, variant))
        self._bar.choose(variant.sha256)
        self.imported.emit(variant)
        if not self._troubles:
            self.settled.emit()

    def _fail_import(self, error: Exception) -> None:
        self._troubles.append(error)
        self.import_failed.emit(together(self._troubles))

    def _take_chosen(self, sha256: str) -> None:
        self.changed.emit()
        self._bar.clear_fit()
        self._fit = None
        board, workbench = self._board, self._bridge.workbench
        if sha256 and board:
            self._bridge.ask(
                lambda: workbench.fit(workbench.plan(sha256, board), board), self._take_fit, self._take_fit_failure
            )

    def _take_optimise(self, optimise: Optimise) -> None:
        self._bridge.remembered.optimise = optimise
        self._bridge.workbench.set_wish(PlanWish(optimise))
        self._take_chosen(self.sha256)

    def _take_fit(self, fit: Fit) -> None:
        if fit.board == self._board:
            self._fit = fit
            self._bar.show_fit(fit, self._title)

    def _take_fit_failure(self, error: Exception) -> None:
        self._bar.show_fit_failure(str(error))
