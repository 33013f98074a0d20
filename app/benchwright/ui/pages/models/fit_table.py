"""The table of boards: where a variant fits, sorted by any column, narrowed by a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
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
_Key = Callable[[BoardFit], tuple[float, str]]


class FitTable(QTableView):
    """A row for each board; the one at the cursor is the one whose plan is shown."""

    board_chosen = Signal(str)
    narrowed = Signal(int, int)
    """How many rows are shown, of how many."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fits: RowsModel[BoardFit] = RowsModel(theme, _columns(), self)
        self._all: tuple[BoardFit, ...] = ()
        self._board = ""
        self._words: tuple[str, ...] = ()
        self._only_fitting = False
        self._sorted_by = -1
        self._is_descending = False
        self.setModel(self.fits)
        dress(self, self.tr("Where it fits"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_fits(self, fits: Sequence[BoardFit], board: str) -> None:
        """Replaces the rows and puts the cursor on a board, on the first where it is not among them."""
        self._all = tuple(fits)
        self._board = board
        self._show()

    def narrow(self, text: str, *, only_fitting: bool) -> None:
        """Shows only boards whose name, title or core holds every word, and only those where it fits."""
        self._words = tuple(text.lower().split())
        self._only_fitting = only_fitting
        self._show()
        self._tell()

    def sort_by(self, column: int) -> None:
        """Sorts by a column, the other way round the second time; a third time brings back the order of the boards."""
        if column != self._sorted_by:
            self._sorted_by, self._is_descending = column, False
        elif not self._is_descending:
            self._is_descending = True
        else:
            self._sorted_by = -1
        way = Qt.SortOrder.DescendingOrder if self._is_descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(self._sorted_by >= 0)
        self.horizontalHeader().setSortIndicator(self._sorted_by, way)
        self._show()

    def current_fit(self) -> BoardFit | None:
        """The board at the cursor."""
        row = self.currentIndex().row()
        return self.fits.rows[row] if 0 <= row < len(self.fits.rows) else None

    def _show(self) -> None:
        rows = [fit for fit in self._all if self._is_wanted(fit)]
        if self._sorted_by >= 0:
            rows.sort(key=_KEYS[self._sorted_by], reverse=self._is_descending)
        with QSignalBlocker(self.selectionModel()):
            self.fits.show_rows(rows)
            self.resizeColumnsToContents()
            row = next((place for place, fit in enumerate(rows) if fit.board.name == self._board), 0)
            self.selectRow(row)
        self.viewport().update()
        self.narrowed.emit(len(rows), len(self._all))

    def _is_wanted(self, fit: BoardFit) -> bool:
        if self._only_fitting and not (fit.fit is not None and fit.fit.fits):
            return False
        board = fit.board
        sought = f"{board.name} {board.title} {board.vendor} {board.core}".lower()
        return all(word in sought for word in self._words)

    def _tell(self) -> None:
        fit = self.current_fit()
        if fit is not None:
            self._board = fit.board.name
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
        Column(_tr("Board"), lambda fit: Shown(said(fit.board.title), detail=fit.board.name)),
        Column(_tr("Core"), lambda fit: Shown(fit.board.core, is_faint=True)),
        Column(_tr("Fits?"), verdict),
        Column(_tr("Arena"), lambda fit: _used(fit.fit.arena_bytes, fit.fit.arena_free_bytes) if fit.fit else _NONE),
        Column(_tr("Pack"), lambda fit: _used(fit.fit.pack_bytes, fit.fit.slot_bytes) if fit.fit else _NONE),
        Column(_tr("MACs"), lambda fit: Shown(number_text(fit.pack.macs, ",") if fit.pack else "–"), is_right=True),
    )


def _rank(fit: BoardFit) -> float:
    """Fits, should fit, too large, no plan."""
    if fit.fit is None:
        return 3.0
    if not fit.fit.fits:
        return 2.0
    return 1.0 if fit.board.memory.is_estimate else 0.0


_KEYS: tuple[_Key, ...] = (
    lambda fit: (0.0, fit.board.title.lower()),
    lambda fit: (0.0, f"{fit.board.core.lower()} {fit.board.title.lower()}"),
    lambda fit: (_rank(fit), fit.board.title.lower()),
    lambda fit: (_share(fit.fit.arena_bytes, fit.fit.arena_free_bytes) if fit.fit else 1e9, fit.board.title.lower()),
    lambda fit: (_share(fit.fit.pack_bytes, fit.fit.slot_bytes) if fit.fit else 1e9, fit.board.title.lower()),
    lambda fit: (float(fit.pack.macs) if fit.pack else 1e18, fit.board.title.lower()),
)
"""What the columns are sorted by; memory by the share of the board that is used."""


def _share(used_bytes: int, room_bytes: int) -> float:
    return used_bytes / room_bytes if room_bytes else 1e8


def _used(size_bytes: int, room_bytes: int) -> Shown:
    words = _tr("%1 of %2").replace("%1", bytes_text(size_bytes)).replace("%2", bytes_text(room_bytes))
    return Shown(words, Tone.WARNING if size_bytes > room_bytes else Tone.NEUTRAL)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FitTable", text)
