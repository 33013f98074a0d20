-- Schema 12. The trace of a power meter that is kept with a run: a file in the folder NAME.traces beside the database,
-- of which the name, the hash and the size stand here. And the net energy of an inference, where tables and searches
-- read it; like all of run_summaries it is derived, and made anew once after this step.

CREATE TABLE traces (
    run_sequence INTEGER PRIMARY KEY REFERENCES runs (sequence) ON DELETE CASCADE,
    file_name TEXT NOT NULL UNIQUE CHECK (file_name NOT GLOB '*[^-_.0-9A-Za-z]*' AND file_name GLOB '?*.bwtrace'),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size_bytes INTEGER NOT NULL CHECK (size_bytes > 0)
) STRICT;

ALTER TABLE run_summaries ADD COLUMN energy_uj REAL;
ALTER TABLE run_summaries ADD COLUMN is_energy_simulated INTEGER NOT NULL DEFAULT 0
    CHECK (is_energy_simulated IN (0, 1));

CREATE INDEX summaries_by_energy ON run_summaries (energy_uj, run_sequence) WHERE archived_at IS NULL;

-- A batch with a power meter: by what name it is opened, '' for none, and what it feeds the devices with.
ALTER TABLE batches ADD COLUMN meter_name TEXT NOT NULL DEFAULT '';
ALTER TABLE batches ADD COLUMN meter_supply_mv INTEGER NOT NULL DEFAULT 3300 CHECK (meter_supply_mv > 0);
ALTER TABLE batches ADD COLUMN meter_is_source INTEGER NOT NULL DEFAULT 1 CHECK (meter_is_source IN (0, 1));
ALTER TABLE batches ADD COLUMN keeps_traces INTEGER NOT NULL DEFAULT 0 CHECK (keeps_traces IN (0, 1));
