"""Jobs and words of flash tools that tests start from. `tests/data/flash_logs` holds what the real tools printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchwright.drivers.flash.flash_tool import FlashJob, FlashTool, Mark
from benchwright.drivers.flash.tool_failures import Trouble, trouble
from benchwright.drivers.flash.tool_process import Ending, ToolResult
from benchwright.model.board import Board, Origin
from benchwright.model.device import Device
from tests.builders import a_board, a_device
from tests.conftest import ROOT

LOGS = ROOT / "tests" / "data" / "flash_logs"


def a_real_device(**changes: Any) -> Device:
    """A board on a cable."""
    plugged = {"device_id": "usb:0483:374b:066F", "url": "/dev/ttyACM0", "origin": Origin.HARDWARE}
    return a_device(**{**plugged, "serial_number": "066F", **changes})


def a_job(board: Board | None = None, **changes: Any) -> FlashJob:
    """Firmware of 10,000 bytes for the start of flash."""
    folder = Path("/tmp/job")
    fields: dict[str, Any] = {
        "device": a_real_device(),
        "board": board or a_board(),
        "offset": 0,
        "length": 10_000,
        "folder": folder,
        "file": folder / "image.bin",
        **changes,
    }
    return FlashJob(**fields)


def trouble_of(tool: FlashTool, log: str, *, exit_code: int = 1) -> Trouble:
    """What the tool's words in the named log mean."""
    text = (LOGS / log).read_text(encoding="utf-8")
    lines = tuple(line.rstrip() for line in text.splitlines() if line.strip())
    found = trouble(tool.facts, ToolResult(Ending.EXITED, exit_code, lines[-40:], 1.0), 60)
    assert found is not None
    return found


def marks(tool: FlashTool, text: str) -> list[Mark]:
    """What the lines of a text say of progress."""
    lines = text.replace("\r", "\n").splitlines()
    return [mark for line in lines if (mark := tool.parse(line)) is not None]
