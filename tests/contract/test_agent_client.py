"""The client against the real agent, built for this computer, on a good line and on bad ones."""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.model.board import Origin
from benchwright.model.errors import Cancelled, DeviceVanished, DutRefused, DutTimeout, WireCorrupt, WrongFirmware
from benchwright.model.pack import Pack
from benchwright.planner.plan import TflitePlanner
from benchwright.protocols.transport import Transport
from benchwright.wire.ascii_client import AsciiClient
from benchwright.wire.client import DutClient
from benchwright.wire.frame import Frame, encode_frame
from benchwright.wire.messages import Capability, Kind, RefusalCode
from tests.contract.bench_parts import (
    ROOT,
    CancelAfter,
    NoisyTransport,
    built,
    catalog,
    native_agent,
    program_on_a_line,
)
from tests.firmware.mlperf_firmware import build_program

MODEL = ROOT / "resources" / "models" / "digits_int8.tflite"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return TflitePlanner().plan(MODEL.read_bytes(), catalog().board("native"), name="digits_int8")


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Transport]:
    with native_agent(tmp_path) as line:
        yield line


@pytest.fixture
def client(line: Transport) -> DutClient:
    client = DutClient(line, "native agent")
    client.open()
    return client


def program(client: DutClient, pack: Pack) -> None:
    client.pack_erase(pack.pack_bytes)
    client.pack_write(pack.data)
    assert client.pack_verify(pack.pack_bytes) == hashlib.sha256(pack.data).hexdigest()


def some_input(pack: Pack) -> bytes:
    return bytes(index * 7 % 256 for index in range(sum(spec.size_bytes for spec in pack.inputs)))


def test_foreign_firmware_survives_being_asked_for_the_agent(tmp_path: Path) -> None:
    program = build_program(tmp_path / "app")
    with program_on_a_line(program) as line:
        with pytest.raises(WrongFirmware, match="does not know the command bw"):
            DutClient(line, "foreign").open()
        assert AsciiClient(line, "foreign").name() == "small firmware"


def test_hello_says_who_answers(client: DutClient) -> None:
    hello = client.hello()
    assert (hello.board, hello.origin, hello.pack_status) == ("native", Origin.NATIVE, -1)
    assert hello.firmware_sha256 == built("native").sha256
    assert hello.slot_flash_offset == catalog().board("native").memory.slot_offset
    assert Capability.PACK_WRITE in Capability(hello.capabilities)


def test_a_pack_is_written_verified_opened_and_run(client: DutClient, pack: Pack) -> None:
    steps: list[tuple[int, int]] = []
    client.pack_erase(pack.pack_bytes)
    client.pack_write(pack.data, lambda done, total: steps.append((done, total)))
    assert client.pack_verify(pack.pack_bytes) == hashlib.sha256(pack.data).hexdigest()
    assert steps == sorted(steps)
    assert steps[-1] == (pack.pack_bytes, pack.pack_bytes)
    hello = client.hello()
    assert (hello.pack_status, hello.pack_sha256) == (0, pack.sha256)
    client.load_input(some_input(pack))
    assert all(ticks > 0 for ticks in client.infer(20, 3))
    first = client.read_output(0, pack.outputs[0].size_bytes)
    client.infer(1)
    assert client.read_output(0, pack.outputs[0].size_bytes) == first
    assert len(client.profile()) == len(pack.ops)
    assert client.memory().arena_planned == pack.arena_bytes
    assert client.layers()[-1][1] == zlib.crc32(first)
    assert client.statistics().inferences == 26


def test_many_inferences_come_in_many_frames_and_report_progress(client: DutClient, pack: Pack) -> None:
    program(client, pack)
    client.load_input(some_input(pack))
    steps: list[int] = []
    assert len(client.infer(1_000, 0, lambda done, _total: steps.append(done))) == 1_000
    assert steps == sorted(steps)
    assert (len(steps) > 5, steps[-1]) == (True, 1_000)


def test_cancel_stops_between_two_inferences_and_the_agent_goes_on(client: DutClient, pack: Pack) -> None:
    program(client, pack)
    client.load_input(some_input(pack))
    started = time.monotonic()
    with pytest.raises(Cancelled):
        client.infer(1_000_000, 0, cancel=CancelAfter(2))
    assert time.monotonic() - started < 5
    assert client.statistics().inferences < 1_000_000
    assert len(client.infer(3)) == 3


def test_refusals_carry_the_agents_words(client: DutClient) -> None:
    with pytest.raises(DutRefused, match="no pack is open") as caught:
        client.infer(1)
    assert caught.value.refusal_code == RefusalCode.NO_PACK
    with pytest.raises(DutRefused) as caught:
        client.pack_write(bytes(17))
    assert caught.value.refusal_code == RefusalCode.BAD_BODY


def test_open_finds_the_agent_in_any_state(line: Transport, pack: Pack) -> None:
    first = DutClient(line, "native agent")
    first.open()
    program(first, pack)
    first.load_input(some_input(pack))
    states = {
        "binary": b"",
        "half a frame": encode_frame(Frame(Kind.ECHO, 1, bytes(200)))[:100],
        "answers nobody read": encode_frame(Frame(Kind.ECHO, 1, bytes(1_000))) * 3,
        "measuring for a long time": encode_frame(Frame(Kind.INFER, 1, (1_000_000).to_bytes(4, "little") + bytes(4))),
    }
    for state, words in states.items():
        line.write(words)
        assert DutClient(line, state).open().board == "native"
    first.leave()
    for words in (b"", b"name", b"x" * 500, b"infer 1000000 0%", bytes(range(256))):
        line.write(words)
        client = DutClient(line, "ASCII")
        assert client.open().board == "native"
        client.leave()


def test_reset_brings_the_agent_back_with_its_pack(client: DutClient, line: Transport, pack: Pack) -> None:
    program(client, pack)
    client.reset()
    assert DutClient(line, "native agent").open().pack_sha256 == pack.sha256


def test_a_device_that_restarts_by_itself_is_told_apart_from_silence(client: DutClient, line: Transport) -> None:
    line.write(encode_frame(Frame(Kind.RESET, 77)))
    with pytest.raises(DeviceVanished, match="restarted by itself"):
        client.echo(b"hello")


def test_after_leaving_an_mlperf_host_finds_the_device(client: DutClient, line: Transport, pack: Pack) -> None:
    program(client, pack)
    client.leave()
    host = AsciiClient(line, "native agent")
    assert host.name() == "native"
    assert host.model_id()
    host.load(some_input(pack))
    report = host.infer(5, 1)
    assert (len(report.results), report.elapsed_us > 0) == (10, True)
    assert host.results() == report.results
    assert host.timestamp_us() < host.timestamp_us()
    with pytest.raises(DutRefused, match="Unknown command"):
        host.command("nonsense")


@pytest.mark.parametrize("seed", range(4))
def test_a_noisy_line_slows_everything_down_but_changes_nothing(line: Transport, pack: Pack, seed: int) -> None:
    noisy = NoisyTransport(line, rate=2e-4, seed=seed)
    client = DutClient(noisy, "native agent")
    for _attempt in range(5):
        try:
            client.open()
            break
        except (DutTimeout, WrongFirmware):
            continue
    program(client, pack)
    client.load_input(some_input(pack))
    assert len(client.infer(200, 1)) == 200
    output = client.read_output(0, pack.outputs[0].size_bytes)
    noisy.is_noisy = False
    client.load_input(some_input(pack))
    client.infer(1)
    assert client.read_output(0, pack.outputs[0].size_bytes) == output


def test_a_line_that_is_only_noise_is_called_too_noisy(line: Transport) -> None:
    noisy = NoisyTransport(line, rate=0.0, seed=1)
    client = DutClient(noisy, "native agent")
    client.open()
    hopeless = DutClient(Spoiled(line), "native agent")
    with pytest.raises(WireCorrupt, match="damaged"):
        hopeless.echo(b"hello")


class Spoiled(NoisyTransport):
    """Only what comes back is damaged, always."""

    def __init__(self, line: Transport) -> None:
        super().__init__(line, rate=0.3, seed=3)

    def write(self, data: bytes) -> None:
        self._line.write(data)


class Silence:
    """A line on which nothing is ever heard."""

    def read(self, _max_bytes: int, timeout_s: float) -> bytes:
        time.sleep(timeout_s)
        return b""

    def write(self, data: bytes) -> None:
        pass


class Foreign(Silence):
    """MLPerf firmware of somebody else."""

    def __init__(self) -> None:
        self._answers = b""

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self._answers:
            return super().read(max_bytes, min(timeout_s, 0.05))
        answer, self._answers = self._answers, b""
        return answer

    def write(self, data: bytes) -> None:
        for command in data.split(b"%")[:-1]:
            self._answers += b"debug text e-[Unknown command: " + command[-8:] + b"]\r\nm-ready\r\n"


def test_silence_is_a_timeout_that_names_what_was_awaited() -> None:
    with pytest.raises(DutTimeout, match="a sign of life"):
        DutClient(Silence(), "board", clock=time.monotonic).open(deadline_s=0.3)  # type: ignore[arg-type]


def test_foreign_firmware_is_told_apart_from_silence() -> None:
    with pytest.raises(WrongFirmware, match="does not know the command bw"):
        DutClient(Foreign(), "board").open()  # type: ignore[arg-type]


def test_everything_said_reaches_the_console(line: Transport) -> None:
    said: list[tuple[str, str]] = []
    client = DutClient(line, "native agent", listener=lambda direction, text: said.append((direction, text)))
    client.open()
    client.leave()
    assert (">", "bw%") in said
    assert ("<", "m-bw-[1]") in said
    assert (">", "HELLO") in said
    assert any(direction == "·" and "native" in text for direction, text in said)
