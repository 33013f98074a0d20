-- Schema 5. What tables and searches read of a run, so that they need not read its samples and its log. All of it is
-- derived: store/summaries.py makes it anew from the runs at any time, and does so once after this step.

-- tags is a JSON array; validity_rank is 0 valid, 1 degraded, 2 invalid; problem is why the run could not be read.
CREATE TABLE run_summaries (
    run_sequence INTEGER PRIMARY KEY REFERENCES runs (sequence),
    run_id TEXT NOT NULL,
    started_at TEXT NOT NULL,
    archived_at TEXT,
    baseline_at TEXT,
    board TEXT NOT NULL,
    device_id TEXT NOT NULL,
    origin TEXT NOT NULL,
    model TEXT NOT NULL,
    variant_name TEXT NOT NULL,
    variant_version INTEGER NOT NULL,
    variant_sha256 TEXT NOT NULL,
    latency_us REAL,
    p99_us REAL,
    sample_count INTEGER NOT NULL,
    instructions INTEGER,
    ram_bytes INTEGER,
    flash_bytes INTEGER NOT NULL,
    accuracy_ratio REAL,
    validity_rank INTEGER NOT NULL CHECK (validity_rank BETWEEN 0 AND 2),
    issue_codes TEXT NOT NULL,
    parity_checked_count INTEGER NOT NULL,
    parity_mismatched_bytes INTEGER NOT NULL,
    comparable_key TEXT NOT NULL,
    previous_sequence INTEGER,
    change_ratio REAL,
    problem TEXT NOT NULL,
    tags TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX summaries_by_start ON run_summaries (started_at, run_sequence) WHERE archived_at IS NULL;
CREATE INDEX summaries_by_latency ON run_summaries (latency_us, run_sequence) WHERE archived_at IS NULL;
CREATE INDEX summaries_by_change ON run_summaries (change_ratio, run_sequence) WHERE archived_at IS NULL;
CREATE INDEX summaries_by_ram ON run_summaries (ram_bytes, run_sequence) WHERE archived_at IS NULL;
CREATE INDEX summaries_by_flash ON run_summaries (flash_bytes, run_sequence) WHERE archived_at IS NULL;
CREATE INDEX summaries_by_family ON run_summaries (model, board, origin, started_at, run_sequence, variant_sha256);
CREATE INDEX summaries_by_previous ON run_summaries (previous_sequence) WHERE previous_sequence IS NOT NULL;
CREATE INDEX summary_baselines ON run_summaries (model, board, origin) WHERE baseline_at IS NOT NULL;

-- The words of a run as model/search_words.py folds them; `·` stands between texts. Tags begin and end with a newline.
CREATE TABLE run_words (
    run_sequence INTEGER PRIMARY KEY REFERENCES runs (sequence),
    words TEXT NOT NULL,
    note_folded TEXT NOT NULL,
    tags_folded TEXT NOT NULL
) STRICT;

CREATE TRIGGER summaries_follow_marks AFTER UPDATE OF archived_at, baseline_at, note ON runs
BEGIN
    UPDATE run_summaries
    SET archived_at = new.archived_at, baseline_at = new.baseline_at, note = new.note
    WHERE run_sequence = new.sequence;
END;
