"""The device list: a card for each device, and the menu that starts virtual ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from benchwright.model.board import Board, FlashMethod
from benchwright.model.device import Device, DeviceState
from benchwright.ui.language.translators import said
from benchwright.ui.pages.bench.device_card import DeviceCard
from benchwright.ui.progress import Progress, ProgressBook
from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import icon_button

WIDTH = 248
_FLAT_PX = 150
_UNBOUND_PX = 16_777_215
"""Qt's own word for no limit, QWIDGETSIZE_MAX."""


class DeviceList(QWidget):
    """Shows devices, keeps one selected, and tells what was asked of them."""

    selected = Signal(str)
    model_dropped = Signal(str, Path)
    checks_changed = Signal()
    cable_pulled = Signal(str)
    cable_plugged = Signal(str)
    virtual_stopped = Signal(str)
    flasher_chosen = Signal(str, str)
    """A device, and the method it is flashed with; "" for the first that can be had."""
    board_questioned = Signal(str)
    benchmark_requested = Signal(str)
    """Which board this device is, is to be told or found out."""

    def __init__(self, theme: Theme, book: ProgressBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._book = book
        self._cards: dict[str, DeviceCard] = {}
        self._titles: dict[str, str] = {}
        self._menus: dict[str, tuple[object, ...]] = {}
        self._methods: dict[str, tuple[str, ...]] = {}
        self._selected_id = ""
        self._is_flat = False
        self._fit_text()
        self._heading = QLabel(self.tr("Boards"), self)
        set_role(self._heading, "section")
        self.add_button = icon_button(theme, self.tr("Add a virtual board"), "mdi6.plus", self)
        self.add_menu = QMenu(self)
        self.add_button.setMenu(self.add_menu)
        self.add_button.setPopupMode(self.add_button.ToolButtonPopupMode.InstantPopup)
        self._column = QVBoxLayout()
        self._lay_out()
        book.changed.connect(self._refresh)
        theme.changed.connect(self._fit_text)

    @property
    def selected_id(self) -> str:
        """The selected device; "" for none."""
        return self._selected_id

    @property
    def cards(self) -> tuple[DeviceCard, ...]:
        """The cards from top to bottom."""
        return tuple(self._cards.values())

    @property
    def targets(self) -> tuple[str, ...]:
        """Checked devices, or the selected one when none is checked."""
        checked = tuple(
            card.device.device_id for card in self.cards if card.check.isVisible() and card.check.isChecked()
        )
        return checked or ((self._selected_id,) if self._selected_id else ())

    def title(self, device: Device) -> str:
        """What the board of a device is called."""
        return self._titles.get(device.board or "", device.board or self.tr("Which board is this?"))

    def show_boards(self, boards: Sequence[Board]) -> None:
        """What boards are called, and how they are flashed."""
        self._titles = {board.name: said(board.title) for board in boards}
        self._methods = {board.name: tuple(method.value for method in board.flash_methods) for board in boards}
        for device_id in self._cards:
            self._refresh(device_id)

    def show_devices(self, devices: tuple[Device, ...]) -> None:
        """Adds, updates and removes cards; selects the first device when none is selected."""
        present = {device.device_id for device in devices}
        for device_id in [known for known in self._cards if known not in present]:
            card = self._cards.pop(device_id)
            self._menus.pop(device_id, None)
            card.hide()
            card.deleteLater()
        for device in devices:
            card = self._cards.get(device.device_id) or self._add(device)
            card.show_device(device, self.title(device), self._book.of(device.device_id))
            self._fill_menu(card)
        for card in self.cards:
            card.check.setVisible(len(self._cards) > 1)
        count = f"  {len(devices)}" if devices else ""
        self._heading.setText(self.tr("Boards") + count)
        if self._selected_id not in self._cards:
            self.select(next(iter(self._cards), ""))

    def select(self, device_id: str) -> None:
        """Selects a device."""
        is_new = device_id != self._selected_id
        self._selected_id = device_id
        for card in self.cards:
            card.show_selected(is_selected=card.device.device_id == device_id)
        if is_new:
            self.selected.emit(device_id)

    def lie(self, *, is_flat: bool) -> None:
        """Whether it stands above the rest, low and as wide as there is room."""
        if is_flat != self._is_flat:
            self._is_flat = is_flat
            self._fit_text()

    def focus_selected(self) -> None:
        """Ctrl+K: puts the focus on the selected card."""
        if self._selected_id in self._cards:
            self._cards[self._selected_id].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit_text(self) -> None:
        # Large letters get more room where there is some; the names are elided else.
        self.setMinimumWidth(0 if self._is_flat else WIDTH)
        self.setMaximumWidth(_UNBOUND_PX if self._is_flat else scaled(WIDTH))
        self.setMinimumHeight(scaled(_FLAT_PX) if self._is_flat else 0)
        self.setMaximumHeight(scaled(_FLAT_PX) if self._is_flat else _UNBOUND_PX)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its letters want it."""
        return QSize(scaled(WIDTH), super().sizeHint().height())

    def _move(self, step: int) -> None:
        ids = list(self._cards)
        self.select(ids[(ids.index(self._selected_id) + step) % len(ids)])
        self.focus_selected()

    def _add(self, device: Device) -> DeviceCard:
        card = DeviceCard(self._theme, device, self)
        card.chosen.connect(self.select)
        card.left.connect(self._move)
        card.model_dropped.connect(self.model_dropped)
        card.checked_changed.connect(self.checks_changed)
        card.questioned.connect(self.board_questioned)
        self._cards[device.device_id] = card
        self._column.insertWidget(self._column.count() - 1, card)
        self._queue(card)
        return card

    def _queue(self, card: DeviceCard) -> None:
        """Tab goes from card to card before it leaves the list, though cards are made later than what stands beside."""
        others = [other for other in self.cards if other is not card]
        before = others[-1].focus_parts[-1] if others else self.add_button
        for part in card.focus_parts:
            QWidget.setTabOrder(before, part)
            before = part

    def _refresh(self, device_id: str) -> None:
        card = self._cards.get(device_id)
        if card is not None:
            progress: Progress = self._book.of(device_id)
            card.show_device(card.device, self.title(card.device), progress)

    def _fill_menu(self, card: DeviceCard) -> None:
        device = card.device
        is_gone = device.state is DeviceState.GONE
        content = (
            device.board,
            device.is_virtual,
            is_gone,
            device.flash_with,
            self._methods.get(device.board or "", ()),
        )
        if self._menus.get(device.device_id) == content:
            return
        self._menus[device.device_id] = content
        # Clearing takes a menu within it out of sight only: it stays a child, with its actions.
        for within in card.menu.findChildren(QMenu):
            within.deleteLater()
        card.menu.clear()
        if device.is_virtual and is_gone:
            card.menu.addAction(self.tr("Put the cable back"), lambda: self.cable_plugged.emit(device.device_id))
        elif device.is_virtual:
            card.menu.addAction(self.tr("Pull the cable"), lambda: self.cable_pulled.emit(device.device_id))
        if device.is_virtual:
            card.menu.addAction(self.tr("Stop this virtual board"), lambda: self.virtual_stopped.emit(device.device_id))
        else:
            card.menu.addAction(self.tr("Which board is this?…"), lambda: self.board_questioned.emit(device.device_id))
            card.menu.addAction(self.tr("MLPerf Tiny…"), lambda: self.benchmark_requested.emit(device.device_id))
        self._fill_flashers(card)
        card.menu.addAction(self.tr("Select"), lambda: self.select(device.device_id))

    def _fill_flashers(self, card: DeviceCard) -> None:
        """A menu of the board's flash methods, where there is a choice."""
        device = card.device
        methods = self._methods.get(device.board or "", ())
        if device.is_virtual and methods and FlashMethod.VIRTUAL_IMAGE.value not in methods:
            methods = (FlashMethod.VIRTUAL_IMAGE.value, *methods)
        if len(methods) < 2:
            return
        menu = card.menu.addMenu(self.tr("Flash with"))
        for method in ("", *methods):
            action = menu.addAction(method or self.tr("the first that can be had"))
            action.setCheckable(True)
            action.setChecked(device.flash_with == method)
            action.triggered.connect(partial(self._choose_flasher, device.device_id, method))

    def _choose_flasher(self, device_id: str, method: str, _checked: bool = False) -> None:
        self.flasher_chosen.emit(device_id, method)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.addWidget(self._heading, 1)
        heading.addWidget(self.add_button)
        body = QWidget(self)
        body.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(heading)
        layout.addWidget(area, 1)
