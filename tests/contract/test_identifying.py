"""Asking devices who they are: real virtual boards behind a port that nobody has named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from socket import create_server

import pytest

from benchwright import paths
from benchwright.bench.identifying import Identifier
from benchwright.catalog.device_memory import DeviceMemoryFile
from benchwright.drivers.chip_detector import ChipDetectors, EsptoolChipDetector, StInfoChipDetector
from benchwright.drivers.firmware_library import BuiltFirmware
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.transports import Transports
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import BoardUnknown, BoardUnnamed, PortBusy, PortDenied, PortUrlInvalid, ToolMissing
from tests.contract.bench_parts import NeverCancelled, catalog


def identifier(folder: Path, *chip_command: str) -> Identifier:
    memory = DeviceMemoryFile(folder / "devices.json")
    esptool = EsptoolChipDetector(chip_command) if chip_command else EsptoolChipDetector()
    st_info = StInfoChipDetector(chip_command) if chip_command else StInfoChipDetector()
    chips = ChipDetectors(esptool=esptool, st_info=st_info)
    return Identifier(Transports(), catalog(), memory, chips)


def stranger(url: str, *candidates: str) -> Device:
    return Device(f"port:{url}", None, url, Origin.HARDWARE, evidence="USB identity 10c4:ea60", candidates=candidates)


def saying(text: str) -> tuple[str, ...]:
    """A program that says what esptool would."""
    return (sys.executable, "-c", f"print({text!r})")


@contextmanager
def mlperf_firmware(name: str) -> Iterator[str]:
    """A port behind which something speaks MLPerf Tiny and nothing else; its URL."""
    with create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for _visit in range(2):
                line, _address = server.accept()
                with line:
                    pending = b""
                    while data := line.recv(256):
                        *commands, pending = (pending + data).split(b"%")
                        for command in commands:
                            known = command.strip(b"\0") == b"name"
                            line.sendall(f"m-name-dut-[{name}]\r\n".encode() if known else b"e-[Unknown command]\r\n")
                            line.sendall(b"m-ready\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"socket://127.0.0.1:{server.getsockname()[1]}"
        thread.join(5)


def test_our_firmware_says_which_board_it_runs_on(lab: ProcessVirtualLab, tmp_path: Path) -> None:
    device = lab.start("native")
    image = BuiltFirmware(paths.firmware()).image("native").image
    VirtualImageFlasher().write(
        device, catalog().board("native"), 0, image, lambda _done, _total: None, NeverCancelled()
    )
    identity = identifier(tmp_path).ask_firmware(stranger(device.url))
    assert (identity.board, identity.evidence) == ("native", "its firmware says native")
    assert identity.origin is Origin.NATIVE


@pytest.mark.parametrize(("name", "board"), [("nucleo-h743zi", "nucleo-h743zi"), ("unspecified", None)])
def test_mlperf_firmware_is_asked_for_its_name(tmp_path: Path, name: str, board: str | None) -> None:
    with mlperf_firmware(name) as url:
        identity = identifier(tmp_path).ask_firmware(stranger(url))
    assert identity.board == board
    assert name in identity.evidence


def test_a_silent_port_stays_unknown_with_its_candidates(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as server:
        device = stranger(f"socket://127.0.0.1:{server.getsockname()[1]}", "esp-eye", "sony-spresense")
        identity = identifier(tmp_path).ask_firmware(device)
    assert (identity.board, identity.candidates) == (None, ("esp-eye", "sony-spresense"))
    assert "nothing answered" in identity.evidence


def test_at_a_place_of_a_lab_the_tag_stays_beside_what_the_firmware_says(tmp_path: Path) -> None:
    with mlperf_firmware("nucleo-h743zi") as url:
        tagged = "the lab's tag board=nano names no board of the catalogue"
        device = replace(stranger(url), device_id="lab:kws", evidence=tagged)
        identity = identifier(tmp_path).ask_firmware(device)
    assert (identity.board, identity.evidence) == ("nucleo-h743zi", f"{tagged}; its firmware says nucleo-h743zi")


def test_a_known_device_that_does_not_answer_stays_known(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as server:
        url = f"socket://127.0.0.1:{server.getsockname()[1]}"
        device = replace(stranger(url), board="esp32-c3", evidence="virtual board on this computer")
        identity = identifier(tmp_path).ask_firmware(device)
    assert (identity.board, identity.evidence) == ("esp32-c3", "virtual board on this computer; nothing answered")


def test_what_a_known_device_answers_is_evidence_and_no_more(tmp_path: Path) -> None:
    with mlperf_firmware("nucleo-h743zi") as url:
        device = replace(stranger(url), board="esp32-c3", evidence="you said so")
        identity = identifier(tmp_path).ask_firmware(device)
    assert (identity.board, identity.evidence) == ("esp32-c3", "you said so; its firmware says nucleo-h743zi")
    asked = identifier(tmp_path, *saying("Chip type:          ESP32-C6 (QFN40) (revision v0.1)"))
    assert asked.ask_chip(replace(device, url="/dev/ttyUSB0")).board == "esp32-c3"
    assert asked.ask_chip(replace(device, url="/dev/ttyUSB0")).evidence == "you said so; the chip says esp32c6"


def test_who_holds_the_port_is_told_before_the_chip_is_asked(tmp_path: Path) -> None:
    master, slave = os.openpty()
    holding = subprocess.Popen(["sleep", "30"], stdin=slave)
    try:
        device = stranger(os.ttyname(slave))
        os.close(slave)
        with pytest.raises(PortBusy, match=rf"pid {holding.pid}"):
            identifier(tmp_path, *saying("Chip type:          ESP32-C6")).ask_chip(device)
    finally:
        holding.kill()
        holding.wait()
        os.close(master)


def test_the_chip_names_the_board_among_the_candidates(tmp_path: Path) -> None:
    device = stranger("/dev/ttyUSB0", "esp-eye", "esp32-c6-devkitc-1")
    asked = identifier(tmp_path, *saying("Chip type:          ESP32-C6 (QFN40) (revision v0.1)"))
    assert asked.ask_chip(device).board == "esp32-c6-devkitc-1"
    nobody = identifier(tmp_path, *saying("A fatal error occurred: Failed to connect: No serial data received."))
    assert nobody.ask_chip(device).candidates == device.candidates


TWO_ST_LINKS = """Found 2 stlink programmers
  version:    V2J37S26
  serial:     066BFF1
  flash:      0 (pagesize: 0)
  chipid:     0x000
  version:    V2J37S27
  serial:     066BFF2
  flash:      1048576 (pagesize: 2048)
  chipid:     0x415
  dev-type:   STM32L47x_L48x
"""


@pytest.mark.parametrize(
    ("serial_number", "board"), [("066bff2", "b-l475e-iot01a"), ("066BFF1", None), ("066BFF3", None)]
)
def test_the_debug_port_names_the_board_behind_the_st_link_of_this_serial_number(
    tmp_path: Path, serial_number: str, board: str | None
) -> None:
    device = replace(
        stranger("/dev/ttyACM0", "b-l475e-iot01a", "nucleo-l4r5zi"),
        device_id=f"usb:0483:374b:{serial_number}",
        serial_number=serial_number,
    )
    assert identifier(tmp_path, *saying(TWO_ST_LINKS)).ask_chip(device).board == board


def test_the_unmodified_st_info_sees_no_probe_here(tmp_path: Path) -> None:
    if shutil.which("st-info") is None:
        pytest.skip("no st-info here")
    device = replace(stranger("/dev/ttyACM0", "b-l475e-iot01a"), device_id="usb:0483:374b:0", serial_number="0")
    assert identifier(tmp_path).ask_chip(device).board is None


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("Could not open /dev/ttyUSB0, [Errno 13] Permission denied", PortDenied),
        ("Could not exclusively lock port /dev/ttyUSB0", PortBusy),
    ],
)
def test_a_port_that_esptool_may_not_open_is_told(tmp_path: Path, said: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        identifier(tmp_path, *saying(said)).ask_chip(stranger("/dev/ttyUSB0"))


def test_esptool_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ToolMissing):
        identifier(tmp_path, str(tmp_path / "esptool")).ask_chip(stranger("/dev/ttyUSB0"))


def test_the_unmodified_esptool_finds_no_chip_behind_another_board(lab: ProcessVirtualLab, tmp_path: Path) -> None:
    device = replace(stranger(lab.start("native").url), evidence="a port")
    assert identifier(tmp_path).ask_chip(device).board is None


def test_the_users_word_is_kept_for_known_boards_only(tmp_path: Path) -> None:
    device = stranger("/dev/ttyUSB0")
    asked = identifier(tmp_path)
    asked.name(device, "esp-eye")
    assert DeviceMemoryFile(tmp_path / "devices.json").board_of(device.device_id) == "esp-eye"
    with pytest.raises(BoardUnknown):
        asked.name(device, "esp-nose")
    asked.name(device, None)
    assert DeviceMemoryFile(tmp_path / "devices.json").board_of(device.device_id) is None


def test_a_board_behind_an_address_is_asked_unless_the_user_said_which_it_is(tmp_path: Path) -> None:
    asking = identifier(tmp_path)
    with mlperf_firmware("nucleo-h743zi") as url:
        assert asking.require_board(asking.at_address(url)).board == "nucleo-h743zi"
    asking.name(asking.at_address("socket://bench:1"), "native")
    known = asking.at_address("socket://bench:1")
    assert (asking.require_board(known).board, known.evidence) == ("native", "you said so")


def test_an_address_behind_which_nobody_says_a_board_asks_the_user(tmp_path: Path) -> None:
    asking = identifier(tmp_path)
    with mlperf_firmware("unspecified") as url, pytest.raises(BoardUnnamed) as caught:
        asking.require_board(asking.at_address(url))
    assert "calls itself 'unspecified'" in caught.value.why
    assert f"benchwright identify 'port:{url}' --as BOARD" in caught.value.remedy


def test_what_is_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PortUrlInvalid):
        identifier(tmp_path).at_address("bench:4000")
