-- Schema 15. Results of MLPerf Tiny, one row each, beside the submission folder they were written to. breaches is a JSON
-- array of [code, text], windows of [file, inferences, value]; origin is NULL where it is not known.

CREATE TABLE mlperf_results (
    sequence INTEGER PRIMARY KEY,
    result_id TEXT NOT NULL UNIQUE CHECK (result_id <> ''),
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    benchmark_id TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('performance', 'accuracy', 'energy')),
    counted TEXT NOT NULL CHECK (counted IN ('throughput', 'energy_uj', 'top1', 'auc', 'f1')),
    value REAL NOT NULL,
    division TEXT NOT NULL CHECK (division IN ('closed', 'open')),
    submitter TEXT NOT NULL,
    system TEXT NOT NULL,
    device_id TEXT NOT NULL,
    board TEXT NOT NULL,
    origin TEXT CHECK (origin IN ('hardware', 'emulated', 'native')),
    vendor_name TEXT NOT NULL,
    profile TEXT NOT NULL,
    io_manager TEXT NOT NULL,
    breaches TEXT NOT NULL,
    windows TEXT NOT NULL,
    answer_count INTEGER NOT NULL CHECK (answer_count >= 0),
    dataset_sha256 TEXT NOT NULL,
    meter TEXT NOT NULL,
    is_meter_simulated INTEGER NOT NULL CHECK (is_meter_simulated IN (0, 1)),
    supply_mv INTEGER NOT NULL CHECK (supply_mv >= 0),
    folder TEXT NOT NULL
) STRICT;
