"""What makes one ESP32-C3 this one: its eFuses."""

from __future__ import annotations

import hashlib

CHIP_ID = 5
"""ESP32-C3 in the header of images and in the answer to GET_SECURITY_INFO."""

API_VERSION = 3
"""What a chip of revision 0.3 says there."""

CLOCK_HZ = 160_000_000

BANNER = "ESP-ROM:esp32c3-api1-20210207\r\nBuild:Feb  7 2021\r\n"

FLASH_BOOT, DOWNLOAD = "0x8 (SPI_FAST_FLASH_BOOT)", "0x4 (DOWNLOAD(USB/UART0))"
"""Boot modes in the ROM's words."""

_EFUSE_BASE = 0x6000_8800
_EFUSE_END = 0x6000_8900
_MAC_LOW = 0x6000_8844
_MAC_HIGH = 0x6000_8848
# Block 1, word 3: minor revision in bits 18 to 20; 3 is the oldest chip that boots a raw image directly.
_REVISION = 0x6000_8850
_MINOR_REVISION_3 = 3 << 18


def mac_of(name: str) -> bytes:
    """The MAC address of a virtual board: the same for the same name, and one that no maker gives away.

    Bit 1 of the first byte marks an address as locally administered (IEEE 802, section 8.4).
    """
    return bytes((0x02, 0xC3)) + hashlib.sha256(name.encode()).digest()[:4]


class Efuses:
    """The eFuses, read-only: MAC and revision; nothing else was ever burnt, so no encryption and no secure boot."""

    def __init__(self, mac: bytes) -> None:
        self._words = {
            _MAC_LOW: int.from_bytes(mac[2:], "big"),
            _MAC_HIGH: int.from_bytes(mac[:2], "big"),
            _REVISION: _MINOR_REVISION_3,
        }

    def covers(self, address: int) -> bool:
        """Whether this register is one of theirs."""
        return _EFUSE_BASE <= address < _EFUSE_END

    def read(self, address: int) -> int:
        """The word at this address."""
        return self._words.get(address, 0)
