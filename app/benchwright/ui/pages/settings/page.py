"""The Settings page: its sections, one below the other, and a list that leads to each."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QVBoxLayout, QWidget

from benchwright.catalog.policy_file import read_policy
from benchwright.model.errors import BenchError
from benchwright.model.events import DevicesChanged
from benchwright.model.place import Place
from benchwright.protocols.store_upkeep import ArchivedRuns, KeptTraces
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.numbers import count_text
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.settings.appearance_section import AppearanceSection
from benchwright.ui.pages.settings.boards_section import BoardsSection
from benchwright.ui.pages.settings.data_section import ARCHIVED_DAYS, DataSection
from benchwright.ui.pages.settings.gate_section import GateSection
from benchwright.ui.pages.settings.general_section import GeneralSection
from benchwright.ui.pages.settings.keys_section import KeysSection
from benchwright.ui.pages.settings.language_section import LanguageSection
from benchwright.ui.pages.settings.meters_section import MetersSection
from benchwright.ui.pages.settings.remote_section import RemoteSection
from benchwright.ui.pages.settings.reports_section import ReportsSection
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.pages.settings.tools_section import ToolsSection
from benchwright.ui.pages.settings.virtual_section import VirtualSection
from benchwright.ui.theme import Theme, scaled
from benchwright.ui.tokens import GRID
from benchwright.ui.window_actions import make_action

_VIRTUAL = "virtual:"
_WIDTH = 960
_LIST_WIDTH = 168
_NARROW = 640


class SettingsPage(Page):
    """What can be changed, and what is so."""

    key = "settings"
    icon_name = "mdi6.cog-outline"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        workbench, remembered = bridge.workbench, bridge.remembered
        self._virtual_names: tuple[str, ...] = ()
        self.general = GeneralSection(theme, self)
        self.language = LanguageSection(theme, bridge.language, self)
        self.language.chosen.connect(self._remember_language)
        self.general.language_place.addWidget(self.language)
        self.appearance = AppearanceSection(theme, remembered, self)
        self.virtual = VirtualSection(theme, self)
        self.boards = BoardsSection(theme, workbench.own_boards, self)
        self.tools = ToolsSection(theme, self)
        self.meters = MetersSection(theme, bridge.meter, self)
        self.remote = RemoteSection(theme, self)
        self.gate = GateSection(theme, bridge.gate, self)
        self.data = DataSection(theme, workbench.store.file, self)
        self.keys = KeysSection(theme, self)
        self.names = QListWidget(self)
        self._area = QScrollArea(self)
        self._body = QWidget(self)
        self._sections: tuple[Section, ...] = ()
        self.reports = ReportsSection(bridge, theme, self)
        self.reports.letterhead.failed.connect(self.error_raised)
        self._lay_out()
        self._connect()
        self._add_actions()
        bridge.ask(workbench.virtual_names, self._take_virtual_names)
        bridge.ask(workbench.boards, self.boards.show_boards)
        bridge.ask(workbench.board_faults, self.boards.show_faults)
        self._look_for_tools()

    def shown(self) -> None:
        """Reads again what may have changed."""
        self.keys.show_actions(self.list_actions, self.make_more_actions)
        self._look_for_meters()
        self.gate.show_choice()
        self.names.doItemsLayout()
        self._show_virtual()
        self._ask_size()
        self._show_remote()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of sections makes room where there is little."""
        super().resizeEvent(event)
        self.names.setVisible(self.width() >= scaled(_NARROW))

    def receive(self, value: object) -> None:
        """Scrolls to the section of this name, such as "tools"."""
        section = getattr(self, str(value), None)
        if isinstance(section, QWidget):
            # Where it stands is known once the page was laid out.
            QTimer.singleShot(0, section, lambda: self._scroll_to(section))

    def _scroll_to(self, section: QWidget) -> None:
        top = section.mapTo(self._body, section.rect().topLeft()).y()
        self._area.verticalScrollBar().setValue(top)

    def _look_for_tools(self) -> None:
        self.bridge.ask(self.bridge.workbench.tools, self.tools.show_tools)

    def _look_for_meters(self) -> None:
        self.bridge.ask(self.bridge.workbench.meters.scan, self.meters.show_meters)

    def _name_identity(self, usb_id: str, board: str) -> None:
        work = partial(self.bridge.workbench.name_identity, usb_id, board)
        words = self.tr("Every %1 is taken for this board from now on.").replace("%1", usb_id)
        self.bridge.ask(work, lambda _done: self.toast_requested.emit(words), self.error_raised.emit)

    def _tell_copied(self) -> None:
        self.toast_requested.emit(self.tr("It is on the clipboard."))

    def _remember_language(self, code: str) -> None:
        self.bridge.remembered.language = code

    def _take_virtual_names(self, names: tuple[str, ...]) -> None:
        self._virtual_names = names
        self._show_virtual()

    def _take_devices(self, _event: DevicesChanged) -> None:
        self._show_virtual()

    def _show_virtual(self) -> None:
        ids = (device.device_id for device in self.bridge.workbench.devices())
        running = {name.removeprefix(_VIRTUAL) for name in ids if name.startswith(_VIRTUAL)}
        self.virtual.show_boards(self._virtual_names, running)

    def _show_remote(self) -> None:
        remote = self.bridge.workbench.remote
        self.remote.setVisible(remote is not None)
        if remote is None:
            return
        self.remote.show_ports(remote.ports.kept())
        self.remote.show_lab(remote.coordinator, ())
        if remote.coordinator:
            self.remote.say(self.tr("Asking the lab …"))
            self.bridge.ask(remote.places, self._show_places, self._fail_lab)

    def _show_places(self, places: tuple[Place, ...]) -> None:
        remote = self.bridge.workbench.remote
        if remote is not None:
            self.remote.show_lab(remote.coordinator, places)

    def _fail_lab(self, error: Exception) -> None:
        self.remote.say(f"{error.what} {error.why}" if isinstance(error, BenchError) else str(error))

    def _keep_port(self, url: str) -> None:
        remote = self.bridge.workbench.remote
        if remote is not None:
            self.bridge.ask(partial(remote.ports.keep, url), self._take_kept, self.error_raised.emit)

    def _forget_port(self, url: str) -> None:
        remote = self.bridge.workbench.remote
        if remote is not None:
            self.bridge.ask(partial(remote.ports.forget, url), self._take_kept, self.error_raised.emit)

    def _use_lab(self, coordinator: str) -> None:
        remote = self.bridge.workbench.remote
        if remote is not None:
            self.bridge.ask(partial(remote.use_lab, coordinator), self._take_kept, self.error_raised.emit)

    def _take_kept(self, _done: None) -> None:
        self._show_remote()

    def _ask_size(self) -> None:
        upkeep = self.bridge.workbench.store.upkeep
        self.bridge.ask(upkeep.size_bytes, self.data.show_size, self.error_raised.emit)
        self.bridge.ask(upkeep.traces, self.data.show_traces, self.error_raised.emit)

    def _back_up(self, file: Path) -> None:
        words = self.tr("Wrote %1.").replace("%1", file.name)
        work = partial(self.bridge.workbench.store.upkeep.back_up, file)
        self.bridge.ask(work, lambda _done: self.toast_requested.emit(words), self.error_raised.emit)

    def _read_policy(self, file: Path) -> None:
        self.bridge.ask(partial(read_policy, file), self.gate.show_policy, self.gate.show_problem)

    def _weigh_archived(self) -> None:
        work = partial(self.bridge.workbench.store.upkeep.archived, older_than_days=ARCHIVED_DAYS)
        self.bridge.ask(work, self._ask_deletion, self.error_raised.emit)

    def _ask_deletion(self, found: ArchivedRuns) -> None:
        if found.count:
            self.data.confirm_deletion(found)
        else:
            words = self.tr("No run was archived more than %1 days ago.")
            self.toast_requested.emit(words.replace("%1", str(ARCHIVED_DAYS)))

    def _delete_archived(self) -> None:
        work = partial(self.bridge.workbench.store.upkeep.remove_archived, older_than_days=ARCHIVED_DAYS)
        self.bridge.ask(work, self._tell_deleted, self.error_raised.emit)

    def _tell_deleted(self, count: int) -> None:
        self.toast_requested.emit(self.tr("%1 archived runs were deleted.").replace("%1", count_text(count)))
        self._ask_size()

    def _weigh_traces(self) -> None:
        work = partial(self.bridge.workbench.store.upkeep.traces, older_than_days=ARCHIVED_DAYS)
        self.bridge.ask(work, self._ask_traces_deletion, self.error_raised.emit)

    def _ask_traces_deletion(self, found: KeptTraces) -> None:
        if found.count:
            self.data.confirm_traces_deletion(found)
        else:
            words = self.tr("No trace is kept that is older than %1 days.")
            self.toast_requested.emit(words.replace("%1", str(ARCHIVED_DAYS)))

    def _delete_traces(self) -> None:
        work = partial(self.bridge.workbench.store.upkeep.remove_traces, older_than_days=ARCHIVED_DAYS)
        self.bridge.ask(work, self._tell_traces_deleted, self.error_raised.emit)

    def _tell_traces_deleted(self, count: int) -> None:
        self.toast_requested.emit(self.tr("%1 traces were deleted.").replace("%1", count_text(count)))
        self._ask_size()

    def _connect(self) -> None:
        workbench = self.bridge.workbench
        self.bridge.devices_changed.connect(self._take_devices)
        self.general.tour_requested.connect(self.tour_requested)
        self.virtual.started.connect(workbench.start_virtual)
        self.virtual.stopped.connect(workbench.stop_virtual)
        self.boards.identity_named.connect(self._name_identity)
        self.boards.rules_copied.connect(self._tell_copied)
        self.tools.checked.connect(self._look_for_tools)
        self.tools.remedy_copied.connect(self._tell_copied)
        self.meters.scan_requested.connect(self._look_for_meters)
        self.meters.power_requested.connect(lambda: self.navigation_requested.emit("power", None))
        self.remote.port_named.connect(self._keep_port)
        self.remote.port_forgotten.connect(self._forget_port)
        self.remote.lab_named.connect(self._use_lab)
        self.remote.places_requested.connect(self._show_remote)
        self.gate.reading_asked.connect(self._read_policy)
        self.data.backup_requested.connect(self._back_up)
        self.data.weight_requested.connect(self._weigh_archived)
        self.data.deletion_confirmed.connect(self._delete_archived)
        self.data.traces_weight_requested.connect(self._weigh_traces)
        self.data.traces_deletion_confirmed.connect(self._delete_traces)
        self.names.currentRowChanged.connect(lambda row: self._scroll_to(self._sections[row]))
        self.theme.changed.connect(self._fit_text)

    def _add_actions(self) -> None:
        self.addActions(
            [
                *(make_action(self, text, "", do) for text, do in self.appearance.choices()),
                *(make_action(self, text, "", do) for text, do in self.language.choices()),
                make_action(self, self.data.backup_button.text(), "", self.data.backup_button.click),
                make_action(self, self.data.delete_button.text(), "", self.data.delete_button.click),
                make_action(self, self.tr("Open the folder of the database"), "", self.data.open_button.click),
                make_action(self, self.tr("Look for tools again"), "", self.tools.check_button.click),
                make_action(self, self.tr("Look for power meters again"), "", self.meters.look_button.click),
                *(
                    make_action(
                        self, self.tr("Settings: %1").replace("%1", section.title), "", partial(self._lead, section)
                    )
                    for section in self._sections
                ),
            ]
        )

    def _lead(self, section: Section) -> None:
        QTimer.singleShot(0, section, lambda: self._scroll_to(section))

    def _fit_text(self) -> None:
        self._body.setMaximumWidth(scaled(_WIDTH))
        self.names.setFixedWidth(scaled(_LIST_WIDTH))

    def _lay_out(self) -> None:
        boards, tools = Section(self), Section(self)
        boards.show_title(self.tr("Boards"))
        boards.rows.addWidget(self.boards)
        tools.show_title(self.tr("Tools"))
        tools.rows.addWidget(self.tools)
        self._sections = (self.general, self.appearance, boards, self.virtual, tools, self.meters, self.remote)
        self._sections = (*self._sections, self.gate, self.reports, self.data, self.keys)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(2 * GRID)
        for section in self._sections:
            column.addWidget(section)
            self.names.addItem(section.title)
        column.addStretch(1)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._body)
        self._area.setAccessibleName(self.tr("Sections"))
        self.names.setAccessibleName(self.tr("Sections"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.names)
        layout.addWidget(self._area, 1)
        self._fit_text()
