"""The raw log of a run: to read, to search, to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from benchwright.model.run import Run
from benchwright.ui.language.numbers import number_text
from benchwright.ui.theme import Theme, mono_font, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import icon_button, push_button


class ConsoleTab(QWidget):
    """Enter goes to the next place that holds the words, Shift+Enter back; it goes round at the ends."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit(self)
        self.search = QLineEdit(self)
        self.found = QLabel(self)
        self.back = icon_button(theme, self.tr("Previous place"), "mdi6.chevron-up", self)
        self.next = icon_button(theme, self.tr("Next place"), "mdi6.chevron-down", self)
        self.copy = push_button(theme, self.tr("Copy log"), self, icon_name="mdi6.content-copy")
        self._prepare()
        bar = QHBoxLayout()
        bar.setSpacing(HALF)
        bar.addWidget(self.search, 1)
        for widget in (self.found, self.back, self.next, self.copy):
            bar.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, HALF, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addWidget(self.text, 1)

    def show_run(self, run: Run) -> None:
        """Shows the log of a run."""
        self.text.setPlainText(run.log.replace("\0", "␀"))
        self.copy.setEnabled(bool(run.log))
        self._count()

    def go(self, *, is_back: bool) -> None:
        """Marks the next place that holds the words."""
        words = self.search.text()
        if not words:
            return
        flags = QTextDocument.FindFlag.FindBackward if is_back else QTextDocument.FindFlag(0)
        if not self.text.find(words, flags):
            end = QTextCursor.MoveOperation.End if is_back else QTextCursor.MoveOperation.Start
            self.text.moveCursor(end)
            self.text.find(words, flags)

    def _count(self) -> None:
        words = self.search.text().casefold()
        count = self.text.toPlainText().casefold().count(words) if words else 0
        found = self.tr("1 place") if count == 1 else self.tr("%1 places").replace("%1", number_text(count, ","))
        self.found.setText(found if words else "")
        for button in (self.back, self.next):
            button.setEnabled(count > 0)

    def _search(self) -> None:
        self._count()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.go(is_back=False)

    def _prepare(self) -> None:
        self.text.setReadOnly(True)
        self.text.setFont(mono_font(12))
        self.text.setAccessibleName(self.tr("Log of the run"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setPlaceholderText(self.tr("Nothing was logged."))
        self.search.setPlaceholderText(self.tr("Search the log"))
        self.search.setAccessibleName(self.tr("Search the log"))
        self.search.setClearButtonEnabled(True)
        set_role(self.found, "caption")
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(lambda: self.go(is_back=False))
        back = QShortcut(QKeySequence("Shift+Return"), self.search)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(lambda: self.go(is_back=True))
        self.back.clicked.connect(lambda: self.go(is_back=True))
        self.next.clicked.connect(lambda: self.go(is_back=False))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
