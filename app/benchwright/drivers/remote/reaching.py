"""Why a port of another computer cannot be opened, or was lost, in words."""

from __future__ import annotations

import errno
import socket
import threading

from benchwright.model.errors import DeviceVanished, RemoteUnreachable
from benchwright.model.port_url import PortUrl

CONNECT_S = 3.0
"""How long the other computer may take to answer."""

_NAME_S = 5.0
_START_IT = "Start the server of the port there (ser2net, labgrid-exporter …), or correct the address."
_NETWORK = "Look whether that computer is on and the network or the tunnel to it is up, then retry."
_NO_ROUTE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ENETDOWN})


def require_name(port_url: PortUrl) -> None:
    """Passes where the computer's name has an address. Blocks up to 5 s.

    Raises:
        RemoteUnreachable: nobody knows the name, or nobody said so in time.
    """
    failures: list[OSError] = []

    def look_up() -> None:
        try:
            socket.getaddrinfo(port_url.host, port_url.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            failures.append(error if isinstance(error, OSError) else socket.gaierror(str(error)))

    # The system's resolver takes no deadline; a thread that hangs in it is left to itself.
    thread = threading.Thread(target=look_up, name=f"look up {port_url.host}", daemon=True)
    thread.start()
    thread.join(_NAME_S)
    if thread.is_alive():
        raise RemoteUnreachable(port_url.url, f"Looking up '{port_url.host}' took longer than {_NAME_S:g} s.", _NETWORK)
    if failures:
        raise unreachable(port_url, failures[0]) from failures[0]


def unreachable(port_url: PortUrl, error: BaseException) -> RemoteUnreachable:
    """The error of a connection that could not be made."""
    place, url = port_url.place, port_url.url
    if isinstance(error, socket.gaierror):
        remedy = "Correct the name, or give the computer's address in numbers."
        return RemoteUnreachable(url, f"No computer is known by the name '{port_url.host}'.", remedy)
    if isinstance(error, ConnectionRefusedError):
        return RemoteUnreachable(url, f"Nothing listens at {place}.", _START_IT)
    if isinstance(error, TimeoutError):
        return RemoteUnreachable(url, f"{place} did not answer within {CONNECT_S:g} s.", _NETWORK)
    if isinstance(error, OSError) and error.errno in _NO_ROUTE:
        return RemoteUnreachable(url, f"There is no way through the network to {place}.", _NETWORK)
    return RemoteUnreachable(url, f"{place}: {error}.", _NETWORK)


def lost(device_name: str, stage: str, port_url: PortUrl) -> DeviceVanished:
    """The error of a connection that ended while it was used."""
    return DeviceVanished(
        device_name,
        stage,
        f"The connection to {port_url.place} ended: the server of the port stopped, the board was pulled out of "
        "that computer, or the network broke.",
        "Look at the server and the board there, then retry; nothing was saved.",
    )
