"""The database, and what is not in it."""

from __future__ import annotations

from benchwright.model.errors.root import BenchError


class DatabaseTooNew(BenchError):
    """A database written by a newer version."""

    code = 50

    def __init__(self, file: str, found: int, known: int) -> None:
        super().__init__(
            f"{file} was written by a newer Benchwright.",
            f"It has schema {found}; this version knows up to {known}.",
            "Update Benchwright, or open another database (--db).",
        )


class DatabaseUnusable(BenchError):
    """The file is no database of Benchwright, is damaged, locked for too long, or the disk is full."""

    code = 51

    def __init__(self, file: str, why: str, remedy: str = "Choose another file (--db), or repair this one.") -> None:
        super().__init__(f"The database {file} cannot be used.", why, remedy)


class RunNotSaved(BenchError):
    """A run was measured whole, but the database did not take it."""

    code = 55

    def __init__(self, run_id: str, why: str, remedy: str = "") -> None:
        super().__init__(
            f"Run {run_id} is measured, but not saved.",
            why,
            remedy or "It is kept in memory. Make room or free the database; the next run saves both.",
        )


class RunNotFound(BenchError):
    """No such run."""

    code = 52

    def __init__(self, run_id: str) -> None:
        super().__init__(f"There is no run '{run_id}'.", "", "List the runs with: benchwright runs")


class VariantNotFound(BenchError):
    """No such variant."""

    code = 44

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no variant '{name}'.", "This database does not hold it.", "Import its file, or choose another."
        )


class NoRunsYet(BenchError):
    """Something wants runs, and the database has none."""

    code = 56

    def __init__(self, file: str) -> None:
        super().__init__(
            "There are no runs to report.",
            f"{file} holds none.",
            "Measure one: benchwright run MODEL.tflite --board DEVICE",
        )


class NotComparable(BenchError):
    """Runs that must not be compared."""

    code = 53

    def __init__(self, why: str) -> None:
        super().__init__("These runs cannot be compared.", why, "Compare runs of one board and one origin.")


class QueryInvalid(BenchError):
    """A search that cannot be read; `start` and `end` are the characters that are wrong."""

    code = 58

    def __init__(self, text: str, start: int, end: int, why: str, remedy: str) -> None:
        wrong = text[start:end]
        shown = wrong if len(wrong) <= 40 else f"{wrong[:39]}…"
        # Half a character (a lone surrogate) cannot be printed.
        shown = shown.encode("utf-8", "replace").decode("utf-8")
        super().__init__(f"The search cannot be read at character {start + 1}: {shown}", why, remedy)
        self.start = start
        self.end = end


class BatchOwned(BenchError):
    """A batch that another program runs, or has taken over."""

    code = 70

    def __init__(self, batch_id: str, why: str) -> None:
        super().__init__(
            f"Batch {batch_id} belongs to another program.",
            why,
            "Wait until that program is done, or end it and resume: benchwright batch --resume",
        )


class BatchNotFound(BenchError):
    """No such batch, or none that can go on."""

    code = 71

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what, why, "List the batches with: benchwright batch --list")


class ScoringNotFound(BenchError):
    """No such scoring."""

    code = 90

    def __init__(self, scoring: str, why: str) -> None:
        remedy = "Start one with `benchwright accuracy --board`."
        super().__init__(f"There is no accuracy run '{scoring}'.", why, remedy)


class MlperfResultNotFound(BenchError):
    """No such result of MLPerf Tiny."""

    code = 94

    def __init__(self, result: str, why: str) -> None:
        super().__init__(
            f"There is no MLPerf Tiny result '{result}'.", why, "List them with `benchwright mlperf --list`."
        )
