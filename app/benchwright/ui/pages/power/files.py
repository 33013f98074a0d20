"""Files of the Power page: recordings that are written and opened, and exports."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright.bench.trace_csv import write_trace
from benchwright.model.recording import SUFFIX
from benchwright.ui.power_trace import Trace

# What needs numpy is loaded where it is used.
# ruff: noqa: PLC0415

PROFILER_SUFFIX = ".ppk2"


def ask_new_recording(parent: QWidget, folder: Path) -> Path | None:
    """Where a recording shall go."""
    proposed = str(folder / f"power{SUFFIX}")
    name, _ = QFileDialog.getSaveFileName(parent, _tr("Record the trace"), proposed, _filter())
    return Path(name).with_suffix(SUFFIX) if name else None


def ask_recording(parent: QWidget) -> Path | None:
    """Which recording shall be opened."""
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Open a recording"), "", _filter())
    return Path(name) if name else None


def ask_export(parent: QWidget, trace: Trace) -> Path | None:
    """Where an export shall go; what is simulated says so in its name."""
    stem = "power-simulated" if trace.meter.is_simulated else "power"
    filters = f"CSV (*.csv);;Power Profiler (*{PROFILER_SUFFIX})"
    name, chosen = QFileDialog.getSaveFileName(parent, _tr("Export the trace"), f"{stem}.csv", filters)
    if not name:
        return None
    file = Path(name)
    return file if file.suffix else file.with_suffix(PROFILER_SUFFIX if PROFILER_SUFFIX in chosen else ".csv")


def export_trace(trace: Trace, start: int, stop: int, file: Path) -> int:
    """Writes samples start…stop in the form that the suffix says; how many. Blocks.

    Raises:
        FileUnwritable: what stood in the way.
    """
    if file.suffix.lower() != PROFILER_SUFFIX:
        write = partial(write_trace, sample_hz=trace.sample_hz, is_simulated=trace.meter.is_simulated)
        return write(file, trace.chunks(start, stop))
    from benchwright.bench.trace_ppk2 import write_ppk2

    return write_ppk2(
        file, trace.chunks(start, stop), sample_hz=trace.sample_hz, started_at=trace.started_at, count=stop - start
    )


def _filter() -> str:
    return _tr("Recordings (*%1)").replace("%1", SUFFIX)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PowerFiles", text)
