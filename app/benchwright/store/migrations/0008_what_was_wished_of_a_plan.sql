-- Schema 8. What a pack was planned for, so that it can be planned again.

ALTER TABLE packs ADD COLUMN optimise TEXT NOT NULL DEFAULT 'balanced'
    CHECK (optimise IN ('balanced', 'ram', 'time'));
ALTER TABLE packs ADD COLUMN arena_limit_bytes INTEGER NOT NULL DEFAULT 0 CHECK (arena_limit_bytes >= 0);
