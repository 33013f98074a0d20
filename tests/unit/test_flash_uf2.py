"""UF2: blocks by the specification's numbers, and a folder in the place of a bootloader's drive."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.drivers.flash.touch import BootloaderEntry
from benchwright.drivers.flash.uf2 import Uf2Flasher
from benchwright.drivers.flash.uf2_blocks import uf2_file
from benchwright.drivers.flash.uf2_drives import SocketOf, find_drives
from benchwright.images.uf2 import read_uf2
from benchwright.model.board import FlashOptions, ResetPolicy
from benchwright.model.errors import BenchError, Cancelled, DeviceVanished, FlashFailed, TargetUnknown
from benchwright.protocols.flasher import FlashReceipt, Progress
from tests.builders import a_board
from tests.contract.bench_parts import Switch
from tests.unit.flash_jobs import a_real_device

RP2040 = 0xE48BFF56
PICO = a_board(flash_options=FlashOptions(uf2_board_id="RPI-RP2", uf2_family="0xe48bff56"))
PICO = replace(PICO, memory=replace(PICO.memory, flash_base=0x1000_0000))
INFO = "UF2 Bootloader v3.0\r\nModel: Raspberry Pi RP2\r\nBoard-ID: RPI-RP2\r\n"
DATA = bytes(range(256)) * 300
PLUGGED = a_real_device(location="1-4")


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


class Drive:
    """A folder as the bootloader's drive; it vanishes when `taken` is asked to watch and the file is whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.received = b""

    def appear(self) -> None:
        self.folder.mkdir()
        (self.folder / "INFO_UF2.TXT").write_bytes(INFO.encode())

    def vanish(self) -> None:
        (self.folder / "INFO_UF2.TXT").unlink()

    def watch(self, blocks: int) -> None:
        """What the bootloader does: restarts when it has every block."""
        deadline = time.monotonic() + 20
        file = self.folder / "firmware.uf2"
        while time.monotonic() < deadline:
            if file.is_file() and file.stat().st_size >= blocks * 512:
                self.received = file.read_bytes()
                self.vanish()
                return
            time.sleep(0.005)


@pytest.fixture
def drive(tmp_path: Path) -> Drive:
    return Drive(tmp_path / "RPI-RP2")


def flasher(
    *drives: Drive,
    touched: Callable[[str], None] = lambda _url: None,
    seconds: float = 0.3,
    socket: SocketOf = lambda _folder: "1-4",
) -> Uf2Flasher:
    """A flasher that sees these drives; unless told otherwise they are in the socket of `PLUGGED`."""
    port = type("Port", (), {"device": "/dev/ttyACM0", "vid": 1, "pid": 1, "location": ""})
    entry = BootloaderEntry(lambda: [] if any(drive.folder.exists() for drive in drives) else [port()], touched)
    return Uf2Flasher(
        mounts=lambda: [drive.folder for drive in drives],
        socket=socket,
        entry=entry,
        drive_s=seconds,
        restart_s=seconds,
    )


def write(
    tool: Uf2Flasher, *, progress: Progress = nobody, token: Switch | None = None, offset: int = 0
) -> FlashReceipt:
    return tool.write(PLUGGED, PICO, offset, DATA, progress, token or Switch())


def bootloader(drive: Drive) -> threading.Thread:
    watcher = threading.Thread(target=drive.watch, args=(len(DATA) // 256,))
    watcher.start()
    return watcher


def test_a_block_has_the_numbers_of_the_specification() -> None:
    block = uf2_file(0x1000_0100, b"\x11" * 300, RP2040)[512:]
    head = struct.unpack("<8I", block[:32])
    assert head == (0x0A324655, 0x9E5D5157, 0x2000, 0x1000_0200, 256, 1, 2, RP2040)
    assert block[32:] == b"\x11" * 44 + b"\xff" * 212 + bytes(476 - 256) + struct.pack("<I", 0x0AB16F30)
    assert len(block) == 512


def test_without_a_family_the_flag_is_off() -> None:
    assert struct.unpack("<8I", uf2_file(0, b"\0", None)[:32])[2::5] == (0, 0)


def test_what_is_built_reads_back_as_the_same_bytes() -> None:
    (segment,) = read_uf2("x.uf2", uf2_file(0x1000_0000, DATA, RP2040), RP2040).segments
    assert (segment.address, segment.data) == (0x1000_0000, DATA)


def test_a_region_inside_a_page_is_refused() -> None:
    with pytest.raises(FlashFailed, match="multiple of 256"):
        write(flasher(), offset=0x10)


def test_the_drive_of_the_right_board_is_found(tmp_path: Path, drive: Drive) -> None:
    drive.appear()
    other = tmp_path / "OTHER"
    other.mkdir()
    (other / "INFO_UF2.TXT").write_text("Board-ID: nRF52840-SeeedXiao-v1\n")
    mounts = [tmp_path, other, drive.folder, tmp_path / "gone"]
    assert [found.folder for found in find_drives("rpi-rp2", lambda: mounts)] == [drive.folder]
    assert len(find_drives("", lambda: mounts)) == 2


def test_the_image_is_copied_and_the_vanishing_drive_is_the_success(drive: Drive) -> None:
    drive.appear()
    watcher = bootloader(drive)
    steps: list[tuple[int, int]] = []
    receipt = write(flasher(drive, seconds=10), progress=lambda *step: steps.append(step))
    watcher.join(10)
    assert drive.received == uf2_file(0x1000_0000, DATA, RP2040)
    assert (receipt.written_bytes, receipt.verified_sha256, receipt.tool) == (len(DATA), "", "uf2")
    assert steps == sorted(steps)
    assert len(steps) > 3
    assert steps[-1] == (len(DATA), len(DATA))


def test_a_running_board_is_touched_and_its_drive_awaited(drive: Drive) -> None:
    touched: list[str] = []

    def touch(url: str) -> None:
        touched.append(url)
        drive.appear()
        watchers.append(bootloader(drive))

    watchers: list[threading.Thread] = []
    tool = flasher(drive, touched=touch, seconds=10)
    board = replace(PICO, reset=ResetPolicy.TOUCH_1200)
    tool.write(PLUGGED, board, 0, DATA, nobody, Switch())
    watchers[0].join(10)
    assert touched == ["/dev/ttyACM0"]


def failure(tool: Uf2Flasher, kind: type[BenchError], **options: Progress | Switch) -> BenchError:
    with pytest.raises(kind) as caught:
        tool.write(PLUGGED, PICO, 0, DATA, **{"progress": nobody, "cancel": Switch(), **options})  # type: ignore[arg-type]
    return caught.value


def test_without_a_drive_the_user_is_told_how_to_get_one(drive: Drive) -> None:
    error = failure(flasher(drive), FlashFailed)
    assert "No drive with INFO_UF2.TXT of RPI-RP2 appeared. The device is as it was." in error.why
    assert "hold BOOTSEL" in error.remedy


def test_two_boards_in_their_bootloader_are_not_guessed_between(tmp_path: Path, drive: Drive) -> None:
    second = Drive(tmp_path / "RPI-RP2 1")
    drive.appear()
    second.appear()
    assert "Several boards" in failure(flasher(drive, second), FlashFailed).why
    assert not (second.folder / "firmware.uf2").exists()


def test_the_drive_of_another_board_of_the_same_kind_is_left_alone(drive: Drive) -> None:
    drive.appear()
    error = failure(flasher(drive, socket=lambda _folder: "1-7"), TargetUnknown)
    assert "not known which UF2 drive is this board's" in error.why
    assert "The device is as it was" in error.why
    assert not (drive.folder / "firmware.uf2").exists()


def test_a_drive_in_an_unknown_socket_is_taken_only_if_the_user_asks(drive: Drive) -> None:
    drive.appear()
    tool = flasher(drive, socket=lambda _folder: "")
    assert "--flash-with uf2" in failure(tool, TargetUnknown).remedy
    assert not (drive.folder / "firmware.uf2").exists()
    watcher = bootloader(drive)
    tool.write(replace(PLUGGED, flash_with="uf2"), PICO, 0, DATA, nobody, Switch())
    watcher.join(10)
    assert drive.received


def test_what_appears_after_the_touch_is_the_touched_board(tmp_path: Path, drive: Drive) -> None:
    other = Drive(tmp_path / "RPI-RP2 1")
    other.appear()
    watchers: list[threading.Thread] = []

    def touch(_url: str) -> None:
        drive.appear()
        watchers.append(bootloader(drive))

    port = type("Port", (), {"device": "/dev/ttyACM0", "vid": 1, "pid": 1, "location": ""})
    entry = BootloaderEntry(lambda: [] if drive.folder.exists() else [port()], touch)
    mounts = [other.folder, drive.folder]
    tool = Uf2Flasher(mounts=lambda: mounts, socket=lambda _folder: "", entry=entry, drive_s=10, restart_s=10)
    tool.write(a_real_device(), replace(PICO, reset=ResetPolicy.TOUCH_1200), 0, DATA, nobody, Switch())
    watchers[0].join(10)
    assert drive.received
    assert not (other.folder / "firmware.uf2").exists()


def test_a_drive_that_stays_means_that_the_image_was_not_taken(drive: Drive) -> None:
    drive.appear()
    assert "still there" in failure(flasher(drive), FlashFailed).why


def test_a_full_drive_is_told(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    drive.appear()
    monkeypatch.setattr("os.fsync", lambda _fd: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    error = failure(flasher(drive), FlashFailed)
    assert "No space left on device. Device left unprogrammed" in error.why


def test_a_drive_that_vanishes_half_way_is_a_device_that_vanished(
    drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive.appear()

    def pull(_fd: int) -> None:
        drive.vanish()
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", pull)
    failure(flasher(drive), DeviceVanished)


def test_an_error_after_the_last_block_is_the_restart_of_the_board(
    drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive.appear()

    def restart(_fd: int) -> None:
        if (drive.folder / "firmware.uf2").stat().st_size == len(DATA) * 2:
            drive.vanish()
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", restart)
    assert write(flasher(drive)).written_bytes == len(DATA)


def test_a_cancel_half_way_says_what_was_left(drive: Drive) -> None:
    drive.appear()
    token = Switch()

    def cancel(_done: int, _total: int) -> None:
        token.is_set = True

    error = failure(flasher(drive), Cancelled, progress=cancel, cancel=token)
    assert "Device left unprogrammed" in error.why


def test_a_cancel_before_the_first_block_leaves_everything_as_it_was(drive: Drive) -> None:
    drive.appear()
    token = Switch()
    token.is_set = True
    assert "as it was" in failure(flasher(drive), Cancelled, cancel=token).why
    assert not (drive.folder / "firmware.uf2").exists()


def test_a_bootloader_that_cannot_be_read_says_so() -> None:
    with pytest.raises(FlashFailed, match="cannot be read"):
        Uf2Flasher().read(a_real_device(), PICO, 0, 10)
