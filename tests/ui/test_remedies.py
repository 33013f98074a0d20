"""Every error has the button that its way out asks for."""

import inspect
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from benchwright.model import errors
from benchwright.model.errors import BenchError, DutTimeout, ModelUnsupported, PortDenied, ToolMissing
from benchwright.ui.remedies import REMEDIES, Remedy, remedies_of
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.error_panel import ErrorPanel, command_in

CLASSES = [found for _name, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, BenchError)]
RULE = 'SUBSYSTEMS=="usb", ATTRS{idVendor}=="0483", ATTRS{idProduct}=="374b", MODE="0660", TAG+="uaccess"'


@pytest.fixture
def panel(theme: Theme, qtbot: QtBot) -> Iterator[ErrorPanel]:
    panel = ErrorPanel(theme)
    qtbot.addWidget(panel)
    yield panel
    panel.close()


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_class_of_error_is_in_the_table(kind: type[BenchError]) -> None:
    assert REMEDIES[kind.code], kind


@pytest.mark.parametrize("code", sorted(REMEDIES))
def test_the_buttons_of_an_error_are_shown_and_have_names(panel: ErrorPanel, code: int) -> None:
    remedy = f"Do this: {RULE}" if Remedy.COPY_RULE in remedies_of(code) else "Do this."
    panel.show_failure("It failed.", "Noise.", remedy, can_retry=True, code=code)
    assert panel.shown_remedies >= set(remedies_of(code))
    assert all(panel.buttons[which].accessibleName() for which in panel.shown_remedies)


def test_the_table_of_the_design_is_held() -> None:
    assert Remedy.COPY_RULE in remedies_of(PortDenied.code)
    assert Remedy.CONSOLE in remedies_of(DutTimeout.code)
    assert Remedy.OPS in remedies_of(ModelUnsupported.code)
    assert {Remedy.COPY_COMMAND, Remedy.LOOK_AGAIN} <= set(remedies_of(ToolMissing.code))


def test_buttons_of_an_earlier_error_go_away(panel: ErrorPanel) -> None:
    panel.show_failure("It is silent.", "", "", code=DutTimeout.code)
    panel.show_failure("It is missing.", "", "apt install dfu-util", code=ToolMissing.code)
    assert Remedy.CONSOLE not in panel.shown_remedies


def test_the_install_command_is_copied_alone(panel: ErrorPanel, qtbot: QtBot) -> None:
    error = ToolMissing("dfu-util", "It is not on the PATH.", "Install it: apt install dfu-util.")
    panel.show_failure(error.what, error.why, error.remedy, code=error.code)
    qtbot.mouseClick(panel.buttons[Remedy.COPY_COMMAND], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "apt install dfu-util"
    assert command_in("apt install dfu-util") == "apt install dfu-util"


def test_a_button_says_which_way_out_was_chosen(panel: ErrorPanel, qtbot: QtBot) -> None:
    panel.show_failure("It is silent.", "", "", code=DutTimeout.code)
    with qtbot.waitSignal(panel.remedy_chosen) as chosen:
        qtbot.mouseClick(panel.buttons[Remedy.CONSOLE], Qt.MouseButton.LeftButton)
    assert chosen.args == [Remedy.CONSOLE]
