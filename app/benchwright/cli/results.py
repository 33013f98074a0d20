"""`runs` and `compare`: what was measured."""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterator

from benchwright.bench.toolbox import Toolbox
from benchwright.cli.failures import print_unread
from benchwright.model.compare import compare
from benchwright.model.errors import NotComparable
from benchwright.model.query_units import Quantity
from benchwright.model.run_query import parse_query
from benchwright.protocols.run_store import RunFilter, RunStore, UnreadRun
from benchwright.reports.run_json import comparison_document, run_document
from benchwright.reports.text import comparison_text, runs_table_text


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds the two commands."""
    runs = commands.add_parser("runs", parents=[common], help="list the runs, newest first")
    runs.add_argument("query", nargs="*", metavar="QUERY", help="a search, such as 'board:nano latency<20ms -tag:cold'")
    runs.add_argument("--board", default="", metavar="BOARD")
    runs.add_argument("--model", default="", metavar="MODEL")
    runs.add_argument("--limit", type=_limit, default=30, metavar="N", help="0 lists all (default 30)")
    runs.add_argument("--archived", action="store_true", help="list archived runs too")
    runs.set_defaults(command=list_runs)
    against = commands.add_parser("compare", parents=[common], help="hold runs against a baseline")
    against.add_argument("baseline", metavar="BASELINE", help="id of a run, or its first characters")
    against.add_argument("runs", nargs="+", metavar="RUN")
    against.set_defaults(command=compare_runs)


def list_runs(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints the runs of the database."""
    which = RunFilter(
        board=arguments.board,
        model=arguments.model,
        query=parse_query(" ".join(arguments.query)),
        include_archived=arguments.archived,
        limit=arguments.limit,
    )
    unread: list[UnreadRun] = []
    with opened_store(arguments, toolbox) as store:
        runs = store.runs(which, unread.append)
    print_unread(unread)
    if arguments.json:
        print(
            json.dumps({"runs": [run_document(run, toolbox.parts.bands) for run in runs]}, indent=2, ensure_ascii=False)
        )
    else:
        has_energy = which.query.asks_for(Quantity.ENERGY)
        print(runs_table_text(runs, has_energy=has_energy) if runs else _no_runs(which))
    return 0


def compare_runs(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints each run against the baseline; exit code of NotComparable when none of them may be compared."""
    with opened_store(arguments, toolbox) as store:
        baseline = store.run(arguments.baseline)
        comparisons = [compare(baseline, store.run(run_id)) for run_id in arguments.runs]
    if arguments.json:
        documents = [comparison_document(comparison) for comparison in comparisons]
        print(json.dumps({"comparisons": documents}, indent=2, ensure_ascii=False))
    else:
        print("\n\n".join(comparison_text(comparison) for comparison in comparisons))
    return 0 if any(comparison.is_comparable for comparison in comparisons) else NotComparable.code


def _no_runs(which: RunFilter) -> str:
    if which.board or which.model or which.query.terms:
        return "No run fits. List them all: benchwright runs"
    return "No runs yet. Measure one: benchwright run MODEL --board DEVICE"


def _limit(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 1_000_000:
        raise argparse.ArgumentTypeError("between 0 and 1,000,000")
    return value


@contextlib.contextmanager
def opened_store(arguments: argparse.Namespace, toolbox: Toolbox) -> Iterator[RunStore]:
    """The database that the command line names, closed at the end."""
    store = toolbox.open_store(arguments.db or toolbox.default_database)
    try:
        yield store
    finally:
        store.close()
