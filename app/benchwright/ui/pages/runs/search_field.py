"""The search field of the Runs page: completes fields and values, remembers searches, says what is wrong where."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from benchwright.model.errors import QueryInvalid
from benchwright.model.run_query import RunQuery, parse_query
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.translators import said
from benchwright.ui.pages.runs.completion import Completion, complete, field_at
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import HALF

_PAUSE_MS = 120
_MOST_REMEMBERED = 20
_REMEMBERED = "runs/searches"


class SearchField(QWidget):
    """A line to type in, and below it what is wrong with what was typed. Down in an empty line lists past searches."""

    unread = Signal(str)
    """What was typed cannot be read, and why: what is shown is still what was asked before."""
    query_changed = Signal(RunQuery)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._query = RunQuery()
        self._is_unread = False
        self._values: dict[str, tuple[str, ...]] = {}
        self._completion = Completion(0, 0)
        self.line = QLineEdit(self)
        self.problem = QLabel(self)
        self._list = QStringListModel(self)
        self.completer = QCompleter(self._list, self)
        self._popup = QListView()  # the completer owns it
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._prepare()

    @property
    def query(self) -> RunQuery:
        """The last search that could be read."""
        return self._query

    @property
    def history(self) -> tuple[str, ...]:
        """Past searches, the last one first."""
        return self._bridge.remembered.texts(_REMEMBERED)

    def forget_values(self) -> None:
        """Values in use may have changed."""
        self._values.clear()

    def text(self) -> str:
        """What stands in the line."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Searches for this."""
        self.line.setText(text)
        self.read_now()

    def clear(self) -> None:
        """Searches for everything."""
        self.line.clear()
        self.read_now()

    def read_now(self) -> None:
        """Reads what was typed."""
        self._pause.stop()
        text = self.line.text()
        try:
            query = parse_query(text)
        except QueryInvalid as error:
            self._is_unread = True
            self._show_problem(error)
            self.unread.emit(self.problem.text())
            return
        self.problem.hide()
        self.line.setAccessibleDescription("")
        if query != self._query or self._is_unread:
            self._query, self._is_unread = query, False
            self.query_changed.emit(query)

    def _show_problem(self, error: QueryInvalid) -> None:
        """A piece that is still being typed is a hint, not an error."""
        is_unfinished = self.line.hasFocus() and error.end == len(self.line.text()) == self.line.cursorPosition()
        place = self.tr("At character %1: ").replace("%1", str(error.start + 1))
        words = f"{'' if is_unfinished else place}{said(error.why)} {said(error.remedy)}"
        self.problem.setText(words)
        set_role(self.problem, "muted" if is_unfinished else "error")
        self.problem.show()
        self.line.setAccessibleDescription(words)

    def _finish(self) -> None:
        """Enter: the search is done, and remembered; what is wrong is marked in the line."""
        self.read_now()
        text = self.line.text().strip()
        try:
            parse_query(text)
        except QueryInvalid as error:
            self.line.setSelection(error.start, error.end - error.start)
            self._mark(error)
            return
        if text:
            kept = (text, *(past for past in self.history if past != text))
            self._bridge.remembered.set_texts(_REMEMBERED, kept[:_MOST_REMEMBERED])

    def _mark(self, error: QueryInvalid) -> None:
        place = self.tr("At character %1: ").replace("%1", str(error.start + 1))
        self.problem.setText(f"{place}{said(error.why)} {said(error.remedy)}")
        set_role(self.problem, "error")

    def _type(self, text: str) -> None:
        self._pause.start()
        field = field_at(text, self.line.cursorPosition())
        if field and field not in self._values:
            self._values[field] = ()
            store = self._bridge.workbench.store
            self._bridge.ask(lambda: (field, store.field_values(field)), self._take_values, lambda _error: None)
        self._offer()

    def _take_values(self, answer: tuple[str, tuple[str, ...]]) -> None:
        self._values[answer[0]] = answer[1]
        if self.line.hasFocus() and answer[1]:
            self._offer()

    def _offer(self) -> None:
        made = complete(self.line.text(), self.line.cursorPosition(), lambda name: self._values.get(name, ()))
        self._list_entries(made)

    def _list_entries(self, made: Completion) -> None:
        self._completion = made
        self._list.setStringList(list(made.entries))
        if made.entries and self.line.isVisible():
            self.completer.complete()
        else:
            self._popup.hide()

    def _insert(self, entry: str) -> None:
        made, text = self._completion, self.line.text()
        whole = f"{text[: made.start]}{entry}{text[made.end :]}"
        self.line.setText(whole)
        self.line.setCursorPosition(made.start + len(entry))
        self._type(whole)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Down in an empty line lists past searches."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_key and event.key() == Qt.Key.Key_Down and not self.line.text():  # type: ignore[attr-defined]
            self._list_entries(Completion(0, 0, self.history))
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _prepare(self) -> None:
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(self.tr("Search runs"))
        self.line.setPlaceholderText(self.tr("Search: words, board:… latency<20ms valid:yes -tag:… >30d"))
        self.line.setMinimumWidth(200)
        self.line.setMaxLength(10_000)
        self.line.installEventFilter(self)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.completer.setWidget(self.line)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setPopup(self._popup)
        self._popup.setAccessibleName(self.tr("Completions"))
        self.completer.activated.connect(self._insert)
        self.line.textEdited.connect(self._type)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self._finish)
        self._pause.timeout.connect(self.read_now)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addWidget(self.line)
        layout.addWidget(self.problem)
        self.setFocusProxy(self.line)
