"""Bringing runs before a gate: which ones, and what each is held against."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchwright.bench.gate_facts import read_sides
from benchwright.model.errors import NothingToJudge, RunNotFound
from benchwright.model.gate import Against, GateVerdict, Judgement, Policy
from benchwright.model.gate_judge import judge
from benchwright.model.query_units import Quantity
from benchwright.model.run import Run
from benchwright.model.run_query import Bound, Choice, ChoiceField, RunQuery, Term
from benchwright.model.run_summary import RunSummary
from benchwright.protocols.run_search import RunSearch
from benchwright.protocols.run_store import RunFilter, RunStore, UnreadRun

_PAGE = 2_000
_VERSION = re.compile(r"v([0-9]{1,9})")

OnUnread = Callable[[UnreadRun], None]


def newest_ids(
    store: RunStore, query: RunQuery, on_unread: OnUnread | None = None, *, board: str = "", model: str = ""
) -> tuple[str, ...]:
    """Of each model on each board and origin that a search finds the newest run of its newest version.

    `board` and `model` are names to the letter, "" for any. `on_unread` is told of runs that cannot be read, of which
    the newest version may be one.
    """
    newest: dict[tuple[str, str, str], RunSummary] = {}
    search: RunSearch | None = RunSearch(query, limit=_PAGE)
    while search is not None:
        page = store.search(search)
        for row in page.rows:
            if board not in {"", row.board} or model not in {"", row.model}:
                continue
            if row.problem:
                if on_unread is not None:
                    on_unread(UnreadRun(row.run_id, row.problem))
                continue
            key = (row.model, row.board, row.origin.value)
            known = newest.get(key)
            if known is None or row.variant_version > known.variant_version:
                newest[key] = row
        search = replace(search, after=page.following) if page.following is not None else None
    return tuple(newest[key].run_id for key in sorted(newest))


def judge_run(
    store: RunStore, policy: Policy, run: Run, on_unread: OnUnread | None = None, baseline: str = ""
) -> Judgement:
    """One run before the gate, held against what the policy says, or `baseline` as in `judge_runs`. Blocks."""
    rival = _against(store, policy, run, on_unread, baseline)
    metrics = {rule.metric for rule in policy.rules if rule.is_for(run.board, run.model)}
    return judge(policy, *read_sides(store, run, rival, metrics))


def judge_runs(
    store: RunStore, policy: Policy, run_ids: Sequence[str], baseline: str = "", on_unread: OnUnread | None = None
) -> GateVerdict:
    """Runs before the gate. Blocks.

    `baseline` is what each is held against: "" for what the policy says, "baseline" or "previous" as there, a version
    such as "v6" (the newest run of it that is not invalid, same model, board and origin), or the id of a run.

    Raises:
        RunNotFound: no such run, or none of that version.
        NothingToJudge: no run, or no rule of the policy is for any of them.
    """
    if not run_ids:
        raise NothingToJudge("No run was asked for, or the search finds none that can be read.")
    runs = (store.run(run_id) for run_id in dict.fromkeys(run_ids))
    judgements = tuple(judge_run(store, policy, run, on_unread, baseline) for run in runs)
    if not any(judgement.findings for judgement in judgements):
        raise NothingToJudge(f"No rule of the policy '{policy.name}' is for these models and boards.")
    return GateVerdict(policy, judgements)


def _against(store: RunStore, policy: Policy, run: Run, on_unread: OnUnread | None, asked: str) -> Run | None:
    """What a run is held against; a baseline is held against the version before it."""
    version = _VERSION.fullmatch(asked)
    if version is not None:
        return _of_version(store, run, int(version[1]), on_unread)
    words = {one.value: one for one in Against}
    if asked and asked not in words:
        return store.run(asked)
    against = words[asked] if asked else policy.against
    if against is Against.BASELINE and not run.is_baseline:
        baseline = store.baseline(run, on_unread)
        if baseline is not None:
            return baseline
    return store.previous(run, on_unread)


def _of_version(store: RunStore, run: Run, version: int, on_unread: OnUnread | None) -> Run:
    terms = (
        Term(Bound(Quantity.VERSION, "=", float(version))),
        Term(Choice(ChoiceField.ORIGIN, run.origin.value)),
        Term(Choice(ChoiceField.VALID, "invalid"), is_negated=True),
    )
    newest = store.runs(RunFilter(board=run.board, model=run.model, query=RunQuery(terms), limit=2), on_unread)
    for one in newest:
        if one.run_id != run.run_id and one.model == run.model:
            return one
    raise RunNotFound(f"{run.model} v{version}, {run.board}, {run.origin.value}")
