"""A run without its samples: what a table of a million runs shows of each."""

from __future__ import annotations

import hashlib
import statistics
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.run import Run, ValidityStatus
from benchwright.model.stats import percentile


@dataclass(frozen=True, slots=True)
class Reference:
    """The run that another is held against, and the relative difference of their median latencies.

    `ratio` is None where a delta would mislead (see `model.compare`); whether it means anything beyond the noise only
    the samples can tell.
    """

    run_id: str
    label: str
    ratio: float | None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One run as a row. `sequence` counts from 1 in the order of saving; `archived_at` is "" where it is not.

    `previous` is the previous run (docs/terms.md), `baseline` the run of the same model, board and origin marked so.
    `energy_uj` is the net energy of an inference, of a meter that may be a simulated one. `scored_ratio` are right
    first guesses on the board itself, of `scored_set`. `problem` says why a row cannot be read; then only what could be
    read is filled in.
    """

    sequence: int
    run_id: str
    started_at: str
    board: str
    device_id: str
    origin: Origin
    model: str
    variant_name: str
    variant_version: int
    variant_sha256: str
    latency_us: float | None
    p99_us: float | None
    sample_count: int
    instructions: int | None
    ram_bytes: int | None
    flash_bytes: int
    accuracy: float | None
    validity: ValidityStatus
    issue_codes: tuple[str, ...]
    parity_checked: int
    parity_mismatched_bytes: int
    energy_uj: float | None = None
    is_energy_simulated: bool = False
    scored_ratio: float | None = None
    scored_set: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    is_baseline: bool = False
    archived_at: str = ""
    previous: Reference | None = None
    baseline: Reference | None = None
    problem: str = ""

    @property
    def is_archived(self) -> bool:
        """Whether it is hidden."""
        return bool(self.archived_at)

    @property
    def variant_label(self) -> str:
        """Name and version of the variant: `digits_int8 v3`."""
        return f"{self.variant_name} v{self.variant_version}"


@dataclass(frozen=True, slots=True)
class Derived:
    """What is computed from the samples and parts of a run; times in microseconds."""

    latency_us: float | None
    p99_us: float | None
    sample_count: int
    instructions: int | None


def derived(run: Run) -> Derived:
    """The values of a run that a row shows and that are not stored with it as such."""
    timing = run.timing
    latencies = timing.ordered_latencies_us
    if not latencies:
        return Derived(None, None, 0, None)
    return Derived(
        latency_us=percentile(latencies, 0.5),
        p99_us=percentile(latencies, 0.99),
        sample_count=len(latencies),
        instructions=timing.instructions(round(statistics.median(timing.ordered_ticks))),
    )


def comparable_key(run: Run) -> str:
    """Equal for two runs of one board and origin whose latencies may be compared; see `reasons_not_comparable`."""
    timing = run.timing
    firmware = f"pack {run.provenance.firmware_sha256}" if run.has_pack else "within"
    parts = (str(timing.clock_hz), str(timing.ns_per_instruction is None), run.engine_label, firmware)
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
