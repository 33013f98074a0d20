"""The JSON document of one run, for programs; the command line prints it too."""

from __future__ import annotations

import math
import statistics
from dataclasses import asdict

from benchwright.model.compare import Comparison, Delta
from benchwright.model.core_band import NO_BANDS, CoreBands
from benchwright.model.run import Run
from benchwright.model.stats import summarise
from benchwright.reports.energy_words import energy_document
from benchwright.reports.op_profile import rate_document
from benchwright.reports.words import instruction_counts, latency_basis

Document = dict[str, object]


def run_document(run: Run, bands: CoreBands = NO_BANDS) -> Document:
    """One run as plain values: every number with its unit in its name or beside it, no NaN, samples left out."""
    instructions = instruction_counts(run)
    return {
        "run_id": run.run_id,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "board": run.board,
        "device": run.device_id,
        "origin": run.origin.value,
        "clock_hz": run.timing.clock_hz,
        "variant": {
            "sha256": run.variant_sha256,
            "name": run.variant_name,
            "version": run.variant_version,
            "model": run.model,
        },
        "pack": {"sha256": run.pack_sha256, "bytes": run.pack_bytes} if run.has_pack else None,
        "engine": run.engine_label,
        "validity": {
            "status": run.validity.status.value,
            "issues": [{"code": issue.code.value, "text": issue.text} for issue in run.validity.issues],
        },
        "latency": _latency(run),
        "instructions_per_inference": statistics.median_low(instructions) if instructions else None,
        "predicted_instructions": run.predicted_instructions,
        "instructions": {
            "min": min(instructions),
            "max": max(instructions),
            "identical": len(set(instructions)) == 1,
        }
        if instructions
        else None,
        "ram": {
            "is_measured": run.memory.is_measured,
            "arena_bytes": run.memory.arena_planned,
            "stack_bytes": run.memory.stack_touched,
            "static_bytes": run.memory.static_bytes,
            "total_bytes": run.ram_bytes,
            "arena_touched_bytes": run.memory.arena_touched,
            "arena_capacity_bytes": run.memory.arena_capacity,
            "stack_capacity_bytes": run.memory.stack_capacity,
        },
        "flash": {
            "firmware_bytes": run.flash_firmware_bytes,
            "pack_bytes": run.pack_bytes,
            "total_bytes": run.flash_bytes,
        },
        "energy": energy_document(run.energy) if run.energy is not None else None,
        "trace": asdict(run.trace) if run.trace is not None else None,
        **rate_document(run, bands),
        "accuracy_ratio": run.accuracy,
        "parity": {
            "checked": run.parity.checked,
            "mismatched_bytes": run.parity.mismatched_bytes,
            "compared_bytes": run.parity.compared_bytes,
            "litert_max_difference": _finite(run.parity.litert_max_difference),
            "litert_differing_bytes": run.parity.litert_differing_bytes,
        },
        "provenance": asdict(run.provenance),
        "stages": [{"stage": item.stage, "seconds": item.seconds, "note": item.note} for item in run.stages],
        "tags": list(run.tags),
        "note": run.note,
        "is_baseline": run.is_baseline,
        "is_archived": run.is_archived,
    }


def comparison_document(comparison: Comparison) -> Document:
    """One comparison as plain values: deltas, or the reasons why there are none."""
    return {
        "baseline": comparison.baseline.run_id,
        "run": comparison.run.run_id,
        "baseline_variant": comparison.baseline.variant_label,
        "run_variant": comparison.run.variant_label,
        "origin": comparison.run.origin.value,
        "latency_basis": latency_basis(comparison.run),
        "is_comparable": comparison.is_comparable,
        "reasons": list(comparison.reasons),
        "cautions": list(comparison.cautions),
        "deltas": [_delta(delta) for delta in comparison.deltas],
    }


def _latency(run: Run) -> Document:
    latencies = run.timing.latencies_us
    document: Document = {
        "n": len(latencies),
        "inferences_per_sample": run.timing.inferences_per_sample,
        "unit": "us",
        "basis": latency_basis(run),
    }
    if not latencies:
        return document | dict.fromkeys(("median", "p90", "p95", "p99", "min", "max", "mean", "stdev"))
    summary = summarise(latencies)
    return document | {
        "median": summary.median,
        "p90": summary.p90,
        "p95": summary.p95,
        "p99": summary.p99,
        "min": summary.minimum,
        "max": summary.maximum,
        "mean": summary.mean,
        "stdev": summary.stdev,
    }


def _delta(delta: Delta) -> Document:
    interval = delta.interval
    return {
        "metric": delta.metric.value,
        "unit": {"µs": "us", "B": "bytes"}.get(delta.metric.unit, delta.metric.unit),
        "baseline": delta.baseline,
        "value": delta.value,
        "ratio": delta.ratio,
        "interval": None
        if interval is None
        else {"low": interval.low, "high": interval.high, "confidence_ratio": interval.confidence_ratio},
        "verdict": delta.verdict.value,
    }


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
