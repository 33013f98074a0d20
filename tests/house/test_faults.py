"""docs/faults.md names every fault of the campaign with its error, and no other."""

from __future__ import annotations

import re

from benchwright.model import errors
from tests.conftest import ROOT
from tests.e2e.faults.rows import DISK_ROWS, ROWS

# Walked in a test of its own, because it takes another user.
DENIED = ("denied port", "PortDenied")


def documented() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    return re.findall(r"^\| ([a-z ]+) \| `?(\w+|–)`? \| [^|]+\. \| [^|]+\. \|$", text, re.MULTILINE)


def test_the_table_of_faults_is_the_campaigns() -> None:
    walked = {(row.kind, row.error.__name__ if row.error else "–") for row in (*ROWS, *DISK_ROWS)}
    assert set(documented()) == walked | {DENIED}
    assert len(documented()) == len(set(documented()))


def test_the_table_names_errors_that_there_are() -> None:
    assert all(hasattr(errors, name) for _fault, name in documented() if name != "–")
