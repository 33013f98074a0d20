"""What a model may cost on a kind of board, remembered from one day to the next."""

from __future__ import annotations

import math
from urllib.parse import quote

from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.ui.remembered import Remembered


def budgets_in(remembered: Remembered, model: str, board: str) -> Budgets:
    """What a model may cost on a kind of board; what is not a number there is no budget."""
    texts = {metric: remembered.text(_key(model, board, metric)) for metric in Metric}
    return Budgets({metric: limit for metric, text in texts.items() if (limit := _number(text)) is not None})


def keep_budgets(remembered: Remembered, model: str, board: str, budgets: Budgets) -> None:
    """Remembers what a model may cost on a kind of board."""
    for metric in Metric:
        limit = budgets.limit(metric)
        remembered.set_text(_key(model, board, metric), "" if limit is None else repr(limit))


def _key(model: str, board: str, metric: Metric) -> str:
    """A slash in a name would open a section of the settings file, so names are written as a URL writes them."""
    return f"budget/{quote(model, safe='')}/{quote(board, safe='')}/{metric.value}"


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None
