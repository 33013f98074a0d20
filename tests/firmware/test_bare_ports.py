"""Ports that no emulator runs, on a bare core around a model of their chip made from the manual (tests/firmware/bare).

It shows that the firmware starts, talks, and programs its slot as the manual asks; not that manual and chip agree.
"""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.firmware.agent_line import AgentLine
from tests.firmware.handmade_pack import copy_pack

ROOT = Path(__file__).resolve().parents[2]
BARE = Path(__file__).with_name("bare")
BARE_BOARDS = ("arduino-nano-33-ble", "nrf52840-dk", "nucleo-l4r5zi", "rp2040-pico")
LOAD_INPUT, INFER, READ_OUTPUT, MEMORY, PACK_WRITE, PACK_VERIFY, RESET = 0x02, 0x03, 0x04, 0x06, 0x08, 0x09, 0x0D
HARDWARE, EMULATED = 0, 1
UNSUPPORTED, PACK_WRITES, BANNER_END = 8, 1 << 0, b"m-init-done\r\nm-ready\r\n"

Command = Callable[..., list[str]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="waits for standard input with select")


@pytest.fixture(scope="module", params=BARE_BOARDS)
def board(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def image(board: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bare")
    subprocess.run(
        [sys.executable, str(ROOT / "boards" / "build.py"), "--board", board, "--out", str(out)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return out / board / "firmware.bin"


@pytest.fixture
def command(board: str, image: Path) -> Command:
    return lambda *options: [sys.executable, str(BARE), board, str(image), *options]


def test_the_port_starts_and_says_what_its_board_file_says(board: str, image: Path, command: Command) -> None:
    described = tomllib.loads((ROOT / "boards" / board / "board.toml").read_text())
    memory = described["memory"]
    with AgentLine(command()) as agent:
        assert agent.command("name") == [f"m-name-dut-[{board}]"]
        agent.send(b"name%" * 8)
        for _ in range(8):
            agent.read_until(b"m-ready\r\n")
        agent.go_binary()
        greeting = agent.greeting()
        assert (greeting.board, greeting.clock_hz, greeting.tick_hz) == (board, *[described["clock_hz"]] * 2)
        assert greeting.slot_flash_offset == memory["slot_offset"]
        assert (greeting.slot_bytes, greeting.arena_bytes) == (memory["slot_bytes"], memory["arena_bytes"])
        assert greeting.staging_bytes == memory["staging_bytes"]
        assert greeting.firmware_sha256 == json.loads((image.parent / "firmware.json").read_text())["sha256"]
        stack_bytes, stack_touched = struct.unpack("<6I", agent.answer(MEMORY))[3:5]
        assert stack_bytes == memory["stack_bytes"]
        assert 200 < stack_touched < stack_bytes * 3 // 4


def test_the_port_starts_again_when_it_is_asked_to(command: Command) -> None:
    with AgentLine(command()) as agent:
        agent.go_binary()
        assert agent.answer(RESET) == b""
        agent.read_until(BANNER_END)
        assert agent.hang_up() == (0, "")


def test_the_port_finds_out_that_it_is_emulated_and_offers_no_flash(command: Command) -> None:
    with AgentLine(command()) as agent:
        agent.go_binary()
        greeting = agent.greeting()
        assert (greeting.origin, greeting.capabilities & PACK_WRITES, greeting.chip_id) == (EMULATED, 0, b"")
        assert agent.refusal(PACK_WRITE, bytes(20)) == UNSUPPORTED


def test_the_port_on_silicon_takes_a_pack_into_its_slot_and_nowhere_else(
    board: str, image: Path, command: Command, tmp_path: Path
) -> None:
    flash = tmp_path / "flash.bin"
    pack = copy_pack(64, copies=20)
    with AgentLine(command("--silicon", "--flash-out", str(flash))) as agent:
        agent.go_binary()
        greeting = agent.greeting()
        assert (greeting.origin, greeting.capabilities & PACK_WRITES) == (HARDWARE, PACK_WRITES)
        agent.load_pack(copy_pack(64, copies=30))
        agent.load_pack(pack)  # over another one: what was there must be erased
        assert agent.answer(PACK_VERIFY, struct.pack("<I", len(pack))) == hashlib.sha256(pack).digest()
        assert agent.greeting().pack_status == 0
        values = bytes(range(64))
        agent.answer(LOAD_INPUT, struct.pack("<I", 0) + values)
        assert len(agent.series(INFER, struct.pack("<2I", 3, 1), "<Q")) == 3
        assert agent.answer(READ_OUTPUT, struct.pack("<3I", 0, 0, 64)) == values
        assert agent.hang_up() == (0, "")
    slot_offset = tomllib.loads((ROOT / "boards" / board / "board.toml").read_text())["memory"]["slot_offset"]
    content = flash.read_bytes()
    firmware = image.read_bytes()
    assert content[: len(firmware)] == firmware
    assert set(content[len(firmware) : slot_offset]) == {0xFF}
    assert content[slot_offset:].startswith(pack)
    assert set(content[slot_offset + len(pack) + 16 :]) == {0xFF}


def test_a_repeated_write_succeeds(command: Command) -> None:
    with AgentLine(command("--silicon")) as agent:
        agent.go_binary()
        block = agent.greeting().flash_block_bytes
        agent.answer(0x07, struct.pack("<I", block))
        body = struct.pack("<I", 16) + bytes(range(240))
        for _ in range(2):
            assert agent.answer(PACK_WRITE, body) == struct.pack("<I", 16)
        assert agent.hang_up() == (0, "")
