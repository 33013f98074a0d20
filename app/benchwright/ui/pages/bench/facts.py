"""What the inspector says about a device."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.run import Run
from benchwright.ui.language.numbers import bytes_text, number_text
from benchwright.ui.language.translators import said


def device_facts(device: Device, board: Board | None, run: Run | None) -> tuple[tuple[str, str], ...]:
    """Pairs of name and value: the board's, the device's, and those of its newest run."""
    facts: list[tuple[str, str]] = []
    if board is not None:
        facts += [
            (
                _tr("Core"),
                _tr("%1 at %2 MHz").replace("%1", board.core).replace("%2", number_text(board.clock_hz / 1e6, "g")),
            ),
            (_tr("Flash"), bytes_text(board.memory.flash_bytes)),
            (_tr("RAM"), bytes_text(board.memory.ram_bytes)),
            (_tr("Vendor"), board.vendor),
            (_tr("Shown so far"), said(board.status.value)),
            (_tr("Tested"), said(board.tested)),
            *((_tr("Source of %1").replace("%1", fact), source) for fact, source in board.fact_sources),
        ]
    facts += [
        (_tr("Device"), device.device_id),
        (_tr("Port"), device.url),
        (_tr("Serial number"), device.serial_number),
        (_tr("Location"), device.location),
        (_tr("Known by"), said(device.evidence)),
    ]
    if run is not None:
        facts += [
            (_tr("Model on it"), run.variant_label),
            (_tr("Pack"), run.pack_sha256[:16]),
            (_tr("Firmware"), run.provenance.firmware_sha256[:16]),
            (_tr("Engine"), run.engine_label),
            (_tr("Compiler"), run.provenance.firmware_compiler),
            (_tr("Emulator"), run.provenance.emulator),
            (_tr("Last run"), run.run_id),
        ]
    return tuple(facts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Facts", text)
