"""Failures on the command line: three parts on standard error, or JSON as well."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from benchwright.model.errors import BenchError
from benchwright.protocols.run_store import UnreadRun

_MOST_NAMED = 10


def print_error(error: BenchError, *, as_json: bool) -> None:
    """What happened, why, and what to do."""
    if as_json:
        document = {"code": error.code, "what": error.what, "why": error.why, "remedy": error.remedy}
        print(json.dumps({"error": document}, indent=2))
    print(f"error: {error.what}", file=sys.stderr)
    for line in (*error.why.splitlines(), *error.remedy.splitlines()):
        print(f"       {line}", file=sys.stderr)


def print_unread(unread: Sequence[UnreadRun]) -> None:
    """How many runs were left out because this version cannot read them, and which; nothing where all were read."""
    if not unread:
        return
    named = ", ".join(one.run_id for one in unread[:_MOST_NAMED])
    more = f" and {len(unread) - _MOST_NAMED:,} more" if len(unread) > _MOST_NAMED else ""
    noun = "run was" if len(unread) == 1 else "runs were"
    print(f"warning: {len(unread):,} {noun} left out, which this version cannot read: {named}{more}", file=sys.stderr)
    print(f"         {unread[0].why}. Update Benchwright, or put a copy of the database back.", file=sys.stderr)
