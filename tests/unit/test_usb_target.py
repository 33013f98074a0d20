"""Which probe or bootloader a board is flashed through: its own, or one the user asked for and that is the only one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchwright.drivers.flash.dfu_util import DfuUtil
from benchwright.drivers.flash.flash_tool import FlashTool
from benchwright.drivers.flash.nrfutil import Nrfutil
from benchwright.drivers.flash.openocd import Openocd
from benchwright.drivers.flash.picotool import Picotool
from benchwright.drivers.flash.pyocd import Pyocd
from benchwright.drivers.flash.stm32_programmer import Stm32Programmer
from benchwright.drivers.usb_bus import UsbBus, UsbThing, usb_things
from benchwright.model.board import FlashOptions, Origin, UsbIds
from benchwright.model.device import Device
from benchwright.model.errors import TargetUnknown
from tests.builders import a_board
from tests.unit.flash_jobs import a_job, a_real_device

PROBE_TOOLS: tuple[Callable[[UsbBus], FlashTool], ...] = (Openocd, Pyocd, Stm32Programmer, Nrfutil)
ALL_TOOLS = (*PROBE_TOOLS, Picotool, DfuUtil)
BOARD = a_board(
    usb=UsbIds(run=("2341:025b",), bootloader=("2341:035b",), probe=("0483:374b",), bridge=("10c4:ea60", "1a86:7523")),
    flash_options=FlashOptions(openocd_config="x.cfg", pyocd_target="x"),
)
BRIDGE = a_real_device(
    device_id="usb:10c4:ea60:00A1B2", url="/dev/ttyUSB0", serial_number="00A1B2", location="1-3", flash_with=""
)
NO_NUMBER = a_real_device(device_id="usb:1a86:7523@1-3", url="/dev/ttyUSB0", serial_number="", location="1-3")
NAMED_PORT = a_real_device(device_id="port:/dev/ttyS0", url="/dev/ttyS0", serial_number="")
ST_LINK = UsbThing("0483:374b", "1-9", "066FAA", "STM32 STLink")
PORTENTA_DFU = UsbThing("2341:035b", "1-8", "003B", "Portenta H7", has_dfu=True)
PICO = UsbThing("2e8a:0003", "1-7", "E0C9")


def words(tool: FlashTool, tmp_path: Path, device: Device, **changes: Any) -> str:
    """The command line of the first run."""
    file = tmp_path / "image.bin"
    file.write_bytes(bytes(100))
    job = a_job(replace(BOARD, **changes), device=device, folder=tmp_path, file=file, length=100)
    return " ".join(tool.write((tool.facts.name,), job)[0].argv)


@pytest.mark.parametrize("device", [BRIDGE, NO_NUMBER, NAMED_PORT], ids=lambda device: device.device_id)
@pytest.mark.parametrize("kind", ALL_TOOLS)
def test_one_probe_on_the_desk_is_not_taken_for_the_boards_own(
    kind: Callable[[UsbBus], FlashTool], device: Device, tmp_path: Path
) -> None:
    tool = kind(lambda: (ST_LINK, PORTENTA_DFU, PICO))
    with pytest.raises(TargetUnknown) as caught:
        words(tool, tmp_path, device)
    assert "It is not known which" in caught.value.why
    assert "The device is as it was." in caught.value.why
    assert "--flash-with" in caught.value.remedy


def test_why_a_bridge_is_no_probe_is_told(tmp_path: Path) -> None:
    with pytest.raises(TargetUnknown, match=r"that of a USB-serial bridge \(10c4:ea60\)"):
        words(Openocd(lambda: ()), tmp_path, BRIDGE)


@pytest.mark.parametrize("kind", PROBE_TOOLS)
def test_the_only_probe_is_taken_when_the_user_asks_for_its_tool(
    kind: Callable[[UsbBus], FlashTool], tmp_path: Path
) -> None:
    tool = kind(lambda: (PICO, ST_LINK, UsbThing("046d:c31c", words="Keyboard")))
    assert "066FAA" in words(tool, tmp_path, replace(BRIDGE, flash_with=tool.facts.name))


@pytest.mark.parametrize("count", [0, 2])
def test_none_or_several_are_not_chosen_between_even_then(count: int, tmp_path: Path) -> None:
    probes = (ST_LINK, UsbThing("c251:f001", "1-8", "1", "LPC-Link CMSIS-DAP"))[:count]
    with pytest.raises(TargetUnknown, match=r"none is plugged in|2 are plugged in"):
        words(Openocd(lambda: probes), tmp_path, replace(BRIDGE, flash_with="openocd"))


def test_where_the_system_does_not_list_usb_nothing_is_taken(tmp_path: Path) -> None:
    with pytest.raises(TargetUnknown):
        words(Openocd(lambda: None), tmp_path, replace(BRIDGE, flash_with="openocd"))


def test_a_number_that_two_probes_carry_is_none(tmp_path: Path) -> None:
    twin = a_real_device(device_id="usb:0483:374b@1-3", serial_number="066F", location="1-3")
    with pytest.raises(TargetUnknown):
        words(Pyocd(lambda: (ST_LINK,)), tmp_path, twin)


def test_a_virtual_board_has_no_probe_of_this_computer(tmp_path: Path) -> None:
    virtual = a_real_device(device_id="virtual:x", serial_number="", origin=Origin.EMULATED, flash_with="openocd")
    with pytest.raises(TargetUnknown, match="It is a virtual board"):
        words(Openocd(lambda: (ST_LINK,)), tmp_path, virtual)


def test_a_board_whose_own_usb_is_the_probe_is_meant_by_its_number(tmp_path: Path) -> None:
    own = a_real_device(device_id="usb:2341:025b:77AB", serial_number="77AB")
    assert "adapter serial 77AB" in words(Openocd(lambda: ()), tmp_path, own)


def test_a_probes_socket_is_not_the_bootloaders(tmp_path: Path) -> None:
    behind_probe = a_real_device(location="1-4")
    with pytest.raises(TargetUnknown, match="which DFU bootloader"):
        words(DfuUtil(lambda: (PORTENTA_DFU,)), tmp_path, behind_probe)
    asked = replace(behind_probe, flash_with="dfu-util")
    assert "-p 1-8" in words(DfuUtil(lambda: (PORTENTA_DFU,)), tmp_path, asked)


def test_a_pico_is_meant_by_its_own_number(tmp_path: Path) -> None:
    pico = a_real_device(device_id="usb:2e8a:000a:E660", serial_number="E660")
    usb = UsbIds(bridge=("2e8a:000a",))
    assert "--ser E660" in words(Picotool(lambda: ()), tmp_path, pico, usb=usb)


def test_the_bus_is_read_with_interfaces_and_sockets(tmp_path: Path) -> None:
    folder = tmp_path / "1-4.2"
    (folder / "1-4.2:1.0").mkdir(parents=True)
    (tmp_path / "usb1").mkdir()
    for name, text in {"idVendor": "0D28", "idProduct": "0204", "serial": "9904", "product": "DAPLink"}.items():
        (folder / name).write_text(text + "\n")
    for name, text in {"bInterfaceClass": "fe", "bInterfaceSubClass": "01", "interface": "CMSIS-DAP v2"}.items():
        (folder / "1-4.2:1.0" / name).write_text(text + "\n")
    assert usb_things(tmp_path) == (UsbThing("0d28:0204", "1-4.2", "9904", "DAPLink CMSIS-DAP v2", has_dfu=True),)
    assert usb_things(tmp_path / "gone") == ()
