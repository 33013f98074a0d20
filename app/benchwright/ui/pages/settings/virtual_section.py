"""Settings, virtual boards: those that can run on this computer, with a button to start or stop each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from benchwright.ui.pages.settings.section import Section, value_label
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.buttons import push_button


class VirtualSection(Section):
    """Tells which board is to be started or stopped."""

    started = Signal(str)
    stopped = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[tuple[str, bool], ...] | None = None
        self.show_title(self.tr("Virtual boards"))
        self._list = QVBoxLayout()
        self.rows.addLayout(self._list)

    def show_boards(self, names: Sequence[str], running: Collection[str]) -> None:
        """Replaces the rows, where they would be others."""
        shown = tuple((name, name in running) for name in names)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, is_running in shown:
            self._list.addWidget(self._row(name, is_running=is_running))
        if not shown:
            self._list.addWidget(value_label(self.tr("No board can be virtual on this computer."), self))

    def _row(self, name: str, *, is_running: bool) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(value_label(name, row), 1)
        button = push_button(self._theme, self.tr("Stop") if is_running else self.tr("Start"), row)
        button.setAccessibleName(f"{button.text()} {name}")
        signal = self.stopped if is_running else self.started
        button.clicked.connect(lambda _checked=False: signal.emit(name))
        layout.addWidget(button)
        return row
