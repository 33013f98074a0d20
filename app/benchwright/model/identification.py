"""Which board is on a port: the passive rungs of the ladder, from what USB says without a byte being written.

Rungs, first certain answer wins: what the user said, a USB identity that one board has alone, the mbed id at the start
of a DAPLink's serial number or on a probe's volume, the serial number of a J-Link. What is left are candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchwright.model.board import Board, Origin
from benchwright.model.device import Device, DeviceState

_MBED_SERIAL = re.compile(r"[0-9a-f]{16,}")
_DAPLINK_VENDOR = "0d28"
_JLINK_VENDOR = "1366"
# What makers of USB bridges leave in chips whose serial number nobody set: the same on every board.
_PLACEHOLDER_SERIALS = frozenset(
    {"", "0", "0000", "0001", "00000000", "0123456789", "123456", "12345678", "1234567890"}
)


@dataclass(frozen=True, slots=True)
class PortFacts:
    """What the system knows of a port without opening it.

    `usb_id` is `vid:pid` in lower-case hex, `location` the USB socket (`1-4.2`). `mbed_id` is the four characters
    found on the volume of the same probe; "" where there is none.
    """

    usb_id: str
    serial_number: str = ""
    location: str = ""
    mbed_id: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """The board of a port with the evidence for it, or None and the boards it may be.

    `is_askable` when the port belongs to one of the candidates for sure; a mere bridge chip may be anything.
    `origin` is what the firmware says it runs on, None where it was not asked or does not say.
    """

    board: str | None
    evidence: str
    candidates: tuple[str, ...] = ()
    is_askable: bool = False
    origin: Origin | None = None


def with_identity(device: Device, identity: Identity) -> Device:
    """The device with what was found out about it."""
    state = DeviceState.READY if identity.board else DeviceState.UNKNOWN
    return replace(
        device,
        board=identity.board,
        evidence=identity.evidence,
        candidates=identity.candidates,
        state=state,
        told_origin=identity.origin or device.told_origin,
    )


def is_real_serial(serial_number: str) -> bool:
    """Whether a USB serial number can tell two boards apart; bridges often carry a placeholder."""
    return serial_number.strip().lower() not in _PLACEHOLDER_SERIALS


def identify(facts: PortFacts, boards: Sequence[Board], remembered: str | None = None) -> Identity:
    """The board behind a port; `remembered` is what the user said of this very device."""
    if remembered is not None and any(board.name == remembered for board in boards):
        return Identity(remembered, "you said so")
    candidates = [board for board in boards if facts.usb_id in board.usb.all_ids]
    for certain in (_alone(facts, candidates), _by_mbed_id(facts, boards), _by_jlink(facts, boards)):
        if certain is not None:
            return certain
    names = tuple(board.name for board in candidates)
    if candidates:
        titles = ", ".join(board.title for board in candidates)
        is_askable = any(facts.usb_id not in board.usb.bridge for board in candidates)
        return Identity(None, f"USB identity {facts.usb_id}; may be {titles}", names, is_askable=is_askable)
    return Identity(None, f"USB identity {facts.usb_id}, not in the catalogue")


def narrowed(identity: Identity, boards: Sequence[Board], *, chip: str) -> Identity:
    """The identity once the chip behind the port has been asked for its name (`esp32c3`)."""
    fitting = [board for board in boards if board.name in identity.candidates and board.flash_options.chip == chip]
    evidence = f"{identity.evidence.split(';')[0]}; the chip says {chip}"
    if len(fitting) == 1:
        return Identity(fitting[0].name, evidence)
    return Identity(None, evidence, tuple(board.name for board in fitting))


def _alone(facts: PortFacts, candidates: Sequence[Board]) -> Identity | None:
    if len(candidates) != 1 or facts.usb_id in (*candidates[0].usb.probe, *candidates[0].usb.bridge):
        return None
    return Identity(candidates[0].name, f"USB identity {facts.usb_id}")


def _by_mbed_id(facts: PortFacts, boards: Sequence[Board]) -> Identity | None:
    # Only a DAPLink begins its serial number with the mbed id; an ST-LINK's is random.
    is_daplink = facts.usb_id.startswith(f"{_DAPLINK_VENDOR}:")
    serial_number = facts.serial_number.lower()
    from_serial = serial_number[:4] if is_daplink and _MBED_SERIAL.fullmatch(serial_number) else ""
    for mbed_id, place in ((facts.mbed_id.lower(), " on its volume"), (from_serial, "")):
        for board in boards:
            if mbed_id and mbed_id in board.usb.mbed_ids and facts.usb_id in board.usb.probe:
                return Identity(board.name, f"mbed id {mbed_id}{place}")
    return None


def _by_jlink(facts: PortFacts, boards: Sequence[Board]) -> Identity | None:
    if not facts.usb_id.startswith(f"{_JLINK_VENDOR}:"):
        return None
    number = facts.serial_number.lstrip("0")
    for board in boards:
        for prefix in board.usb.jlink_prefixes:
            if number.startswith(prefix):
                return Identity(board.name, f"J-Link serial number {number}, which begins with {prefix}")
    return None
