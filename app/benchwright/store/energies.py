"""What meters saw: written with the run, read with it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchwright.model.energy import EnergyRecord, EnergyWindow

if TYPE_CHECKING:
    from sqlite_utils import Database

_OF_RUNS = "WHERE run_sequence IN (SELECT value FROM json_each(:sequences))"


def add(database: Database, sequence: int, record: EnergyRecord) -> None:
    """Writes the record of one run, within the transaction that writes the run."""
    database["energies"].insert(
        {
            "run_sequence": sequence,
            "meter_id": record.meter_id,
            "meter_kind": record.meter_kind,
            "is_simulated": int(record.is_simulated),
            "supply_mv": record.supply_mv,
            "sample_hz": record.sample_hz,
            "gain_error_ratio": record.gain_error_ratio,
            "sample_count": record.samples,
            "lost_count": record.lost,
            "clipped_count": record.clipped,
            "dropped_edge_count": record.edges_dropped,
            "mean_ua": record.mean_ua,
            "clock_error_ppm": record.clock_error_ppm,
            "is_by_steps": int(record.is_by_steps),
        }
    )
    database["energy_windows"].insert_all(
        {
            "run_sequence": sequence,
            "position": position,
            "start_s": window.start_s,
            "duration_s": window.duration_s,
            "inference_count": window.inferences,
            "charge_uc": window.charge_uc,
            "idle_ua": window.idle_ua,
            "peak_ua": window.peak_ua,
            "lost_count": window.lost,
        }
        for position, window in enumerate(record.windows)
    )


def read(database: Database, sequences: Sequence[int]) -> dict[int, EnergyRecord]:
    """The records of those runs that have one."""
    asked = {"sequences": json.dumps(sequences)}
    windows: defaultdict[int, list[EnergyWindow]] = defaultdict(list)
    for row in database.query(f"SELECT * FROM energy_windows {_OF_RUNS} ORDER BY position", asked):
        window = EnergyWindow(
            start_s=row["start_s"],
            duration_s=row["duration_s"],
            inferences=row["inference_count"],
            charge_uc=row["charge_uc"],
            idle_ua=row["idle_ua"],
            peak_ua=row["peak_ua"],
            lost=row["lost_count"],
        )
        windows[row["run_sequence"]].append(window)
    return {
        row["run_sequence"]: EnergyRecord(
            meter_id=row["meter_id"],
            meter_kind=row["meter_kind"],
            is_simulated=bool(row["is_simulated"]),
            supply_mv=row["supply_mv"],
            sample_hz=row["sample_hz"],
            gain_error_ratio=row["gain_error_ratio"],
            windows=tuple(windows[row["run_sequence"]]),
            samples=row["sample_count"],
            lost=row["lost_count"],
            clipped=row["clipped_count"],
            mean_ua=row["mean_ua"],
            edges_dropped=row["dropped_edge_count"],
            clock_error_ppm=row["clock_error_ppm"],
            is_by_steps=bool(row["is_by_steps"]),
        )
        for row in database.query(f"SELECT * FROM energies {_OF_RUNS}", asked)
    }
