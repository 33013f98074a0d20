"""The table of boards: where a variant fits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.numbers import bytes_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.pages.models.fits import BoardFit
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import Tone

_ESTIMATE = (
    "There is no firmware for this board yet: its slot and arena are estimated from its flash and RAM and from what "
    "the agent takes on other boards."
)
_NONE = Shown("–", is_faint=True)


class FitTable(QTableView):
    """A row for each board; the one at the cursor is the one whose plan is shown."""

    board_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fits: RowsModel[BoardFit] = RowsModel(theme, _columns(), self)
        self.setModel(self.fits)
        dress(self, self.tr("Where it fits"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_fits(self, fits: Sequence[BoardFit], board: str) -> None:
        """Replaces the rows and puts the cursor on a board, on the first where it is not among them."""
        self.fits.show_rows(fits)
        self.resizeColumnsToContents()
        row = next((place for place, fit in enumerate(fits) if fit.board.name == board), 0)
        self.selectRow(row)

    def current_fit(self) -> BoardFit | None:
        """The board at the cursor."""
        row = self.currentIndex().row()
        return self.fits.rows[row] if 0 <= row < len(self.fits.rows) else None

    def _tell(self) -> None:
        fit = self.current_fit()
        if fit is not None:
            self.board_chosen.emit(fit.board.name)


def verdict(fit: BoardFit) -> Shown:
    """`fits`, `needs 91,200 B of arena, 65,536 free`, or what stood in the way of a plan."""
    if fit.failure is not None:
        detail = f"{said(fit.failure.why)}\n{said(fit.failure.remedy)}".strip()
        return Shown(said(fit.failure.what), Tone.ERROR, detail, "mdi6.close-octagon-outline")
    if fit.fit is None:
        return Shown(_tr("planning …"), is_faint=True)
    if fit.fit.fits and fit.board.memory.is_estimate:
        return Shown(_tr("should fit, no firmware yet"), detail=_ESTIMATE, icon_name="mdi6.help-circle-outline")
    if fit.fit.fits:
        return Shown(_tr("fits"), Tone.OK, icon_name="mdi6.check-circle-outline")
    words = _tr("needs %1 B of %2, %3 free")
    lines = [
        words.replace("%1", number_text(short.needed_bytes, ","))
        .replace("%2", said(short.what))
        .replace("%3", number_text(short.free_bytes, ","))
        for short in fit.fit.shortfalls
    ]
    return Shown("; ".join(lines), Tone.WARNING, "\n".join(lines), "mdi6.alert-outline")


def _columns() -> tuple[Column[BoardFit], ...]:
    return (
        Column(_tr("Board"), lambda fit: Shown(fit.board.title, detail=fit.board.name)),
        Column(_tr("Core"), lambda fit: Shown(fit.board.core, is_faint=True)),
        Column(_tr("Fits?"), verdict),
        Column(_tr("Arena"), lambda fit: _used(fit.fit.arena_bytes, fit.fit.arena_free_bytes) if fit.fit else _NONE),
        Column(_tr("Pack"), lambda fit: _used(fit.fit.pack_bytes, fit.fit.slot_bytes) if fit.fit else _NONE),
        Column(_tr("MACs"), lambda fit: Shown(number_text(fit.pack.macs, ",") if fit.pack else "–"), is_right=True),
    )


def _used(size_bytes: int, room_bytes: int) -> Shown:
    words = _tr("%1 of %2").replace("%1", bytes_text(size_bytes)).replace("%2", bytes_text(room_bytes))
    return Shown(words, Tone.WARNING if size_bytes > room_bytes else Tone.NEUTRAL)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FitTable", text)
