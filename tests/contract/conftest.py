"""A lab of its own for each test, which must leave neither processes nor terminals behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.drivers.virtual.lab import ProcessVirtualLab
from tests.contract.bench_parts import catalog, eventually, open_terminals, processes_of


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[ProcessVirtualLab]:
    """Virtual devices under `tmp_path`, stopped at the end."""
    home = tmp_path / "virtual"
    terminals = open_terminals()
    lab = ProcessVirtualLab(catalog(), home)
    yield lab
    for folder in home.glob("*"):
        lab.stop(folder.name)
    assert eventually(lambda: not processes_of(home)), processes_of(home)
    assert open_terminals() == terminals
