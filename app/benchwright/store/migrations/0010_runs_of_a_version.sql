-- Schema 10. The run before is the newest of the nearest lower version: found without a walk through all runs.

CREATE INDEX summaries_by_version
    ON run_summaries (model, board, origin, variant_version, started_at, run_sequence) WHERE archived_at IS NULL;
