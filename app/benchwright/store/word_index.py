"""A full-text index over `run_words` where SQLite has FTS5; without it the same words are found by reading them all.

Triggers keep it in step. A SQLite without FTS5 could not write through them, so it drops them, and the next SQLite
with FTS5 builds the index anew (sqlite.org/fts5.html, 4.4.3 External Content Tables).
"""

from __future__ import annotations

import sqlite3

from benchwright.store.schema import writing

_TRIGGERS = ("words_index_added", "words_index_removed", "words_index_changed")

# The words are folded already: of the tokenizers `ascii` alone takes every character beyond ASCII as it is.
_BUILD = (
    "DROP TABLE IF EXISTS words_index",
    """
    CREATE VIRTUAL TABLE words_index USING fts5 (
        words, content = 'run_words', content_rowid = 'run_sequence', tokenize = 'ascii', columnsize = 0
    )
    """,
    "INSERT INTO words_index (words_index) VALUES ('rebuild')",
    """
    CREATE TRIGGER words_index_added AFTER INSERT ON run_words BEGIN
        INSERT INTO words_index (rowid, words) VALUES (new.run_sequence, new.words);
    END
    """,
    """
    CREATE TRIGGER words_index_removed AFTER DELETE ON run_words BEGIN
        INSERT INTO words_index (words_index, rowid, words) VALUES ('delete', old.run_sequence, old.words);
    END
    """,
    """
    CREATE TRIGGER words_index_changed AFTER UPDATE OF words ON run_words BEGIN
        INSERT INTO words_index (words_index, rowid, words) VALUES ('delete', old.run_sequence, old.words);
        INSERT INTO words_index (rowid, words) VALUES (new.run_sequence, new.words);
    END
    """,
)


def has_full_text(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite was built with FTS5."""
    return connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None


def is_indexed(connection: sqlite3.Connection) -> bool:
    """Whether the index is there and kept in step."""
    sql = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'words_index_%'"
    return int(connection.execute(sql).fetchone()[0]) == len(_TRIGGERS)


def prepare(connection: sqlite3.Connection, *, can_index: bool) -> None:
    """Builds the index where it is missing, or lets go of it where this SQLite cannot keep it."""
    if can_index == is_indexed(connection):
        return
    with writing(connection):
        for name in _TRIGGERS:
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        for statement in _BUILD if can_index else ():
            connection.execute(statement)
