"""`gate`: whether new versions keep a policy, for a build server to stop at."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchwright import paths
from benchwright.bench.gating import judge_runs, newest_ids
from benchwright.bench.toolbox import Toolbox
from benchwright.catalog.policy_file import STARTING_FILE, read_policy
from benchwright.cli.failures import print_unread
from benchwright.cli.results import opened_store
from benchwright.files import replace_file, require_writable
from benchwright.model.errors import FileUnwritable
from benchwright.model.gate import Outcome
from benchwright.model.run_query import parse_query
from benchwright.protocols.run_store import UnreadRun
from benchwright.reports.gate_report import gate_document, gate_junit, gate_text

EXIT_FAILED = 7
"""A rule failed."""
EXIT_UNDECIDED = 8
"""No rule failed, but of one nobody knows, or all were skipped, or a run that may be the newest cannot be read."""


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `gate`."""
    gate = commands.add_parser(
        "gate",
        parents=[common],
        help="hold new versions against a policy; exit code 7 where a rule fails",
        description="Holds the newest version of each model on each board that a search finds against its baseline, by "
        "the rules of a policy file (docs/gates.md). Exit code 0: passed, warnings included; 7: a rule failed; "
        "8: none failed, but it could not be decided.",
    )
    gate.add_argument("query", nargs="*", metavar="QUERY", help="a search, such as 'model:kws board:nano'; default all")
    which = gate.add_mutually_exclusive_group(required=True)
    which.add_argument("--policy", type=Path, metavar="FILE", help="the rules")
    which.add_argument("--write-policy", type=Path, metavar="FILE", help="write a policy to start with, and end")
    gate.add_argument(
        "--run", action="append", default=[], metavar="RUN", help="this run, whatever its version; repeat"
    )
    gate.add_argument("--board", default="", metavar="BOARD", help="runs on this board")
    gate.add_argument("--model", default="", metavar="MODEL", help="runs of this model")
    gate.add_argument(
        "--baseline",
        default="",
        metavar="WHICH",
        help="held against baseline, previous, a version such as v6, or a run, whatever the policy says",
    )
    gate.add_argument("--junit", type=Path, metavar="FILE", help="write JUnit XML for the build server")
    gate.add_argument("--strict", action="store_true", help="warnings fail too")
    gate.set_defaults(command=pass_gate)


def pass_gate(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Prints the verdict; 7 where it failed."""
    if arguments.write_policy is not None:
        return _write_policy(arguments.write_policy, as_json=arguments.json)
    policy = read_policy(arguments.policy)
    query = parse_query(" ".join(arguments.query))
    if arguments.junit is not None:
        require_writable(arguments.junit)
    unread: list[UnreadRun] = []
    with opened_store(arguments, toolbox) as store:
        run_ids = tuple(arguments.run) or newest_ids(
            store, query, unread.append, board=arguments.board, model=arguments.model
        )
        are_all_read = not unread
        verdict = judge_runs(store, policy, run_ids, arguments.baseline, unread.append)
    print_unread(unread)
    if arguments.junit is not None:
        replace_file(arguments.junit, gate_junit(verdict).encode())
    if arguments.json:
        print(json.dumps(gate_document(verdict), indent=2, ensure_ascii=False))
    else:
        print(gate_text(verdict))
    fails = {Outcome.FAILED, Outcome.WARNED} if arguments.strict else {Outcome.FAILED}
    if verdict.outcome in fails:
        return EXIT_FAILED
    passes = verdict.outcome in {Outcome.PASSED, Outcome.WARNED}
    return 0 if passes and are_all_read else EXIT_UNDECIDED


def _write_policy(file: Path, *, as_json: bool) -> int:
    if file.exists():
        raise FileUnwritable(str(file), "There is one already, and it may hold rules of yours.")
    replace_file(file, (paths.resources() / STARTING_FILE).read_bytes())
    print(
        json.dumps({"file": str(file)})
        if as_json
        else f"{file}\nHold runs against it: benchwright gate --policy {file}"
    )
    return 0
