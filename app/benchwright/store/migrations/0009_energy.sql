-- Schema 9. What a power meter saw during a run: one row a run that had a meter, one a window in which its device held
-- the mark. A current of 0 is one; what is not known is NULL.

CREATE TABLE energies (
    run_sequence INTEGER PRIMARY KEY REFERENCES runs (sequence) ON DELETE CASCADE,
    meter_id TEXT NOT NULL,
    meter_kind TEXT NOT NULL,
    is_simulated INTEGER NOT NULL CHECK (is_simulated IN (0, 1)),
    supply_mv INTEGER NOT NULL CHECK (supply_mv > 0),
    sample_hz INTEGER NOT NULL CHECK (sample_hz > 0),
    gain_error_ratio REAL NOT NULL CHECK (gain_error_ratio >= 0),
    sample_count INTEGER NOT NULL CHECK (sample_count >= 0),
    lost_count INTEGER NOT NULL CHECK (lost_count >= 0),
    clipped_count INTEGER NOT NULL CHECK (clipped_count >= 0),
    dropped_edge_count INTEGER NOT NULL CHECK (dropped_edge_count >= 0),
    mean_ua REAL NOT NULL,
    clock_error_ppm REAL
) STRICT;

CREATE TABLE energy_windows (
    run_sequence INTEGER NOT NULL REFERENCES energies (run_sequence) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    start_s REAL NOT NULL,
    duration_s REAL NOT NULL CHECK (duration_s > 0),
    inference_count INTEGER NOT NULL CHECK (inference_count > 0),
    charge_uc REAL NOT NULL,
    idle_ua REAL,
    peak_ua REAL NOT NULL,
    lost_count INTEGER NOT NULL CHECK (lost_count >= 0),
    PRIMARY KEY (run_sequence, position)
) STRICT, WITHOUT ROWID;
