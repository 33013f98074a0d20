"""Runs as JSON, raw samples included."""

from __future__ import annotations

import json
from collections.abc import Sequence

from benchwright.model.core_band import NO_BANDS, CoreBands
from benchwright.model.run import Run
from benchwright.model.scoring import ScoringFacts
from benchwright.reports.run_json import Document, run_document
from benchwright.reports.scored_words import Scored, facts_document, never_scored

SCHEMA = "benchwright-report"
SCHEMA_VERSION = 1
"""Counts up when a key changes its meaning or goes; a new key leaves it."""


def json_report(runs: Sequence[Run], bands: CoreBands = NO_BANDS, scored: Scored = never_scored) -> str:
    """Everything known of the runs; each is `run_document` with `samples`, `op_ticks` and `log`."""
    document = {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "runs": [_whole(run, bands, scored(run)) for run in runs],
    }
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _whole(run: Run, bands: CoreBands, facts: ScoringFacts | None) -> Document:
    timing = run.timing
    return run_document(run, bands) | {
        "samples": {
            "unit": "ticks",
            "tick_hz": timing.tick_hz,
            "clock_hz": timing.clock_hz,
            "overhead_ticks": timing.overhead_ticks,
            "warmup_count": timing.warmup_count,
            "ns_per_instruction": timing.ns_per_instruction,
            "inferences_per_sample": timing.inferences_per_sample,
            "windows": [{"input_index": window.input_index, "ticks": list(window.ticks)} for window in timing.windows],
        },
        "board_accuracy": facts_document(facts) if facts is not None else None,
        "op_ticks": list(run.op_ticks),
        "op_labels": list(run.op_labels),
        "log": run.log,
    }
