"""The Settings page: appearance, boards, tools, data, about."""

from __future__ import annotations

import platform
from functools import partial

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from benchwright import __version__
from benchwright.model.events import DevicesChanged
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.settings.boards_section import BoardsSection
from benchwright.ui.pages.settings.tools_section import ToolsSection
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button

_VIRTUAL = "virtual:"


class SettingsPage(Page):
    """What can be changed, and what is so."""

    title = "Settings"
    icon_name = "mdi6.cog-outline"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._virtual_names: tuple[str, ...] = ()
        self.theme_button = push_button(theme, "", self, icon_name="mdi6.theme-light-dark")
        self.theme_button.clicked.connect(self._toggle_theme)
        self._virtual_rows = QVBoxLayout()
        self.boards = BoardsSection(theme, bridge.workbench.own_boards, self)
        self.tools = ToolsSection(theme, self)
        self._lay_out()
        theme.changed.connect(self._show_theme)
        bridge.devices_changed.connect(self._take_devices)
        self.boards.identity_named.connect(self._name_identity)
        self.boards.rules_copied.connect(self._tell_copied)
        self.tools.checked.connect(self._look_for_tools)
        self.tools.remedy_copied.connect(self._tell_copied)
        bridge.ask(bridge.workbench.virtual_names, self._take_virtual_names)
        bridge.ask(bridge.workbench.boards, self.boards.show_boards)
        bridge.ask(bridge.workbench.board_faults, self.boards.show_faults)
        self._look_for_tools()
        self._show_theme()

    def _look_for_tools(self) -> None:
        self.bridge.ask(self.bridge.workbench.tools, self.tools.show_tools)

    def _name_identity(self, usb_id: str, board: str) -> None:
        work = partial(self.bridge.workbench.name_identity, usb_id, board)
        words = self.tr("Every %1 is taken for this board from now on.").replace("%1", usb_id)
        self.bridge.ask(work, lambda _done: self.toast_requested.emit(words), self.error_raised.emit)

    def _tell_copied(self) -> None:
        self.toast_requested.emit(self.tr("It is on the clipboard."))

    def _toggle_theme(self) -> None:
        self.theme.toggle()
        self.bridge.remembered.is_dark = self.theme.is_dark

    def _show_theme(self) -> None:
        self.theme_button.setText(self.tr("Switch to light") if self.theme.is_dark else self.tr("Switch to dark"))

    def _take_virtual_names(self, names: tuple[str, ...]) -> None:
        self._virtual_names = names
        self._show_virtual()

    def _take_devices(self, _event: DevicesChanged) -> None:
        self._show_virtual()

    def _show_virtual(self) -> None:
        _empty(self._virtual_rows)
        running = {device.device_id for device in self.bridge.workbench.devices()}
        for name in self._virtual_names:
            self._virtual_rows.addWidget(self._virtual_row(name, is_running=f"{_VIRTUAL}{name}" in running))
        if not self._virtual_names:
            self._virtual_rows.addWidget(_value(self.tr("No board can be virtual on this computer."), self))

    def _virtual_row(self, name: str, *, is_running: bool) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_value(name, row), 1)
        button = push_button(self.theme, self.tr("Stop") if is_running else self.tr("Start"), row)
        button.setAccessibleName(f"{button.text()} {name}")
        act = self.bridge.workbench.stop_virtual if is_running else self.bridge.workbench.start_virtual
        button.clicked.connect(lambda _checked=False: act(name))
        layout.addWidget(button)
        return row

    def _lay_out(self) -> None:
        body = QWidget(self)
        body.setMaximumWidth(960)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        appearance = QHBoxLayout()
        appearance.addWidget(QLabel(self.tr("Dark or light  (Ctrl+Shift+T)"), body), 1)
        appearance.addWidget(self.theme_button)
        column.addWidget(self._section(self.tr("Appearance"), appearance))
        column.addWidget(self._section(self.tr("Virtual boards"), self._virtual_rows))
        column.addWidget(self._section(self.tr("Boards"), _alone(self.boards)))
        column.addWidget(self._section(self.tr("Tools"), _alone(self.tools)))
        column.addWidget(self._section(self.tr("Data"), self._facts(((self.tr("Database"), self._file()),))))
        about = (
            ("Benchwright", __version__),
            ("Qt", qVersion()),
            ("Python", platform.python_version()),
            (self.tr("System"), platform.platform(terse=True)),
        )
        column.addWidget(self._section(self.tr("About"), self._facts(about)))
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.addWidget(area)

    def _file(self) -> str:
        return self.bridge.workbench.store.file

    def _section(self, title: str, content: QVBoxLayout | QHBoxLayout) -> QFrame:
        frame = QFrame(self)
        set_role(frame, "surface")
        heading = QLabel(title, frame)
        set_role(heading, "section")
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addLayout(content)
        return frame

    def _facts(self, facts: tuple[tuple[str, str], ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        for name, value in facts:
            row = QHBoxLayout()
            label = QLabel(name, self)
            label.setFixedWidth(120)
            set_role(label, "muted")
            row.addWidget(label)
            row.addWidget(_value(value, self), 1)
            column.addLayout(row)
        return column


def _alone(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(widget)
    return column


def _value(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    set_role(label, "value")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
