"""The activity bar: one button a page, at the left edge."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from benchwright.ui.pages.registry import PAGES, PageEntry
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID, HALF

_WIDTH = 72
_BUTTON = 52
_LEAST_BUTTON = 46
"""A button lower than this has no room for its word."""

_SMALLEST_BUTTON = 40
_ICON = 20


class ActivityBar(QFrame):
    """Says which page was chosen by its place in `PAGES`. Where it is too low for words there are icons alone."""

    page_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        set_role(self, "bar")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(HALF, GRID, HALF, GRID)
        layout.setSpacing(HALF)
        for index, entry in enumerate(PAGES):
            if index == len(PAGES) - 1:
                layout.addStretch(1)
            layout.addWidget(self._button(index, entry))
        self._group.idClicked.connect(self.page_chosen)
        theme.changed.connect(self._restyle)
        self._group.idToggled.connect(self._recolour)
        self._restyle()

    def show_page(self, index: int) -> None:
        """Marks a page as the one in front."""
        self._group.button(index).setChecked(True)

    def button(self, index: int) -> QToolButton:
        """The button of a page."""
        button = self._group.button(index)
        assert isinstance(button, QToolButton)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the words out where they would be cut."""
        super().resizeEvent(event)
        self._fit()

    def _button(self, index: int, entry: PageEntry) -> QToolButton:
        title = entry.title
        button = QToolButton(self)
        set_role(button, "activity")
        button.setText(title)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setToolTip(f"{title}  (Ctrl+{index + 1})")
        button.setAccessibleName(title)
        self._group.addButton(button, index)
        return button

    def _restyle(self) -> None:
        self._fit()
        self._recolour()

    def _fit(self) -> None:
        # A size that depends on the height is no size hint: without fixed ones the bar would have to be as high as its
        # words, and the window with it.
        room = (self.height() - 2 * GRID) // len(PAGES) - HALF
        has_words = room >= scaled(_LEAST_BUTTON)
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon if has_words else Qt.ToolButtonStyle.ToolButtonIconOnly
        height = max(_SMALLEST_BUTTON, min(room, scaled(_BUTTON)))
        side = scaled(_ICON) if has_words else min(scaled(_ICON), height - 2 * GRID)
        for button in self._group.buttons():
            assert isinstance(button, QToolButton)
            button.setToolButtonStyle(style)
            button.setIconSize(QSize(side, side))
            button.setFixedHeight(height)
        # Words of some languages are longer than the English ones.
        widest = max(button.sizeHint().width() for button in self._group.buttons())
        self.setFixedWidth(max(scaled(_WIDTH), widest + 2 * HALF) if has_words else _WIDTH)

    def minimumSizeHint(self) -> QSize:
        """Icons alone."""
        return QSize(super().minimumSizeHint().width(), len(PAGES) * (_SMALLEST_BUTTON + HALF) + 2 * GRID)

    def _recolour(self) -> None:
        for index, entry in enumerate(PAGES):
            button = self._group.button(index)
            button.setIcon(self._theme.icon(entry.icon_name, "link" if button.isChecked() else "muted"))
