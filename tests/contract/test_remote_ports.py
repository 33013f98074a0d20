"""Ports at other computers that cannot be opened or go away: the words say which end to look at."""

from __future__ import annotations

import errno
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchwright.drivers.remote.reaching import unreachable
from benchwright.drivers.transports import Transports
from benchwright.drivers.virtual.port import SocketPort, open_port
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import BenchError, DeviceVanished, PortUrlInvalid, RemoteUnreachable
from benchwright.model.port_url import parse_port_url
from benchwright.protocols.transport import Transport
from tests.contract.bench_parts import eventually
from tests.contract.rfc2217_server import Rfc2217Server

# pyserial 3.5 starts the thread of its remote ports in the old way, and leaves their socket open when they vanish.
pytestmark = [
    pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"),
]
needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
both_schemes = pytest.mark.parametrize("scheme", ["rfc2217", "socket"])


def open_url(url: str) -> Transport:
    return Transports().open(Device(f"port:{url}", "native", url, Origin.HARDWARE), 115_200)


def failure(url: str) -> BenchError:
    with pytest.raises(BenchError) as caught:
        open_url(url)
    assert "cable" not in str(caught.value)
    return caught.value


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@contextmanager
def server_of(answer: bytes) -> Iterator[int]:
    """A server that greets its one visitor with `answer`, hears him out and hangs up when he does; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _address = server.accept()
            with line:
                line.sendall(answer)
                while line.recv(1_024):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)
        assert not thread.is_alive()


def read_until_lost(line: Transport) -> None:
    for _ in range(100):
        line.read(10, 0.1)


@both_schemes
def test_a_refused_connection_says_that_nothing_listens_there(scheme: str) -> None:
    port = free_port()
    error = failure(f"{scheme}://127.0.0.1:{port}")
    assert isinstance(error, RemoteUnreachable)
    assert error.why == f"Nothing listens at 127.0.0.1:{port}."
    assert "Start the server of the port there" in error.remedy


@both_schemes
def test_a_computer_that_nobody_knows_is_named(scheme: str) -> None:
    error = failure(f"{scheme}://nobody..here:4000")
    assert isinstance(error, RemoteUnreachable)
    assert error.why == "No computer is known by the name 'nobody..here'."


@pytest.mark.parametrize("url", ["gopher://x", "tcp://127.0.0.1:4000", "rfc2217://127.0.0.1"])
def test_a_wrong_address_is_told_from_a_board_that_is_gone(url: str) -> None:
    assert isinstance(failure(url), PortUrlInvalid)


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (TimeoutError("timed out"), "did not answer within 3 s"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "no way through the network"),
        (OSError(errno.EACCES, "Permission denied"), "Permission denied"),
    ],
)
def test_what_the_network_says_is_put_into_words(cause: OSError, words: str) -> None:
    error = unreachable(parse_port_url("socket://bench:4000"), cause)
    assert words in error.why
    assert "bench:4000" in error.why


def test_a_server_of_bare_bytes_is_no_rfc2217_port_and_the_right_address_is_given() -> None:
    with server_of(b"login: ") as port:
        error = failure(f"rfc2217://127.0.0.1:{port}?timeout=0.3")
    assert isinstance(error, RemoteUnreachable)
    assert "does not answer as RFC 2217 asks: it does not negotiate" in error.why
    assert f"socket://127.0.0.1:{port}" in error.remedy


@needs_terminals
def test_a_server_that_goes_away_is_told_as_such(tmp_path: Path) -> None:
    far = open_port(tmp_path / "port")
    server = Rfc2217Server(far.url)
    with open_url(server.url) as line:
        server.close()
        far.close()
        with pytest.raises(DeviceVanished) as caught:
            read_until_lost(line)
    assert "The connection to 127.0.0.1:" in caught.value.why
    assert "the server of the port stopped" in caught.value.why
    assert "cable" not in str(caught.value)


def test_a_server_of_bare_bytes_that_goes_away_is_told_as_such() -> None:
    far = SocketPort(socket.create_server(("127.0.0.1", 0)))
    with open_url(far.url) as line:
        line.write(b"x")
        far.look()
        far.close()
        with pytest.raises(DeviceVanished, match="vanished during reading") as caught:
            read_until_lost(line)
    assert "The connection to 127.0.0.1:" in caught.value.why


@needs_terminals
def test_a_server_that_confirms_no_control_lines_is_used_all_the_same(tmp_path: Path) -> None:
    far = open_port(tmp_path / "port")
    server = Rfc2217Server(far.url, confirms_control=False)
    try:
        with open_url(server.url.replace("ign_set_control&", "").replace("timeout=3", "timeout=0.5")) as line:
            line.write(b"hello")
            got = bytearray()

            def has_all() -> bool:
                far.look()
                got.extend(far.read())
                return got == b"hello"

            assert eventually(has_all), bytes(got)
    finally:
        server.close()
        far.close()
