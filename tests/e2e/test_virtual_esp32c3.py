"""The virtual ESP32-C3 under the stock esptool, which runs as a program and does not know that the board is none."""

from __future__ import annotations

import random
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.drivers.virtual.esp.chip import mac_of
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.board import Board, Emulator
from benchwright.model.device import Device
from tests.contract.bench_parts import catalog, eventually, open_terminals, processes_of

NAME = "esp32-c3"
FLASH_BYTES = 4 * 1024 * 1024
SECTOR_BYTES = 4_096
on_pty = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


class OneBoard:
    """A catalogue with the virtual ESP32-C3 and nothing else."""

    def boards(self) -> tuple[Board, ...]:
        return (self.board(NAME),)

    def board(self, _name: str) -> Board:
        return replace(catalog().board("xiao-esp32c3"), name=NAME, emulator=Emulator("unicorn"))

    def file_sha256(self, _name: str) -> str:
        return ""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "virtual"


@pytest.fixture
def lab(home: Path) -> Iterator[ProcessVirtualLab]:
    terminals = open_terminals()
    lab = ProcessVirtualLab(OneBoard(), home)
    yield lab
    for name in lab.running():
        lab.stop(name)
    assert eventually(lambda: not processes_of(home)), processes_of(home)
    assert open_terminals() == terminals


@pytest.fixture
def device(lab: ProcessVirtualLab) -> Device:
    return lab.start(NAME)


def on_plain_port(device: Device) -> tuple[str, ...]:
    """How esptool is told that the port has no modem lines."""
    return ("--port", device.url, "--before", "no-reset", "--after", "watchdog-reset")


def esptool(*words: str | Path) -> str:
    """What esptool said; its exit code is 0."""
    done = subprocess.run(
        [sys.executable, "-m", "esptool", "--chip", "esp32c3", *words],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def some_bytes(length: int, *, seed: int = 1) -> bytes:
    """Data that compresses about as well as firmware does, and begins like no firmware."""
    return bytes(random.Random(seed).choices(range(24), k=length))


@pytest.fixture
def image(tmp_path: Path) -> Path:
    file = tmp_path / "image.bin"
    file.write_bytes(some_bytes(100_001))
    return file


def flash_of(home: Path, name: str = NAME) -> bytes:
    return (home / name / "flash.img").read_bytes()


@on_pty
def test_esptool_identifies_the_chip(device: Device) -> None:
    said = esptool(*on_plain_port(device), "flash-id")
    assert "ESP32-C3 (QFN32) (revision v0.3)" in said
    assert mac_of(NAME).hex(":") in said
    assert "Detected flash size: 4MB" in said


def test_every_instance_has_a_mac_of_its_own() -> None:
    macs = {mac_of(name) for name in (NAME, f"{NAME}#2", f"{NAME}#3")}
    assert len(macs) == 3
    assert all(mac[0] & 3 == 2 for mac in macs), "locally administered, one station"
    assert mac_of(NAME) == mac_of(NAME)


@on_pty
@pytest.mark.parametrize("mode", [[], ["--no-stub"]], ids=["stub", "rom"])
def test_what_esptool_writes_it_verifies_and_reads_back(
    device: Device, home: Path, tmp_path: Path, image: Path, mode: list[str]
) -> None:
    port = [*on_plain_port(device), *mode]
    assert "Hash of data verified" in esptool(*port, "write-flash", "0x1000", image)
    data = image.read_bytes()
    assert flash_of(home)[0x1000 : 0x1000 + len(data)] == data
    assert "Verification successful" in esptool(*port, "verify-flash", "0x1000", image)
    esptool(*port, "read-flash", "0x1000", "9000", tmp_path / "back.bin")
    assert (tmp_path / "back.bin").read_bytes() == data[:9000]


@on_pty
def test_uncompressed_and_deflated_writes_leave_the_same_flash(device: Device, home: Path, image: Path) -> None:
    esptool(*on_plain_port(device), "write-flash", "--no-compress", "0x0", image)
    plain = flash_of(home)
    esptool(*on_plain_port(device), "--no-stub", "write-flash", "--compress", "0x0", image)
    assert flash_of(home) == plain


@on_pty
def test_writing_erases_whole_sectors_and_touches_no_other(device: Device, home: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.bin", tmp_path / "two.bin"
    one.write_bytes(some_bytes(3 * SECTOR_BYTES, seed=2))
    two.write_bytes(some_bytes(100, seed=3))
    esptool(*on_plain_port(device), "write-flash", "0x0", one)
    esptool(*on_plain_port(device), "write-flash", hex(SECTOR_BYTES), two)
    expected = bytearray(one.read_bytes())
    expected[SECTOR_BYTES : 2 * SECTOR_BYTES] = two.read_bytes().ljust(SECTOR_BYTES, b"\xff")
    assert flash_of(home)[: 3 * SECTOR_BYTES] == bytes(expected)
    assert set(flash_of(home)[3 * SECTOR_BYTES :]) == {0xFF}


@on_pty
def test_erasing_a_region_and_the_whole_flash(device: Device, home: Path, image: Path) -> None:
    esptool(*on_plain_port(device), "write-flash", "0x0", image)
    esptool(*on_plain_port(device), "erase-region", "0x1000", "0x2000")
    data = image.read_bytes()
    assert flash_of(home)[: len(data)] == data[:0x1000] + b"\xff" * 0x2000 + data[0x3000:]
    esptool(*on_plain_port(device), "erase-flash")
    assert set(flash_of(home)) == {0xFF}
    assert len(flash_of(home)) == FLASH_BYTES


@on_pty
def test_what_is_in_flash_already_is_skipped(device: Device, image: Path) -> None:
    esptool(*on_plain_port(device), "write-flash", "0x0", image)
    said = esptool(*on_plain_port(device), "write-flash", "--skip-flashed", "0x0", image)
    assert "already in flash, skipping write" in said


@on_pty
def test_of_a_changed_image_only_the_changed_sectors_are_written(
    device: Device, home: Path, tmp_path: Path, image: Path
) -> None:
    esptool(*on_plain_port(device), "write-flash", "0x0", image)
    changed = tmp_path / "changed.bin"
    data = bytearray(image.read_bytes())
    data[0x5005] ^= 0xFF
    changed.write_bytes(data)
    said = esptool(*on_plain_port(device), "write-flash", "0x0", changed, "--diff-with", image)
    assert flash_of(home)[: len(data)] == bytes(data)
    assert f"{SECTOR_BYTES} bytes" in said
    assert "Hash of data verified" in said


@on_pty
def test_the_baud_rate_can_be_changed(device: Device, image: Path) -> None:
    said = esptool(*on_plain_port(device), "--baud", "921600", "write-flash", "0x0", image)
    assert "Changing baud rate to 921600" in said
    assert "Hash of data verified" in said


@on_pty
def test_flash_survives_stop_and_start(lab: ProcessVirtualLab, device: Device, home: Path, image: Path) -> None:
    esptool(*on_plain_port(device), "write-flash", "0x0", image)
    before = zlib.crc32(flash_of(home))
    lab.stop(NAME)
    again = lab.start(NAME)
    assert zlib.crc32(flash_of(home)) == before
    assert "Verification successful" in esptool(*on_plain_port(again), "verify-flash", "0x0", image)


@on_pty
def test_a_board_left_in_its_bootloader_says_so_until_it_is_reset(lab: ProcessVirtualLab, device: Device) -> None:
    esptool("--port", device.url, "--before", "no-reset", "--after", "no-reset", "flash-id")
    assert "bootloader" in lab.devices()[0].evidence
    esptool("--port", device.url, "--before", "no-reset", "--after", "watchdog-reset", "flash-id")
    assert eventually(lambda: "bootloader" not in lab.devices()[0].evidence)
