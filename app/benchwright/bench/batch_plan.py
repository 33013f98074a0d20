"""A new batch from what the user named: models, boards, how often."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from benchwright.bench.batch_devices import VIRTUAL
from benchwright.model.batch import Batch, BatchDevice, BatchSettings, Job
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import BoardUnknown, DeviceNotFound
from benchwright.model.variant import Variant
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.virtual_lab import VirtualLab

_NOBODY = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where jobs go: one device, or with an empty `device_id` any of its board and origin."""

    name: str
    board: str
    origin: Origin
    device_id: str


def find_target(name: str, present: Sequence[Device], catalog: Catalog, lab: VirtualLab) -> Target:
    """What `name` means: a device (its id, port or serial number), a board of which some are plugged in, or
    `virtual:BOARD`, which need not run yet. Of a board that is plugged in and emulated the plugged-in ones are meant.

    Raises:
        DeviceNotFound, BoardUnknown: there is no such thing, or nobody knows which board that device is.
    """
    for device in present:
        if name in {device.device_id, device.url, device.serial_number} - {_NOBODY}:
            return _of_device(device, catalog)
    if name.startswith(VIRTUAL):
        return _of_virtual(lab.checked(name), catalog)
    of_board = [device for device in present if device.board == name]
    if not of_board:
        raise DeviceNotFound(name, (device.device_id for device in present))
    origins = {device.origin for device in of_board}
    return Target(name, name, Origin.HARDWARE if Origin.HARDWARE in origins else of_board[0].origin, "")


def new_batch(
    variants: Sequence[Variant],
    targets: Sequence[Target],
    present: Sequence[Device],
    settings: BatchSettings,
    *,
    repeat_count: int,
    now: datetime,
) -> Batch:
    """Every variant on every target `repeat_count` times; repeats stand together, so that one flash serves them."""
    jobs = [
        (variant, target, repeat + 1) for variant in variants for target in targets for repeat in range(repeat_count)
    ]
    return Batch(
        batch_id=uuid.uuid4().hex[:12],
        created_at=now.isoformat(timespec="milliseconds"),
        jobs=tuple(
            Job(
                position=position,
                variant_sha256=variant.sha256,
                variant_label=variant.label,
                target=target.name,
                board=target.board,
                origin=target.origin,
                repeat=repeat,
                device_id=target.device_id,
            )
            for position, (variant, target, repeat) in enumerate(jobs)
        ),
        devices=_devices(targets, present),
        settings=settings,
    )


def _devices(targets: Sequence[Target], present: Sequence[Device]) -> tuple[BatchDevice, ...]:
    named = {
        target.device_id: BatchDevice(target.device_id, target.board, target.origin)
        for target in targets
        if target.device_id
    }
    boards = {(target.board, target.origin) for target in targets if not target.device_id}
    of_boards = {
        device.device_id: BatchDevice(device.device_id, device.board or "", device.origin)
        for device in present
        if (device.board, device.origin) in boards
    }
    return tuple(sorted((named | of_boards).values(), key=lambda device: device.device_id))


def _of_device(device: Device, catalog: Catalog) -> Target:
    if device.board is None:
        raise BoardUnknown(device.device_id, (board.name for board in catalog.boards()))
    return Target(device.device_id, device.board, device.origin, device.device_id)


def _of_virtual(name: str, catalog: Catalog) -> Target:
    board = catalog.board(name.partition("#")[0])
    origin = board.emulator.origin if board.emulator is not None else Origin.EMULATED
    return Target(f"{VIRTUAL}{name}", board.name, origin, f"{VIRTUAL}{name}")
