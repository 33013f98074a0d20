-- Batches: models × boards as a queue. Times of day are ISO 8601 text in UTC; an empty device_id is "any of that board".

-- The owner_* columns name the one process that runs a batch; they are all NULL when none does.
CREATE TABLE batches (
    sequence INTEGER PRIMARY KEY,
    batch_id TEXT NOT NULL UNIQUE CHECK (batch_id <> ''),
    created_at TEXT NOT NULL,
    finished_at TEXT,
    retry_count INTEGER NOT NULL CHECK (retry_count >= 0),
    quarantine_after_count INTEGER NOT NULL CHECK (quarantine_after_count >= 1),
    window_s REAL NOT NULL CHECK (window_s > 0),
    force_flash INTEGER NOT NULL CHECK (force_flash IN (0, 1)),
    owner_token TEXT CHECK (owner_token <> ''),
    owner_host TEXT,
    owner_pid INTEGER,
    owner_process_started_s REAL,
    heartbeat_at TEXT,
    CHECK ((owner_token IS NULL) = (owner_host IS NULL)),
    CHECK ((owner_token IS NULL) = (owner_pid IS NULL)),
    CHECK ((owner_token IS NULL) = (owner_process_started_s IS NULL)),
    CHECK ((owner_token IS NULL) = (heartbeat_at IS NULL))
) STRICT;

CREATE INDEX unfinished_batches ON batches (sequence) WHERE finished_at IS NULL;

-- failure_* is why a job failed or was skipped, or why it is tried again.
CREATE TABLE batch_jobs (
    batch_sequence INTEGER NOT NULL REFERENCES batches (sequence),
    position INTEGER NOT NULL CHECK (position >= 0),
    variant_sha256 TEXT NOT NULL REFERENCES variants (sha256),
    target TEXT NOT NULL CHECK (target <> ''),
    board TEXT NOT NULL CHECK (board <> ''),
    origin TEXT NOT NULL CHECK (origin IN ('hardware', 'emulated', 'native')),
    repeat INTEGER NOT NULL CHECK (repeat >= 1),
    device_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'skipped', 'quarantined')),
    budget_from INTEGER NOT NULL CHECK (budget_from >= 0),
    run_id TEXT REFERENCES runs (run_id),
    failure_code INTEGER,
    failure_what TEXT,
    failure_why TEXT,
    failure_remedy TEXT,
    CHECK ((state = 'done') = (run_id IS NOT NULL)),
    PRIMARY KEY (batch_sequence, position)
) STRICT, WITHOUT ROWID;

-- A run is the result of one job at most.
CREATE UNIQUE INDEX one_job_a_run ON batch_jobs (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX batch_jobs_by_variant ON batch_jobs (variant_sha256);

-- ended_as is NULL while an attempt is under way; number counts from 1.
CREATE TABLE batch_attempts (
    batch_sequence INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    device_id TEXT NOT NULL CHECK (device_id <> ''),
    started_at TEXT NOT NULL,
    ended_at TEXT,
    ended_as TEXT CHECK (ended_as IN ('done', 'failed', 'stopped', 'interrupted')),
    failure_code INTEGER,
    failure_what TEXT,
    failure_why TEXT,
    failure_remedy TEXT,
    CHECK ((ended_as IS NULL) = (ended_at IS NULL)),
    FOREIGN KEY (batch_sequence, position) REFERENCES batch_jobs (batch_sequence, position),
    PRIMARY KEY (batch_sequence, position, number)
) STRICT, WITHOUT ROWID;

-- Devices as a batch has come to know them; set_aside_at is NULL for those that get jobs.
CREATE TABLE batch_devices (
    batch_sequence INTEGER NOT NULL REFERENCES batches (sequence),
    device_id TEXT NOT NULL CHECK (device_id <> ''),
    board TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('hardware', 'emulated', 'native')),
    failure_streak_count INTEGER NOT NULL CHECK (failure_streak_count >= 0),
    set_aside_at TEXT,
    why TEXT NOT NULL,
    is_started_here INTEGER NOT NULL CHECK (is_started_here IN (0, 1)),
    PRIMARY KEY (batch_sequence, device_id)
) STRICT, WITHOUT ROWID;
