"""The virtual ESP32-C3 under the stock esptool, which runs as a program and does not know that the board is none."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import serial

from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.virtual.control import connect
from benchwright.drivers.virtual.esp.chip import mac_of
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.drivers.virtual.state import VirtualState, read_state
from benchwright.model.board import Board, Emulator
from benchwright.model.device import Device
from tests.contract.bench_parts import ROOT, NeverCancelled, catalog, eventually, open_terminals, processes_of

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


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Firmware of a thousand bytes that boots directly, says `m-ready` and answers single letters."""
    folder, sources = tmp_path_factory.mktemp("tiny"), ROOT / "tests" / "data" / "tiny_c3"
    target = ["-target", "riscv32-freestanding-none", "-mcpu=generic_rv32+m+c", "-Os", "-nostdlib", "-mno-relax"]
    files = [str(sources / "start.S"), str(sources / "tiny.c"), f"-Wl,-T,{sources / 'link.ld'}"]
    for command in (["cc", *target, *files, "-o", "tiny.elf"], ["objcopy", "-O", "binary", "tiny.elf", "tiny.bin"]):
        subprocess.run(
            [sys.executable, "-m", "ziglang", *command],
            cwd=folder, check=True, timeout=120, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip
    return folder / "tiny.bin"


@pytest.fixture
def running(lab: ProcessVirtualLab, device: Device, tiny: Path) -> Device:
    """The board with the tiny firmware running."""
    flasher = VirtualImageFlasher()
    flasher.write(device, OneBoard().board(NAME), 0, tiny.read_bytes(), lambda _d, _t: None, NeverCancelled())
    return lab.devices()[0]


def state_of(home: Path, name: str = NAME) -> VirtualState:
    state = read_state(home / name / "state.json")
    assert state is not None
    return state


def order(home: Path, op: str, *, words: str = "", length: int = 0) -> None:
    with connect(state_of(home)) as control:
        control.ask(op, words=words, length=length)


def console(device: Device) -> serial.Serial:
    return serial.Serial(device.url, 115_200, timeout=5, exclusive=True)


def answer(line: serial.Serial, letter: str) -> str:
    """The one line that the tiny firmware says to a letter."""
    line.write(letter.encode())
    return line.readline().decode().strip()


def lines_until_ready(line: serial.Serial) -> list[str]:
    said = []
    while not said or said[-1] != "m-ready":
        said.append(line.readline().decode().strip())
        assert said[-1], said
    return said


@on_pty
def test_flashed_firmware_boots_with_the_words_of_the_rom_before_its_own(
    lab: ProcessVirtualLab, device: Device, home: Path, tiny: Path
) -> None:
    assert "Hash of data verified" in esptool(*on_plain_port(device), "write-flash", "0x0", tiny)
    assert eventually(lambda: state_of(home).phase == "running")
    with console(device) as line:
        order(home, "reset")
        assert lines_until_ready(line) == [
            "ESP-ROM:esp32c3-api1-20210207",
            "Build:Feb  7 2021",
            "rst:0x1 (POWERON),boot:0x8 (SPI_FAST_FLASH_BOOT)",
            "tiny boots",
            "m-ready",
        ]


@on_pty
def test_flash_without_firmware_is_named_by_the_rom(device: Device, home: Path) -> None:
    with console(device) as line:
        order(home, "reset")
        assert [line.readline().strip() for _ in range(4)][-1] == b"invalid header: 0xffffffff"
    assert state_of(home).phase == "blank"


@on_pty
def test_instructions_are_counted_exactly_and_the_same_in_every_run(running: Device, home: Path) -> None:
    counts = []
    for _ in range(2):
        with console(running) as line:
            counts += [int(answer(line, "c"), 16) for _ in range(3)]
            order(home, "reset")
            lines_until_ready(line)
    assert counts == [2 * 4_500_000 + 1] * 6


@on_pty
def test_the_system_timer_runs_at_a_tenth_of_the_clock(running: Device) -> None:
    with console(running) as line:
        assert int(answer(line, "t"), 16) == pytest.approx(2 * 800_000 / 10, abs=8)


@on_pty
def test_firmware_finds_its_mac_and_that_it_is_emulated(lab: ProcessVirtualLab, tiny: Path) -> None:
    macs = set()
    for instance in ("", "2"):
        device = lab.start(NAME, instance=instance)
        esptool(*on_plain_port(device), "write-flash", "0x0", tiny)
        with console(device) as line:
            macs.add(answer(line, "m")[4:] + line.readline().decode().strip())
            assert answer(line, "o") == "51454d55"
    assert macs == {mac_of(NAME).hex(), mac_of(f"{NAME}#2").hex()}


@on_pty
def test_what_firmware_programs_by_itself_is_in_flash_at_once_and_stays(running: Device, home: Path) -> None:
    with console(running) as line:
        assert answer(line, "p") == "600dcafe"
    assert flash_of(home)[0x200000:0x200008] == 0x600D_CAFE.to_bytes(4, "little") + b"\xff" * 4


@on_pty
@pytest.mark.parametrize(("letter", "reason"), [("s", "0x3 (RTC_SW_SYS_RST)"), ("w", "0x10 (RTCWDT_RTC_RESET)")])
def test_firmware_can_reset_the_chip(running: Device, letter: str, reason: str) -> None:
    with console(running) as line:
        line.write(letter.encode())
        assert f"rst:{reason},boot:0x8 (SPI_FAST_FLASH_BOOT)" in lines_until_ready(line)
        assert int(answer(line, "c"), 16) == 2 * 4_500_000 + 1


@on_pty
def test_a_fault_of_the_firmware_reaches_its_trap_handler(running: Device) -> None:
    with console(running) as line:
        line.write(b"x")
        assert line.read(2) == b"!7", "store access fault"


@on_pty
def test_bytes_reach_a_sleeping_core_by_interrupt_and_none_is_lost(running: Device) -> None:
    text = bytes(random.Random(4).choices(b"abcdefghijklmnopqrstuvwxyz", k=10_000))
    with console(running) as line:
        assert answer(line, "i") == "interrupts on"
        line.write(text)
        assert line.read(len(text)) == text.upper()


@on_pty
@pytest.mark.parametrize("letter", ["o", "i"], ids=["polling", "sleeping"])
def test_an_idle_board_uses_next_to_no_processor(running: Device, home: Path, letter: str) -> None:
    with console(running) as line:
        answer(line, letter)
    state = state_of(home)
    processes = [psutil.Process(state.pid), psutil.Process(state.emulator_pid)]

    def seconds() -> float:
        return sum(sum(process.cpu_times()[:2]) for process in processes)

    before = seconds()
    time.sleep(2)
    assert seconds() - before < 0.1


@on_pty
def test_firmware_cannot_keep_esptool_out(running: Device, image: Path) -> None:
    with console(running) as line:
        line.write(b"x")
    assert "Hash of data verified" in esptool(*on_plain_port(running), "write-flash", "0x100000", image)
