"""A device card: one board on the desk, its origin and what it is doing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from benchwright.model.device import Device, DeviceState
from benchwright.ui.language.translators import said
from benchwright.ui.pages.bench.dropping import dropped_files
from benchwright.ui.progress import Progress
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import CORNER, FOCUS_WIDTH, GRID, HALF, Tone
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.quiet_bar import QuietBar
from benchwright.ui.widgets.tag import Tag

_LOOKS = {
    DeviceState.READY: ("mdi6.check-circle-outline", Tone.OK),
    DeviceState.BUSY: ("mdi6.progress-clock", Tone.BUSY),
    DeviceState.RESTARTING: ("mdi6.restart", Tone.WARNING),
    DeviceState.UNKNOWN: ("mdi6.help-circle-outline", Tone.WARNING),
    DeviceState.GONE: ("mdi6.power-plug-off-outline", Tone.NEUTRAL),
}


class DeviceCard(QFrame):
    """Click, Enter or Space selects it; a model file dropped on it is for this device."""

    chosen = Signal(str)
    model_dropped = Signal(str, Path)
    checked_changed = Signal()
    questioned = Signal(str)
    """The button of an unknown board was pressed."""
    left = Signal(int)
    """The next (1) or previous (-1) card was asked for."""

    def __init__(self, theme: Theme, device: Device, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._device = device
        self._shown: tuple[Device, str, Progress] | None = None
        self._is_selected = False
        self._is_target = False
        self.menu = QMenu(self)
        self.check = QCheckBox(self)
        self._title = ElidedLabel(self)
        self._origin = Tag(theme, self)
        self._state = Tag(theme, self)
        self._id = ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle)
        self._bar = QuietBar(self)
        self._more = icon_button(theme, self.tr("Actions of this board"), "mdi6.dots-vertical", self)
        self._more.clicked.connect(self._open_menu)
        self.which_button = push_button(theme, self.tr("Which board?"), self, icon_name="mdi6.help-circle-outline")
        self.which_button.clicked.connect(lambda: self.questioned.emit(self._device.device_id))
        self.which_button.hide()
        self.check.setAccessibleName(self.tr("Include this board"))
        self.check.toggled.connect(self.checked_changed)
        self.check.hide()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        set_role(self, "surface")
        set_role(self._id, "mono")
        set_role(self._title, "title")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAcceptDrops(True)
        self._lay_out()

    @property
    def device(self) -> Device:
        """The device shown."""
        return self._device

    @property
    def focus_parts(self) -> tuple[QWidget, ...]:
        """What Tab reaches, in its order."""
        return (self, self.check, self._more, self.which_button)

    @property
    def state_text(self) -> str:
        """What it is doing, as shown."""
        return self._state.text

    @property
    def origin_text(self) -> str:
        """The origin tag, as shown."""
        return self._origin.text

    def show_device(self, device: Device, title: str, progress: Progress) -> None:
        """Shows the device and how far its journey is; nothing is set again that would look the same."""
        if (shown := (device, title, progress)) == self._shown:
            return
        self._shown = shown
        self._device = device
        self._title.show_text(title)
        self._id.show_text(device.device_id)
        self._origin.show_origin(device.known_origin)
        is_running = progress.is_running and device.state is not DeviceState.GONE
        state = DeviceState.BUSY if is_running else device.state
        icon_name, tone = _LOOKS[state]
        self._state.show_text(self._state_words(state, progress), tone, icon_name=icon_name)
        current = progress.current
        ratio = current.ratio if current is not None and current.ratio is not None else 0.0
        self._bar.show_value(round(ratio * 1000))
        self._bar.setVisible(is_running)
        self.which_button.setVisible(state is DeviceState.UNKNOWN)
        self.setToolTip(said(device.evidence))
        self.setAccessibleName(f"{title}, {self._origin.text}")
        self.setAccessibleDescription(f"{self._state.text}, {device.device_id}")

    def show_selected(self, *, is_selected: bool) -> None:
        """Marks the card as the one the page is about."""
        self._is_selected = is_selected
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects."""
        super().mousePressEvent(event)
        self.chosen.emit(self._device.device_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space select; the menu key opens the menu."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self._device.device_id)
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.left.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Menu:
            self._open_menu()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Lights up under a file."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._is_target = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Goes dark again."""
        super().dragLeaveEvent(event)
        self._is_target = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands the first file on."""
        self._is_target = False
        self.update()
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.model_dropped.emit(self._device.device_id, files[0])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the surface, tinted when selected, ringed when focused or under a file."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("selection"))
            painter.drawRoundedRect(self.rect(), CORNER, CORNER)
        if self._is_target or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), FOCUS_WIDTH))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), CORNER, CORNER)
        painter.end()

    def sizeHint(self) -> QSize:
        """As wide as its column."""
        return QSize(scaled(232), super().sizeHint().height())

    def _open_menu(self) -> None:
        self.menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _state_words(self, state: DeviceState, progress: Progress) -> str:
        words = {
            DeviceState.READY: self.tr("ready"),
            DeviceState.RESTARTING: self.tr("restarting"),
            DeviceState.UNKNOWN: self.tr("unknown board"),
            DeviceState.GONE: self.tr("gone"),
        }
        if state is not DeviceState.BUSY:
            return words[state]
        current = progress.current
        if current is None:
            return self.tr("busy")
        percent = f" {current.ratio * 100:.0f} %" if current.ratio is not None else ""
        return f"{said(current.stage.value)}{percent}"

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(HALF)
        heading.addWidget(self._title, 1)
        heading.addWidget(self._more)
        tags = QHBoxLayout()
        tags.setSpacing(6)
        tags.addWidget(self._state)
        tags.addWidget(self._origin)
        tags.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, GRID, HALF, 10)
        layout.setSpacing(HALF)
        layout.addLayout(heading)
        layout.addLayout(tags)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, GRID, 0)
        below.addWidget(self._id, 1)
        below.addWidget(self.check)
        layout.addLayout(below)
        layout.addWidget(self.which_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._bar)
