-- Schema 16. How the windows of an energy were found: by the mark of the device, or by the steps of the current where a
-- meter sees no mark, which makes the energy an estimate.

ALTER TABLE energies ADD COLUMN is_by_steps INTEGER NOT NULL DEFAULT 0 CHECK (is_by_steps IN (0, 1));
