"""Runs as CSV, a line a run, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence

from benchwright.model.core_band import NO_BANDS, CoreBands
from benchwright.model.energy import energy_value, gross_energy
from benchwright.model.mac_rate import Per, mac_energy, mac_rate
from benchwright.model.run import Run
from benchwright.model.scoring import ScoringFacts
from benchwright.model.stats import summarise
from benchwright.reports.scored_words import Scored, metric_values, never_scored
from benchwright.reports.words import instruction_counts, latency_basis

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_report(runs: Sequence[Run], bands: CoreBands = NO_BANDS, scored: Scored = never_scored) -> str:
    """A header with units and a line a run; empty cells are what was not measured.

    A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection).
    """
    stream = io.StringIO()
    rows = [_row(run, bands, scored(run)) for run in runs]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(rows[0] if rows else ["run_id"])
    writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
    return stream.getvalue()


_Cell = str | int | float | None


def _row(run: Run, bands: CoreBands, facts: ScoringFacts | None) -> dict[str, _Cell]:
    counts = instruction_counts(run)
    return {
        "run_id": run.run_id,
        "started_at_utc": run.started_at,
        "board": run.board,
        "device": run.device_id,
        "origin": run.origin.value,
        "clock_hz": run.timing.clock_hz,
        "model": run.model,
        "variant": run.variant_name,
        "variant_version": run.variant_version,
        "validity": run.validity.status.value,
        "issues": " ".join(issue.code.value for issue in run.validity.issues),
        "sample_count": len(run.timing.samples),
        "inferences_per_sample": run.timing.inferences_per_sample,
        "latency_basis": latency_basis(run),
        **_latency(run),
        "instructions_min": min(counts, default=None),
        "instructions_max": max(counts, default=None),
        "arena_bytes": run.memory.arena_planned if run.memory.is_measured else None,
        "stack_bytes": run.memory.stack_touched if run.memory.is_measured else None,
        "static_bytes": run.memory.static_bytes,
        "ram_bytes": run.ram_bytes,
        "firmware_bytes": run.flash_firmware_bytes,
        "pack_bytes": run.pack_bytes,
        "flash_bytes": run.flash_bytes,
        **_energy(run),
        **_macs(run, bands),
        "accuracy_ratio": run.accuracy,
        **_scored(facts),
        "parity_checked_count": run.parity.checked,
        "parity_mismatched_bytes": run.parity.mismatched_bytes,
        "parity_compared_bytes": run.parity.compared_bytes,
        "engine": run.engine_label,
        "variant_sha256": run.variant_sha256,
        "pack_sha256": run.pack_sha256,
        "firmware_sha256": run.provenance.firmware_sha256,
        "benchwright_version": run.provenance.benchwright_version,
        "tags": " ".join(run.tags),
        "note": run.note,
    }


def _energy(run: Run) -> dict[str, _Cell]:
    record, value = run.energy, energy_value(run.energy)
    gross = gross_energy(record) if record is not None else None
    is_known = value is not None and math.isfinite(value.interval_uj)
    return {
        "energy_net_uj": value.net_uj if value is not None else None,
        "energy_net_interval95_uj": value.interval_uj if value is not None and is_known else None,
        "energy_instrument95_uj": value.instrument_uj if value is not None else None,
        "energy_gross_uj": gross.energy_uj if gross is not None else None,
        "energy_is_simulated": int(record.is_simulated) if record is not None else None,
        "supply_mv": record.supply_mv if record is not None else None,
    }


def _scored(facts: ScoringFacts | None) -> dict[str, _Cell]:
    scoring = facts.scoring if facts is not None else None
    values = metric_values(facts.board if facts is not None else None)
    return {
        "board_accuracy_id": scoring.scoring_id if scoring is not None else "",
        "board_set": scoring.set_name if scoring is not None else "",
        "board_set_sha256": scoring.set_sha256 if scoring is not None else "",
        "board_input_count": scoring.sample_count if scoring is not None else None,
        **{f"board_{name.replace('-', '_')}": value for name, value in values.items()},
        "board_host_disagreements": len(facts.differing) if facts is not None and facts.host is not None else None,
    }


def _macs(run: Run, bands: CoreBands) -> dict[str, _Cell]:
    rate, energy = mac_rate(run, bands), mac_energy(run, bands)
    return {
        "core": run.core,
        "macs": run.macs,
        "macs_per_cycle": rate.value if rate is not None and rate.per is Per.CYCLE else None,
        "macs_per_instruction": rate.value if rate is not None and rate.per is Per.INSTRUCTION else None,
        "mac_rate_standing": rate.standing.value if rate is not None and rate.standing is not None else "",
        "energy_pj_per_mac": energy.pj_per_mac if energy is not None else None,
    }


def _latency(run: Run) -> dict[str, _Cell]:
    latencies = run.timing.latencies_us
    if not latencies:
        return dict.fromkeys(f"latency_{name}_us" for name in ("median", "mean", "min", "max", "p95"))
    summary = summarise(latencies)
    return {
        "latency_median_us": summary.median,
        "latency_mean_us": summary.mean,
        "latency_min_us": summary.minimum,
        "latency_max_us": summary.maximum,
        "latency_p95_us": summary.p95,
    }


def safe_cell(value: _Cell) -> _Cell:
    """The value, with an apostrophe in front where a spreadsheet would take it for a formula."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
