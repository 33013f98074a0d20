"""Gates: what a new version of a model may cost against a baseline, and whether it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from benchwright.model.gate_metric import GateMetric
from benchwright.model.stats import Interval

POLICY_VERSION = 1
"""Of the form of a policy file."""


class Strictness(Enum):
    """What comes of something that a policy leaves to be said: a value that is missing, a baseline, a doubt."""

    FAIL = "fail"
    WARN = "warn"
    SKIP = "skip"
    UNDECIDED = "undecided"


class Against(Enum):
    """What runs are held against: the run marked as baseline, else the version before; or always the version before."""

    BASELINE = "baseline"
    PREVIOUS = "previous"


class Dimension(Enum):
    """What both sides must tell and share for a rule to hold, beyond what every comparison asks for.

    `OPTIMISE` and `ARENA_LIMIT` are what was wished of the plan.
    """

    OPTIMISE = "optimise"
    ARENA_LIMIT = "arena-limit"
    DEVICE = "device"
    INPUTS = "inputs"
    METER = "meter"
    SUPPLY = "supply"
    HOST = "host"
    PLANNER = "planner"
    COMPILER = "compiler"
    EMULATOR = "emulator"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one metric may do, in its unit (µs, B, µJ, ratio).

    A change for the worse passes up to the larger of `allow_ratio` of the baseline and `allow`. `limit` holds whatever
    the baseline is; without `compares` it is all that counts. `boards` and `models` say where the rule applies, nowhere
    else; empty means everywhere.
    """

    metric: GateMetric
    smaller_is_better: bool
    allow_ratio: float = 0.0
    allow: float = 0.0
    limit: float | None = None
    compares: bool = True
    missing: Strictness = Strictness.FAIL
    dimensions: tuple[Dimension, ...] = ()
    boards: tuple[str, ...] = ()
    models: tuple[str, ...] = ()

    def is_for(self, board: str, model: str) -> bool:
        """Whether it applies to runs of a model on a board."""
        return (not self.boards or board in self.boards) and (not self.models or model in self.models)

    def allowed(self, baseline: float) -> float:
        """How much worse than a baseline still passes, in the metric's unit."""
        return max(self.allow_ratio * abs(baseline), self.allow)

    def breaks_limit(self, value: float) -> bool:
        """Whether a value is beyond the limit."""
        if self.limit is None:
            return False
        return value > self.limit if self.smaller_is_better else value < self.limit


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of a file; `degraded` and `invalid` are what comes of a run that is not fully valid, or not at all."""

    name: str
    rules: tuple[Rule, ...]
    against: Against = Against.BASELINE
    no_baseline: Strictness = Strictness.WARN
    not_comparable: Strictness = Strictness.UNDECIDED
    degraded: Strictness = Strictness.WARN
    invalid: Strictness = Strictness.FAIL


class Outcome(Enum):
    """What a gate says; the value is its stable name. Undecided is no pass: nobody knows."""

    PASSED = "passed"
    SKIPPED = "skipped"
    WARNED = "warned"
    UNDECIDED = "undecided"
    FAILED = "failed"


_SEVERITY = {
    Outcome.SKIPPED: 0,
    Outcome.PASSED: 1,
    Outcome.WARNED: 2,
    Outcome.UNDECIDED: 3,
    Outcome.FAILED: 4,
}
OUTCOME_OF = {
    Strictness.FAIL: Outcome.FAILED,
    Strictness.WARN: Outcome.WARNED,
    Strictness.SKIP: Outcome.SKIPPED,
    Strictness.UNDECIDED: Outcome.UNDECIDED,
}


class Because(Enum):
    """Why a rule ended as it did; the value is its stable name."""

    WITHIN_LIMIT = "within-limit"
    BETTER = "better"
    SAME = "same"
    WITHIN_ALLOWANCE = "within-allowance"
    WORSE = "worse"
    BEYOND_LIMIT = "beyond-limit"
    NOT_MEASURED = "not-measured"
    TOO_FEW = "too-few"
    NO_BASELINE = "no-baseline"
    BASELINE_LACKS_IT = "baseline-lacks-it"
    NOT_COMPARABLE = "not-comparable"
    DIMENSION = "dimension"
    INVALID = "invalid"
    DEGRADED = "degraded"
    BASELINE_DEGRADED = "baseline-degraded"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule on one run. Values are in the metric's unit; `change` is value - baseline, `interval` that of it.

    `allowed` is how much worse would have passed. `detail` names what stood in the way: reasons, codes, a dimension.
    `is_simulated` where the value is an energy that no real meter saw.
    """

    rule: Rule
    run_id: str
    outcome: Outcome
    because: Because
    value: float | None = None
    baseline_id: str = ""
    baseline_value: float | None = None
    change: float | None = None
    interval: Interval | None = None
    allowed: float | None = None
    detail: str = ""
    is_simulated: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A run before the gate: what it is, what it was held against ("" for nothing), and a finding for each rule."""

    run_id: str
    model: str
    variant_label: str
    board: str
    origin: str
    baseline_id: str
    baseline_label: str
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst of its findings; skipped where no rule says anything."""
        return worst(finding.outcome for finding in self.findings)


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What a policy says of all runs that were before it."""

    policy: Policy
    judgements: tuple[Judgement, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst of all."""
        return worst(judgement.outcome for judgement in self.judgements)

    def count(self, outcome: Outcome) -> int:
        """How many findings ended so."""
        return sum(finding.outcome is outcome for one in self.judgements for finding in one.findings)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The one that decides; skipped of none."""
    return max(outcomes, key=_SEVERITY.__getitem__, default=Outcome.SKIPPED)
