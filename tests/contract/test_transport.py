"""What every transport keeps to, whatever the line is made of."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import serial

from benchwright.drivers import serial_transport
from benchwright.drivers.serial_transport import SerialTransport
from benchwright.drivers.transports import Transports
from benchwright.drivers.virtual.port import Port, SocketPort, open_port
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished, PortBusy, PortDenied
from benchwright.model.udev_rules import udev_port_rule, udev_rule_in
from benchwright.protocols.transport import Transport
from tests.contract.bench_parts import eventually, in_background
from tests.contract.rfc2217_server import Rfc2217Server

# pyserial 3.5 starts the thread of its remote ports in the old way, and leaves their socket open when they vanish.
pytestmark = [
    pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"),
]

needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")


@dataclass
class Cable:
    """A device end and the way to open the other one."""

    far: Port
    device: Device
    is_polled: bool = False

    def open(self) -> Transport:
        if self.is_polled:
            line = serial.Serial(self.device.url, 115_200, timeout=0, exclusive=True)
            return SerialTransport(line, self.device.device_id, descriptor=None)
        return Transports().open(self.device, 115_200)

    def receive(self, count: int) -> bytes:
        """What the device end gets, `count` bytes of it."""
        got = bytearray()

        def has_all() -> bool:
            self.far.look()
            got.extend(self.far.read())
            return len(got) >= count

        assert eventually(has_all), f"{len(got)} of {count} bytes"
        return bytes(got)

    def send(self, data: bytes) -> None:
        """What the device end says, all of it."""
        left = bytearray(data)

        def is_done() -> bool:
            self.far.look()
            if self.far.has_client:
                del left[: self.far.write(bytes(left))]
            return not left

        assert eventually(is_done)


def device(url: str) -> Device:
    return Device("virtual:test", "native", url, Origin.NATIVE)


def again(work: Callable[[], object]) -> None:
    """A line may take a moment to tell."""
    for _ in range(20):
        work()
        time.sleep(0.01)


@pytest.fixture(
    params=[
        pytest.param("pty", marks=needs_terminals),
        pytest.param("polled", marks=needs_terminals),
        pytest.param("remote", marks=needs_terminals),
        "tcp",
    ]
)
def cable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cable]:
    if request.param == "tcp":
        far: Port = SocketPort(socket.create_server(("127.0.0.1", 0)))
    else:
        far = open_port(tmp_path / "port")
    if request.param != "remote":
        yield Cable(far, device(far.url), is_polled=request.param == "polled")
        far.close()
        return
    server = Rfc2217Server(far.url)
    try:
        yield Cable(far, device(server.url))
    finally:
        far.close()
        server.close()


def test_every_byte_passes_unchanged_in_both_directions(cable: Cable) -> None:
    every_byte = bytes(range(256))
    with cable.open() as line:
        line.write(every_byte)
        assert cable.receive(256) == every_byte
        cable.send(every_byte)
        got = b""
        while len(got) < 256:
            part = line.read(4_096, 1.0)
            assert part
            got += part
        assert got == every_byte


def test_reading_takes_no_more_than_asked_for(cable: Cable) -> None:
    with cable.open() as line:
        cable.send(b"abcdef")
        assert line.read(2, 1.0) == b"ab"
        assert line.read(100, 1.0) == b"cdef"


def test_silence_ends_after_the_timeout_with_nothing(cable: Cable) -> None:
    with cable.open() as line:
        started = time.monotonic()
        assert line.read(10, 0.2) == b""
        assert 0.15 < time.monotonic() - started < 1.5
        assert line.read(10, 0.0) == b""


def test_a_slow_reader_loses_nothing(cable: Cable) -> None:
    data = os.urandom(300_000)
    with cable.open() as line, in_background(lambda: line.write(data)):
        assert cable.receive(len(data)) == data


def test_a_pulled_cable_is_noticed_while_reading(cable: Cable) -> None:
    with cable.open() as line:
        line.write(b"x")
        cable.receive(1)
        cable.far.close()
        with pytest.raises(DeviceVanished, match="reading"):
            again(lambda: line.read(10, 0.1))


def test_a_pulled_cable_is_noticed_while_writing(cable: Cable) -> None:
    with cable.open() as line:
        line.write(b"x")
        cable.receive(1)
        cable.far.close()
        with pytest.raises(DeviceVanished, match="writing"):
            again(lambda: line.write(bytes(1_000)))


def test_closing_twice_is_harmless(cable: Cable) -> None:
    line = cable.open()
    line.close()
    line.close()


def test_a_line_has_one_owner(cable: Cable) -> None:
    if cable.device.url.startswith("rfc2217:"):
        pytest.skip("how many clients a remote port takes is its server's business")
    with cable.open() as line:
        line.write(b"x")
        cable.receive(1)
        far = cable.far

        def look_on() -> None:
            eventually(lambda: bool(far.look()), deadline_s=0.5)

        with in_background(look_on), pytest.raises((PortBusy, serial.SerialException)):
            cable.open()
        line.write(b"y")
        assert cable.receive(1) == b"y"


def test_a_freed_line_can_be_opened_again(cable: Cable) -> None:
    for word in (b"one", b"two"):
        with cable.open() as line:
            line.write(word)
            assert cable.receive(3) == word
        assert eventually(lambda: cable.far.look() is None and not cable.far.read() and not cable.far.has_client)


@pytest.mark.parametrize("url", ["/dev/ttyNotThere", "socket://127.0.0.1:1", ""])
def test_what_is_not_there_has_vanished(url: str) -> None:
    with pytest.raises(DeviceVanished, match="opening"):
        Transports().open(device(url), 115_200)


@needs_terminals
@pytest.mark.parametrize("is_locking", [True, False])
def test_a_busy_port_names_its_holder(tmp_path: Path, *, is_locking: bool) -> None:
    far = open_port(tmp_path / "port")
    opening = f"s = serial.Serial({far.url!r}, exclusive={is_locking})"
    words = f"import serial, sys; {opening}; print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(PortBusy) as caught:
            Transports().open(device(far.url), 115_200)
        assert f"(pid {holder.pid}) has it open" in caught.value.why
    finally:
        holder.communicate(timeout=10)
        far.close()


@needs_terminals
def test_a_forbidden_port_says_how_to_be_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> object:
        raise serial.SerialException(errno.EACCES, "could not open port")

    monkeypatch.setattr(serial_transport.serial, "Serial", refuse)
    with pytest.raises(PortDenied, match="dialout") as caught:
        Transports().open(device("/dev/ttyACM0"), 115_200)
    assert udev_rule_in(caught.value.remedy) == udev_port_rule("ttyACM0")
