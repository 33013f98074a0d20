"""The address of a port on another computer: `rfc2217://host:port?option&…` or `socket://host:port`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import SplitResult, parse_qs, urlsplit

from benchwright.model.errors import PortUrlInvalid

LAB_SCHEME = "lab:"
"""Before the name of a place of a lab, whose port is only known once the place is held."""


class Scheme(Enum):
    """How a port is served: with its rate and control lines (RFC 2217), or as bare bytes over TCP."""

    RFC2217 = "rfc2217"
    SOCKET = "socket"


# As pyserial knows them; its `logging` is left out, because it would write over the command line's answers.
_OPTIONS = {Scheme.RFC2217: ("ign_set_control", "poll_modem", "timeout"), Scheme.SOCKET: ()}


@dataclass(frozen=True, slots=True)
class PortUrl:
    """A checked address; `url` is what it was read from."""

    url: str
    scheme: Scheme
    host: str
    port: int
    options: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """`host:port`, an IPv6 address in brackets."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def with_option(self, option: str) -> str:
        """The address with one option more, such as `timeout=3`."""
        return f"{self.url}{'&' if '?' in self.url else '?'}{option}"


def is_port_url(text: str) -> bool:
    """Whether `text` means an address, right or wrong, and not the name of a port or device."""
    return "://" in text


def parse_port_url(url: str) -> PortUrl:
    """The parts of an address.

    Raises:
        PortUrlInvalid: which part is wrong.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise PortUrlInvalid(url, _sentence(error)) from error
    scheme = _scheme(url, parts)
    if not host:
        raise PortUrlInvalid(url, "It names no computer.")
    if not port:
        raise PortUrlInvalid(url, "It has no port number, or 0.")
    if parts.username is not None or parts.path not in {"", "/"} or parts.fragment:
        raise PortUrlInvalid(url, "It has more than a computer, a port number and options.")
    return PortUrl(url, scheme, host, port, _options(url, scheme, parts.query))


def _scheme(url: str, parts: SplitResult) -> Scheme:
    try:
        return Scheme(parts.scheme)
    except ValueError as error:
        raise PortUrlInvalid(url, f"'{parts.scheme}' is no way to reach a port.") from error


def _options(url: str, scheme: Scheme, query: str) -> frozenset[str]:
    given = parse_qs(query, keep_blank_values=True)
    allowed = _OPTIONS[scheme]
    for name in given:
        if name not in allowed:
            known = ", ".join(allowed) or "none"
            raise PortUrlInvalid(url, f"'{name}' is no option of {scheme.value}; known: {known}.")
    for text in given.get("timeout", ()):
        if not _is_timeout(text):
            raise PortUrlInvalid(url, f"Its timeout '{text}' is no number of seconds from 0.1 to 60.")
    return frozenset(given)


def _is_timeout(text: str) -> bool:
    try:
        return 0.1 <= float(text) <= 60
    except ValueError:
        return False


def _sentence(error: ValueError) -> str:
    words = str(error).strip().rstrip(".")
    return f"{words[:1].upper()}{words[1:]}." if words else "It cannot be read."
