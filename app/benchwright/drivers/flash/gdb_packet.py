"""Packets of GDB's remote serial protocol (GDB manual, appendix E.1: $payload#checksum, escapes, run lengths)."""

from __future__ import annotations

from enum import Enum

_ESCAPE, _FLIP = 0x7D, 0x20
_TO_ESCAPE = frozenset(b"#$}*")
_LONGEST_BYTES = 1 << 20


class Wire(Enum):
    """What stands on the line beside packets."""

    ACK = "+"
    DAMAGED = "damaged"


def frame(payload: bytes) -> bytes:
    """The packet with this payload, which may be binary."""
    body = bytearray()
    for byte in payload:
        body += bytes((_ESCAPE, byte ^ _FLIP)) if byte in _TO_ESCAPE else bytes((byte,))
    return b"$" + bytes(body) + b"#%02x" % (sum(body) & 0xFF)


class PacketReader:
    """Bytes in pieces to payloads. Acknowledgements come as `Wire.ACK`, broken packets as `Wire.DAMAGED`.

    What stands between packets, and notifications, are left out.
    """

    def __init__(self) -> None:
        self._waiting = bytearray()

    def feed(self, data: bytes) -> list[bytes | Wire]:
        """What `data` makes whole."""
        self._waiting += data
        found: list[bytes | Wire] = []
        while self._waiting:
            first = self._waiting[0]
            if first not in b"$%":
                del self._waiting[0]
                if first == ord("+"):
                    found.append(Wire.ACK)
                continue
            end = self._waiting.find(b"#")
            if end < 0 or len(self._waiting) < end + 3:
                if len(self._waiting) > _LONGEST_BYTES:
                    self._waiting.clear()
                    found.append(Wire.DAMAGED)
                break
            body, sum_text = bytes(self._waiting[1:end]), bytes(self._waiting[end + 1 : end + 3])
            del self._waiting[: end + 3]
            if first == ord("$"):
                found.append(_payload(body, sum_text))
        return found


def _payload(body: bytes, sum_text: bytes) -> bytes | Wire:
    try:
        if int(sum_text, 16) == sum(body) & 0xFF:
            return _unfolded(body)
    except (ValueError, IndexError):
        pass
    return Wire.DAMAGED


def _unfolded(body: bytes) -> bytes:
    """Escapes undone, and runs spelled out: a sign, `*`, and how often more, less 29."""
    payload = bytearray()
    at = 0
    while at < len(body):
        byte = body[at]
        if byte == _ESCAPE:
            payload.append(body[at + 1] ^ _FLIP)
            at += 2
        elif byte == ord("*"):
            payload += payload[-1:] * (body[at + 1] - 29)
            at += 2
        else:
            payload.append(byte)
            at += 1
    return bytes(payload)
