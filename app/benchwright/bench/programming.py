"""Bringing firmware and pack onto a device, writing only what is not there yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchwright.bench.link import Link
from benchwright.bench.stages import StageLog
from benchwright.model.board import Board
from benchwright.model.device import Device, FirmwareImage, Hello
from benchwright.model.errors import FlashFailed
from benchwright.model.pack import Pack
from benchwright.model.units import bytes_text
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import Flasher, FlashReceipt

_SKIPPED = "firmware skipped: already there"
_MODEL_SKIPPED = "model skipped: already there"


@dataclass(frozen=True, slots=True)
class ProgrammedPart:
    """What became of the firmware or the model: `skipped` when it was there already, then `tool` may be "".

    `bytes_count` is its size, `sha256` its digest, `seconds` what writing or finding it there took.
    """

    name: str
    bytes_count: int
    sha256: str
    skipped: bool = True
    tool: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Programmed:
    """A device that runs the wanted firmware and pack. `note` says what was written or skipped."""

    hello: Hello
    note: str
    parts: tuple[ProgrammedPart, ...] = ()


class Programmer:
    """Writes firmware only when its hash differs, then the pack likewise; proves both by the agent's own word."""

    def __init__(self, flasher: Flasher, link: Link) -> None:
        self._flasher = flasher
        self._link = link

    def program(
        self,
        device: Device,
        board: Board,
        hello: Hello | None,
        firmware: FirmwareImage,
        pack: Pack,
        *,
        force: bool,
        log: StageLog,
        cancel: CancelToken,
    ) -> Programmed:
        """Leaves `device` running `firmware` with `pack` in its slot.

        Raises:
            FlashFailed, DeviceVanished, Cancelled: with the state the device was left in.
        """
        writes_firmware = force or hello is None or hello.firmware_sha256 != firmware.sha256
        writes_pack = force or writes_firmware or hello is None or not _holds(hello, pack)
        total = len(firmware.image) * writes_firmware + pack.pack_bytes * writes_pack
        done = 0

        def progress(part_done: int, _part_total: int) -> None:
            log.progress(done + part_done, total)

        notes = []
        parts = {
            "firmware": ProgrammedPart("firmware", len(firmware.image), firmware.sha256),
            "model": ProgrammedPart("model", pack.pack_bytes, pack.sha256),
        }
        if writes_firmware:
            receipt = self._flasher.write(device, board, 0, firmware.image, progress, cancel, force=force)
            done += len(firmware.image)
            log.remark(_by(receipt))
            size = bytes_text(receipt.written_bytes)
            notes.append(_SKIPPED if receipt.skipped else f"firmware written and verified ({size})")
            parts["firmware"] = _done(parts["firmware"], receipt)
        if writes_pack:
            slot = board.memory.slot_offset
            receipt = self._flasher.write(device, board, slot, pack.data, progress, cancel, force=force)
            log.remark(_by(receipt))
            size = bytes_text(receipt.written_bytes)
            notes.append(_MODEL_SKIPPED if receipt.skipped else f"model written and verified ({size})")
            parts["model"] = _done(parts["model"], receipt)
        if not writes_firmware:
            notes.insert(0, _SKIPPED)
        if not writes_pack:
            notes.append(_MODEL_SKIPPED)
        if notes:
            log.device_changed(f"The device holds what was flashed: {', '.join(notes)}.")
        if hello is None or writes_firmware or writes_pack:
            hello = self._link.await_boot(device, board)
        _prove(device, hello, firmware, pack)
        return Programmed(hello, ", ".join(notes), tuple(parts.values()))


def _holds(hello: Hello, pack: Pack) -> bool:
    return hello.pack_status == 0 and hello.pack_sha256 == pack.sha256


def _done(part: ProgrammedPart, receipt: FlashReceipt) -> ProgrammedPart:
    return replace(part, skipped=receipt.skipped, tool=receipt.tool, seconds=receipt.seconds)


def _by(receipt: FlashReceipt) -> str:
    return f"flashed with {receipt.tool}" + (f" ({receipt.choice})" if receipt.choice else "")


def _prove(device: Device, hello: Hello, firmware: FirmwareImage, pack: Pack) -> None:
    if hello.firmware_sha256 != firmware.sha256:
        why = f"It reports firmware {hello.firmware_sha256[:12]}, not {firmware.sha256[:12]}."
        raise FlashFailed(device.device_id, why)
    if hello.pack_fault:
        from benchwright.planner.pack_fault import refusal_words  # noqa: PLC0415  rare, and it brings the format

        why = f"Its engine refuses the model: {refusal_words(pack.data, hello.pack_status, hello.pack_fault)}."
        raise FlashFailed(device.device_id, why)
    if not _holds(hello, pack):
        why = (
            f"It reports pack {hello.pack_sha256[:12] or 'none'} (status {hello.pack_status}), not {pack.sha256[:12]}."
        )
        raise FlashFailed(device.device_id, why)
