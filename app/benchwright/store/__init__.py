"""Runs and variants in one SQLite file."""

from benchwright.store.lane import Limits
from benchwright.store.sqlite_run_store import SqliteRunStore

__all__ = ["Limits", "SqliteRunStore"]
