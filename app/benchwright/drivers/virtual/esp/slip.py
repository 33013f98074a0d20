"""SLIP, the framing of Espressif's bootloaders (RFC 1055)."""

from __future__ import annotations

_END = b"\xc0"
_ESCAPED_END = b"\xdb\xdc"
_ESCAPE = b"\xdb"
_ESCAPED_ESCAPE = b"\xdb\xdd"
# A frame that grows beyond this is no frame: the longest one carries a block of 16 KiB, each byte escaped at worst.
_LONGEST_BYTES = 65_536


def encode(frame: bytes) -> bytes:
    """The frame as it goes over the line."""
    return _END + frame.replace(_ESCAPE, _ESCAPED_ESCAPE).replace(_END, _ESCAPED_END) + _END


class SlipReader:
    """Cuts what arrives into frames. Bytes between frames come out as a frame too: whoever reads it finds no sense."""

    def __init__(self) -> None:
        self._partial = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The frames that `data` completes, none of them empty."""
        *whole, self._partial = (self._partial + data).split(_END)
        if len(self._partial) > _LONGEST_BYTES:
            self._partial = b""
        return [frame.replace(_ESCAPED_END, _END).replace(_ESCAPED_ESCAPE, _ESCAPE) for frame in whole if frame]
