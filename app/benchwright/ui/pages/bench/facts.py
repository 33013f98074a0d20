"""What the inspector says about a device."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.run import Run
from benchwright.ui.fact import Fact
from benchwright.ui.language.numbers import bytes_text, number_text
from benchwright.ui.language.translators import said


def device_facts(device: Device, board: Board | None, run: Run | None) -> tuple[Fact, ...]:
    """What is known: the board's, the device's, and those of its newest run."""
    facts: list[Fact] = []
    if board is not None:
        facts += [
            Fact(
                _tr("Core"),
                _tr("%1 at %2 MHz").replace("%1", board.core).replace("%2", number_text(board.clock_hz / 1e6, "g")),
            ),
            Fact(_tr("Flash"), bytes_text(board.memory.flash_bytes)),
            Fact(_tr("RAM"), bytes_text(board.memory.ram_bytes)),
            Fact(_tr("Vendor"), board.vendor),
            Fact(_tr("Shown so far"), said(board.status.value)),
            Fact(_tr("Tested"), said(board.tested)),
            *(Fact(_tr("Source of %1").replace("%1", fact), source) for fact, source in board.fact_sources),
        ]
    facts += [
        Fact(_tr("Device"), device.device_id),
        Fact(_tr("Port"), device.url),
        Fact(_tr("Serial number"), device.serial_number),
        Fact(_tr("Location"), device.location),
        Fact(_tr("Known by"), said(device.evidence)),
    ]
    if run is not None:
        facts += [
            Fact(_tr("Model on it"), run.variant_label),
            Fact(_tr("Pack"), run.pack_sha256[:16]),
            Fact(_tr("Firmware"), run.provenance.firmware_sha256[:16]),
            Fact(_tr("Engine"), run.engine_label),
            Fact(_tr("Compiler"), run.provenance.firmware_compiler),
            Fact(_tr("Emulator"), run.provenance.emulator),
            Fact(_tr("Last run"), run.run_id),
        ]
    return tuple(facts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Facts", text)
