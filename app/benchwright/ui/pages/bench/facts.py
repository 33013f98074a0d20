"""What the inspector says about a device."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.units import us_to_seconds
from benchwright.ui.fact import Fact
from benchwright.ui.language.kept_words import emulator_words, time_words
from benchwright.ui.language.numbers import bytes_text, duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_day_minute, local_time
from benchwright.ui.pages.bench.result import Result
from benchwright.ui.run_values import latency_summary


def device_facts(device: Device, board: Board | None, result: Result | None) -> tuple[Fact, ...]:
    """What is known: the board's, the device's, and those of its newest run, with the last runs to open."""
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
    if result is not None:
        run = result.run
        facts += [
            Fact(_tr("Model on it"), run.variant_label),
            Fact(_tr("Pack"), run.pack_sha256[:16]),
            Fact(_tr("Firmware"), run.provenance.firmware_sha256[:16]),
            Fact(_tr("Engine"), run.engine_label),
            Fact(_tr("Compiler"), run.provenance.firmware_compiler),
            Fact(_tr("Emulator"), emulator_words(run.provenance.emulator)),
            *([Fact(_tr("Time"), time_words(run.timing.clock_hz))] if run.timing.ns_per_instruction else []),
            *_last_runs(result.recent),
        ]
    return tuple(facts)


def _last_runs(runs: Sequence[Run]) -> tuple[Fact, ...]:
    name = _tr("Last run") if len(runs) == 1 else _tr("Last %1 runs").replace("%1", str(len(runs)))
    return tuple(_run_fact(run, "" if place else name) for place, run in enumerate(runs))


def _run_fact(run: Run, name: str) -> Fact:
    """A run in a line that the narrowest inspector holds: version, latency, and when, or why not to trust it."""
    summary, status = latency_summary(run), run.validity.status
    latency = duration_text(us_to_seconds(summary.median)) if summary is not None else "–"
    trust = said(status.value)
    last = local_day_minute(run.started_at) if status is ValidityStatus.VALID else trust
    detail = "  ·  ".join((run.variant_label, local_time(run.started_at), trust, run.run_id))
    return Fact(name, f"v{run.variant_version}  {latency}  {last}", detail, run.run_id)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Facts", text)
