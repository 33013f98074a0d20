"""Failures on the command line: three parts on standard error, or JSON as well."""

from __future__ import annotations

import json
import sys

from benchwright.model.errors import BenchError


def print_error(error: BenchError, *, as_json: bool) -> None:
    """What happened, why, and what to do."""
    if as_json:
        document = {"code": error.code, "what": error.what, "why": error.why, "remedy": error.remedy}
        print(json.dumps({"error": document}, indent=2))
    print(f"error: {error.what}", file=sys.stderr)
    for line in (*error.why.splitlines(), *error.remedy.splitlines()):
        print(f"       {line}", file=sys.stderr)
