"""Budgets: what a model may cost on a board, entered by who ships it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchwright.model.compare import Metric


@dataclass(frozen=True, slots=True)
class Budgets:
    """The limit of each metric that has one, in the metric's unit; of accuracy it is the floor."""

    limits: Mapping[Metric, float] = field(default_factory=dict)

    def limit(self, metric: Metric) -> float | None:
        """The limit of a metric; None where there is none."""
        return self.limits.get(metric)

    def with_limit(self, metric: Metric, limit: float | None) -> Budgets:
        """The budgets with the limit of one metric replaced, or taken away by None."""
        others = {one: kept for one, kept in self.limits.items() if one is not metric}
        return Budgets(others if limit is None else {**others, metric: limit})

    def is_kept(self, metric: Metric, value: float) -> bool:
        """Whether a value is within the budget; without one it is."""
        limit = self.limits.get(metric)
        return limit is None or (value <= limit if metric.smaller_is_better else value >= limit)

    def used_ratio(self, metric: Metric, value: float) -> float | None:
        """How much of the budget a value takes, 1 is all of it; None without a budget above 0.

        Of a floor it is the floor over the value, so that more than 1 means broken there too.
        """
        limit = self.limits.get(metric)
        if limit is None or limit <= 0:
            return None
        if metric.smaller_is_better:
            return value / limit
        return limit / value if value > 0 else 2.0
