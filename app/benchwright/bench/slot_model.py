"""The model in the slot, for firmware of others whose engine reads it from there: a pack, and no part of the file."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.bench.link import Link
from benchwright.bench.route import RouteParts, require_fit
from benchwright.bench.stages import Emit, StageLog
from benchwright.images.firmware_file import FirmwareFile
from benchwright.model.board import Board
from benchwright.model.device import Device, Hello
from benchwright.model.errors import FlashFailed, ModelFileInvalid, SlotUnknown
from benchwright.model.pack import Pack
from benchwright.model.units import bytes_text
from benchwright.model.variant import Variant
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.run_store import RunStore

_EMPTY_STATUS = -1


@dataclass(frozen=True, slots=True)
class SlotModel:
    """What lies in the slot: the variant, its file and its pack. `note` says how it got there."""

    variant: Variant
    model: bytes
    pack: Pack
    note: str


class SlotModels:
    """Settles which model firmware reads from the slot, and writes it there where it is another."""

    def __init__(self, parts: RouteParts, store: RunStore, log: StageLog, emit: Emit, cancel: CancelToken) -> None:
        self._parts = parts
        self._store = store
        self._log = log
        self._link = Link(parts.transports, emit)
        self._cancel = cancel

    def settle(
        self, device: Device, board: Board, file: FirmwareFile, variant: Variant | None, model: bytes
    ) -> SlotModel | None:
        """The model that `device`, running `file` with the agent, has in its slot; None where the file holds it.

        `variant` is the model that is wanted there, None for the one that lies there.

        Raises:
            SlotUnknown: the slot is empty, or holds what no run of this database measured.
            PackTooLarge, ModelUnsupported, FlashFailed, DeviceVanished, Cancelled: the wanted model cannot go there.
        """
        with self._link.client(device, board) as client:
            hello = client.hello()
        if not hello.slot_bytes or _brings_slot(file, board, hello):
            return None
        if variant is None:
            return self._found(board, file, hello)
        return self._written(device, board, hello, variant, model)

    def _found(self, board: Board, file: FirmwareFile, hello: Hello) -> SlotModel:
        if hello.pack_status == _EMPTY_STATUS:
            raise SlotUnknown(file.name, "The slot is empty.")
        if hello.pack_status != 0:
            raise SlotUnknown(file.name, f"It does not open what lies in the slot: status {hello.pack_status}.")
        sha256 = hello.pack_sha256
        variant = self._store.pack_variant(sha256, board.name)
        pack = self._planned_again(sha256, variant, board) if variant is not None else None
        if variant is None or pack is None or pack.sha256 != sha256:
            raise SlotUnknown(file.name, f"The slot holds pack {sha256[:12]}, which no run of this database explains.")
        return SlotModel(variant, self._store.variant_file(variant.sha256), pack, f"model {variant.name} found there")

    def _planned_again(self, sha256: str, variant: Variant, board: Board) -> Pack | None:
        try:
            model = self._store.variant_file(variant.sha256)
        except ModelFileInvalid:  # known from a run alone
            return None
        wish = self._store.pack_wish(sha256, board.name)
        return self._parts.planner.plan(model, board, name=variant.name, wish=wish)

    def _written(self, device: Device, board: Board, hello: Hello, variant: Variant, model: bytes) -> SlotModel:
        pack = self._parts.planner.plan(model, board, name=variant.name)
        if _holds(hello, pack):
            return SlotModel(variant, model, pack, "model skipped: already there")
        require_fit(self._parts, pack, board)
        if hello.slot_flash_offset != board.memory.slot_offset:
            why = (
                f"The firmware's slot lies at {hello.slot_flash_offset:#x}, "
                f"that of {board.title} at {board.memory.slot_offset:#x}."
            )
            raise FlashFailed(device.device_id, why, "Build the firmware with the slot that the board's file names.")
        slot = board.memory.slot_offset
        receipt = self._parts.flasher.write(device, board, slot, pack.data, self._log.progress, self._cancel)
        self._log.device_changed(f"The device holds the firmware and {variant.name} in its slot.")
        hello = self._link.await_boot(device, board)
        if not _holds(hello, pack):
            if hello.pack_fault:
                from benchwright.planner.pack_fault import refusal_words  # noqa: PLC0415  rare, and it brings the format

                why = f"Its engine refuses the model: {refusal_words(pack.data, hello.pack_status, hello.pack_fault)}."
                raise FlashFailed(device.device_id, why, "See that the engine reads packs of this planner.")
            held = hello.pack_sha256[:12] or "none"
            why = f"Its engine reports pack {held} (status {hello.pack_status}), not {pack.sha256[:12]}."
            raise FlashFailed(device.device_id, why, "See that the engine reads packs of this planner.")
        return SlotModel(variant, model, pack, f"model written and verified ({bytes_text(receipt.written_bytes)})")


def _brings_slot(file: FirmwareFile, board: Board, hello: Hello) -> bool:
    """Whether the file itself holds what lies at the start of the slot, so that the model is part of it."""
    start = board.memory.flash_base + hello.slot_flash_offset
    return any(segment.address <= start < segment.end for segment in file.segments)


def _holds(hello: Hello, pack: Pack) -> bool:
    return hello.pack_status == 0 and hello.pack_sha256 == pack.sha256
