"""The unmodified stm32flash programs a virtual STM32 through its ROM bootloader, as it would a real one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.bench_parts import built
from tests.e2e.journey import benchwright

BOARD = "b-l475e-iot01a"
INSTANCE = f"{BOARD}#rom"
DIGITS = Path(__file__).parents[2] / "resources" / "models" / "digits_int8.tflite"
pytestmark = [
    pytest.mark.qemu,
    pytest.mark.skipif(shutil.which("stm32flash") is None, reason="no stm32flash here (apt install stm32flash)"),
]


def stm32flash(port: str, *arguments: str, code: int = 0) -> str:
    """Runs the tool to its end; a pseudo-terminal carries no parity."""
    command = ["stm32flash", "-m", "8n1", "-b", "115200", *arguments, port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def port() -> Iterator[str]:
    """The port of a board in its ROM bootloader, with erased flash where no test has written."""
    started = benchwright("virtual", "start", INSTANCE)
    assert started.code == 0, started.errors
    try:
        yield in_bootloader()
    finally:
        benchwright("virtual", "stop", INSTANCE)


def in_bootloader() -> str:
    answer = benchwright("virtual", "bootloader", INSTANCE, "--json")
    assert answer.code == 0, answer.errors
    (device,) = answer.document["devices"]
    assert "bootloader" in device["evidence"]
    return str(device["url"])


def test_it_recognises_the_chip(port: str) -> None:
    said = stm32flash(port)
    assert "0x0415 (STM32L47xxx/48xxx)" in said
    assert "1024KiB (size first sector: 1x2048)" in said


def test_a_board_flashed_by_it_runs_valid_without_being_flashed_again(port: str, tmp_path: Path) -> None:
    image, pack = tmp_path / "firmware.bin", tmp_path / "pack.bin"
    image.write_bytes(built(BOARD).image)
    planned = benchwright("plan", str(DIGITS), "--board", BOARD, "--output", str(pack))
    assert planned.code == 0, planned.errors
    stm32flash(port, "-w", str(image), "-v")
    said = stm32flash(port, "-w", str(pack), "-v", "-S", "0x08080000", "-g", "0x08000000")
    assert "100.00%" in said
    assert "Starting execution at address 0x08000000... done" in said

    run = ("run", str(DIGITS), "--board", f"virtual:{INSTANCE}", "--window", "0.2", "--json")
    answer = benchwright(*run, "--db", str(tmp_path / "runs.db"))
    assert answer.code == 0, answer.errors
    assert answer.document["validity"] == {"status": "valid", "issues": []}
    flash = next(stage for stage in answer.document["stages"] if stage["stage"] == "Flash")
    assert "firmware skipped: already there" in flash["note"]
    assert "model skipped: already there" in flash["note"]


def test_what_it_reads_is_what_it_wrote_and_only_the_pages_named_are_erased(port: str, tmp_path: Path) -> None:
    data = bytes(index * 7 % 251 for index in range(3 * 2_048))
    written, read = tmp_path / "written.bin", tmp_path / "read.bin"
    written.write_bytes(data)
    place = f"0x080e0000:{len(data)}"
    stm32flash(port, "-w", str(written), "-v", "-S", place)
    stm32flash(port, "-o", "-S", "0x080e0800:2048")
    stm32flash(port, "-r", str(read), "-S", place)
    assert read.read_bytes() == data[:2_048] + b"\xff" * 2_048 + data[4_096:]


def test_its_reset_starts_the_firmware(port: str, tmp_path: Path) -> None:
    image = tmp_path / "firmware.bin"
    image.write_bytes(built(BOARD).image)
    assert "Resetting device" in stm32flash(port, "-w", str(image), "-v", "-R")
    listed = benchwright("virtual", "list", "--json").document["devices"]
    assert "bootloader" not in next(device["evidence"] for device in listed if INSTANCE in device["device_id"])


def test_a_protected_chip_refuses_to_be_read_until_it_is_erased(port: str, tmp_path: Path) -> None:
    stm32flash(port, "-j")
    port = in_bootloader()
    stm32flash(port, "-r", str(tmp_path / "read.bin"), code=1)
    stm32flash(port, "-k")
    port = in_bootloader()
    stm32flash(port, "-r", str(tmp_path / "read.bin"), "-S", "0x08000000:2048")
    assert (tmp_path / "read.bin").read_bytes() == b"\xff" * 2_048
