"""The summary of a run: its numbers, its issues, its note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from benchwright.model.run import Run
from benchwright.ui.language.translators import said
from benchwright.ui.pages.runs.summary_words import Summary
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.tile import Tile
from benchwright.ui.widgets.wrap_layout import WrapLayout

_TILE_WIDTH = 186


class SummaryTab(QScrollArea):
    """Tiles fill in when their comparisons are made; note and tags are kept when the field is left or Enter is hit."""

    note_changed = Signal(str, str)
    tags_changed = Signal(str, tuple)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        names = (
            self.tr("Latency"),
            self.tr("RAM"),
            self.tr("Flash"),
            self.tr("Energy"),
            self.tr("Accuracy"),
            self.tr("Instructions"),
            self.tr("Output parity"),
        )
        body = QWidget(self)
        set_role(body, "page")
        self._tiles_frame = QFrame(body)
        self.tiles = tuple(Tile(theme, name, self._tiles_frame) for name in names)
        self.energy = self.tiles[names.index(self.tr("Energy"))]
        self._issues = QLabel(body)
        self.note = QLineEdit(body)
        self.tags = QLineEdit(body)
        self._prepare()
        self._lay_out(body)
        self.setWidgetResizable(True)
        self.setWidget(body)

    def show_run(self, run: Run) -> None:
        """Shows what is known at once; `show_summary` brings the tiles."""
        if self._run is not None and self._run.run_id != run.run_id:
            for tile in self.tiles:
                tile.show_deltas(())
        self._run = run
        self.energy.setVisible(run.was_metered)
        lines = [f"{said(issue.code.value)}:  {said(issue.text)}" for issue in run.validity.issues]
        self._issues.setText("\n".join(lines))
        self._issues.setVisible(bool(lines))
        self.note.setText(run.note)
        self.tags.setText(", ".join(run.tags))

    def show_summary(self, summary: Summary) -> None:
        """Fills the tiles, if the run is still the one shown."""
        if self._run is None or summary.run_id != self._run.run_id:
            return
        for tile, words, history in zip(self.tiles, summary.tiles, summary.histories, strict=True):
            tile.show_value(words.number, words.unit, note=words.note, detail=words.detail)
            tile.show_deltas(words.deltas)
            tile.show_budget(words.budget_ratio, words.note)
            tile.show_history(history, self.tr("last %1 versions").replace("%1", str(len(history))))

    def _keep_note(self) -> None:
        if self._run is not None and self.note.text().strip() != self._run.note:
            self.note_changed.emit(self._run.run_id, self.note.text().strip())

    def _keep_tags(self) -> None:
        words = tuple(dict.fromkeys(word.strip(" #") for word in self.tags.text().split(",") if word.strip(" #")))
        if self._run is not None and words != self._run.tags:
            self.tags_changed.emit(self._run.run_id, words)

    def _prepare(self) -> None:
        set_role(self._issues, "muted")
        self._issues.setWordWrap(True)
        self._issues.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setPlaceholderText(self.tr("What should be remembered of this run?"))
        self.note.setAccessibleName(self.tr("Note"))
        self.tags.setPlaceholderText(self.tr("release, nightly …"))
        self.tags.setAccessibleName(self.tr("Tags, separated by commas"))
        self.note.editingFinished.connect(self._keep_note)
        self.tags.editingFinished.connect(self._keep_tags)

    def _lay_out(self, body: QWidget) -> None:
        wrap = WrapLayout(_TILE_WIDTH, self._tiles_frame)
        for tile in self.tiles:
            wrap.addWidget(tile)
        fields = QGridLayout()
        fields.setSpacing(GRID)
        fields.setColumnStretch(1, 2)
        fields.setColumnStretch(3, 1)
        for column, (name, field) in enumerate(((self.tr("Note"), self.note), (self.tr("Tags"), self.tags))):
            label = QLabel(name, body)
            label.setBuddy(field)
            set_role(label, "caption")
            fields.addWidget(label, 0, 2 * column)
            fields.addWidget(field, 0, 2 * column + 1)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, GRID, GRID, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._issues)
        layout.addWidget(self._tiles_frame)
        layout.addLayout(fields)
        layout.addStretch(1)
