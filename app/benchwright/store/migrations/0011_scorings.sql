-- Schema 11. Labelled sets on devices: one row a scoring, one an input that was answered. Scores are little-endian
-- float64; those of the host are NULL where they equal the board's, or where the scoring has none of the host.
-- right_count is derived from the answers when the last one is there, for tables and charts of many runs.

CREATE TABLE scorings (
    sequence INTEGER PRIMARY KEY,
    scoring_id TEXT NOT NULL UNIQUE,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL DEFAULT '',
    board TEXT NOT NULL,
    device_id TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('hardware', 'emulated', 'native')),
    model TEXT NOT NULL,
    variant_sha256 TEXT NOT NULL,
    variant_name TEXT NOT NULL,
    variant_version INTEGER NOT NULL CHECK (variant_version > 0),
    pack_sha256 TEXT NOT NULL,
    firmware_sha256 TEXT NOT NULL,
    engine TEXT NOT NULL,
    kernel_set TEXT NOT NULL,
    set_name TEXT NOT NULL,
    set_sha256 TEXT NOT NULL,
    set_note TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('classes', 'reconstruction', 'values')),
    class_count INTEGER NOT NULL CHECK (class_count >= 0),
    class_names TEXT NOT NULL,
    sample_count INTEGER NOT NULL CHECK (sample_count > 0),
    device_s REAL NOT NULL DEFAULT 0 CHECK (device_s >= 0),
    has_host INTEGER NOT NULL CHECK (has_host IN (0, 1)),
    right_count INTEGER CHECK (right_count BETWEEN 0 AND sample_count)
) STRICT;

CREATE INDEX scorings_by_pack ON scorings (pack_sha256, board, origin);
CREATE INDEX scorings_by_variant ON scorings (variant_sha256);

CREATE TABLE scored_inputs (
    scoring_sequence INTEGER NOT NULL REFERENCES scorings (sequence) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    name TEXT NOT NULL,
    label INTEGER,
    board_scores BLOB NOT NULL,
    host_scores BLOB,
    differing_bytes INTEGER NOT NULL CHECK (differing_bytes >= 0),
    PRIMARY KEY (scoring_sequence, position)
) STRICT, WITHOUT ROWID;
