"""Which board is named with which evidence, over the real catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.catalog.device_memory import DeviceMemoryFile
from benchwright.drivers.probe_volumes import mbed_ids
from benchwright.model.errors import FileUnwritable
from benchwright.model.identification import Identity, PortFacts, identify, is_real_serial, narrowed
from tests.conftest import ROOT

BOARDS = BoardCatalog([ROOT / "boards"]).boards()
DAPLINK_SERIAL = "{}360258824e45004b9013000000000000000097969901"
CERTAIN_USB = [
    (usb_id, board.name)
    for board in BOARDS
    for usb_id in (*board.usb.run, *board.usb.bootloader)
    if sum(usb_id in other.usb.all_ids for other in BOARDS) == 1
]
SHARED_USB = sorted(
    {
        usb_id
        for board in BOARDS
        for usb_id in board.usb.all_ids
        if usb_id in (*board.usb.probe, *board.usb.bridge) or sum(usb_id in other.usb.all_ids for other in BOARDS) > 1
    }
)


@pytest.mark.parametrize(("usb_id", "board"), CERTAIN_USB)
def test_an_identity_that_one_board_has_alone_names_it(usb_id: str, board: str) -> None:
    assert identify(PortFacts(usb_id), BOARDS) == Identity(board, f"USB identity {usb_id}")


@pytest.mark.parametrize("usb_id", SHARED_USB)
def test_a_probe_a_bridge_or_a_shared_identity_names_no_board(usb_id: str) -> None:
    identity = identify(PortFacts(usb_id), BOARDS)
    assert identity.board is None
    assert identity.candidates
    assert "may be" in identity.evidence


@pytest.mark.parametrize("usb_id", ["0483:df11", "2e8a:0003", "303a:1001", "10c4:ea60", "1a86:7523", "0483:374b"])
def test_what_whole_families_of_boards_share_is_no_certainty_even_where_one_is_known(usb_id: str) -> None:
    assert identify(PortFacts(usb_id), BOARDS).board is None


def test_a_stranger_has_no_candidates() -> None:
    assert identify(PortFacts("dead:beef"), BOARDS) == Identity(None, "USB identity dead:beef, not in the catalogue")


@pytest.mark.parametrize("mbed_id", ["9903", "9904", "9905", "9906"])
def test_every_micro_bit_v2_is_named_by_its_daplink_serial_number(mbed_id: str) -> None:
    identity = identify(PortFacts("0d28:0204", DAPLINK_SERIAL.format(mbed_id)), BOARDS)
    assert identity == Identity("microbit-v2", f"mbed id {mbed_id}")


def test_an_st_link_is_named_by_its_volume_and_never_by_its_serial_number() -> None:
    serial_number = "0764ff575056805087143626"
    assert identify(PortFacts("0483:374b", serial_number), BOARDS).board is None
    identity = identify(PortFacts("0483:374b", serial_number, mbed_id="0764"), BOARDS)
    assert identity == Identity("b-l475e-iot01a", "mbed id 0764 on its volume")


def test_a_j_link_is_named_by_the_beginning_of_its_serial_number() -> None:
    identity = identify(PortFacts("1366:1051", "001050071234"), BOARDS)
    assert identity.board == "nrf5340-dk"
    assert "begins with 1050" in identity.evidence
    assert identify(PortFacts("1366:1051", "000777123456"), BOARDS).board is None


def test_what_the_user_said_comes_first_as_long_as_the_board_exists() -> None:
    facts = PortFacts("2341:805a")
    assert identify(facts, BOARDS, "thingy-53") == Identity("thingy-53", "you said so")
    assert identify(facts, BOARDS, "board-of-yesterday") == identify(facts, BOARDS)


def test_the_chip_narrows_the_candidates() -> None:
    bridge = identify(PortFacts("10c4:ea60"), BOARDS)
    assert narrowed(bridge, BOARDS, chip="esp32c6").board == "esp32-c6-devkitc-1"
    assert narrowed(bridge, BOARDS, chip="esp8266") == Identity(None, "USB identity 10c4:ea60; the chip says esp8266")
    native = identify(PortFacts("303a:1001"), BOARDS)
    several = narrowed(native, BOARDS, chip="esp32s3")
    assert several.board is None
    assert "m5stack-atoms3" in several.candidates
    assert "xiao-esp32c3" not in several.candidates


@pytest.mark.parametrize("serial_number", ["", "0", "0001", "123456", " 0001 "])
def test_a_placeholder_is_no_serial_number(serial_number: str) -> None:
    assert not is_real_serial(serial_number)


def test_the_users_answer_is_kept_and_can_be_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "config" / "devices.json"
    DeviceMemoryFile(file).remember("usb:10c4:ea60@1-4", "esp-eye")
    memory = DeviceMemoryFile(file)
    assert memory.board_of("usb:10c4:ea60@1-4") == "esp-eye"
    memory.remember("usb:10c4:ea60@1-4", None)
    assert memory.board_of("usb:10c4:ea60@1-4") is None


@pytest.mark.parametrize("text", ["", "no json", "[1]", '{"usb:1": 3}', "\xff\xfe"])
def test_a_damaged_memory_asks_again_instead_of_failing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "devices.json"
    file.write_bytes(text.encode("latin-1"))
    memory = DeviceMemoryFile(file)
    assert memory.board_of("usb:1") is None
    memory.remember("usb:2", "native")
    assert memory.board_of("usb:2") == "native"


def test_an_answer_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(FileUnwritable):
        DeviceMemoryFile(tmp_path / "config" / "devices.json").remember("usb:1", "native")


def test_the_mbed_id_is_read_from_the_volume_of_the_probe(tmp_path: Path) -> None:
    stlink, stick, daplink = (tmp_path / name for name in ("NODE_L475VG", "STICK", "MICROBIT"))
    for folder in (stlink, stick, daplink):
        folder.mkdir()
    (stlink / "MBED.HTM").write_bytes(b'<meta http-equiv="refresh" content="0; url=.../?code=0764ABCD"/>')
    (daplink / "MBED.HTM").write_bytes(b"\x00" * 5000 + b"code=9904")
    mounts = ((stlink, "1-4.2"), (stick, "1-5"), (daplink, "1-6"))
    assert mbed_ids(mounts) == {"1-4.2": "0764"}


def test_volumes_of_this_computer_can_be_looked_through() -> None:
    assert isinstance(mbed_ids(), dict)
