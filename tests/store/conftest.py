from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchwright.store import SqliteRunStore


def noon() -> datetime:
    return datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bench.db"


@pytest.fixture
def store(file: Path) -> Iterator[SqliteRunStore]:
    with SqliteRunStore(file, clock=noon) as opened:
        yield opened
