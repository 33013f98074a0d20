"""Kept results of MLPerf Tiny as text and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from benchwright.model.mlperf_entry import Counted, MlperfEntry
from benchwright.reports.columns import aligned, printable


def entries_text(entries: Sequence[MlperfEntry]) -> str:
    """A line each: which, of what, on what, its number, and the rules that it breaks."""
    header = ["Result", "Started (UTC)", "Benchmark", "Mode", "System", "Origin", "Number", "Division", "By the rules"]
    rows = [
        [
            one.result_id,
            one.started_at.replace("T", " ")[:16],
            one.benchmark_id,
            one.mode.value,
            one.system,
            _origin(one),
            _number(one),
            one.division.value,
            "yes" if one.is_by_the_rules else f"no: {' '.join(breach.code.value for breach in one.breaches)}",
        ]
        for one in entries
    ]
    return "\n".join(map(printable, aligned([header, *rows], right={6})))


def entry_text(entry: MlperfEntry) -> str:
    """Everything that is kept of one."""
    facts = [
        ("Result", f"{entry.result_id}, {entry.benchmark_id} {entry.mode.value}, {entry.division.value}"),
        ("Number", _number(entry)),
        ("System", f"{entry.system} of {entry.submitter}"),
        ("DUT", ", ".join(filter(None, (entry.device_id, entry.vendor_name, entry.profile, _origin(entry))))),
        ("IO manager", entry.io_manager),
        ("Meter", _meter(entry)),
        ("Measured", f"{entry.started_at} to {entry.finished_at}"),
        ("Answers", f"{entry.answer_count:,}, set sha256 {entry.dataset_sha256}" if entry.answer_count else ""),
        ("Folder", entry.folder),
    ]
    lines = aligned([[name, value] for name, value in facts if value])
    lines += [
        f"  {one.file}: {one.inferences:,} inferences, {_value(entry.counted, one.value)}" for one in entry.windows
    ]
    lines += [f"  NOT BY THE RULES ({breach.code.value}): {breach.text}" for breach in entry.breaches]
    return "\n".join(map(printable, lines))


def entry_document(entry: MlperfEntry) -> dict[str, object]:
    """The same for programs."""
    return asdict(entry) | {
        "mode": entry.mode.value,
        "counted": entry.counted.value,
        "division": entry.division.value,
        "origin": entry.origin.value if entry.origin is not None else None,
        "is_by_the_rules": entry.is_by_the_rules,
        "breaches": [{"code": breach.code.value, "text": breach.text} for breach in entry.breaches],
        "windows": [asdict(window) for window in entry.windows],
    }


def _origin(entry: MlperfEntry) -> str:
    return entry.origin.value if entry.origin is not None else "unknown"


def _meter(entry: MlperfEntry) -> str:
    if not entry.meter:
        return ""
    simulated = ", SIMULATED" if entry.is_meter_simulated else ""
    return f"{entry.meter}{simulated} at {entry.supply_mv / 1000:g} V"


def _number(entry: MlperfEntry) -> str:
    simulated = " SIMULATED" if entry.is_meter_simulated else ""
    return f"{_value(entry.counted, entry.value)}{simulated}"


def _value(counted: Counted, value: float) -> str:
    return {
        Counted.THROUGHPUT: f"{value:,.3f} inf/s",
        Counted.ENERGY: f"{value:,.3f} µJ/inf",
        Counted.TOP_1: f"top-1 {100 * value:.2f} %",
        Counted.AUC: f"AUC {value:.4f}",
        Counted.F1: f"F1 {value:.4f}",
    }[counted]
