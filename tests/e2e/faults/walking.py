"""Walking a row of the fault campaign."""

from __future__ import annotations

from benchwright.model import errors
from benchwright.model.errors import BenchError
from tests.e2e.faults.rig import Answer, Rig, nothing_left
from tests.e2e.faults.rows import Row


def walk(row: Row, rig: Rig) -> None:
    """One row: the fault, what must be whole after it, and the click that follows."""
    prepare(row, rig)
    count = rig.run_count()
    fault = row.fault
    try:
        with nothing_left(rig):
            answer = rig.run(*row.arguments, fault=fault)
    finally:
        fault.clear(rig)
    if row.error is None:
        assert answer.is_valid, answer
        count += 1
    else:
        assert_told(answer, row.error, row.words)
    rig.assert_database_is_whole()
    assert rig.run_count() == count
    with nothing_left(rig):
        again = rig.run(*row.arguments)
    assert again.is_valid, again
    assert rig.run_count() == count + 1
    rig.assert_database_is_whole()


def prepare(row: Row, rig: Rig) -> None:
    """The board is plugged in; where a row needs a board that runs, it does."""
    rig.board, rig.target = row.board, f"virtual:{row.board}"
    rig.lab.start(row.board)
    if not row.is_forced or not rig.database.is_file():
        assert rig.run().is_valid


def assert_told(answer: Answer, kind: type[BenchError], words: tuple[str, ...]) -> None:
    """The error is of its class, says what, why and what to do, and has the words that name the cause."""
    error = answer.error
    kinds = {one.code: one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, BenchError)}
    assert kinds[answer.code] is kind, error
    assert all(error[part] for part in ("what", "why", "remedy")), error
    text = " ".join(error[part] for part in ("what", "why", "remedy"))
    assert [word for word in words if word not in text] == [], text
