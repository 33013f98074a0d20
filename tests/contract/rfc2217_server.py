"""A remote serial port: RFC 2217 over TCP on this computer, in front of a pseudo-terminal."""

from __future__ import annotations

import contextlib
import select
import socket
import threading

import serial
from serial import rfc2217

_CONTROL_CONFIRMED = rfc2217.IAC + rfc2217.SB + rfc2217.COM_PORT_OPTION + rfc2217.SERVER_SET_CONTROL


class _Terminal(serial.Serial):
    """A pseudo-terminal has no modem lines; asking for them is an error of the system."""

    cts = dsr = ri = cd = False

    def _update_dtr_state(self) -> None:
        pass

    def _update_rts_state(self) -> None:
        pass

    def _update_break_state(self) -> None:
        pass


class Rfc2217Server:
    """Serves one client after another until it is closed; like ser2net, it may leave control lines unconfirmed."""

    def __init__(self, terminal: str, *, confirms_control: bool = True) -> None:
        self._confirms_control = confirms_control
        self._terminal = terminal
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._is_closing = False
        self._thread = threading.Thread(target=self._serve)
        self.url = f"rfc2217://127.0.0.1:{self._listener.getsockname()[1]}?ign_set_control&timeout=3"
        self._thread.start()

    def close(self) -> None:
        self._is_closing = True
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        while not self._is_closing:
            readable, _, _ = select.select([self._listener], [], [], 0.05)
            if readable:
                client, _address = self._listener.accept()
                with client, _Terminal(self._terminal, 115_200, timeout=0) as port, contextlib.suppress(OSError):
                    self._carry(client, port)

    def _carry(self, client: socket.socket, port: serial.Serial) -> None:
        manager = rfc2217.PortManager(port, _Answers(client, confirms_control=self._confirms_control))
        while not self._is_closing:
            readable, _, _ = select.select([client, port.fileno()], [], [], 0.05)
            if client in readable:
                data = client.recv(1_024)
                if not data:
                    return
                port.write(b"".join(manager.filter(data)))
            if port.fileno() in readable:
                client.sendall(b"".join(manager.escape(port.read(1_024))))


class _Answers:
    def __init__(self, client: socket.socket, *, confirms_control: bool) -> None:
        self._client = client
        self._confirms_control = confirms_control

    def write(self, data: bytes) -> None:
        if not self._confirms_control and data.startswith(_CONTROL_CONFIRMED):
            return
        self._client.sendall(data)
