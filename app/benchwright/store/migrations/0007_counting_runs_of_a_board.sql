-- Schema 7. Finding the boards in use in a step for each, and counting the runs of some without reading their summaries.

CREATE INDEX summaries_by_facets ON run_summaries (board, model, origin, validity_rank, archived_at);
