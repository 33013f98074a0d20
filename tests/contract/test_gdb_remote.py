"""Flashing through a GDB server: a scripted one with every habit and fault, and QEMU's for reading."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchwright.drivers.discovery import PortInfo
from benchwright.drivers.flash.gdb_client import GdbClient, GdbRefused, GdbSilent, gdb_crc32
from benchwright.drivers.flash.gdb_packet import PacketReader, Wire, frame
from benchwright.drivers.flash.gdb_remote import GdbRemoteFlasher
from benchwright.drivers.flash.gdb_servers import SERVER_VARIABLE, GdbServers
from benchwright.drivers.transports import Transports
from benchwright.model.errors import Cancelled, DeviceVanished, FlashFailed, RemoteUnreachable
from benchwright.protocols.flasher import FlashReceipt, Progress
from tests.builders import a_board
from tests.contract.bench_parts import Switch
from tests.contract.gdb_peer import BASE, BLOCK_BYTES, BLOCKS, GdbPeer, Habits
from tests.unit.flash_jobs import a_real_device

BOARD = a_board()
DEVICE = a_real_device()
DATA = bytes((index * 7 + index // 251) & 0xFF for index in range(3 * BLOCK_BYTES + 500))


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def flasher(address: str) -> GdbRemoteFlasher:
    return GdbRemoteFlasher(Transports(), GdbServers({SERVER_VARIABLE: f"{BOARD.name}={address}"}, ports=list))


def write(
    peer: GdbPeer, data: bytes = DATA, *, offset: int = 0, progress: Progress = nobody, token: Switch | None = None
) -> FlashReceipt:
    return flasher(peer.address).write(DEVICE, BOARD, offset, data, progress, token or Switch())


SERVERS = {
    "openocd": Habits(),
    "black magic": Habits(needs_scan=True),
    "without checksums": Habits(has_crc=False),
    "with acknowledgements": Habits(has_no_ack_mode=False),
    "on a noisy line": Habits(has_no_ack_mode=False, damages_every=5),
}


@pytest.mark.parametrize("habits", SERVERS.values(), ids=SERVERS)
def test_a_region_is_erased_written_and_compared(habits: Habits) -> None:
    with GdbPeer(habits) as peer:
        steps: list[tuple[int, int]] = []
        receipt = write(peer, progress=lambda *step: steps.append(step))
        assert peer.flash[: len(DATA)] == DATA
        assert peer.flash[len(DATA) : 4 * BLOCK_BYTES] == b"\xff" * (4 * BLOCK_BYTES - len(DATA))
        assert set(peer.flash[4 * BLOCK_BYTES :]) == {0x55}
    assert (receipt.tool, receipt.written_bytes, receipt.skipped) == ("gdb-remote", len(DATA), False)
    assert steps == sorted(steps)
    assert len(steps) > 10
    assert steps[-1] == (len(DATA), len(DATA))


def test_what_is_there_already_is_not_written() -> None:
    with GdbPeer() as peer:
        write(peer)
        peer.requests.clear()
        assert write(peer).skipped
        assert peer.count(b"vFlash") == 0


def test_what_is_there_already_is_written_when_forced() -> None:
    with GdbPeer() as peer:
        write(peer)
        peer.requests.clear()
        again = flasher(peer.address).write(DEVICE, BOARD, 0, DATA, nobody, Switch(), force=True)
        assert not again.skipped
        assert peer.count(b"vFlash") > 0


def test_only_blocks_that_differ_are_written() -> None:
    changed = DATA[:BLOCK_BYTES] + b"\x99" + DATA[BLOCK_BYTES + 1 :]
    with GdbPeer() as peer:
        write(peer)
        peer.requests.clear()
        write(peer, changed)
        assert peer.count(b"vFlashErase") == 1
        assert peer.flash[: len(DATA)] == changed


def test_a_region_that_begins_inside_a_block_erases_that_block() -> None:
    with GdbPeer() as peer:
        write(peer, DATA[:100], offset=BLOCK_BYTES + 16)
        assert peer.flash[BLOCK_BYTES + 16 : BLOCK_BYTES + 116] == DATA[:100]
        assert peer.flash[BLOCK_BYTES : BLOCK_BYTES + 16] == b"\xff" * 16
        assert peer.flash[0] == 0x55


def test_flash_is_read_back_and_the_board_runs_again() -> None:
    with GdbPeer() as peer:
        peer.flash[: len(DATA)] = DATA
        assert flasher(peer.address).read(DEVICE, BOARD, 0, 5_000) == bytes(peer.flash[:5_000])
        assert peer.requests[-1] == b"D"


def test_other_bytes_after_writing_are_a_failure() -> None:
    with GdbPeer(Habits(flips_a_bit=True)) as peer, pytest.raises(FlashFailed, match="other bytes than were written"):
        write(peer)


def test_a_server_that_refuses_to_erase_is_told_with_its_answer() -> None:
    with GdbPeer(Habits(refuses=b"vFlashErase")) as peer, pytest.raises(FlashFailed, match="was answered E08"):
        write(peer)


def test_a_server_that_cannot_write_flash_is_told_before_anything_is_touched() -> None:
    with GdbPeer(Habits(has_map=False)) as peer, pytest.raises(FlashFailed, match="The device is as it was"):
        write(peer)


def test_a_region_behind_the_end_of_flash_is_refused() -> None:
    with GdbPeer() as peer, pytest.raises(FlashFailed, match="knows no flash"):
        write(peer, offset=BLOCK_BYTES * BLOCKS - 16)


def test_a_line_cut_while_writing_is_a_device_that_vanished() -> None:
    with GdbPeer(Habits(dies_at=b"vFlashWrite")) as peer, pytest.raises(DeviceVanished):
        write(peer)


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchwright.drivers.flash.gdb_client._REPLY_S", 0.3)
    with (
        GdbPeer(Habits(silent=True)) as peer,
        Transports().open(replace(DEVICE, url=f"socket://{peer.address}"), 115_200) as line,
        pytest.raises(GdbSilent),
    ):
        GdbClient(line).ask(b"?", 0.3)


def test_without_a_server_the_user_is_told_to_start_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(FlashFailed, match="No GDB server answers"):
        flasher(address).write(DEVICE, BOARD, 0, DATA, nobody, Switch())


def test_a_cancel_half_way_says_what_was_left() -> None:
    token = Switch()

    def cancel(_done: int, _total: int) -> None:
        token.is_set = True

    with GdbPeer() as peer, pytest.raises(Cancelled, match="Device left unprogrammed"):
        write(peer, progress=cancel, token=token)


def test_a_cancel_before_leaves_everything_as_it_was() -> None:
    token = Switch()
    token.is_set = True
    with GdbPeer() as peer:
        with pytest.raises(Cancelled, match="as it was"):
            write(peer, token=token)
        assert peer.requests == []


@dataclass
class Port:
    device: str
    location: str | None
    vid: int | None = 0x1D50
    pid: int | None = 0x6018
    serial_number: str | None = "BMP1"
    description: str = ""
    interface: str | None = None


def servers(named: str = "", ports: tuple[PortInfo, ...] = ()) -> GdbServers:
    return GdbServers({SERVER_VARIABLE: named}, ports=lambda: ports)


def test_a_server_is_never_guessed() -> None:
    assert servers().server(DEVICE, BOARD) == ""
    assert servers("other=host:1").server(DEVICE, BOARD) == ""
    assert servers("host:1,host:2").server(DEVICE, BOARD) == ""
    assert servers("host:1").server(DEVICE, BOARD) == "socket://host:1"
    assert servers(f"other=host:1, {BOARD.name}=host:2").server(DEVICE, BOARD) == "socket://host:2"
    assert servers(f"{DEVICE.device_id}=host:3").server(DEVICE, BOARD) == "socket://host:3"
    assert flasher("host:1").is_there()
    assert not GdbRemoteFlasher(Transports(), servers()).is_there()


def test_a_black_magic_probe_has_its_server_on_its_first_port() -> None:
    ports = (Port("/dev/ttyACM1", "1-4:1.2"), Port("/dev/ttyACM0", "1-4:1.0"))
    assert servers(ports=ports).server(DEVICE, BOARD) == "/dev/ttyACM0"
    elsewhere = a_real_device(url="/dev/ttyUSB0")
    assert servers(ports=ports).server(elsewhere, BOARD) == ""
    assert servers(ports=ports).server(replace(elsewhere, flash_with="gdb-remote"), BOARD) == "/dev/ttyACM0"
    two = (*ports, Port("/dev/ttyACM2", "1-5:1.0", serial_number="BMP2"))
    assert servers(ports=two).all() == ("/dev/ttyACM0", "/dev/ttyACM2")
    assert servers(ports=two).server(a_real_device(url="/dev/ttyACM9"), BOARD) == ""
    assert servers(ports=two).server(a_real_device(url="/dev/ttyACM2"), BOARD) == "/dev/ttyACM2"


def test_binary_bytes_survive_their_packet_in_pieces() -> None:
    payload = bytes(range(256))
    reader, found = PacketReader(), []
    for byte in b"+" + frame(payload) + b"%Stop:T05#00" + frame(b"OK"):
        found += reader.feed(bytes((byte,)))
    assert found == [Wire.ACK, payload, b"OK"]


def test_a_damaged_packet_is_told_as_such() -> None:
    assert PacketReader().feed(b"$OK#00") == [Wire.DAMAGED]
    assert PacketReader().feed(b"$0* #7a") == [b"0000"]
    assert PacketReader().feed(b"$}#7d") == [Wire.DAMAGED]


def test_the_checksum_is_the_one_of_gdb() -> None:
    # The check value of CRC-32/MPEG-2, which is this checksum under another name.
    assert gdb_crc32(b"123456789") == 0x0376E6E7


@pytest.fixture
def qemu_server(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("qemu-system-arm")
    if program is None:
        pytest.skip("no qemu-system-arm here")
    image = tmp_path / "flash.bin"
    image.write_bytes((0x2000_1000).to_bytes(4, "little") + (0x0800_0009).to_bytes(4, "little") + DATA)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        program,
        "-M",
        "netduinoplus2",
        "-nographic",
        "-S",
        "-kernel",
        str(image),
        "-gdb",
        f"tcp:127.0.0.1:{port}",
    ]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield f"127.0.0.1:{port}"
        finally:
            process.kill()


def test_the_memory_of_a_board_in_qemu_is_read_through_its_gdb_server(qemu_server: str) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            line = Transports().open(replace(DEVICE, url=f"socket://{qemu_server}"), 115_200)
            break
        except (DeviceVanished, RemoteUnreachable):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    with line:
        client = GdbClient(line)
        client.open()
        assert client.ask(b"?")[:1] == b"T"
        assert client.read(BASE + 8, len(DATA)) == DATA
        assert client.holds(BASE + 8, DATA)
        assert not client.holds(BASE + 8, DATA[1:])
        assert list(client.flash_regions()) == []
        with pytest.raises(GdbRefused):
            client.write(BASE, b"\x01")
