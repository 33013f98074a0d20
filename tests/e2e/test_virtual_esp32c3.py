"""The virtual ESP32-C3 under the stock esptool, which runs as a program and does not know that the board is none."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import serial

from benchwright.drivers.flash.esptool import Esptool
from benchwright.drivers.flash.image_cache import ImageCache
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.flashers import Flashers
from benchwright.drivers.virtual.control import ControlRefused, connect
from benchwright.drivers.virtual.esp.chip import mac_of
from benchwright.drivers.virtual.esp.slip import encode
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.drivers.virtual.line_pace import LineUse, read_line_use
from benchwright.drivers.virtual.state import VirtualState, read_state
from benchwright.model.board import FlashMethod
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import Cancelled, FlashFailed, ToolMissing
from tests.contract.bench_parts import ROOT, NeverCancelled, catalog, eventually, open_terminals, processes_of

NAME = "esp32-c3"
FLASH_BYTES = 4 * 1024 * 1024
SECTOR_BYTES = 4_096
on_pty = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "virtual"


@pytest.fixture
def lab(home: Path) -> Iterator[ProcessVirtualLab]:
    terminals = open_terminals()
    lab = ProcessVirtualLab(catalog(), home)
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


def run_esptool(*words: str | Path, config: Path | None = None) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, **({"ESPTOOL_CFGFILE": str(config)} if config is not None else {})}
    return subprocess.run(
        [sys.executable, "-m", "esptool", "--chip", "esp32c3", *words],
        capture_output=True, text=True, timeout=100, check=False, env=environ, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def esptool(*words: str | Path) -> str:
    """What esptool said; its exit code is 0."""
    done = run_esptool(*words)
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


def register_write(address: int, value: int) -> bytes:
    return encode(struct.pack("<BBHI4I", 0, 0x09, 16, 0, address, value, 0xFFFF_FFFF, 0))


@on_pty
def test_the_watchdog_resets_the_chip_after_its_last_answer_even_if_the_host_is_slow(device: Device) -> None:
    """esptool's watchdog reset, by a host that is busy elsewhere between two of its writes."""
    key, config = register_write(0x600080A8, 0x50D83AA1), register_write(0x60008090, 0xD0000102)
    with console(device) as line:
        line.write(encode(bytes.fromhex("00082400000000000707122055") + b"\x55" * 31))
        line.read(8 * len(encode(bytes(12))))
        for request in (key, register_write(0x60008094, 2_000), config):
            line.write(request)
        time.sleep(0.3)
        line.write(register_write(0x600080A8, 0))
        said = line.read_until(b"rst:0x10 (RTCWDT_RTC_RESET)")
    answers, _, banner = said.partition(b"ESP-ROM")
    assert banner.endswith(b"rst:0x10 (RTCWDT_RTC_RESET)")
    assert answers.count(encode(struct.pack("<BBHI4x", 1, 0x09, 4, 0))) == 4


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
    flasher.write(device, catalog().board(NAME), 0, tiny.read_bytes(), lambda _d, _t: None, NeverCancelled())
    return lab.devices()[0]


def state_of(home: Path, name: str = NAME) -> VirtualState:
    state = read_state(home / name / "state.json")
    assert state is not None
    return state


def order(home: Path, op: str, *, words: str = "", length: int = 0) -> bytes:
    """The block of the answer."""
    with connect(state_of(home)) as control:
        return control.ask(op, words=words, length=length)[1]


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
def test_the_system_timer_runs_at_16_mhz_of_virtual_time(running: Device) -> None:
    assert "one instruction = 8 ns" in running.emulator
    with console(running) as line:
        assert int(answer(line, "t"), 16) == pytest.approx(2 * 800_000 * 8e-9 * 16e6, abs=8)


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


@contextlib.contextmanager
def modem_line(device: Device) -> Iterator[serial.SerialBase]:
    """The board's port with DTR and RTS, both let go of."""
    line = serial.serial_for_url(device.modem_url, timeout=5)
    try:
        # In the other order this would reset the board, as it would a real one.
        line.rts = False
        line.dtr = False
        yield line
    finally:
        line.close()


def said_until(line: serial.SerialBase, words: bytes) -> bytes:
    said = bytes(line.read_until(words))
    assert said.endswith(words), said
    return said


over_network = pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning")


@over_network
def test_dtr_and_rts_lead_into_the_bootloader_and_back(running: Device, home: Path) -> None:
    with modem_line(running) as line:
        line.rts = True
        line.dtr, line.rts = True, False
        assert b"boot:0x4 (DOWNLOAD" in said_until(line, b"waiting for download\r\n")
        line.dtr = False
        assert state_of(home).phase == "bootloader"
        line.rts = True
        line.rts = False
        assert b"boot:0x8 (SPI_FAST_FLASH_BOOT)" in said_until(line, b"m-ready\n")


@over_network
def test_a_board_held_in_reset_runs_when_its_host_leaves(running: Device, home: Path) -> None:
    with modem_line(running) as line:
        line.write(b"o")
        said_until(line, b"51454d55\n")
        line.rts = True
        line.timeout = 0.3
        line.write(b"o")
        assert line.read(1) == b""
        assert state_of(home).emulator_pid == 0
    assert eventually(lambda: state_of(home).phase == "running")


@over_network
def test_a_second_host_is_turned_away(running: Device) -> None:
    with modem_line(running) as line:
        address = urlsplit(running.modem_url)
        with socket.create_connection((address.hostname, address.port), timeout=5) as second:
            assert second.recv(1) == b""
        line.write(b"o")
        said_until(line, b"51454d55\n")


@over_network
def test_bytes_that_are_telnet_commands_pass_unharmed(device: Device, tmp_path: Path) -> None:
    image = tmp_path / "image.bin"
    image.write_bytes(bytes(range(240, 256)) * 16)
    esptool("--port", device.url, "--before", "no-reset", "--after", "no-reset-stub", "write-flash", "0x0", image)
    read = encode(struct.pack("<BBHIIIII", 0, 0xD2, 16, 0, 0, 256, 256, 1))
    with modem_line(device) as line:
        line.write(read)
        assert encode(image.read_bytes()) in said_until(line, encode(image.read_bytes()))


@pytest.mark.slow
def test_esptool_resets_flashes_and_boots_the_board_over_the_network(device: Device, home: Path, tiny: Path) -> None:
    """Slow on the host's side: pyserial settles the port anew, 0.35 s, whenever esptool changes a timeout."""
    said = esptool("--port", device.modem_url, "write-flash", "0x0", tiny)
    assert "Hash of data verified" in said
    assert "Hard resetting via RTS pin" in said
    assert eventually(lambda: state_of(home).phase == "running")
    assert flash_of(home).startswith(tiny.read_bytes())


@pytest.fixture
def impatient(tmp_path: Path) -> Path:
    """Settings of esptool with which it gives up soon."""
    file = tmp_path / "esptool.cfg"
    settings = ["timeout=0.4", "connect_attempts=1", "write_block_attempts=1", "sync_timeout=0.05"]
    slow_ones = ("chip_erase_timeout", "md5_timeout_per_mb", "erase_region_timeout_per_mb")
    file.write_text("\n".join(["[esptool]", *settings, *(f"{name}=0.4" for name in slow_ones)]))
    return file


def fails(*words: str | Path, config: Path) -> str:
    """What esptool said; it failed."""
    done = run_esptool(*words, config=config)
    assert done.returncode != 0, done.stdout
    return " ".join((done.stdout + done.stderr).split())


@on_pty
@pytest.mark.parametrize(
    ("fault", "number", "complaint"),
    [
        ("no-sync", 0, "Failed to connect"),
        ("bad-md5", 0, "MD5 of file does not match data in flash"),
        ("silence:stub", 0, "Serial data stream stopped"),
        ("silence:begin", 0, "No more data to read from the serial port"),
        ("silence:data", 0, "No more data to read from the serial port"),
        ("silence:md5", 0, "No more data to read from the serial port"),
        ("noise", 40, "A fatal error occurred"),
    ],
)
def test_esptool_fails_as_on_a_real_board_and_works_when_the_fault_is_gone(
    device: Device, home: Path, image: Path, impatient: Path, fault: str, number: int, complaint: str
) -> None:
    write = [*on_plain_port(device), "write-flash", "0x0", image]
    order(home, "fault", words=fault, length=number)
    said = fails(*write, config=impatient)
    assert complaint in said, said[-300:]
    order(home, "fault", words="none")
    assert "Hash of data verified" in esptool(*write)


@on_pty
def test_a_loss_of_power_leaves_what_was_programmed_until_then(
    device: Device, home: Path, image: Path, impatient: Path
) -> None:
    before, data, reached = some_bytes(len(image.read_bytes()), seed=9), image.read_bytes(), 40_123
    image.write_bytes(before)
    esptool(*on_plain_port(device), "write-flash", "0x0", image)
    image.write_bytes(data)
    order(home, "fault", words="power-loss", length=reached)
    assert "data" in fails(*on_plain_port(device), "write-flash", "0x0", image, config=impatient)
    sector_end = -(-reached // SECTOR_BYTES) * SECTOR_BYTES
    erased = b"\xff" * (sector_end - reached)
    assert flash_of(home)[: len(data)] == data[:reached] + erased + before[sector_end:]
    assert "Hash of data verified" in esptool(*on_plain_port(device), "write-flash", "0x0", image)


@on_pty
def test_half_written_firmware_does_not_run_away(
    lab: ProcessVirtualLab, device: Device, home: Path, tiny: Path, impatient: Path
) -> None:
    order(home, "fault", words="power-loss", length=200)
    fails(*on_plain_port(device), "write-flash", "0x0", tiny, config=impatient)
    state = state_of(home)
    before = psutil.Process(state.emulator_pid).cpu_times()
    time.sleep(1)
    after = psutil.Process(state.emulator_pid).cpu_times()
    assert sum(after[:2]) - sum(before[:2]) < 0.1
    assert "Hash of data verified" in esptool(*on_plain_port(device), "write-flash", "0x0", tiny)
    assert eventually(lambda: state_of(home).phase == "running")


@on_pty
def test_a_cable_pulled_in_the_middle_takes_the_port_along(
    lab: ProcessVirtualLab, device: Device, home: Path, image: Path, impatient: Path
) -> None:
    order(home, "fault", words="cable-pulled", length=20_000)
    fails(*on_plain_port(device), "write-flash", "0x0", image, config=impatient)
    assert lab.devices() == ()
    again = lab.plug(NAME)
    assert flash_of(home)[:20_000] == image.read_bytes()[:20_000]
    assert "Hash of data verified" in esptool(*on_plain_port(again), "write-flash", "0x0", image)


@pytest.mark.slow
def test_a_strap_that_is_stuck_is_the_wrong_boot_mode_for_esptool(device: Device, home: Path, impatient: Path) -> None:
    order(home, "fault", words="wrong-boot-mode")
    said = fails("--port", device.modem_url, "--no-stub", "read-mac", config=impatient)
    assert "Wrong boot mode detected (0x8)" in said
    order(home, "fault", words="none")
    assert mac_of(NAME).hex(":") in esptool("--port", device.modem_url, "--no-stub", "read-mac")


def test_what_is_no_fault_is_refused_with_those_that_are(device: Device, home: Path) -> None:
    for words in ("", "gremlins", "silence:breakfast"):
        with pytest.raises(ControlRefused, match="power-loss"):
            order(home, "fault", words=words)


class CancelAtHalf:
    """A token that is set when half of a job is done."""

    def __init__(self) -> None:
        self.is_set = False

    def watch(self, done: int, total: int) -> None:
        self.is_set |= 2 * done >= total


@pytest.fixture
def flasher(tmp_path: Path) -> Flashers:
    """As the application has it, with nothing behind it but the stock tools."""
    return Flashers(
        virtual_image=VirtualImageFlasher(),
        agent=VirtualImageFlasher(),
        programs={FlashMethod.ESPTOOL: ToolFlasher(Esptool(), cache=ImageCache(tmp_path / "flashed"))},
    )


@on_pty
def test_the_application_flashes_the_board_through_esptool(running: Device, home: Path, flasher: Flashers) -> None:
    board, data, seen = catalog().board(NAME), some_bytes(60_000, seed=5), []
    receipt = flasher.write(running, board, 0x100000, data, lambda done, _total: seen.append(done), NeverCancelled())
    assert receipt.tool == "esptool"
    assert seen[-1] == len(data)
    assert flasher.read(running, board, 0x100000, len(data)) == data
    assert eventually(lambda: state_of(home).phase == "running"), "the firmware runs again"


@on_pty
def test_a_flash_job_cancelled_half_way_leaves_a_board_that_can_be_flashed_again(
    running: Device, home: Path, flasher: Flashers
) -> None:
    board, data, token = catalog().board(NAME), random.Random(6).randbytes(100_000), CancelAtHalf()
    order(home, "fault", words="slow-line", length=100_000)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        flasher.write(running, board, 0x100000, data, token.watch, token)
    assert time.monotonic() - started < 5
    assert flash_of(home)[0x100000:0x104000] == data[:0x4000]
    order(home, "fault", words="none")
    flasher.write(running, board, 0x100000, data, lambda _done, _total: None, NeverCancelled())
    assert flash_of(home)[0x100000 : 0x100000 + len(data)] == data


@on_pty
def test_a_slow_line_takes_the_time_it_should(device: Device, home: Path, tmp_path: Path) -> None:
    image = tmp_path / "image.bin"
    image.write_bytes(random.Random(7).randbytes(180_000))
    order(home, "fault", words="slow-line", length=90_000)
    started = time.monotonic()
    esptool(*on_plain_port(device), "write-flash", "0x0", image)
    assert time.monotonic() - started > 180_000 / 90_000


@on_pty
def test_a_paced_line_is_as_slow_as_the_rate_that_the_host_has_set(device: Device, home: Path, tmp_path: Path) -> None:
    image = tmp_path / "image.bin"
    image.write_bytes(random.Random(8).randbytes(60_000))
    order(home, "pace_line", length=1)
    esptool(*on_plain_port(device), "--baud", "921600", "write-flash", "--no-compress", "0x0", image)
    use = read_line_use(order(home, "line_use"))
    assert use.from_host_bytes > 60_000
    assert use.to_host_bytes > 100
    assert use.seconds >= use.bound_s > 60_000 / 92_160
    order(home, "pace_line")
    assert read_line_use(order(home, "line_use")) == LineUse()


@pytest.mark.parametrize("command", [("/no/such/program",), (sys.executable, "-c", "raise SystemExit('it burns')")])
def test_a_core_that_does_not_run_is_a_failure_with_the_reason(
    lab: ProcessVirtualLab, tiny: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("benchwright.drivers.virtual.lab.core_command", lambda *_: command)
    device = lab.start(NAME)
    with pytest.raises(FlashFailed, match=r"cannot be started|it burns"):
        VirtualImageFlasher().write(
            device, catalog().board(NAME), 0, tiny.read_bytes(), lambda _d, _t: None, NeverCancelled()
        )
    (seen,) = lab.devices()
    assert seen.state is DeviceState.GONE


def test_without_the_emulation_library_the_set_up_is_named(
    lab: ProcessVirtualLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchwright.drivers.virtual.esp.unicorn.PACKAGE", "unicorn-that-is-not-there")
    with pytest.raises(ToolMissing, match="Virtual RISC-V boards"):
        lab.start(NAME)


@on_pty
def test_without_a_compiler_the_set_up_is_named_before_anything_starts(
    lab: ProcessVirtualLab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "python"
    bare.write_text("#!/bin/sh\necho No module named ziglang >&2; exit 1\n")
    bare.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(bare))
    with pytest.raises(ToolMissing, match=r"part of virtual RISC-V boards.*No module named ziglang"):
        lab.start(NAME)
    assert lab.running() == ()
