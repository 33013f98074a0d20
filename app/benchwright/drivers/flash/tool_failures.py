"""The failures of a flash tool in words: why, what state the device is in, what the tool said last, and the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from benchwright.drivers.flash.flash_tool import Failure, ToolFacts
from benchwright.drivers.flash.port_rules import PORT_RULES
from benchwright.drivers.flash.tool_process import Ending, ToolResult
from benchwright.drivers.port_access import port_denied
from benchwright.drivers.port_holder import port_holder
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, DeviceVanished, FlashFailed, PortBusy, ToolMissing

UNPROGRAMMED = "Device left unprogrammed, flash again."
UNSURE = "The device may be left unprogrammed, flash again."

_SHOWN_LINES = 4
_URL = re.compile(r"https?://")
# Buttons and cables, which a virtual board has not.
_BY_HAND = re.compile(r"\b(?:hold|press|cable|plug)", re.IGNORECASE)
_FRAME = re.compile(r"[\u2500-\u257f]+|\x1b\[[0-9;]*[A-Za-z]|\s{2,}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong in one run of a tool; `is_cut_short` where it did not end by itself."""

    why: str
    remedy: str
    failure: Failure = Failure.FAILED
    retry_slower: bool = False
    tail: tuple[str, ...] = ()
    is_cut_short: bool = False


def trouble(facts: ToolFacts, result: ToolResult, deadline_s: float) -> Trouble | None:
    """What a run's ending means; None where it went well.

    The last line that is understood counts: what comes before it may be a warning. In a line, the tool's own words
    count before the general ones.
    """
    if result.ending is Ending.EXITED and result.exit_code == 0:
        return None
    is_cut_short = result.ending is not Ending.EXITED or result.exit_code < 0
    for line in reversed(result.tail):
        for rule in (*facts.rules, *PORT_RULES):
            if re.search(rule.pattern, line):
                return Trouble(rule.why, rule.remedy, rule.failure, rule.retry_slower, result.tail, is_cut_short)
    again = "Press reset or plug the board in again, then retry."
    return Trouble(_ended(facts, result, deadline_s), again, tail=result.tail, is_cut_short=is_cut_short)


def _ended(facts: ToolFacts, result: ToolResult, deadline_s: float) -> str:
    """How a run ended that said nothing one could understand."""
    match result.ending:
        case Ending.TIMED_OUT:
            return f"{facts.name} did not end within {deadline_s:.0f} s."
        case Ending.WENT_SILENT:
            return f"{facts.name} said nothing for {facts.silence_s:g} s."
    code = result.exit_code
    return f"{facts.name} was ended by signal {-code}." if code < 0 else f"{facts.name} ended with exit code {code}."


def raise_trouble(found: Trouble, device: Device, facts: ToolFacts, *, has_begun: bool) -> NoReturn:
    """Raises the error that a trouble is.

    Raises:
        FlashFailed, DeviceVanished, PortBusy, PortDenied, ToolMissing: with the state of the device and the tool's
            last words.
    """
    match found.failure:
        case Failure.BUSY:
            raise PortBusy(device.url, port_holder(device.url))
        case Failure.DENIED:
            raise port_denied(device.url, device.device_id)
        case Failure.VANISHED:
            raise DeviceVanished(device.device_id, "flashing")
        case Failure.TOOL_UNUSABLE:
            raise ToolMissing(facts.name, found.why, found.remedy)
    state = _state(facts, has_begun=has_begun, is_cut_short=found.is_cut_short)
    words = "\n".join(f"  {line}" for line in _plain(found.tail)[-_SHOWN_LINES:])
    said = f"\n{facts.name} said:\n{words}" if words else ""
    raise FlashFailed(device.device_id, f"{found.why} {state}{said}", _way_out(found, device))


def _way_out(found: Trouble, device: Device) -> str:
    """What to do, on this kind of device."""
    if device.is_virtual and _BY_HAND.search(found.remedy):
        name = device.device_id.removeprefix("virtual:")
        if "BOOT0" in found.remedy:
            return f"Bring it into its bootloader: benchwright virtual bootloader {name}; then flash again."
        return f"Restart it: benchwright virtual unplug {name}, then virtual plug {name}; then flash again."
    return found.remedy


def cancelled(facts: ToolFacts, *, was_started: bool, has_begun: bool) -> Cancelled:
    """The error of a job that was cancelled, with the state of the device."""
    state = _state(facts, has_begun=has_begun, is_cut_short=was_started)
    return Cancelled("flashing", state if state == Cancelled.UNCHANGED else f"{facts.name} was stopped. {state}")


def _state(facts: ToolFacts, *, has_begun: bool, is_cut_short: bool) -> str:
    """What the device was left as."""
    if has_begun:
        return UNPROGRAMMED
    return UNSURE if is_cut_short and facts.speaks_late else Cancelled.UNCHANGED


def missing(facts: ToolFacts) -> ToolMissing:
    """The error of a tool that is not installed."""
    return ToolMissing(facts.name, f"There is no {' or '.join(facts.programs)} on the PATH.", facts.install)


def _plain(tail: tuple[str, ...]) -> list[str]:
    """The lines without the frames that some tools draw around them, and without addresses to read more at."""
    lines = (_FRAME.sub(" ", line).strip() for line in tail)
    return [line for line in lines if line and not _URL.search(line)]
