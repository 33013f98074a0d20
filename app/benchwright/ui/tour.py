"""The tour: three steps at the first start, to be skipped at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import CORNER, FOCUS_WIDTH, GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.flow_layout import FlowLayout

_WIDTH = 340
_LOOK_MS = 60
"""Between two looks at where the part stands: no event tells of a part that an ancestor moves or hides."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """What a step says, about which part of the window, and a button of its own, "" for none."""

    title: str
    text: str
    target: Callable[[], QWidget | None]
    action: str = ""
    on_action: Callable[[], object] | None = None
    is_below: bool = False
    """The card stands under the part where there is room: what is beside it can be pressed too."""
    deeds: Callable[[], int] = int
    """How often what the step asks for was done; the tour goes on when it grows, however it was done."""


class Tour(QFrame):
    """A card beside the part of the window it is about; nothing else is stopped meanwhile. `ended` at the end."""

    ended = Signal()

    def __init__(self, theme: Theme, steps: Sequence[TourStep], window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._steps = tuple(steps)
        self._place = 0
        self._deeds_before = self._steps[0].deeds()
        self._around = QRect()
        self._window = window
        self._ring = _Ring(theme, window)
        self._count = QLabel(self)
        self._title = QLabel(self)
        self._text = QLabel(self)
        self.action_button = push_button(theme, "", self, role="primary")
        self.next_button = push_button(theme, self.tr("Next"), self)
        self.skip_button = push_button(theme, self.tr("Skip the tour"), self, role="quiet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._lay_out()
        self.action_button.clicked.connect(self._act)
        self.next_button.clicked.connect(self._go_on)
        self.skip_button.clicked.connect(self.end)
        theme.changed.connect(self._show_step)
        window.installEventFilter(self)
        self._show_step()
        self.show()
        looking = QTimer(self)
        looking.timeout.connect(self._look)
        looking.start(_LOOK_MS)
        self.next_button.setFocus()

    @property
    def title(self) -> str:
        """What the step is about, as shown."""
        return self._title.text()

    @property
    def ringed(self) -> QRect:
        """The part of the window the step is about; empty where it cannot be seen, and nothing is ringed."""
        return self._around if self._ring.isVisible() else QRect()

    def end(self) -> None:
        """Puts the tour away."""
        self._ring.deleteLater()
        self.ended.emit()
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays beside its part when the window is resized."""
        if event.type() is QEvent.Type.Resize:
            self._stand()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Escape is for the tour here, before any shortcut of the page."""
        is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_key and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape skips."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("link"), 1))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), CORNER, CORNER)
        painter.end()

    def _act(self) -> None:
        act = self._steps[self._place].on_action
        if act is not None:
            act()
        self._go_on()

    def _go_on(self) -> None:
        if self._place + 1 == len(self._steps):
            self.end()
            return
        self._place += 1
        self._deeds_before = self._steps[self._place].deeds()
        self._show_step()

    def _look(self) -> None:
        """Follows what was done, and where the part is now."""
        if self._steps[self._place].deeds() > self._deeds_before:
            self._go_on()
        elif self._part() != self._around:
            self._stand()

    def _part(self) -> QRect:
        target = self._steps[self._place].target()
        return QRect() if target is None or not target.isVisible() else _rect_in(target, self._window)

    def _show_step(self) -> None:
        step, count = self._steps[self._place], len(self._steps)
        words = self.tr("Step %1 of %2").replace("%1", str(self._place + 1)).replace("%2", str(count))
        self._count.setText(words)
        self._title.setText(step.title)
        self._text.setText(step.text)
        self.action_button.setText(step.action)
        self.action_button.setAccessibleName(step.action)
        self.action_button.setVisible(bool(step.action))
        is_last = self._place + 1 == count
        self.next_button.setText(self.tr("Done") if is_last else self.tr("Next"))
        self.next_button.setAccessibleName(self.next_button.text())
        self.skip_button.setVisible(not is_last)
        self.setAccessibleName(f"{words}: {step.title}")
        self.setAccessibleDescription(step.text)
        self._stand()

    def _stand(self) -> None:
        """Right of its part, or below it, or wherever there is room."""
        room = self._window.rect().adjusted(GRID, GRID, -GRID, -GRID)
        width = min(scaled(_WIDTH), room.width())
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None else 0
        self.resize(width, min(height, room.height()))
        self._around = self._part()
        around = room if self._around.isEmpty() else self._around
        self._ring.show_around(self._around)
        left, top = around.right() + 2 * GRID, around.top()
        fits_below = around.bottom() + 2 * GRID + self.height() <= room.bottom()
        if left + self.width() > room.right() or (self._steps[self._place].is_below and fits_below):
            left, top = around.left(), around.bottom() + 2 * GRID
        if top + self.height() > room.bottom():
            top = max(room.top(), room.bottom() - self.height())
        self.move(max(room.left(), min(left, room.right() - self.width())), top)
        self.raise_()

    def _lay_out(self) -> None:
        set_role(self._count, "caption")
        set_role(self._title, "section")
        for label in (self._title, self._text):
            label.setWordWrap(True)
        buttons = FlowLayout()
        for button in (self.action_button, self.next_button, self.skip_button):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for label in (self._count, self._title, self._text):
            layout.addWidget(label)
        layout.addLayout(buttons)


class _Ring(QWidget):
    """A ring around the part that a step is about; the mouse goes through it."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_around(self, rect: QRect) -> None:
        """Moves around a rectangle of the window; an empty one hides it."""
        self.setVisible(not rect.isEmpty())
        self.setGeometry(rect.adjusted(-4, -4, 4, 4))
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("link"), FOCUS_WIDTH))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), CORNER, CORNER)
        painter.end()


def _rect_in(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
