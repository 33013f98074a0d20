"""Bringing runs before a gate: which ones, and what each is held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from benchwright.model.errors import NothingToJudge
from benchwright.model.gate import Against, GateVerdict, Judgement, Policy
from benchwright.model.gate_judge import judge
from benchwright.model.run import Run
from benchwright.model.run_query import RunQuery
from benchwright.model.run_summary import RunSummary
from benchwright.protocols.run_search import RunSearch
from benchwright.protocols.run_store import RunStore, UnreadRun

_PAGE = 2_000

OnUnread = Callable[[UnreadRun], None]


def newest_ids(store: RunStore, query: RunQuery) -> tuple[str, ...]:
    """Of each model on each board and origin that a search finds the newest run of its newest version."""
    newest: dict[tuple[str, str, str], RunSummary] = {}
    search: RunSearch | None = RunSearch(query, limit=_PAGE)
    while search is not None:
        page = store.search(search)
        for row in page.rows:
            key = (row.model, row.board, row.origin.value)
            known = newest.get(key)
            if not row.problem and (known is None or row.variant_version > known.variant_version):
                newest[key] = row
        search = replace(search, after=page.following) if page.following is not None else None
    return tuple(newest[key].run_id for key in sorted(newest))


def judge_run(store: RunStore, policy: Policy, run: Run, on_unread: OnUnread | None = None) -> Judgement:
    """One run before the gate, held against what the policy says. Blocks."""
    return judge(policy, run, _against(store, policy, run, on_unread))


def judge_runs(
    store: RunStore, policy: Policy, run_ids: Sequence[str], baseline_id: str = "", on_unread: OnUnread | None = None
) -> GateVerdict:
    """Runs before the gate; `baseline_id` "" for what the policy says. Blocks.

    Raises:
        RunNotFound: no such run.
        NothingToJudge: no run, or no rule of the policy is for any of them.
    """
    if not run_ids:
        raise NothingToJudge("No run was asked for, or the search finds none that can be read.")
    given = store.run(baseline_id) if baseline_id else None
    runs = (store.run(run_id) for run_id in dict.fromkeys(run_ids))
    judgements = tuple(
        judge(policy, run, given) if given is not None else judge_run(store, policy, run, on_unread) for run in runs
    )
    if not any(judgement.findings for judgement in judgements):
        raise NothingToJudge(f"No rule of the policy '{policy.name}' is for these models and boards.")
    return GateVerdict(policy, judgements)


def _against(store: RunStore, policy: Policy, run: Run, on_unread: OnUnread | None) -> Run | None:
    """What the policy holds a run against; a baseline is held against the version before it."""
    if policy.against is Against.BASELINE and not run.is_baseline:
        baseline = store.baseline(run, on_unread)
        if baseline is not None:
            return baseline
    return store.previous(run, on_unread)
