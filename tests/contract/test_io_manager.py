"""A DUT behind an IO manager: a process on a pty with the real bytes, in front of the real firmware; and its faults."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from benchwright.drivers.serial_transport import open_serial
from benchwright.drivers.virtual.io_manager import NAME, IoManagerFaults, VirtualIoManager
from benchwright.model.errors import DutTimeout, IoManagerSilent
from benchwright.protocols.transport import Transport
from benchwright.wire.ascii_client import AsciiClient
from benchwright.wire.io_manager import HEX_LINE_BYTES, IoManagerTransport, open_io_manager
from tests.contract.scripted_dut import ScriptedDut
from tests.contract.virtual_io_managers import dut_on_a_socket, virtual_io_manager
from tests.firmware.mlperf_firmware import build_program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_program(tmp_path_factory.mktemp("dut") / "kws", CHATTY=1)


def test_the_whole_talk_passes_through(program: Path, tmp_path: Path) -> None:
    told: list[str] = []
    with (
        dut_on_a_socket(program) as dut,
        virtual_io_manager(tmp_path, dut) as port,
        open_serial(port, 115_200, port) as line,
    ):
        passed, name = open_io_manager(line, "io", listener=lambda way, text: told.append(f"{way} {text}"))
        client = AsciiClient(passed, "DUT", hex_line_bytes=HEX_LINE_BYTES)
        assert name == NAME
        assert client.name() == "small firmware"
        assert client.model_id() == "kws01"
        client.load(bytes(490))
        report = client.infer(20, 3)
    assert report.elapsed_us == 20 * 2_000
    assert report.started_count == 20
    assert len(report.results) == 12


def test_a_manager_whose_dut_is_dead_ends_in_a_timeout(program: Path, tmp_path: Path) -> None:
    with (
        dut_on_a_socket(program) as dut,
        virtual_io_manager(tmp_path, dut) as port,
        open_serial(port, 115_200, port) as line,
    ):
        passed, _ = open_io_manager(line, "io")
        client = AsciiClient(passed, "DUT")
        client.load(bytes(490)[:26])
        started = time.monotonic()
        with pytest.raises(DutTimeout):
            client.command("infer 1000 0", deadline_s=0.3)
        assert time.monotonic() - started < 2


def bytes_of(manager: VirtualIoManager, command: str) -> bytes:
    return manager.obey(command.encode())


def test_the_virtual_manager_says_the_bytes_of_the_real_one() -> None:
    manager = VirtualIoManager(ScriptedDut(), IoManagerFaults())
    assert bytes_of(manager, "dut profile%") == b"m-dut-passthrough(profile)\r\nm-ready\r\n"
    assert manager.pass_back(b"m-model-[kws01]\r\nm-re") == b"[dut]: m-model-[kws01]\r\n"
    assert manager.pass_back(b"ady\r\n") == b"[dut]: m-ready\r\n"
    assert bytes_of(manager, "tm 0%") == (
        b"m-timestmp-mode-FALLING\r\nm-[Timer disabled after mode change]\r\nm-ready\r\n"
    )
    assert bytes_of(manager, "enable-timer%") == b"m-timer-enabled\r\nm-ready\r\n"
    assert bytes_of(manager, f"dut db {'00' * 31}%") == b"e-[Command too long]\r\nm-ready\r\n"
    assert bytes_of(manager, f"dut db {'00' * 26}%").startswith(b"m-dut-passthrough(db 00")


class Scripted:
    """A manager's line that says what a test puts there, on a clock of its own."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.sent: list[bytes] = []
        self.now_s = 0.0
        self._out = b""

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self._out:
            self.now_s += timeout_s
            return b""
        data, self._out = self._out[:max_bytes], self._out[max_bytes:]
        return data

    def write(self, data: bytes) -> None:
        self.sent.append(data)
        self._out += self.answers.pop(0) if self.answers else b""

    def close(self) -> None:
        pass

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def client(self) -> AsciiClient:
        passed = IoManagerTransport(self, "io", clock=lambda: self.now_s)
        return AsciiClient(passed, "DUT", clock=lambda: self.now_s)


PASSED = b"m-dut-passthrough(x)\r\nm-ready\r\n"


def test_two_ready_lines_are_waited_for_and_the_prefix_is_taken_off() -> None:
    line = Scripted(PASSED + b"[dut]: m-name-dut-[a board]\r\n[dut]: m-ready\r\n")
    assert line.client().name() == "a board"
    assert line.sent == [b"dut name%"]


def test_time_stamps_of_the_managers_own_timer_are_not_the_duts() -> None:
    line = Scripted(
        PASSED + b"m-lap-us-77\r\n[dut]: m-infer-start-3\r\n[dut]: m-lap-us-1000\r\nm-lap-us-99999\r\n"
        b"[dut]: m-lap-us-4000\r\n[dut]: m-results-[1.0]\r\n[dut]: m-ready\r\n"
    )
    report = line.client().infer(3, 0)
    assert (report.elapsed_us, report.lap_count) == (3_000, 2)


def test_what_the_dut_said_too_late_is_no_answer_to_the_next_command() -> None:
    line = Scripted(
        PASSED,
        b"[dut]: m-name-dut-[late]\r\n[dut]: m-ready\r\n" + PASSED + b"[dut]: m-model-[kws01]\r\n[dut]: m-ready\r\n",
    )
    client = line.client()
    with pytest.raises(DutTimeout):
        client.name()
    assert client.model_id() == "kws01"


def test_a_port_without_a_manager_is_told() -> None:
    line = Scripted()
    with pytest.raises(IoManagerSilent, match=r"No IO manager answers at io\. It said nothing within 15 s"):
        open_io_manager(line, "io", clock=lambda: line.now_s)
    assert line.sent == [b"name%"] * 3


def test_a_dut_where_a_manager_should_be_is_told() -> None:
    line = Scripted(b"e-[Unknown command: dut]\r\nm-ready\r\n")
    with pytest.raises(IoManagerSilent, match="It takes commands, but passes none on"):
        line.client().name()


def test_a_manager_that_stops_answering_is_told_and_not_the_dut() -> None:
    line = Scripted(PASSED + b"[dut]: m-name-dut-[a]\r\n[dut]: m-ready\r\n")
    client = line.client()
    client.name()
    with pytest.raises(IoManagerSilent, match="It did not confirm a command within 5 s"):
        client.command("profile", deadline_s=60)
