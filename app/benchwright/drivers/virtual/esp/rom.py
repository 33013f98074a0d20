"""The bootloader of an ESP32-C3 as a host sees it: the one in ROM, and the stub that esptool loads over it.

The stub is never executed: what it would do is done here, as soon as the host has it started. Commands, layouts and
status codes: Espressif's description of the serial protocol in the documentation of esptool.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from enum import Enum

from benchwright.drivers.virtual.esp.chip import API_VERSION, CHIP_ID
from benchwright.drivers.virtual.esp.faults import Faults, Stage
from benchwright.drivers.virtual.esp.flash_jobs import JobRefused, ReadJob, WriteJob
from benchwright.drivers.virtual.esp.nor_flash import NorFlash
from benchwright.drivers.virtual.esp.registers import Registers
from benchwright.drivers.virtual.esp.slip import SlipReader, encode

_REQUEST = struct.Struct("<BBHI")
_FOUR_WORDS = struct.Struct("<IIII")
_CHECKSUM_SEED = 0xEF
_ROM_SYNC_VALUE = 0x2012_0707
_SYNC_REPLIES = 8
_SLOW_READ_BYTES = 64
_STUB_GREETING = b"OHAI"
# Status codes of the ROM and of the stub for the same mishap.
_INVALID = (0x05, 0xC3)
_FAILED = (0x06, 0xC4)
_BAD_CHECKSUM = (0x07, 0xC1)


class Op(Enum):
    """Requests of a host."""

    FLASH_BEGIN = 0x02
    FLASH_DATA = 0x03
    FLASH_END = 0x04
    MEM_BEGIN = 0x05
    MEM_END = 0x06
    MEM_DATA = 0x07
    SYNC = 0x08
    WRITE_REG = 0x09
    READ_REG = 0x0A
    SPI_SET_PARAMS = 0x0B
    SPI_ATTACH = 0x0D
    READ_FLASH_SLOW = 0x0E
    CHANGE_BAUDRATE = 0x0F
    DEFLATED_BEGIN = 0x10
    DEFLATED_DATA = 0x11
    DEFLATED_END = 0x12
    FLASH_MD5 = 0x13
    SECURITY_INFO = 0x14
    ERASE_FLASH = 0xD0
    ERASE_REGION = 0xD1
    READ_FLASH = 0xD2


_STUB_ONLY = {Op.ERASE_FLASH, Op.ERASE_REGION, Op.READ_FLASH}
_ROM_ONLY = {Op.READ_FLASH_SLOW}
_WITH_PAYLOAD = {Op.FLASH_DATA, Op.MEM_DATA, Op.DEFLATED_DATA}
_STAGES = {
    Op.SYNC: Stage.CONNECT,
    Op.MEM_BEGIN: Stage.STUB,
    Op.FLASH_BEGIN: Stage.BEGIN,
    Op.DEFLATED_BEGIN: Stage.BEGIN,
    Op.FLASH_DATA: Stage.DATA,
    Op.DEFLATED_DATA: Stage.DATA,
    Op.FLASH_END: Stage.END,
    Op.DEFLATED_END: Stage.END,
    Op.ERASE_FLASH: Stage.ERASE,
    Op.ERASE_REGION: Stage.ERASE,
    Op.FLASH_MD5: Stage.MD5,
    Op.READ_FLASH: Stage.READ,
    Op.READ_FLASH_SLOW: Stage.READ,
}


class Bootloader:
    """One stay in download mode. `send` takes what goes to the host, `reboot` is called when the host asks for it."""

    def __init__(
        self,
        flash: NorFlash,
        flash_bytes: int,
        registers: Registers,
        faults: Faults,
        send: Callable[[bytes], None],
        reboot: Callable[[], None],
    ) -> None:
        self._flash = flash
        self._flash_bytes = flash_bytes
        self._registers = registers
        self._faults = faults
        self._send = send
        self._reboot = reboot
        self._frames = SlipReader()
        self._is_stub = False
        self._writing: WriteJob | None = None
        self._reading: ReadJob | None = None

    def receive(self, data: bytes) -> None:
        """Takes what the host sent, and answers.

        Raises:
            PowerLost: the power went while the flash was programmed.
        """
        for frame in self._frames.feed(data):
            if self._reading is not None:
                self._go_on_reading(frame)
            else:
                self._take(frame)

    def _take(self, frame: bytes) -> None:
        """Carries out one request; what is none is passed over, as the chip does."""
        if len(frame) < _REQUEST.size:
            return
        direction, number, length, checksum = _REQUEST.unpack_from(frame)
        data = frame[_REQUEST.size :]
        if direction or len(data) != length:
            return
        try:
            op = Op(number)
        except ValueError:
            op = None
        if self._faults.swallows(_STAGES.get(op) if op is not None else None):
            return
        if op is None or op in (_ROM_ONLY if self._is_stub else _STUB_ONLY):
            self._answer(number, error=_INVALID)
            return
        try:
            if op in _WITH_PAYLOAD and not _is_intact(data, checksum):
                raise JobRefused(*_BAD_CHECKSUM)
            self._do(op, data)
        except JobRefused as refusal:
            self._answer(number, error=refusal.status)
        except (ValueError, struct.error):
            self._answer(number, error=_FAILED)

    def _do(self, op: Op, data: bytes) -> None:
        match op:
            case Op.SYNC:
                for _ in range(_SYNC_REPLIES):
                    self._answer(op.value, value=0 if self._is_stub else _ROM_SYNC_VALUE)
            case Op.READ_REG:
                self._answer(op.value, value=self._registers.read(*struct.unpack_from("<I", data)))
            case Op.WRITE_REG:
                for at in range(0, len(data), _FOUR_WORDS.size):
                    address, value, mask, _delay_us = _FOUR_WORDS.unpack_from(data, at)
                    self._registers.write(address, value, mask)
                self._answer(op.value)
            case Op.SECURITY_INFO:
                self._answer(op.value, struct.pack("<IB7xII", 0, 0, CHIP_ID, API_VERSION))
            case Op.SPI_ATTACH | Op.SPI_SET_PARAMS | Op.CHANGE_BAUDRATE | Op.MEM_BEGIN | Op.MEM_DATA:
                self._answer(op.value)
            case Op.MEM_END:
                self._end_ram_download(*struct.unpack_from("<II", data))
            case _:
                self._do_with_flash(op, data)

    def _do_with_flash(self, op: Op, data: bytes) -> None:
        match op:
            case Op.FLASH_BEGIN | Op.DEFLATED_BEGIN:
                length, _blocks, _block_bytes, offset = _FOUR_WORDS.unpack_from(data)
                is_deflated = op is Op.DEFLATED_BEGIN
                self._writing = WriteJob(self._flash, offset, length, is_deflated=is_deflated, is_lazy=self._is_stub)
                self._answer(op.value)
            case Op.FLASH_DATA | Op.DEFLATED_DATA:
                if self._writing is None or self._writing.is_deflated is not (op is Op.DEFLATED_DATA):
                    raise JobRefused(0x06, 0xC6)
                self._writing.write(data[_FOUR_WORDS.size :])
                self._answer(op.value)
            case Op.FLASH_END | Op.DEFLATED_END:
                self._end_flash_download(op, *struct.unpack_from("<I", data))
            case Op.FLASH_MD5:
                offset, length = struct.unpack_from("<II", data)
                digest = self._faults.md5(self._flash.md5(offset, length))
                self._answer(op.value, digest if self._is_stub else digest.hex().encode())
            case Op.READ_FLASH_SLOW:
                offset, length = struct.unpack_from("<II", data)
                self._answer(op.value, self._flash.read(offset, min(length, _SLOW_READ_BYTES)).ljust(_SLOW_READ_BYTES))
            case Op.ERASE_FLASH:
                self._flash.erase(0, self._flash_bytes)
                self._answer(op.value)
            case Op.ERASE_REGION:
                self._flash.erase(*struct.unpack_from("<II", data))
                self._answer(op.value)
            case _:
                job = ReadJob(self._flash, *_FOUR_WORDS.unpack_from(data))
                self._answer(op.value)
                self._reading = job
                self._go_on_reading(b"\0\0\0\0")

    def _end_ram_download(self, is_staying: int, entry: int) -> None:
        self._answer(Op.MEM_END.value)
        if entry and not is_staying:
            self._is_stub = True
            self._writing = None
            self._send(encode(_STUB_GREETING))

    def _end_flash_download(self, op: Op, is_staying: int) -> None:
        """From the ROM, either word leaves for the application; from the stub, 0 after the plain command leads back."""
        self._answer(op.value)
        self._writing = None
        if not self._is_stub:
            self._reboot()
        elif not is_staying:
            if op is Op.FLASH_END:
                self._is_stub = False
            else:
                self._reboot()

    def _go_on_reading(self, acknowledgement: bytes) -> None:
        """Sends the next blocks and, behind the last one, the digest; a frame that is no acknowledgement ends it."""
        job = self._reading
        if job is None or len(acknowledgement) != 4:
            self._reading = None
            self._take(acknowledgement)
            return
        for block in job.blocks(int.from_bytes(acknowledgement, "little")):
            self._send(encode(block))
        if job.is_acknowledged:
            self._send(encode(job.digest()))
            self._reading = None

    def _answer(self, number: int, data: bytes = b"", *, value: int = 0, error: tuple[int, int] | None = None) -> None:
        code = (1, error[self._is_stub]) if error is not None else (0, 0)
        status = bytes(code) if self._is_stub else bytes((*code, 0, 0))
        self._send(encode(_REQUEST.pack(1, number, len(data) + len(status), value) + data + status))


def _is_intact(data: bytes, checksum: int) -> bool:
    """Whether the payload behind its head of four words has the checksum that was sent along: XOR of its bytes."""
    computed = _CHECKSUM_SEED
    for byte in data[_FOUR_WORDS.size :]:
        computed ^= byte
    return computed == checksum & 0xFF and len(data) == _FOUR_WORDS.size + int.from_bytes(data[:4], "little")
