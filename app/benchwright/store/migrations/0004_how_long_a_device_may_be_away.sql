-- Schema 4. A batch keeps for how many seconds a device may be away before it is set aside; 15 was the rule before.

ALTER TABLE batches ADD COLUMN return_s REAL NOT NULL DEFAULT 15 CHECK (return_s >= 0);
