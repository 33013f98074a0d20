-- Schema 13. What each op of a run has to do, and the core of its board: with these a run is held against what was
-- published of that core. output_shape is a JSON array. NULL, and '' for the core, where a run was saved before.

ALTER TABLE op_ticks ADD COLUMN macs INTEGER CHECK (macs >= 0);
ALTER TABLE op_ticks ADD COLUMN element_type TEXT;
ALTER TABLE op_ticks ADD COLUMN output_shape TEXT;
ALTER TABLE runs ADD COLUMN core TEXT NOT NULL DEFAULT '';
