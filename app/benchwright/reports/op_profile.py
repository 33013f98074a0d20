"""Where an inference goes, op by op, as a table and as plain values."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import chain, repeat

from benchwright.model.core_band import CoreBands
from benchwright.model.mac_rate import MacEnergy, MacRate, Standing, mac_energy, mac_rate, op_rates
from benchwright.model.mac_rate_words import energy_sentence, rate_sentence, rate_text
from benchwright.model.op_profile import OpProfile, op_profiles
from benchwright.model.run import Run
from benchwright.model.units import count_text, three_digits
from benchwright.reports.columns import aligned, printable
from benchwright.reports.words import instruction_counts

_NOTHING = "–"
_MARKS = {Standing.BELOW: "▼ below the band", Standing.ABOVE: "▲ above the band", Standing.IMPOSSIBLE: "! impossible"}


def profile_text(run: Run, bands: CoreBands) -> str:
    """A line an op, what the whole inference takes, and how that stands to what was published of the core."""
    ops, rates, whole = op_profiles(run), op_rates(run, bands), mac_rate(run, bands)
    unit = f"MAC/{whole.per.value}" if whole is not None else "MAC/cycle"
    header = ("#", "op", "output", "ticks", "instructions", "µs", "share", "MACs", "instructions/MAC", unit, "")
    rows = [_row(op, rate) for op, rate in zip(ops, rates, strict=True)]
    title = f"{run.variant_label} on {run.board} ({run.origin.value}), {run.engine_label}"
    lines = aligned([header, *rows, _whole(run, ops, whole)], right={0, 3, 4, 5, 6, 7, 8, 9})
    sentences = band_sentences(run, bands)
    return "\n".join(map(printable, (title, "", *lines, *(("", *sentences) if sentences else ()))))


def band_sentences(run: Run, bands: CoreBands) -> tuple[str, ...]:
    """How a run stands to what was published of its core, a sentence each; none where nothing is known."""
    rate, energy = mac_rate(run, bands), mac_energy(run, bands)
    found = ("" if rate is None else rate_sentence(rate), "" if energy is None else energy_sentence(energy))
    return tuple(filter(None, found))


def rate_facts(run: Run, bands: CoreBands) -> list[list[str]]:
    """Rows of name, value and explanation for the text of a run."""
    rate, energy = mac_rate(run, bands), mac_energy(run, bands)
    facts = []
    if rate is not None:
        facts.append(["MAC rate", rate_text(rate), f"{count_text(rate.macs)} MACs. {rate_sentence(rate)}".strip()])
    if energy is not None:
        facts.append(["MAC energy", f"{three_digits(energy.pj_per_mac)} pJ/MAC", energy_sentence(energy)])
    return facts


def profile_document(run: Run, bands: CoreBands) -> dict[str, object]:
    """What `json.dumps` can write: every number with its unit in its name."""
    counts = instruction_counts(run)
    return {
        "run_id": run.run_id,
        "board": run.board,
        "origin": run.origin.value,
        "engine": run.engine_label,
        "variant": run.variant_label,
        "instructions_per_inference": statistics.median_low(counts) if counts else None,
        "latency_us": statistics.median(run.timing.latencies_us),
        **rate_document(run, bands),
    }


def rate_document(run: Run, bands: CoreBands) -> dict[str, object]:
    """MACs, their rate and energy, and every op of a run, as plain values."""
    rates = chain(op_rates(run, bands), repeat(None))
    return {
        "core": run.core,
        "macs": run.macs,
        "mac_rate": _rate(mac_rate(run, bands)),
        "mac_energy": _energy(mac_energy(run, bands)),
        "ops": [_document(op, rate) for op, rate in zip(op_profiles(run), rates, strict=False)],
    }


def _row(op: OpProfile, rate: MacRate | None) -> tuple[str, ...]:
    each = op.instructions_per_mac
    return (
        str(op.index),
        op.code,
        _NOTHING if op.work is None else "×".join(map(str, op.work.output_shape)),
        count_text(op.ticks),
        _NOTHING if op.instructions is None else count_text(op.instructions),
        f"{op.latency_us:,.1f}",
        f"{op.share_ratio:.1%}",
        count_text(op.macs) if op.macs else _NOTHING,
        _NOTHING if each is None else f"{each:.2f}",
        *_rate_cells(rate),
    )


def _whole(run: Run, ops: Sequence[OpProfile], rate: MacRate | None) -> tuple[str, ...]:
    counts = instruction_counts(run)
    instructions = statistics.median_low(counts) if counts else None
    return (
        "",
        "whole inference",
        "",
        count_text(statistics.median_low(run.timing.samples)),
        _NOTHING if instructions is None else count_text(instructions),
        f"{statistics.median(run.timing.latencies_us):,.1f}",
        "",
        _NOTHING if run.macs is None else count_text(run.macs),
        _NOTHING if instructions is None or not run.macs else f"{instructions / run.macs:.2f}",
        *_rate_cells(rate),
    )


def _rate_cells(rate: MacRate | None) -> tuple[str, str]:
    if rate is None:
        return _NOTHING, ""
    return three_digits(rate.value), _MARKS.get(rate.standing, "") if rate.standing is not None else ""


def _document(op: OpProfile, rate: MacRate | None) -> dict[str, object]:
    return {
        "index": op.index,
        "code": op.code,
        "output_shape": list(op.work.output_shape) if op.work is not None else None,
        "element_type": op.work.element_type if op.work is not None else None,
        "ticks": op.ticks,
        "instructions": op.instructions,
        "latency_us": op.latency_us,
        "share_ratio": op.share_ratio,
        "macs": op.macs,
        "instructions_per_mac": op.instructions_per_mac,
        "mac_rate": _rate(rate),
    }


def _rate(rate: MacRate | None) -> dict[str, object] | None:
    if rate is None:
        return None
    band = rate.band.macs_per_cycle if rate.band is not None else None
    return {
        "value": rate.value,
        "per": rate.per.value,
        "standing": rate.standing.value if rate.standing is not None else None,
        "band": None
        if band is None
        else {"low": band.low, "high": band.high, "unit": "MAC/cycle", "sources": [one.source for one in band.anchors]},
        "limit": rate.limit,
    }


def _energy(energy: MacEnergy | None) -> dict[str, object] | None:
    if energy is None:
        return None
    band = energy.band.energy_pj_per_mac if energy.band is not None else None
    return {
        "pj_per_mac": energy.pj_per_mac,
        "is_simulated": energy.is_simulated,
        "standing": energy.standing.value if energy.standing is not None else None,
        "band_pj": None if band is None else {"low": band.low, "high": band.high},
    }
