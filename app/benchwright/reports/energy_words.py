"""Energy in words and as a document. What comes of a simulated meter says so in every line."""

from __future__ import annotations

import math

from benchwright.model.energy import EnergyEstimate, EnergyRecord, energy_value, gross_energy, net_energy
from benchwright.model.run import Run
from benchwright.model.units import charge_text, energy_spread_text, energy_text, power_text


def energy_facts(run: Run) -> list[list[str]]:
    """Rows of name, value and explanation; none where a run has no energy."""
    record = run.energy
    if record is None:
        return []
    facts = []
    for name, estimate in (("Energy", net_energy(record)), ("Energy, gross", gross_energy(record))):
        if estimate is not None:
            basis = "above idle" if name == "Energy" else "all of it"
            facts.append([name, energy_text(estimate.energy_uj), f"{basis}, {_spread(estimate)}; {_source(record)}"])
    if record.charge_uc is not None:
        facts.append(["Charge", charge_text(record.charge_uc), "of an inference, all of it"])
    peak = f"; peak {record.peak_ua / 1000:.4g} mA" if record.peak_ua is not None else ""
    facts.append(["Current", f"{record.mean_ua / 1000:.4g} mA", f"average{peak}; {power_text(record.mean_uw)}"])
    return facts


def energy_cell(run: Run) -> str:
    """The net energy of an inference for a table: `3.4 µJ, simulated`; "–" where there is none."""
    net = energy_value(run.energy)
    if net is None:
        return "–"
    return energy_text(net.net_uj) + (", simulated" if net.is_simulated else "")


def energy_document(record: EnergyRecord) -> dict[str, object]:
    """A record as plain values: every number with its unit in its name; windows included."""
    return {
        "meter": record.meter_kind,
        "meter_id": record.meter_id,
        "is_simulated": record.is_simulated,
        "is_estimate_by_steps": record.is_by_steps,
        "supply_mv": record.supply_mv,
        "sample_hz": record.sample_hz,
        "samples": record.samples,
        "lost_samples": record.lost,
        "clipped_samples": record.clipped,
        "mean_ua": record.mean_ua,
        "mean_uw": record.mean_uw,
        "peak_ua": record.peak_ua,
        "charge_uc": record.charge_uc,
        "clock_error_ppm": record.clock_error_ppm,
        "net": _estimate(net_energy(record)),
        "gross": _estimate(gross_energy(record)),
        "windows": [
            {
                "start_s": window.start_s,
                "duration_s": window.duration_s,
                "inferences": window.inferences,
                "charge_uc": window.charge_uc,
                "idle_ua": window.idle_ua,
                "peak_ua": window.peak_ua,
                "lost_samples": window.lost,
            }
            for window in record.windows
        ],
    }


def _estimate(estimate: EnergyEstimate | None) -> dict[str, object] | None:
    if estimate is None:
        return None
    return {
        "mean_uj": estimate.energy_uj,
        "median_uj": estimate.median_uj,
        "interval95_uj": estimate.interval_uj if math.isfinite(estimate.interval_uj) else None,
        "instrument95_uj": estimate.instrument_uj,
        "windows": estimate.windows,
    }


def _spread(estimate: EnergyEstimate) -> str:
    """Both uncertainties, apart: what a repetition would change, and what the meter may be off by."""
    instrument = f"meter ± {energy_spread_text(estimate.instrument_uj, estimate.energy_uj)} (assumed)"
    if not math.isfinite(estimate.interval_uj):
        return f"one window; {instrument}"
    interval = energy_spread_text(estimate.interval_uj, estimate.energy_uj)
    return f"± {interval} over {estimate.windows} windows (95 %), {instrument}"


def _source(record: EnergyRecord) -> str:
    words = (", SIMULATED" if record.is_simulated else "") + (", estimated by steps" if record.is_by_steps else "")
    return f"{record.meter_kind}{words} at {record.supply_mv / 1000:g} V"
