"""What the sections of one report are made from: its runs, their groups, and what each is held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from benchwright.model.compare import Comparison
from benchwright.model.core_band import NO_BANDS, CoreBands
from benchwright.model.errors import DatabaseUnusable, RunNotFound
from benchwright.model.report import ReportRequest, ReportTemplate
from benchwright.model.run import Run
from benchwright.model.scoring import ScoredInput, Scoring, ScoringFacts
from benchwright.protocols.run_store import UnreadRun
from benchwright.reports.groups import Group, groups_of
from benchwright.reports.phrases import Phrases
from benchwright.reports.plain import plain
from benchwright.reports.run_figures import Check, FigureBook

DETAIL_LIMIT = 60
"""Runs that get a part of their own; a report of thousands is a table, and its JSON has the rest."""

OnUnread = Callable[[UnreadRun], None]


class ScoringSource(Protocol):
    """The part of the store of scorings that reports need."""

    def of_run(self, run: Run) -> Scoring | None:
        """The newest finished scoring of the version of a run on the same board."""
        ...

    def inputs(self, scoring_id: str) -> tuple[ScoredInput, ...]:
        """The answers in the order of the set."""
        ...


class RunSource(Protocol):
    """The part of a store that reports need."""

    @property
    def scorings(self) -> ScoringSource:
        """The labelled sets that ran on boards."""
        ...

    def run(self, run_id: str) -> Run:
        """One run."""
        ...

    def previous(self, run: Run, on_unread: OnUnread) -> Run | None:
        """The previous run (docs/terms.md); one that cannot be read is told to `on_unread`."""
        ...

    def baseline(self, run: Run, on_unread: OnUnread) -> Run | None:
        """The marked baseline; one that cannot be read is told to `on_unread`."""
        ...


class Matter:
    """Read-only; comparisons are made when they are first asked for. `check` raises when the work is to stop.

    `left_out` are runs of the request that cannot be read.
    """

    def __init__(
        self,
        request: ReportRequest,
        runs: Sequence[Run],
        source: RunSource,
        phrases: Phrases,
        book: FigureBook,
        check: Check,
        *,
        left_out: Sequence[UnreadRun] = (),
        bands: CoreBands = NO_BANDS,
    ) -> None:
        self.request = request
        self.left_out = tuple(left_out)
        self.bands = bands
        self.runs = tuple(runs)
        self.groups = groups_of(self.runs)
        self.phrases = phrases
        self.book = book
        self.check = check
        self.detailed = self.runs[:DETAIL_LIMIT]
        self.anchors = {run.run_id: f"run-{number}" for number, run in enumerate(self.detailed, start=1)}
        self._group_of = {(group.model, group.board, group.origin): group for group in self.groups}
        self._source = source
        self._unread: dict[str, UnreadRun] = {}
        self._is_baseline_gone = False
        self._scorings: dict[str, Scoring | None] = {}

    @property
    def unread(self) -> tuple[UnreadRun, ...]:
        """Baselines and earlier versions that cannot be read, of the comparisons asked for so far."""
        return tuple(self._unread.values())

    def unread_words(self, unread: UnreadRun) -> str:
        """What a run was to be held against and cannot be read, in a sentence."""
        return self._unread_words("report.unread", unread)

    @property
    def missing_words(self) -> tuple[str, ...]:
        """What is missing because it cannot be read, a sentence each; of comparisons those asked for so far."""
        known = {one.run_id for one in self.left_out}
        gone = self.gone_words
        chosen = [self._unread_words("report.left_out", one) for one in self.left_out]
        unread = (self.unread_words(one) for one in self.unread if one.run_id not in known)
        return (*((gone,) if gone else ()), *chosen, *unread)

    @property
    def gone_words(self) -> str:
        """That the asked baseline is no longer there, once a comparison was asked for; "" where it is."""
        return self.phrases.say("report.gone", run=plain(self.request.baseline_id)) if self._is_baseline_gone else ""

    def _unread_words(self, key: str, unread: UnreadRun) -> str:
        return self.phrases.say(key, run=plain(unread.run_id), why=plain(unread.why, 400))

    def scoring(self, run: Run) -> Scoring | None:
        """The labelled set that ran on the board of a run with its version; None without one."""
        if run.run_id not in self._scorings:
            self._scorings[run.run_id] = self._source.scorings.of_run(run)
        return self._scorings[run.run_id]

    def scored(self, run: Run) -> ScoringFacts | None:
        """The same with what its answers are worth."""
        scoring = self.scoring(run)
        return None if scoring is None else self.book.facts(scoring, self._source.scorings.inputs)

    def comparisons(self, run: Run, group: Group | None = None) -> tuple[Comparison, ...]:
        """A run against each it is held against; not comparable ones too, with their reasons."""
        self.check()
        rivals = {rival.run_id: rival for rival in self._rivals(run, group) if rival.run_id != run.run_id}
        return tuple(self.book.compare(rival, run) for rival in rivals.values())

    def comparison(self, run: Run) -> Comparison | None:
        """The first comparison of a run that has deltas."""
        group = self._group_of.get((run.model, run.board, run.origin))
        return next((item for item in self.comparisons(run, group) if item.is_comparable), None)

    def _rivals(self, run: Run, group: Group | None) -> list[Run]:
        marked = self._baseline(run)
        if self.request.template is ReportTemplate.COMPARE:
            first = group.runs[0] if group else None
            return _present(marked or first)
        previous = self._before(run, group) or self._source.previous(run, self._note)
        if self.request.template is ReportTemplate.REGRESSION:
            return _present(previous, marked)
        return _present(marked or previous)

    def _baseline(self, run: Run) -> Run | None:
        asked = self.request.baseline_id
        if not asked:
            return self._source.baseline(run, self._note)
        if self._is_baseline_gone:
            return None
        try:
            return self._source.run(asked)
        except RunNotFound:
            self._is_baseline_gone = True
            return None
        except DatabaseUnusable as error:
            self._note(UnreadRun(asked, error.why))
            return None

    def _note(self, unread: UnreadRun) -> None:
        self._unread[unread.run_id] = unread

    def _before(self, run: Run, group: Group | None) -> Run | None:
        """The previous run (docs/terms.md) among those of the same report; a group has its versions in order."""
        members = group.runs if group else ()
        lower = [other for other in members if other.variant_version < run.variant_version]
        return next((other for other in reversed(lower) if other.started_at <= run.started_at), None)


def _present(*runs: Run | None) -> list[Run]:
    return [run for run in runs if run is not None]
