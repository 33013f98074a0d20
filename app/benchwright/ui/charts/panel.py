"""A panel: one pair of axes with marks on it, for eye, mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QRubberBand, QVBoxLayout, QWidget

from benchwright.ui.charts.canvas import Canvas
from benchwright.ui.charts.hover_card import HoverCard
from benchwright.ui.charts.mark_cloud import Indices, MarkCloud
from benchwright.ui.charts.marks import Mark
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import CORNER, FOCUS_WIDTH, HALF
from benchwright.ui.widgets.elided_label import ElidedLabel

REACH_PX = 18
_MOST_DRAWN = 1_000
_CELL_PX = 3
_TOLERATED_PX = 3
_MOST_FOLLOWED = 3
_NOWHERE = np.empty((2, 0))


class Panel(QWidget):
    """Axes without a frame. The owner clears and draws it anew on new data and on a change of theme.

    Arrow keys walk the marks from left to right, Enter opens one, Space selects it, B makes it the baseline;
    dragging a box selects what is inside.
    """

    mark_opened = Signal(str)
    mark_toggled = Signal(str)
    baseline_asked = Signal(str)
    marks_boxed = Signal(tuple)
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ElidedLabel(self)
        self.canvas = Canvas(theme, self)
        self._plot: QWidget = self.canvas.plot
        self._viewport: QWidget = self.canvas.plot.viewport()
        self._card = HoverCard(theme, self)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self._viewport)
        self._press: QPoint | None = None
        self._marks: tuple[Mark, ...] = ()
        self._current = -1
        self._current_key = ""
        self._ring: object = None
        self._layer: object = None
        self._drawn = MarkCloud(())
        self._front_layer: object = None
        self._describe: Callable[[str], tuple[str, ...]] | None = None
        self._walk: tuple[int, ...] = ()
        self._places = _NOWHERE
        self._keys: list[str] = []
        self._drawn_room = (0.0, 0.0)
        self._followed_count = 0
        self.opens_on_click = False
        set_role(self._title, "caption")
        self._title.hide()
        self.canvas.plot.plotItem.vb.sigResized.connect(self._follow_axes)
        self._viewport.setMouseTracking(True)
        self._viewport.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH, FOCUS_WIDTH)
        layout.setSpacing(HALF)
        layout.addWidget(self._title)
        layout.addWidget(self._plot, 1)

    @property
    def title(self) -> str:
        """The line above the axes."""
        return self._title.full_text

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn, from left to right."""
        return self._marks

    def set_title(self, text: str) -> None:
        """The line above the axes; an empty one takes no room."""
        self._title.show_text(text)
        self._title.setVisible(bool(text))

    def clear(self) -> None:
        """An empty panel in the colours of the theme."""
        self._card.hide()
        self._follow_from(self.canvas.room_px)
        self._ring, self._current, self._marks = None, -1, ()
        self._layer, self._front_layer, self._drawn = None, None, MarkCloud(())
        self._describe, self._walk, self._places, self._keys = None, (), _NOWHERE, []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.clear()

    def add_marks(
        self,
        marks: Iterable[Mark],
        selected: frozenset[str] = frozenset(),
        *,
        describe: Callable[[str], tuple[str, ...]] | None = None,
    ) -> None:
        """Draws marks that mouse and keyboard find; with a selection the others step back.

        `describe` gives the card of a mark that has none by itself: thousands of cards are not written in advance. Of
        thousands of marks those are drawn that would be seen.
        """
        drawn = tuple(marks)
        self._describe = describe
        added = MarkCloud(drawn)
        self._drawn = MarkCloud((*self._drawn.marks, *drawn)) if self._drawn.marks else added
        self.add_hot_spots(drawn)
        layer = self.canvas.add_marks(self._visible(added, added.all()))
        if self._layer is None:
            self._layer = layer
            self.show_selected(selected)
        elif selected:
            self.canvas.fade(layer, is_faded=not any(mark.key in selected for mark in drawn))

    def show_selected(self, selected: frozenset[str]) -> None:
        """Lets what is not selected step back, without drawing the rest anew."""
        if self._layer is None:
            return
        self.canvas.fade(self._layer, is_faded=bool(selected))
        chosen = self._visible(self._drawn, self._drawn.chosen(selected)) if selected else ()
        if self._front_layer is not None:
            self.canvas.replace_marks(self._front_layer, chosen)
        elif chosen:
            self._front_layer = self.canvas.add_marks(chosen, z=12)

    def set_walk(self, keys: Iterable[str]) -> None:
        """Arrow keys visit these marks only, from left to right; with Shift they visit all."""
        wanted = frozenset(keys)
        self._walk = tuple(index for index, mark in enumerate(self._marks) if mark.key in wanted)

    def add_hot_spots(self, marks: Iterable[Mark]) -> None:
        """Marks that are not drawn, for what has a shape of its own; hover and arrow keys find them."""
        self._marks = tuple(sorted((*self._marks, *marks), key=lambda mark: (mark.x, mark.y)))
        self._keys = [mark.key for mark in self._marks]
        self._places = np.array([(mark.x, mark.y) for mark in self._marks]).T
        self._current = next((i for i, mark in enumerate(self._marks) if mark.key == self._current_key), -1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._marks else Qt.FocusPolicy.NoFocus)

    def mark_position(self, key: str) -> QPoint:
        """Where a mark is drawn, in pixels of the plot's viewport."""
        mark = next(mark for mark in self._marks if mark.key == key)
        return self.canvas.to_pixels(mark)

    def sizeHint(self) -> QSize:
        """Wide as a hand."""
        return QSize(320, 220)

    def minimumSizeHint(self) -> QSize:
        """Below this the ticks would collide."""
        return QSize(180, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells that there is more or less room."""
        super().resizeEvent(event)
        self._followed_count = 0
        self.resized.emit()

    def _follow_axes(self) -> None:
        """Tick labels take their room when they are painted, and leave less or more to what was placed by pixels."""
        if self._has_moved(self.canvas.room_px) and self._followed_count < _MOST_FOLLOWED:
            self._followed_count += 1
            self.resized.emit()

    def _follow_from(self, room: tuple[float, float]) -> None:
        if not self._has_moved(room):
            self._followed_count = 0
        self._drawn_room = room

    def _has_moved(self, room: tuple[float, float]) -> bool:
        return any(abs(now - then) > _TOLERATED_PX for now, then in zip(room, self._drawn_room, strict=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks and acts on the marks."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        signals = {
            Qt.Key.Key_Return: self.mark_opened,
            Qt.Key.Key_Enter: self.mark_opened,
            Qt.Key.Key_Space: self.mark_toggled,
            Qt.Key.Key_B: self.baseline_asked,
        }
        key = Qt.Key(event.key())
        if key in steps and self._marks:
            is_all = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(steps[key], () if is_all else self._walk)
        elif key in signals and 0 <= self._current < len(self._marks):
            signals[key].emit(self._marks[self._current].key)
        elif key is Qt.Key.Key_Escape and self._card.isVisible():
            self._card.hide()
        else:
            super().keyPressEvent(event)

    def _step(self, step: int, walk: tuple[int, ...]) -> None:
        """To the next mark of the walk, or of all; from a mark beside it, to the next one in its direction."""
        if not walk:
            start = self._current if self._current >= 0 else min(0, -step)
            self._show_current((start + step) % len(self._marks))
            return
        ahead = [index for index in walk if (index > self._current if step > 0 else index < self._current)]
        if self._current < 0 or not ahead:
            self._show_current(walk[0] if step > 0 else walk[-1])
        else:
            self._show_current(ahead[0] if step > 0 else ahead[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the focus ring."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("focus"), FOCUS_WIDTH))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), CORNER, CORNER)
            painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mouse over the axes: hover card, click, box."""
        if isinstance(event, QMouseEvent):
            self._mouse(event)
        elif event.type() is QEvent.Type.Leave:
            self._card.hide()
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._press = at
        elif event.type() is QEvent.Type.MouseMove:
            if self._press is not None:
                self._stretch(at)
            else:
                self._show_current(self._nearest(at))
        elif event.type() is QEvent.Type.MouseButtonRelease and self._press is not None:
            start, self._press = self._press, None
            self._release(start, at)
        elif event.type() is QEvent.Type.MouseButtonDblClick and (near := self._nearest(at)) >= 0:
            self.mark_opened.emit(self._marks[near].key)

    def _stretch(self, at: QPoint) -> None:
        if self._press is not None and (at - self._press).manhattanLength() > HALF:
            self._band.setGeometry(QRect(self._press, at).normalized())
            self._band.show()

    def _release(self, start: QPoint, end: QPoint) -> None:
        if self._band.isVisible():
            box = self._band.geometry()
            self._band.hide()
            xs, ys = self.canvas.all_to_pixels(*self._places)
            is_inside = (xs >= box.left()) & (xs <= box.right()) & (ys >= box.top()) & (ys <= box.bottom())
            inside = map(self._keys.__getitem__, np.flatnonzero(is_inside).tolist())
            self.marks_boxed.emit(tuple(dict.fromkeys(inside)))
        elif (near := self._nearest(start)) >= 0 and (end - start).manhattanLength() <= HALF:
            signal = self.mark_opened if self.opens_on_click else self.mark_toggled
            signal.emit(self._marks[near].key)

    def _nearest(self, at: QPoint) -> int:
        if not self._marks:
            return -1
        inside = [index for index, mark in enumerate(self._marks) if mark.box is not None and self._holds(mark, at)]
        if inside:
            return inside[0]
        xs, ys = self.canvas.all_to_pixels(*self._places)
        squared = (xs - at.x()) ** 2 + (ys - at.y()) ** 2
        index = int(squared.argmin())
        return index if squared[index] <= REACH_PX**2 else -1

    def _visible(self, cloud: MarkCloud, indices: Indices) -> tuple[Mark, ...]:
        """Of very many marks one for each place and look: what lies under another of its kind is not drawn."""
        if len(indices) > _MOST_DRAWN:
            indices = cloud.seen(indices, *self.canvas.cells(*cloud.places, size_px=_CELL_PX))
        return cloud.at(indices)

    def _holds(self, mark: Mark, at: QPoint) -> bool:
        """Whether a point lies inside the box of a mark."""
        if mark.box is None:
            return False
        left, bottom, right, top = mark.box
        corners = (self.canvas.to_pixels(replace(mark, x=x, y=y)) for x, y in ((left, top), (right, bottom)))
        return QRect(*corners).normalized().contains(at)

    def _show_current(self, index: int) -> None:
        self._current = index
        if self._ring is not None:
            self.canvas.remove(self._ring)
            self._ring = None
        if index < 0:
            self._card.hide()
            return
        mark = self._marks[index]
        self._current_key = mark.key
        self._ring = self.canvas.add_ring(mark)
        card = mark.card or (self._describe(mark.key) if self._describe is not None else ())
        if card:
            self._card.show_lines(card, self._viewport.mapTo(self, self.canvas.to_pixels(mark)))
        self.setAccessibleDescription(", ".join(card))
