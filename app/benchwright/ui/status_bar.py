"""The status bar: what runs, how many boards there are, and where the numbers are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from benchwright.ui.language.numbers import count_text, eta_text
from benchwright.ui.language.translators import said
from benchwright.ui.progress import Progress
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import BAR_HEIGHT, GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel


class StatusBar(QFrame):
    """One line at the bottom. `drawer_requested` and `runs_requested` when their buttons are pressed."""

    drawer_requested = Signal()
    runs_requested = Signal()

    def __init__(self, theme: Theme, db_file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar")
        self._fit_text()
        theme.changed.connect(self._fit_text)
        self._drawer = push_button(theme, self.tr("Console"), self, icon_name="mdi6.console", role="quiet")
        self._drawer.setToolTip(self.tr("Show or hide the drawer (Ctrl+J)"))
        self._drawer.clicked.connect(self.drawer_requested)
        self._batch = ElidedLabel(self)
        self._batch.hide()
        self._forge = ElidedLabel(self)
        self._forge.hide()
        self._task = ElidedLabel(self)
        self._boards = QLabel(self)
        self._meter = QLabel(self)
        self._meter.hide()
        self._database = ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle)
        self._database.show_text(db_file.replace("\\", "/").rsplit("/", 1)[-1], detail=db_file)
        self._database.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._database.setAccessibleName(self.tr("Database %1").replace("%1", db_file))
        self.runs = push_button(theme, "", self, role="status", detail=self.tr("Go to the runs"))
        self.runs.clicked.connect(self.runs_requested)
        self.runs.setAccessibleName(self.runs.toolTip())
        self.runs.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, 0, 2 * GRID, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._drawer)
        layout.addWidget(self._batch)
        layout.addWidget(self._forge)
        layout.addWidget(self._task, 1)
        for label in (self._batch, self._forge, self._task, self._boards, self._meter, self._database):
            set_role(label, "caption")
        layout.addWidget(self._boards)
        layout.addWidget(self._meter)
        layout.addWidget(self._database)
        layout.addWidget(self.runs)
        self._task.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.show_boards(0)

    @property
    def task_text(self) -> str:
        """What runs, as shown."""
        return self._task.full_text

    @property
    def batch_text(self) -> str:
        """The batch that runs, as shown."""
        return self._batch.full_text

    @property
    def forge_text(self) -> str:
        """The conversion that runs, as shown."""
        return self._forge.full_text

    @property
    def boards_text(self) -> str:
        """How many boards there are, as shown."""
        return self._boards.text()

    @property
    def meter_text(self) -> str:
        """The power meter, as shown; "" where none was chosen."""
        return self._meter.text()

    def _fit_text(self) -> None:
        self.setFixedHeight(scaled(BAR_HEIGHT))

    def show_boards(self, count: int) -> None:
        """How many boards are plugged in."""
        words = {0: self.tr("no boards"), 1: self.tr("1 board")}
        self._boards.setText(words.get(count) or self.tr("%1 boards").replace("%1", str(count)))

    def show_meter(self, text: str) -> None:
        """The power meter in a few words; "" when none was chosen."""
        self._meter.setText(text)
        self._meter.setVisible(bool(text))

    def show_runs(self, count: int) -> None:
        """How many runs the database holds that are not archived; less than none where that cannot be told."""
        words = {0: self.tr("no runs"), 1: self.tr("1 run")}
        text = words.get(count) or self.tr("%1 runs").replace("%1", count_text(count))
        self.runs.setText(text)
        self.runs.setAccessibleName(text)
        self.runs.setVisible(count >= 0)

    def show_batch(self, text: str) -> None:
        """The batch that runs, in a few words; "" when none does."""
        self._batch.show_text(text)
        self._batch.setVisible(bool(text))

    def show_forge(self, text: str) -> None:
        """The conversion that runs, in a few words; "" when none does."""
        self._forge.show_text(text)
        self._forge.setVisible(bool(text))

    def show_running(self, running: tuple[tuple[str, Progress], ...], medians: dict[str, float]) -> None:
        """What runs, with the time to its end where that can be told."""
        if not running:
            self._task.show_text("")
            return
        device_id, progress = running[0]
        current = progress.current
        parts = [f"{said(current.stage.value) if current else self.tr('Waiting')}: {device_id}"]
        if (remaining_s := progress.remaining_s(medians)) is not None:
            parts.append(self.tr("%1 left").replace("%1", eta_text(remaining_s)))
        if len(running) > 1:
            parts.append(self.tr("and %1 more").replace("%1", str(len(running) - 1)))
        self._task.show_text("  ·  ".join(parts))
