"""picotool, bossac, avrdude, nrfutil and STM32_Programmer_CLI: commands, progress and failures.

bossac and avrdude were recorded here; the words of the others come from their documentation and from users' reports.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from benchwright.drivers.flash.avrdude import Avrdude
from benchwright.drivers.flash.bossac import Bossac
from benchwright.drivers.flash.flash_tool import Failure, FlashJob, FlashTool, Mark
from benchwright.drivers.flash.hex_image import intel_hex
from benchwright.drivers.flash.nrfutil import Nrfutil
from benchwright.drivers.flash.picotool import Picotool
from benchwright.drivers.flash.stm32_programmer import Stm32Programmer
from benchwright.drivers.flash.tool_failures import trouble
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flash.tool_process import Ending, ToolResult
from benchwright.images.intel_hex import read_intel_hex
from benchwright.model.board import FlashOptions
from benchwright.model.errors import FlashFailed
from tests.builders import a_board
from tests.unit.flash_jobs import a_job, a_real_device, marks, trouble_of

DATA = bytes(range(256)) * 40


@pytest.fixture
def job(tmp_path: Path) -> FlashJob:
    file = tmp_path / "image.bin"
    file.write_bytes(DATA)
    board = a_board(flash_options=FlashOptions(avrdude_part="m328p", bossac_offset="0x6000"))
    return a_job(board, folder=tmp_path, file=file, length=len(DATA), offset=0x40000)


def why(tool: FlashTool, words: str) -> str:
    found = trouble(tool.facts, ToolResult(Ending.EXITED, 1, tuple(words.splitlines()), 1.0), 60)
    assert found is not None
    assert found.remedy
    return found.why


def test_a_hex_image_reads_back_as_the_same_bytes_over_a_segment_border() -> None:
    text = intel_hex(0x0801_FFF8, DATA)
    (segment,) = read_intel_hex("x.hex", text.encode()).segments
    assert (segment.address, segment.data) == (0x0801_FFF8, DATA)
    assert text.endswith(":00000001FF\n")


def test_picotool_writes_what_differs_compares_and_starts(job: FlashJob) -> None:
    (step,) = Picotool().write(("picotool",), job)
    assert step.argv == (
        "picotool", "load", "-u", "-v", "-x", "image.bin", "-t", "bin", "-o", "0x8040000", "-f", "--ser", "066F",
    )  # fmt: skip
    (save,) = Picotool().read(("picotool",), job)
    assert save.argv[1:6] == ("save", "-r", "0x8040000", "0x8042800", "image.bin")


def test_picotools_words_are_understood() -> None:
    said = (
        "Loading into Flash:   [===============               ]  50%\r"
        "Loading into Flash:   [==============================]  100%\n"
        "Verifying Flash:      [==============================]  100%\n  OK\n"
    )
    assert marks(Picotool(), said) == [Mark("write", 0.5), Mark("write", 1.0), Mark("verify", 1.0)]
    (step,) = Picotool().write(("picotool",), a_job())
    assert re.search(step.proof, "  OK")
    none = "No accessible RP2040/RP2350 devices in BOOTSEL mode were found."
    assert "No board waits" in why(Picotool(), none)
    denied = (
        "Device at bus 3, address 12 appears to be a RP2040 device in BOOTSEL mode, but picotool was unable to connect."
    )
    assert "Your user may not" in why(Picotool(), f"{none}\nbut:\n{denied}")
    runs = "appears to be a RP2040 device with a USB serial connection, so consider -f (or -F) to force reboot"
    assert "did not enter" in why(Picotool(), f"{none}\nbut:\n{runs}")


def test_bossac_counts_from_where_firmware_begins(job: FlashJob) -> None:
    (step,) = Bossac().write(("bossac",), job)
    assert step.argv == (
        "bossac", "--port=/dev/ttyACM0", "-U", "--offset=0x46000", "-e", "-w", "-v", "-R", "image.bin",
    )  # fmt: skip
    (read,) = Bossac().read(("bossac",), job)
    assert "--read=0x2800" in read.argv


def test_bossacs_bars_belong_to_the_phase_before_them() -> None:
    said = (
        "Erase flash\n\nDone in 0.001 seconds\nWrite 84088 bytes to flash (21 pages)\n"
        "[                              ] 0% (0/21 pages)\r[==============                ] 47% (10/21 pages)\r"
        "Verify 84088 bytes of flash\n[==============================] 100% (21/21 pages)\nVerify successful\n"
    )
    found = marks(Bossac(), said)
    assert [mark.phase for mark in found] == ["erase", "write", "", "", "verify", "", "verify"]
    assert found[3].ratio == pytest.approx(10 / 21)


def test_arduinos_own_bossac_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert Bossac().program(lambda name: f"/usr/bin/{name}") == ("/usr/bin/bossac",)
    build = tmp_path / ".arduino15/packages/arduino/tools/bossac/1.9.1-arduino2/bossac"
    build.parent.mkdir(parents=True)
    build.write_text("")
    assert Bossac().program(lambda name: f"/usr/bin/{name}") == (str(build),)


def test_avrdude_gets_its_place_from_a_hex_file(job: FlashJob) -> None:
    (step,) = Avrdude().write(("avrdude",), job)
    assert step.argv == (
        "avrdude", "-p", "m328p", "-c", "arduino", "-P", "/dev/ttyACM0", "-b", "115200", "-D",
        "-U", "flash:w:image.hex:i",
    )  # fmt: skip
    text = (job.folder / "image.hex").read_bytes()
    assert read_intel_hex("x.hex", text).segments[0].address == 0x40000


def test_avrdudes_bars_are_understood() -> None:
    said = (
        "Reading | ################################################## | 100% 0.00 s\n"
        "Writing | #########################                          | 50% 1.23 s\r"
        "10240 bytes of flash written\nverifying flash memory against image.hex\n10240 bytes of flash verified\n"
    )
    assert [mark.phase for mark in marks(Avrdude(), said) if mark.phase] == ["write", "verify", "verify"]


def test_nrfutil_speaks_json(job: FlashJob) -> None:
    (step,) = Nrfutil().write(("nrfutil",), job)
    assert step.argv[:6] == ("nrfutil", "device", "program", "--firmware", "image.hex", "--serial-number")
    assert "verify=VERIFY_READ" in step.argv[-2]
    line = '{"type":"task_progress","data":{"progress":{"totalProgressPercentage":42}}}'
    assert Nrfutil().parse(line) == Mark("write", 0.42)
    for other in ("no json", '{"data":1}', '{"data":{"progress":null}}', "[1]"):
        assert Nrfutil().parse(other) is None
    assert re.search(step.proof, '{"type":"task_end","data":{"result":"success"}}')
    assert not re.search(step.proof, '{"type":"task_end","data":{"result":"fail"}}')


def test_st_programmers_words_are_understood(job: FlashJob) -> None:
    (step,) = Stm32Programmer().write(("STM32_Programmer_CLI",), job)
    assert step.argv == (
        "STM32_Programmer_CLI", "-c", "port=SWD", "mode=UR", "sn=066F", "-w", "image.bin", "0x8040000", "-v", "-rst",
    )  # fmt: skip
    said = "Erasing internal memory sector 0\nDownload in Progress:\n██████████ 50%\r100%\nVerifying ...\n"
    assert marks(Stm32Programmer(), said) == [
        Mark("erase"),
        Mark("write"),
        Mark("", 0.5),
        Mark("", 1.0),
        Mark("verify"),
    ]
    assert "No debug probe" in why(Stm32Programmer(), "Error: No debug probe detected.")
    assert "does not answer" in why(Stm32Programmer(), "Error: No STM32 target found!")


def test_an_old_nrfutil_is_told_apart() -> None:
    found = trouble(Nrfutil().facts, ToolResult(Ending.EXITED, 2, ('Error: No such command "device".',), 1.0), 60)
    assert found is not None
    assert found.failure is Failure.TOOL_UNUSABLE


@pytest.mark.parametrize(
    ("tool", "log", "words", "failure"),
    [
        (Avrdude(), "avrdude_silent.txt", "does not answer", Failure.FAILED),
        (Avrdude(), "avrdude_noport.txt", "does not answer", Failure.FAILED),
        (Bossac(), "bossac_silent.txt", "does not wait in its bootloader", Failure.FAILED),
        (Bossac(), "bossac_noport.txt", "does not wait in its bootloader", Failure.FAILED),
    ],
)
def test_what_the_real_tools_said_leads_to_a_way_out(tool: FlashTool, log: str, words: str, failure: Failure) -> None:
    found = trouble_of(tool, log)
    assert words in found.why
    assert found.remedy
    assert found.failure is failure


@pytest.mark.parametrize("tool", [Avrdude(), Bossac()], ids=["avrdude", "bossac"])
def test_the_real_tool_tells_its_version(tool: Any) -> None:
    if shutil.which(tool.facts.programs[0]) is None:
        pytest.skip(f"no {tool.facts.name} here ({tool.facts.install})")
    assert ToolFlasher(tool).version() in {"7.1", "1.9.1"}


@pytest.mark.parametrize("tool", [Avrdude(), Nrfutil()], ids=["avrdude", "nrfutil"])
def test_a_tool_that_cannot_read_says_so(tool: FlashTool, job: FlashJob) -> None:
    with pytest.raises(FlashFailed):
        tool.read(("x",), job)


def test_a_board_without_a_part_name_is_told(tmp_path: Path) -> None:
    file = tmp_path / "image.bin"
    file.write_bytes(DATA)
    with pytest.raises(FlashFailed, match="names no avrdude_part"):
        Avrdude().write(("avrdude",), a_job(folder=tmp_path, file=file, device=a_real_device()))
