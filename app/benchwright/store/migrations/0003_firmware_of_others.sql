-- Schema 3. Firmware of others: its model is part of it, so there is no pack (pack_sha256 is NULL), and a variant may be
-- the firmware file itself. Its protocol may time several inferences at once: a sample then is their sum.

ALTER TABLE variants ADD COLUMN kind TEXT NOT NULL DEFAULT 'model' CHECK (kind IN ('model', 'firmware'));

-- SQLite cannot take NOT NULL from a column: the table is made anew (sqlite.org/lang_altertable.html, 7).
CREATE TABLE runs_2 (
    sequence INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE CHECK (run_id <> ''),
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    archived_at TEXT,
    baseline_at TEXT,
    note TEXT NOT NULL,

    board TEXT NOT NULL,
    device_id TEXT NOT NULL REFERENCES devices (device_id),
    origin TEXT NOT NULL CHECK (origin IN ('hardware', 'emulated', 'native')),
    variant_sha256 TEXT NOT NULL REFERENCES variants (sha256),
    variant_name TEXT NOT NULL,
    variant_version INTEGER NOT NULL CHECK (variant_version >= 1),
    model TEXT NOT NULL,
    pack_sha256 TEXT,
    pack_bytes INTEGER NOT NULL CHECK (pack_bytes >= 0),
    firmware_image_sha256 TEXT NOT NULL,
    flash_firmware_bytes INTEGER NOT NULL CHECK (flash_firmware_bytes >= 0),
    accuracy_ratio REAL CHECK (accuracy_ratio BETWEEN 0 AND 1),
    log TEXT NOT NULL,

    tick_hz INTEGER NOT NULL CHECK (tick_hz > 0),
    clock_hz INTEGER NOT NULL CHECK (clock_hz > 0),
    overhead_ticks INTEGER NOT NULL CHECK (overhead_ticks >= 0),
    warmup_count INTEGER NOT NULL CHECK (warmup_count >= 0),
    ns_per_instruction INTEGER CHECK (ns_per_instruction > 0),
    inferences_per_sample INTEGER NOT NULL CHECK (inferences_per_sample >= 1),

    arena_capacity_bytes INTEGER NOT NULL CHECK (arena_capacity_bytes >= 0),
    arena_planned_bytes INTEGER NOT NULL CHECK (arena_planned_bytes >= 0),
    arena_touched_bytes INTEGER NOT NULL CHECK (arena_touched_bytes >= 0),
    stack_capacity_bytes INTEGER NOT NULL CHECK (stack_capacity_bytes >= 0),
    stack_touched_bytes INTEGER NOT NULL CHECK (stack_touched_bytes >= 0),
    static_bytes INTEGER NOT NULL CHECK (static_bytes >= 0),

    parity_checked_count INTEGER NOT NULL CHECK (parity_checked_count >= 0),
    parity_mismatched_bytes INTEGER NOT NULL CHECK (parity_mismatched_bytes >= 0),
    parity_compared_bytes INTEGER NOT NULL CHECK (parity_compared_bytes >= 0),
    litert_max_difference REAL,
    litert_differing_bytes INTEGER CHECK (litert_differing_bytes >= 0),

    benchwright_version TEXT NOT NULL,
    python_version TEXT NOT NULL,
    host TEXT NOT NULL,
    board_file_sha256 TEXT NOT NULL,
    firmware_sha256 TEXT NOT NULL,
    firmware_compiler TEXT NOT NULL,
    engine TEXT NOT NULL,
    engine_version INTEGER NOT NULL,
    kernel_set TEXT NOT NULL,
    agent_version INTEGER NOT NULL,
    wire_version INTEGER NOT NULL,
    planner_version INTEGER NOT NULL,
    emulator TEXT NOT NULL,
    input_sha256 TEXT NOT NULL,
    input_source TEXT NOT NULL,
    protocol TEXT NOT NULL CHECK (protocol IN ('agent', 'mlperf')),

    FOREIGN KEY (board, board_file_sha256) REFERENCES boards (name, file_sha256),
    FOREIGN KEY (pack_sha256, board) REFERENCES packs (sha256, board),
    FOREIGN KEY (firmware_image_sha256, board) REFERENCES firmware_images (sha256, board)
) STRICT;

INSERT INTO runs_2 (
    sequence, run_id, started_at, finished_at, saved_at, archived_at, baseline_at, note, board, device_id, origin,
    variant_sha256, variant_name, variant_version, model, pack_sha256, pack_bytes, firmware_image_sha256,
    flash_firmware_bytes, accuracy_ratio, log, tick_hz, clock_hz, overhead_ticks, warmup_count, ns_per_instruction,
    arena_capacity_bytes, arena_planned_bytes, arena_touched_bytes, stack_capacity_bytes, stack_touched_bytes,
    static_bytes, parity_checked_count, parity_mismatched_bytes, parity_compared_bytes, litert_max_difference,
    litert_differing_bytes, benchwright_version, python_version, host, board_file_sha256, firmware_sha256,
    firmware_compiler, engine, engine_version, kernel_set, agent_version, wire_version, planner_version, emulator,
    input_sha256, input_source, inferences_per_sample, protocol
)
SELECT
    sequence, run_id, started_at, finished_at, saved_at, archived_at, baseline_at, note, board, device_id, origin,
    variant_sha256, variant_name, variant_version, model, pack_sha256, pack_bytes, firmware_image_sha256,
    flash_firmware_bytes, accuracy_ratio, log, tick_hz, clock_hz, overhead_ticks, warmup_count, ns_per_instruction,
    arena_capacity_bytes, arena_planned_bytes, arena_touched_bytes, stack_capacity_bytes, stack_touched_bytes,
    static_bytes, parity_checked_count, parity_mismatched_bytes, parity_compared_bytes, litert_max_difference,
    litert_differing_bytes, benchwright_version, python_version, host, board_file_sha256, firmware_sha256,
    firmware_compiler, engine, engine_version, kernel_set, agent_version, wire_version, planner_version, emulator,
    input_sha256, input_source, 1, 'agent'
FROM runs;

DROP TABLE runs;
ALTER TABLE runs_2 RENAME TO runs;

CREATE INDEX runs_by_start ON runs (started_at, sequence);
CREATE INDEX runs_by_model ON runs (model, board, origin, started_at);
CREATE INDEX runs_by_variant ON runs (variant_sha256);
CREATE UNIQUE INDEX one_baseline ON runs (model, board, origin) WHERE baseline_at IS NOT NULL;
