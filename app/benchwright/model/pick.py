"""Pick for me: which variant to ship, given budgets and the situation. Pure; nothing is estimated.

A variant is recommended only where it was measured and keeps every budget. One whose value in a budget is not known
does not break it, and is never recommended for it either: it is *open*. The order among those that keep the budgets
does not depend on the budgets, so a budget that is loosened never makes the recommendation worse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from benchwright.model.board import Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric

ACCURACY_STEP = 0.005
"""Accuracies within half a percentage point count as the same: a held-out set of some hundreds tells no less."""
FAR_BELOW = 0.02
"""On battery a variant that is further below the most accurate one ranks behind the others, whatever it saves."""


class Supply(Enum):
    """Where the power comes from."""

    BATTERY = "battery"
    MAINS = "mains"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A variant on one board, with the values of its newest run; None where a value was not measured.

    `run_id` is "" for a variant without a run on this board: it is never recommended. `accuracy_input_count` are the
    inputs that its accuracy was counted on, 0 where that is not known.
    """

    sha256: str
    label: str
    run_id: str = ""
    latency_us: float | None = None
    ram_bytes: float | None = None
    flash_bytes: float | None = None
    energy_uj: float | None = None
    accuracy: float | None = None
    origin: Origin | None = None
    is_energy_simulated: bool = False
    accuracy_input_count: int = 0

    def value(self, metric: Metric) -> float | None:
        """The value of a metric, in its unit."""
        match metric:
            case Metric.LATENCY:
                return self.latency_us
            case Metric.RAM:
                return self.ram_bytes
            case Metric.FLASH:
                return self.flash_bytes
            case Metric.ENERGY:
                return self.energy_uj
            case Metric.ACCURACY:
                return self.accuracy


@dataclass(frozen=True, slots=True)
class Miss:
    """A budget that is broken: by `over_ratio` of the limit (0.14 is 14 % over, or below the floor); None of 0."""

    metric: Metric
    value: float
    limit: float

    @property
    def over_ratio(self) -> float | None:
        """How far beyond the limit, as a ratio of it."""
        return abs(self.value - self.limit) / self.limit if self.limit else None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with what stands against it: budgets it breaks, and budgets for which its value is not known."""

    candidate: Candidate
    misses: tuple[Miss, ...] = ()
    unknown: tuple[Metric, ...] = ()
    is_far_below: bool = False
    """On battery: further than `FAR_BELOW` under the most accurate one, which puts it behind the others."""

    @property
    def keeps_budgets(self) -> bool:
        """Whether it was measured and keeps every budget for sure."""
        return bool(self.candidate.run_id) and not self.misses and not self.unknown


class Because(Enum):
    """What put the recommendation before the next one that keeps the budgets."""

    ONLY_ONE = "only one"
    MORE_ACCURATE = "more accurate"
    LESS_ENERGY = "less energy"
    FASTER = "faster"
    LESS_RAM = "less ram"
    LESS_FLASH = "less flash"
    ACCURATE_ENOUGH = "accurate enough"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Pick:
    """The answer. `chosen` is None where no variant keeps every budget for sure.

    `others` stand in the order in which they would be next: those that keep the budgets, open ones, those that break
    some. `never_measured` are quantities with a budget, or energy on battery, of which no candidate has a value.
    """

    chosen: Ranked | None
    because: Because | None
    others: tuple[Ranked, ...]
    supply: Supply
    never_measured: tuple[Metric, ...] = ()

    @property
    def provisional(self) -> Ranked | None:
        """Without a recommendation: the first that was measured and breaks nothing that could be checked."""
        if self.chosen is not None:
            return None
        return next((one for one in self.others if one.candidate.run_id and not one.misses), None)


def pick(candidates: Iterable[Candidate], budgets: Budgets, supply: Supply) -> Pick:
    """The variant to ship; the candidates are of one model, on one board, from one origin.

    On mains the most accurate comes first, then the fastest. On battery it is the one with the least energy, or where
    not all have been measured the fastest (the shorter it is awake, the less it takes), unless it is far less accurate.
    """
    known = tuple(candidates)
    order = _Order(known, supply)
    judged = (_judged(one, budgets, is_far_below=order.is_far_below(one)) for one in known)
    ranked = sorted(judged, key=lambda one: (_group(one), order.key(one.candidate)))
    first = ranked[0] if ranked and ranked[0].keeps_budgets else None
    others = tuple(ranked[1:] if first is not None else ranked)
    because = None
    if first is not None:
        next_one = others[0].candidate if others and others[0].keeps_budgets else None
        because = order.because(first.candidate, next_one)
    return Pick(first, because, others, supply, _never_measured(known, budgets, supply))


class _Order:
    """The order of candidates, told from all of them and not from the budgets."""

    def __init__(self, candidates: Sequence[Candidate], supply: Supply) -> None:
        measured = [one for one in candidates if one.run_id]
        self._supply = supply
        self._has_energy = bool(measured) and all(one.energy_uj is not None for one in measured)
        self._best = max((one.accuracy for one in measured if one.accuracy is not None), default=None)

    def key(self, one: Candidate) -> tuple[float | str, ...]:
        """Smaller is better."""
        return (*(value for _, value in self._values(one)), one.label, one.sha256)

    def because(self, first: Candidate, second: Candidate | None) -> Because:
        """What tells two apart."""
        if second is None:
            return Because.ONLY_ONE
        for (why, mine), (_, other) in zip(self._values(first), self._values(second), strict=True):
            if mine != other:
                return why
        return Because.EQUAL

    def _values(self, one: Candidate) -> tuple[tuple[Because, float], ...]:
        accuracy = (Because.MORE_ACCURATE, -_accuracy_band(one))
        energy = (Because.LESS_ENERGY, _or_last(one.energy_uj))
        latency = (Because.FASTER, _or_last(one.latency_us))
        sizes = ((Because.LESS_RAM, _or_last(one.ram_bytes)), (Because.LESS_FLASH, _or_last(one.flash_bytes)))
        if self._supply is Supply.MAINS:
            return (accuracy, latency, *sizes)
        far_below = (Because.ACCURATE_ENOUGH, float(self.is_far_below(one)))
        cost = (energy, latency) if self._has_energy else (latency,)
        return (far_below, *cost, accuracy, *sizes)

    def is_far_below(self, one: Candidate) -> bool:
        """Whether accuracy puts it behind the others, whatever it saves."""
        if self._best is None or self._supply is Supply.MAINS:
            return False
        return one.accuracy is None or one.accuracy < self._best - FAR_BELOW - 1e-9


def _judged(one: Candidate, budgets: Budgets, *, is_far_below: bool) -> Ranked:
    misses, unknown = [], []
    for metric in Metric:
        limit, value = budgets.limit(metric), one.value(metric)
        if limit is None:
            continue
        if value is None:
            unknown.append(metric)
        elif not budgets.is_kept(metric, value):
            misses.append(Miss(metric, value, limit))
    return Ranked(one, tuple(misses), tuple(unknown), is_far_below)


def _group(one: Ranked) -> int:
    """Those that keep the budgets, then open ones that were measured, then the unmeasured, then those that break."""
    if one.keeps_budgets:
        return 0
    if one.misses:
        return 3
    return 1 if one.candidate.run_id else 2


def _accuracy_band(one: Candidate) -> int:
    return -1 if one.accuracy is None else int(one.accuracy / ACCURACY_STEP + 1e-9)


def _or_last(value: float | None) -> float:
    return float("inf") if value is None else value


def _never_measured(candidates: Sequence[Candidate], budgets: Budgets, supply: Supply) -> tuple[Metric, ...]:
    def matters(metric: Metric) -> bool:
        is_cost = metric is Metric.ENERGY and supply is Supply.BATTERY
        return is_cost or budgets.limit(metric) is not None

    return tuple(
        metric for metric in Metric if matters(metric) and all(one.value(metric) is None for one in candidates)
    )
