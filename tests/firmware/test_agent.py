"""The agent on its line: the native board with sanitizers, and the emulated boards where QEMU is there."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import struct
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.drivers.virtual.esp.unicorn import core_command, core_library
from benchwright.drivers.virtual.flash_elf import flash_elf
from boards.builder.recipe import port_flags
from tests.contract.bench_parts import catalog
from tests.firmware.agent_line import AgentLine, frame
from tests.firmware.handmade_pack import copy_pack, with_digest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "boards" / "build.py"
LOOP_COUNT, SHORT_LOOP, SHORT_WRAPS = 9, 40, 8  # of tick_probe.c
WRAPS_BETWEEN_INSTRUCTIONS = {"netduinoplus2"}
EMULATED_BOARDS = ("b-l475e-iot01a", "mps3-an547", "netduinoplus2", "microbit", "hifive1-revb")
ESP = "esp32-c3"  # on the core of the virtual one, without QEMU
SLOWEST_SHIFT = 10  # that QEMU takes
TICK_HZ = {"hifive1-revb": 10**9, ESP: 125 * 10**6}  # where it is not the clock of the core

(HELLO, LOAD_INPUT, INFER, READ_OUTPUT, PROFILE, MEMORY, PACK_ERASE, PACK_WRITE, PACK_VERIFY, LAYERS, STATISTICS, ECHO,
 RESET, ASCII, CANCEL) = range(1, 16)  # fmt: skip
(UNKNOWN_KIND, BAD_BODY, NO_PACK, NO_INPUT, OUT_OF_RANGE, ENGINE, FLASH, UNSUPPORTED, CANCELLED) = range(1, 10)

UNTOUCHED = 0xFFFFFFFF


def u32(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def build(out: Path, *options: str) -> None:
    done = subprocess.run(
        [sys.executable, str(BUILD), "--out", str(out), *options],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def firmware(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("firmware")
    build(out, "--board", "native", "--sanitize")
    folder = out / "native-sanitize"
    return folder / json.loads((folder / "firmware.json").read_text())["image"]


@pytest.fixture
def line(firmware: Path) -> Iterator[AgentLine]:
    """A native device with an empty slot, in ASCII; it must leave without a word from a sanitizer."""
    with AgentLine([str(firmware)]) as agent:
        yield agent
        code, complaints = agent.hang_up()
        assert (code, complaints) == (0, "")


@pytest.fixture
def bench(line: AgentLine) -> AgentLine:
    """The same in binary, with a pack that copies 16 int8 values and says scale 0.5, zero point -3."""
    line.go_binary()
    line.load_pack(copy_pack(16))
    return line


def to_ascii(line: AgentLine) -> AgentLine:
    line.answer(ASCII)
    return line


# ASCII


def test_boot_says_mode_lap_and_ready(line: AgentLine) -> None:
    assert re.fullmatch(rb"m-timestamp-mode-performance\r\nm-lap-us-\d+\r\nm-init-done\r\nm-ready\r\n", line.banner)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("name", ["m-name-dut-[native]"]),
        ("name again", ["m-name-dut-[native]"]),
        ("profile", ["m-profile-[ULPMark for tinyML Firmware V0.0.1]", "m-model-[none]"]),
        ("bw", ["m-bw-[1]"]),
        ("bw sideways", ["e-[Unknown command: sideways]"]),
        ("", []),
        ("   ", []),
        ("db", ["e-[Command 'db' requires a subcommand]"]),
        ("db load", ["e-[Command 'db load' requires the # of bytes]"]),
        ("db load 0", ["e-[Command 'db load' must be >0 bytes]"]),
        ("db load -5", ["e-[Command 'db load' must be >0 bytes]"]),
        ("db load many", ["e-[Command 'db load' must be >0 bytes]"]),
        ("db load 490", ["m-[Expecting 490 bytes]"]),
        ("db 00", ["e-[Command 'db' needs a 'db load' first]"]),
        ("db 000", ["e-[Insufficent number of hex digits]"]),
        ("db print", []),
        ("infer 0", ["e-[Inference iterations must be >0]"]),
        ("infer x", ["e-[Inference iterations must be >0]"]),
        ("infer 1 -1", ["e-[Inference warmup must be >=0]"]),
        ("infer 1000001 0", ["e-[Inference iterations and warmup must be <=1000000]"]),
        ("infer 99999999999999999999", ["e-[Inference iterations and warmup must be <=1000000]"]),
        ("infer 1 0", ["e-[No model in the slot: pack status -1]"]),
        ("results", ["e-[No results before an inference]"]),
        ("hello", ["e-[Unknown command: hello]"]),
        ("NAME", ["e-[Unknown command: NAME]"]),
        ("\r\nname", ["e-[Unknown command: ??name]"]),
        ("na", ["e-[Unknown command: na]"]),
    ],
)
def test_ascii_answers(line: AgentLine, command: str, answer: list[str]) -> None:
    assert line.command(command) == answer


def test_help_begins_with_the_firmware_version(line: AgentLine) -> None:
    assert line.command("help")[0] == "ULPMark for tinyML Firmware V0.0.1"


def test_timestamps_never_go_back(line: AgentLine) -> None:
    laps = [int(line.command("timestamp")[0].removeprefix("m-lap-us-")) for _ in range(5)]
    assert laps == sorted(laps)


def test_eight_pasted_commands_get_eight_answers(line: AgentLine) -> None:
    line.send(b"name%" * 8)
    for _ in range(8):
        assert line.read_until(b"m-ready\r\n") == b"m-name-dut-[native]\r\nm-ready\r\n"


def test_db_loads_and_prints_what_came(line: AgentLine) -> None:
    assert line.command("db load 10") == ["m-[Expecting 10 bytes]"]
    assert line.command("db 00010aFF10") == []
    assert line.command("db 0506070809ffff") == ["m-load-done"]
    assert line.command("db 11") == ["e-[Command 'db' needs a 'db load' first]"]
    assert line.command("db print") == ["m-buffer-00-01-0a-ff-10-05-06-07", "m-buffer-08-09"]


def test_db_names_the_wrong_digits(line: AgentLine) -> None:
    line.command("db load 4")
    assert line.command("db 00zz") == ["e-[Invalid hex digit 'zz']"]
    assert line.command(b"db 0\xff") == ["e-[Invalid hex digit '0?']"]


def test_db_load_beyond_staging_is_refused_and_forgotten(line: AgentLine) -> None:
    line.send(b"db load 70000%")
    assert line.read_until(b"m-ready\r\n") == b"Supplied buffer size 70000 exceeds maximum of 65536\nm-ready\r\n"
    assert line.command("db 00") == ["e-[Command 'db' needs a 'db load' first]"]


def test_command_of_the_buffers_length_is_read_and_a_longer_one_dropped_whole(line: AgentLine) -> None:
    assert line.command("x" * 80) == [f"e-[Unknown command: {'x' * 80}]"]
    assert line.command("name " + "x" * 76) == ["e-[Command too long]"]
    assert line.command("x" * 100_000) == ["e-[Command too long]"]
    assert line.command("name") == ["m-name-dut-[native]"]


def test_noise_in_ascii_leaves_the_line_usable(line: AgentLine) -> None:
    noise = random.Random(1).randbytes(200_000).replace(b"bw", b"")
    line.send(noise + b"%")
    for _ in range(noise.count(b"%") + 1):
        line.read_until(b"m-ready\r\n")
    assert line.command("name") == ["m-name-dut-[native]"]


def test_infer_transcript_is_that_of_the_reference(bench: AgentLine) -> None:
    line = to_ascii(bench)
    line.command("db load 16")
    line.command("db " + bytes(range(16)).hex())
    lines = line.command("infer 3 2")
    laps = [int(text.removeprefix("m-lap-us-")) for text in lines if text.startswith("m-lap-us-")]
    assert [re.sub(r"us-\d+", "us-T", text) for text in lines] == [
        "m-warmup-start-2",
        "m-warmup-done",
        "m-infer-start-3",
        "m-lap-us-T",
        "m-lap-us-T",
        "m-infer-done",
        "m-results-[" + ",".join(f"{(value + 3) * 0.5:.3f}" for value in range(16)) + "]",
    ]
    assert laps == sorted(laps)
    assert line.command("results")[0] == lines[-1]
    assert line.command("profile")[1] == "m-model-[copy01]"


def test_infer_warms_up_ten_times_unless_told(bench: AgentLine) -> None:
    assert to_ascii(bench).command("infer")[:3] == ["m-warmup-start-10", "m-warmup-done", "m-infer-start-1"]


def test_uint8_input_is_moved_by_128(line: AgentLine) -> None:
    line.go_binary()
    line.load_pack(copy_pack(4, scale=1.0, zero_point=0, input_encoding=1))
    to_ascii(line).command("db load 4")
    line.command("db 00807fff")
    assert line.command("infer 1 0")[-1] == "m-results-[-128.000,0.000,-1.000,127.000]"


def test_float_input_is_quantised_half_away_from_zero_and_clamped(line: AgentLine) -> None:
    line.go_binary()
    line.load_pack(copy_pack(6, scale=0.5, zero_point=2, input_encoding=2))
    to_ascii(line).command("db load 24")
    line.command("db " + struct.pack("<6f", 0.25, -0.25, 0.2, 1e30, -1e30, float("nan")).hex())
    assert line.command("infer 1 0")[-1] == "m-results-[0.500,-0.500,0.000,62.500,-65.000,0.000]"


def test_mean_squared_error_is_taken_against_the_floats_that_came(line: AgentLine) -> None:
    line.go_binary()
    line.load_pack(copy_pack(2, scale=1.0, zero_point=0, input_encoding=2, output_decoding=1))
    to_ascii(line).command("db load 8")
    line.command("db " + struct.pack("<2f", 0.25, 3.0).hex())
    assert line.command("infer 1 0")[-1] == "m-results-[0.031]"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0005, "0.001"), (0.0625, "0.062"), (0.1875, "0.188"), (-2.0004, "-2.000"), (-0.0, "-0.000"),
        (999.9996, "1000.000"), (123456792.0, "123456792.000"), (float("nan"), "nan"), (float("-inf"), "-inf"),
    ],
)  # fmt: skip
def test_reals_are_printed_as_printf_does(line: AgentLine, value: float, text: str) -> None:
    line.go_binary()
    line.load_pack(copy_pack(1, element="float32", scale=0.0, zero_point=0))
    line.answer(LOAD_INPUT, u32(0) + struct.pack("<f", value))
    assert to_ascii(line).command("infer 1 0")[-1] == f"m-results-[{text}]"


def test_zero_byte_stops_a_long_infer(bench: AgentLine) -> None:
    line = to_ascii(bench)
    line.send(b"infer 1 1000000%")
    line.read_until(b"m-warmup-start-1000000\r\n")
    line.send(b"\0")
    assert line.read_until(b"m-ready\r\n") == b"e-[Cancelled]\r\nm-ready\r\n"


def test_zero_byte_stops_a_long_infer_behind_a_command_that_came_first(bench: AgentLine) -> None:
    line = to_ascii(bench)
    line.send(b"infer 1 1000000%")
    line.read_until(b"m-warmup-start-1000000\r\n")
    line.send(b"bw%")
    time.sleep(0.05)  # the agent has taken the command from its line
    line.send(b"\0")
    assert line.read_until(b"m-ready\r\n") == b"e-[Cancelled]\r\nm-ready\r\n"


# Frames


def test_greeting_says_what_the_device_is(firmware: Path, line: AgentLine) -> None:
    line.go_binary()
    greeting = line.greeting()
    facts = json.loads((firmware.parent / "firmware.json").read_text())
    assert (greeting.wire_version, greeting.max_body_bytes, greeting.window) == (1, 1024, 4)
    assert (greeting.board, greeting.origin, greeting.pack_status) == ("native", 2, -1)
    assert greeting.firmware_sha256 == facts["sha256"]
    assert greeting.pack_sha256 == "00" * 32
    assert (greeting.tick_hz, greeting.flash_block_bytes, greeting.chip_id) == (10**9, 4096, b"native")
    assert greeting.capabilities == 0b11100111


def test_sequence_number_and_body_come_back(line: AgentLine) -> None:
    line.go_binary()
    for sequence, body in enumerate([b"", b"\0", bytes(1024), bytes(range(256)) * 4, b"\xff" * 254]):
        assert line.ask(ECHO, body, sequence) == (ECHO | 0x80, sequence, body)


def test_a_window_of_requests_is_answered_in_order(line: AgentLine) -> None:
    line.go_binary()
    line.send(b"".join(frame(ECHO, bytes([index]) * 1024, index) for index in range(4)))
    assert [line.receive().sequence for _ in range(4)] == [0, 1, 2, 3]


def test_damaged_frames_are_counted_and_dropped(line: AgentLine) -> None:
    line.go_binary()
    good = frame(ECHO, b"abcdef")
    wrong_crc = frame(ECHO, b"abcdef").replace(b"c", b"d")
    cut = good[:5] + b"\0"
    too_long = b"\x01" * 5000 + b"\0"
    answer_kind = frame(0x81)
    line.send(wrong_crc + cut + too_long + answer_kind + b"\0\0\0" + b"\x05ab\0")
    statistics = struct.unpack("<6I", line.answer(STATISTICS))
    assert statistics[1] == 5
    assert statistics[0] == 1


def test_noise_and_floods_in_binary_leave_the_line_usable(line: AgentLine) -> None:
    line.go_binary()
    line.send(random.Random(2).randbytes(300_000) + b"\0")
    line.send(frame(ECHO, b"x") * 200)
    assert [line.receive().body for _ in range(200)] == [b"x"] * 200
    assert line.answer(ECHO, b"still here") == b"still here"


def test_an_unknown_state_is_cleared_up_from_both_sides(line: AgentLine) -> None:
    opening = b"\0" + frame(ASCII) + b"%"
    for start in (b"", b"bw binary%", b"bw binary%\x30half a frame"):
        line.send(start + opening + b"bw%")
        line.read_until(b"m-bw-[1]\r\nm-ready\r\n")
        assert line.command("name") == ["m-name-dut-[native]"]


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        (0x55, b"", UNKNOWN_KIND),
        (0x00, b"", UNKNOWN_KIND),
        (LOAD_INPUT, b"abc", BAD_BODY),
        (LOAD_INPUT, u32(65536) + b"x", OUT_OF_RANGE),
        (LOAD_INPUT, u32(UNTOUCHED) + b"x", OUT_OF_RANGE),
        (INFER, u32(1), BAD_BODY),
        (INFER, u32(0, 0), OUT_OF_RANGE),
        (INFER, u32(UNTOUCHED, 0), OUT_OF_RANGE),
        (INFER, u32(1, UNTOUCHED), OUT_OF_RANGE),
        (INFER, u32(1, 0), NO_INPUT),
        (PROFILE, b"", NO_INPUT),
        (LAYERS, b"", NO_INPUT),
        (READ_OUTPUT, u32(0, 0), BAD_BODY),
        (READ_OUTPUT, u32(0, 0, 16), NO_INPUT),
        (PACK_ERASE, b"", BAD_BODY),
        (PACK_ERASE, u32(0), OUT_OF_RANGE),
        (PACK_ERASE, u32(1 << 20 | 1), OUT_OF_RANGE),
        (PACK_WRITE, u32(0), BAD_BODY),
        (PACK_WRITE, u32(0) + b"x" * 15, BAD_BODY),
        (PACK_WRITE, u32(8) + b"x" * 16, OUT_OF_RANGE),
        (PACK_WRITE, u32(1 << 20) + b"x" * 16, OUT_OF_RANGE),
        (PACK_WRITE, u32(0xFFFFFFF0) + b"x" * 32, OUT_OF_RANGE),
        (PACK_VERIFY, b"", BAD_BODY),
        (PACK_VERIFY, u32(1 << 20 | 1), OUT_OF_RANGE),
    ],
)
def test_requests_that_make_no_sense_are_refused(bench: AgentLine, kind: int, body: bytes, code: int) -> None:
    assert bench.refusal(kind, body) == code


def test_nothing_runs_without_a_pack(line: AgentLine) -> None:
    line.go_binary()
    for kind, body in ((INFER, u32(1, 0)), (PROFILE, b""), (LAYERS, b""), (READ_OUTPUT, u32(0, 0, 1))):
        assert line.refusal(kind, body) == NO_PACK


def test_pack_travels_over_the_wire_and_runs(line: AgentLine) -> None:
    pack = copy_pack(16, copies=3)
    line.go_binary()
    line.load_pack(pack)
    assert line.answer(PACK_VERIFY, u32(len(pack))) == hashlib.sha256(pack).digest()
    greeting = line.greeting()
    assert (greeting.pack_status, greeting.pack_sha256) == (0, pack[16:48].hex())
    values = bytes(range(100, 116))
    assert line.answer(LOAD_INPUT, u32(8) + values[8:]) == u32(16)
    assert line.answer(LOAD_INPUT, u32(0) + values[:8]) == u32(8)
    assert len(line.series(INFER, u32(300, 5), "<Q")) == 300
    assert line.answer(READ_OUTPUT, u32(0, 0, 16)) == values
    assert line.answer(READ_OUTPUT, u32(0, 4, 2)) == values[4:6]
    assert line.refusal(READ_OUTPUT, u32(0, 15, 2)) == OUT_OF_RANGE
    assert line.refusal(READ_OUTPUT, u32(1, 0, 1)) == OUT_OF_RANGE
    assert len(line.series(PROFILE, b"", "<Q")) == 3
    layers = line.series(LAYERS, b"", "<2I")
    assert [tensor for tensor, _ in layers] == [100, 101, 102]
    assert len({crc for _, crc in layers}) == 1
    capacity, planned, touched, *_ = struct.unpack("<6I", line.answer(MEMORY))
    assert (capacity, planned, touched) == (1 << 20, 64, 64)


def test_profile_of_many_ops_comes_in_several_frames(line: AgentLine) -> None:
    line.go_binary()
    line.load_pack(copy_pack(16, copies=300))
    line.answer(LOAD_INPUT, u32(0) + bytes(16))
    assert len(line.series(PROFILE, b"", "<Q")) == 300
    assert len(line.series(LAYERS, b"", "<2I")) == 300


def test_arena_counts_as_untouched_before_the_first_inference(bench: AgentLine) -> None:
    assert struct.unpack("<6I", bench.answer(MEMORY))[1:3] == (32, 0)


def test_pack_with_a_wrong_digest_does_not_run(line: AgentLine) -> None:
    pack = bytearray(copy_pack(16))
    pack[-1] ^= 1
    line.go_binary()
    line.load_pack(bytes(pack))
    assert line.greeting().pack_status == -20
    assert line.refusal(INFER, u32(1, 0)) == NO_PACK


def test_pack_whose_input_exceeds_staging_does_not_run(line: AgentLine) -> None:
    line.go_binary()
    line.load_pack(copy_pack(70_000))
    assert line.greeting().pack_status == -21


def test_hello_names_the_place_in_the_pack_that_is_wrong(line: AgentLine) -> None:
    pack = bytearray(copy_pack(16))
    ops_offset = struct.unpack_from("<I", pack, 148)[0]
    pack[ops_offset + 12 : ops_offset + 16] = u32(0x7FFFFFF0)  # output_arena_offset
    line.go_binary()
    line.load_pack(with_digest(bytes(pack)))
    greeting = line.greeting()
    assert (greeting.pack_status, greeting.pack_fault) == (-4, ops_offset + 12)
    line.load_pack(copy_pack(16))
    assert (line.greeting().pack_status, line.greeting().pack_fault) == (0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_lying_headers_are_refused_not_believed(line: AgentLine, seed: int) -> None:
    """Every word of header, op and specs is replaced by something extreme, with a digest that fits."""
    chance = random.Random(seed)
    line.go_binary()
    whole = copy_pack(16)
    for at in range(4, len(whole), 4):
        pack = bytearray(whole)
        pack[at : at + 4] = u32(chance.choice([0, 1, 0x7FFFFFFF, 0x80000000, UNTOUCHED, chance.getrandbits(32)]))
        line.load_pack(with_digest(bytes(pack)))
        if line.greeting().pack_status == 0 and line.ask(LOAD_INPUT, u32(0) + bytes(16)).kind != 0xFF:
            line.ask(INFER, u32(1, 0))
            line.ask(READ_OUTPUT, u32(0, 0, 16))


def test_cancel_stops_a_running_series(bench: AgentLine) -> None:
    bench.answer(LOAD_INPUT, u32(0) + bytes(16))
    bench.send(frame(INFER, u32(1, 1_000_000), 5) + frame(CANCEL, b"", 6))
    answers = [bench.receive()]
    while answers[-1].sequence == 5 and answers[-1].kind == INFER | 0x80:
        answers.append(bench.receive())
    assert (answers[-1].kind, answers[-1].body[:2]) == (0xFF, bytes([INFER, CANCELLED]))
    assert bench.receive() == (CANCEL | 0x80, 6, b"")
    assert bench.answer(CANCEL) == b""


def test_request_behind_infer_waits_for_it(bench: AgentLine) -> None:
    bench.answer(LOAD_INPUT, u32(0) + bytes(range(16)))
    bench.send(frame(INFER, u32(2, 0), 1) + frame(READ_OUTPUT, u32(0, 0, 16), 2) + frame(ECHO, b"z", 3))
    assert [bench.receive().kind & 0x7F for _ in range(3)] == [INFER, READ_OUTPUT, ECHO]


def test_pack_survives_power_off_in_the_flash_file(firmware: Path, tmp_path: Path) -> None:
    command = [str(firmware), "--flash", str(tmp_path / "flash.img"), "--chip-id", "unit-7"]
    pack = copy_pack(16)
    with AgentLine(command) as agent:
        agent.go_binary()
        agent.load_pack(pack)
    image = (tmp_path / "flash.img").read_bytes()
    assert image[1 << 20 :].startswith(pack)
    with AgentLine(command) as agent:
        agent.go_binary()
        greeting = agent.greeting()
        assert (greeting.pack_status, greeting.chip_id) == (0, b"unit-7")


def test_reset_says_the_banner_again(bench: AgentLine) -> None:
    assert bench.answer(RESET) == b""
    assert bench.read_until(b"m-ready\r\n").startswith(b"m-timestamp-mode-performance\r\n")
    assert bench.command("name") == ["m-name-dut-[native]"]


# The emulated boards


def board_facts(board: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "boards" / board / "board.toml").read_text())


def tick_hz_of(board: str) -> int:
    return TICK_HZ.get(board, int(str(board_facts(board)["clock_hz"])))


def is_riscv(board: str) -> bool:
    return str(board_facts(board)["isa"]).startswith("rv32")


def shift_of(board: str) -> int:
    return int(str(board_facts(board)["emulator"]["icount_shift"]))


def emulator_command(board: str, kernel: Path, shift: int) -> list[str]:
    emulator = board_facts(board)["emulator"]
    program = "qemu-system-riscv32" if is_riscv(board) else "qemu-system-arm"
    return [
        shutil.which(program) or program, "-machine", str(emulator["machine"]), "-kernel",
        str(kernel), "-icount", f"shift={shift},sleep=on", "-display", "none", "-monitor", "none",
    ]  # fmt: skip


def core_of_esp(flash: Path, image: bytes) -> list[str]:
    """How the core of the virtual ESP32-C3 is started; its standard input and output are the line."""
    emulator = catalog().board(ESP).emulator
    assert emulator is not None
    flash.write_bytes(image.ljust(catalog().board(ESP).memory.flash_bytes, b"\xff"))
    return list(core_command(emulator, flash, core_library(flash.parent), ESP))


@pytest.fixture(
    scope="module", params=[*(pytest.param(board, marks=pytest.mark.qemu) for board in EMULATED_BOARDS), ESP]
)
def emulated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """An emulated board with a pack in its slot, and how to start it."""
    board = str(request.param)
    out = tmp_path_factory.mktemp("emulated")
    build(out, "--board", board)
    slot_offset = int(str(board_facts(board)["memory"]["slot_offset"]))
    image = (out / board / "firmware.bin").read_bytes().ljust(slot_offset, b"\xff") + copy_pack(64)
    flash = out / "flash.img"
    if board == ESP:
        return board, core_of_esp(flash, image)
    flash_base = int(str(board_facts(board)["memory"]["flash_base"]))
    flash.write_bytes(flash_elf(image, flash_base) if is_riscv(board) else image)
    return board, [*emulator_command(board, flash, shift_of(board)), "-serial", "stdio"]


def test_emulated_board_is_what_its_board_file_says(emulated: tuple[str, list[str]]) -> None:
    board, command = emulated
    memory = board_facts(board)["memory"]
    with AgentLine(command) as agent:
        assert re.fullmatch(
            rb"m-timestamp-mode-performance\r\nm-lap-us-\d+\r\nm-init-done\r\nm-ready\r\n", agent.banner
        )
        assert agent.command("name") == [f"m-name-dut-[{board}]"]
        agent.send(b"name%" * 8)
        for _ in range(8):
            agent.read_until(b"m-ready\r\n")
        agent.go_binary()
        greeting = agent.greeting()
        assert (greeting.board, greeting.origin, greeting.pack_status) == (board, 1, 0)
        assert (greeting.clock_hz, greeting.tick_hz) == (board_facts(board)["clock_hz"], tick_hz_of(board))
        assert greeting.slot_flash_offset == memory["slot_offset"]
        assert (greeting.slot_bytes, greeting.arena_bytes) == (memory["slot_bytes"], memory["arena_bytes"])
        assert greeting.staging_bytes == memory["staging_bytes"]
        assert greeting.capabilities == 0b11111110
        assert agent.refusal(PACK_WRITE, u32(0) + bytes(16)) == UNSUPPORTED
        stack_bytes, stack_touched = struct.unpack("<6I", agent.answer(MEMORY))[3:5]
        assert stack_bytes == memory["stack_bytes"]
        assert 200 < stack_touched < stack_bytes * 3 // 4
        assert agent.answer(RESET) == b""
        agent.read_until(b"m-init-done\r\nm-ready\r\n")


def test_instructions_of_an_inference_are_the_same_in_every_start(emulated: tuple[str, list[str]]) -> None:
    board, command = emulated
    shift = shift_of(board)
    counts = []
    for _ in range(2):
        with AgentLine(command) as agent:
            agent.go_binary()
            greeting = agent.greeting()
            agent.answer(LOAD_INPUT, u32(0) + bytes(64))
            ticks = [entry[0] for entry in agent.series(INFER, u32(50, 1), "<Q")]
        instructions_per_tick = 1e9 / greeting.tick_hz / 2**shift
        assert round(greeting.calibration_ticks * instructions_per_tick) == greeting.calibration_instructions
        assert greeting.calibration_instructions == 1_000_000
        counts.append({round(value * instructions_per_tick) for value in ticks})
    assert len(counts[0]) == 1
    assert counts[0] == counts[1]


def run_probe(
    board: str, source: str, probe: Path, *more_flags: str, shift: int | None = None
) -> list[tuple[int, ...]]:
    """Builds a bare program on the board's own shared code; the numbers it said under QEMU, line by line."""
    folder = ROOT / "boards"
    recipe = tomllib.loads((folder / board / "build.toml").read_text())
    shared = [folder / name for name in recipe["source_folders"]]
    sources = [Path(__file__).with_name(source), folder / "firmware" / "agent" / "bw_paint.c"]
    sources += [path for part in shared for path in part.glob("*.[cS]") if path.name != "bw_core_port.c"]
    sources += (folder / board).glob("bw_clock.c")
    includes = [
        *shared,
        folder / board,
        *(folder / "firmware" / name for name in ("common", "common/freestanding", "include", "agent")),
    ]
    flags = (*port_flags(board), *more_flags)
    subprocess.run(
        [
            sys.executable, "-m", "ziglang", "cc", *flags, "-std=c11", "-Os", "-ffreestanding", "-ffunction-sections",
            "-nostdlib", "-static", "-s", *(f"-I{path}" for path in includes), "-Wl,--gc-sections,-e,bw_reset",
            "-T", str(folder / board / "link.ld"), *map(str, sources), "-lcompiler_rt", "-o", str(probe),
        ],
        check=True, capture_output=True, timeout=120, cwd=ROOT,
    )  # fmt: skip
    command = emulator_command(board, probe, shift_of(board) if shift is None else shift)
    done = subprocess.run(
        [*command, "-serial", "none", "-semihosting-config", "enable=on,target=native"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    lines = [text.split() for text in (done.stdout + done.stderr).splitlines() if text[:1].isdigit()]
    return [tuple(map(int, words)) for words in lines]


def assert_counts_exactly(board: str, rows: list[tuple[int, ...]], shift: int | None = None) -> None:
    ticks_per_instruction = tick_hz_of(board) * 2 ** (shift_of(board) if shift is None else shift) / 1e9

    def instructions(ticks: int) -> int:
        return round(ticks / ticks_per_instruction)

    loops, short = rows[1 : 1 + LOOP_COUNT], rows[1 + LOOP_COUNT :]
    assert loops[-1][0] > 150_000_000
    overhead = instructions(loops[0][1]) - loops[0][0]
    assert [instructions(ticks) - overhead for _, ticks in loops] == [length for length, _ in loops]
    exact = sum(count for ticks, count in short if instructions(ticks) == SHORT_LOOP + overhead)
    one_less = sum(count for ticks, count in short if instructions(ticks) == SHORT_LOOP + overhead - 1)
    assert exact + one_less == sum(count for _, count in short) == 400_000
    # Where the wraps fall between two instructions a reading in that moment may be short (bw_systick.c).
    assert one_less <= (SHORT_WRAPS if board in WRAPS_BETWEEN_INSTRUCTIONS else 0)


@pytest.mark.qemu
@pytest.mark.parametrize("board", EMULATED_BOARDS)
def test_ticks_count_instructions_exactly_across_wraps(board: str, tmp_path: Path) -> None:
    """Loops of 2 to 150 million instructions; SysTick wraps every 6.2 to 8.2 million of them, others never."""
    assert_counts_exactly(board, run_probe(board, "tick_probe.c", tmp_path / "probe.elf"))


@pytest.mark.qemu
def test_the_timer_of_a_chip_without_systick_counts_exactly_across_its_wraps(tmp_path: Path) -> None:
    """With 24 of its 32 bits it wraps every 8.2 million instructions."""
    probe = tmp_path / "probe.elf"
    assert_counts_exactly("microbit", run_probe("microbit", "tick_probe.c", probe, "-DBW_TIMER_BITS=24"))


@pytest.mark.qemu
def test_mcycle_counts_exactly_while_its_low_half_wraps(tmp_path: Path) -> None:
    """At 1,024 ns an instruction it wraps every 4.2 million; 100 stretches begin 0 to 99 instructions before."""
    flag = f"-DPROBE_TICKS={1 << SLOWEST_SHIFT}u"
    rows = run_probe("hifive1-revb", "tick_probe.c", tmp_path / "probe.elf", flag, shift=SLOWEST_SHIFT)
    assert_counts_exactly("hifive1-revb", rows, SLOWEST_SHIFT)


@pytest.mark.qemu
def test_flash_of_the_nrf_is_erased_and_written_as_the_agent_needs_it(tmp_path: Path) -> None:
    out_of_range, refused = 1, 3
    assert run_probe("microbit", "flash_probe.c", tmp_path / "probe.elf") == [
        (0, 2048),
        (0, 512),
        (0, 512),
        (refused, 16),
        (0, 1024),
        (0, 1024),
        (0, 16),
        (out_of_range, 16),
        (out_of_range, 2048),
    ]
