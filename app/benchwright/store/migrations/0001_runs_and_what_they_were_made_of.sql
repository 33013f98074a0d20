-- Schema 1. Times of day are ISO 8601 text in UTC; digests are SHA-256 in hex; ticks are little-endian u64, 8 bytes each.

CREATE TABLE settings (
    key TEXT PRIMARY KEY CHECK (key <> ''),
    value TEXT NOT NULL
) STRICT;

-- A board as its file described it when a run was made: a changed board file is another row.
CREATE TABLE boards (
    name TEXT NOT NULL CHECK (name <> ''),
    file_sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    vendor TEXT NOT NULL,
    core TEXT NOT NULL,
    isa TEXT NOT NULL,
    kernel_set TEXT NOT NULL,
    status TEXT NOT NULL,
    transport TEXT NOT NULL,
    flash_method TEXT NOT NULL,
    clock_hz INTEGER NOT NULL CHECK (clock_hz >= 0),
    flash_bytes INTEGER NOT NULL CHECK (flash_bytes >= 0),
    ram_bytes INTEGER NOT NULL CHECK (ram_bytes >= 0),
    slot_bytes INTEGER NOT NULL CHECK (slot_bytes >= 0),
    arena_bytes INTEGER NOT NULL CHECK (arena_bytes >= 0),
    PRIMARY KEY (name, file_sha256)
) STRICT;

CREATE TABLE devices (
    device_id TEXT PRIMARY KEY CHECK (device_id <> ''),
    board TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('hardware', 'emulated', 'native')),
    url TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    location TEXT NOT NULL,
    evidence TEXT NOT NULL,
    first_run_at TEXT NOT NULL,
    last_run_at TEXT NOT NULL
) STRICT;

CREATE TABLE firmware_images (
    sha256 TEXT NOT NULL CHECK (sha256 <> ''),
    board TEXT NOT NULL,
    compiler TEXT NOT NULL,
    kernel_set TEXT NOT NULL,
    engine_version INTEGER NOT NULL,
    text_bytes INTEGER NOT NULL CHECK (text_bytes >= 0),
    rodata_bytes INTEGER NOT NULL CHECK (rodata_bytes >= 0),
    data_bytes INTEGER NOT NULL CHECK (data_bytes >= 0),
    bss_bytes INTEGER NOT NULL CHECK (bss_bytes >= 0),
    static_bytes INTEGER NOT NULL CHECK (static_bytes >= 0),
    image BLOB NOT NULL,
    PRIMARY KEY (sha256, board)
) STRICT;

-- parent_sha256 is '' at the root. It is no foreign key: a parent need not have been imported.
-- content is NULL only where a run was saved of a variant whose file was never imported.
CREATE TABLE variants (
    sha256 TEXT PRIMARY KEY CHECK (sha256 <> ''),
    model TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_bytes INTEGER NOT NULL CHECK (file_bytes >= 0),
    quantisation TEXT NOT NULL,
    parent_sha256 TEXT NOT NULL,
    source TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    accuracy_ratio REAL CHECK (accuracy_ratio BETWEEN 0 AND 1),
    accuracy_sample_count INTEGER NOT NULL CHECK (accuracy_sample_count >= 0),
    note TEXT NOT NULL,
    content BLOB,
    UNIQUE (model, version)
) STRICT;

CREATE INDEX variants_by_parent ON variants (parent_sha256);

CREATE TABLE packs (
    sha256 TEXT NOT NULL CHECK (sha256 <> ''),
    board TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    model_id TEXT NOT NULL,
    planner_version INTEGER NOT NULL,
    arena_bytes INTEGER NOT NULL CHECK (arena_bytes >= 0),
    liveness_bytes INTEGER NOT NULL CHECK (liveness_bytes >= 0),
    weights_bytes INTEGER NOT NULL CHECK (weights_bytes >= 0),
    op_count INTEGER NOT NULL CHECK (op_count >= 0),
    mac_count INTEGER NOT NULL CHECK (mac_count >= 0),
    data BLOB NOT NULL,
    PRIMARY KEY (sha256, board)
) STRICT;

CREATE TABLE runs (
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
    pack_sha256 TEXT NOT NULL,
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

    FOREIGN KEY (board, board_file_sha256) REFERENCES boards (name, file_sha256),
    FOREIGN KEY (pack_sha256, board) REFERENCES packs (sha256, board),
    FOREIGN KEY (firmware_image_sha256, board) REFERENCES firmware_images (sha256, board)
) STRICT;

CREATE INDEX runs_by_start ON runs (started_at, sequence);
CREATE INDEX runs_by_model ON runs (model, board, origin, started_at);
CREATE INDEX runs_by_variant ON runs (variant_sha256);
CREATE UNIQUE INDEX one_baseline ON runs (model, board, origin) WHERE baseline_at IS NOT NULL;

-- One row a window: the inferences timed on one input.
CREATE TABLE samples (
    run_sequence INTEGER NOT NULL REFERENCES runs (sequence),
    position INTEGER NOT NULL CHECK (position >= 0),
    input_index INTEGER NOT NULL CHECK (input_index >= 0),
    ticks_u64le BLOB NOT NULL CHECK (length(ticks_u64le) % 8 = 0),
    PRIMARY KEY (run_sequence, position)
) STRICT, WITHOUT ROWID;

-- Ticks and labels are two lists that may differ in length: NULL is "the list ended before".
CREATE TABLE op_ticks (
    run_sequence INTEGER NOT NULL REFERENCES runs (sequence),
    position INTEGER NOT NULL CHECK (position >= 0),
    label TEXT,
    ticks INTEGER CHECK (ticks >= 0),
    PRIMARY KEY (run_sequence, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage_times (
    run_sequence INTEGER NOT NULL REFERENCES runs (sequence),
    position INTEGER NOT NULL CHECK (position >= 0),
    stage TEXT NOT NULL,
    duration_s REAL NOT NULL CHECK (duration_s >= 0),
    note TEXT NOT NULL,
    PRIMARY KEY (run_sequence, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE issues (
    run_sequence INTEGER NOT NULL REFERENCES runs (sequence),
    position INTEGER NOT NULL CHECK (position >= 0),
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (run_sequence, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
    run_sequence INTEGER NOT NULL REFERENCES runs (sequence),
    position INTEGER NOT NULL CHECK (position >= 0),
    tag TEXT NOT NULL,
    PRIMARY KEY (run_sequence, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_by_name ON tags (tag);
