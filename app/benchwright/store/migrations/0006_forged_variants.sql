-- Schema 7. Variants that were converted here: how they were made, how many of their weights are zero, on which labelled
-- set their accuracy was measured; and variants put away.

ALTER TABLE variants ADD COLUMN archived_at TEXT;
ALTER TABLE variants ADD COLUMN recipe TEXT NOT NULL DEFAULT '';
ALTER TABLE variants ADD COLUMN made_with TEXT NOT NULL DEFAULT '';
ALTER TABLE variants ADD COLUMN sparsity_ratio REAL CHECK (sparsity_ratio BETWEEN 0 AND 1);
ALTER TABLE variants ADD COLUMN accuracy_set TEXT NOT NULL DEFAULT '';
ALTER TABLE variants ADD COLUMN accuracy_set_sha256 TEXT NOT NULL DEFAULT '';
