-- Schema 8. What a pack was planned for, so that it can be planned again, and the instructions of an inference as the
-- planner predicted them, beside what was measured.

ALTER TABLE packs ADD COLUMN optimise TEXT NOT NULL DEFAULT 'balanced'
    CHECK (optimise IN ('balanced', 'ram', 'time'));
ALTER TABLE packs ADD COLUMN arena_limit_bytes INTEGER NOT NULL DEFAULT 0 CHECK (arena_limit_bytes >= 0);
ALTER TABLE runs ADD COLUMN predicted_instructions INTEGER
    CHECK (predicted_instructions IS NULL OR predicted_instructions > 0);
