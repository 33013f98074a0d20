-- Schema 14. What a labelled set on a run's own board told of its version: right first guesses and the set, where tables
-- and searches read them. Of several scorings one of the same pack counts before others, then the newest. Derived like
-- all of run_summaries: store/summaries.py writes it with a new run, the trigger follows each scoring that ends.

ALTER TABLE run_summaries ADD COLUMN scored_ratio REAL;
ALTER TABLE run_summaries ADD COLUMN scored_set TEXT NOT NULL DEFAULT '';

CREATE TRIGGER summaries_follow_scorings AFTER UPDATE OF right_count ON scorings WHEN new.right_count IS NOT NULL
BEGIN
    UPDATE run_summaries
    SET (scored_ratio, scored_set) = (
        SELECT scorings.right_count * 1.0 / scorings.sample_count, scorings.set_name
        FROM runs JOIN scorings USING (variant_sha256, board, origin)
        WHERE runs.sequence = run_summaries.run_sequence AND scorings.right_count IS NOT NULL
        ORDER BY scorings.pack_sha256 = runs.pack_sha256 DESC, scorings.sequence DESC
        LIMIT 1
    )
    WHERE run_sequence IN (
        SELECT sequence FROM runs
        WHERE variant_sha256 = new.variant_sha256 AND board = new.board AND origin = new.origin
    );
END;

UPDATE run_summaries
SET (scored_ratio, scored_set) = (
    SELECT scorings.right_count * 1.0 / scorings.sample_count, scorings.set_name
    FROM runs JOIN scorings USING (variant_sha256, board, origin)
    WHERE runs.sequence = run_summaries.run_sequence AND scorings.right_count IS NOT NULL
    ORDER BY scorings.pack_sha256 = runs.pack_sha256 DESC, scorings.sequence DESC
    LIMIT 1
)
WHERE (variant_sha256, board, origin) IN (
    SELECT variant_sha256, board, origin FROM scorings WHERE right_count IS NOT NULL
);
