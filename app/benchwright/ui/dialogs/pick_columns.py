"""The table of the variants that were not picked, and why not."""

from __future__ import annotations

from benchwright.model.pick import Ranked
from benchwright.ui.dialogs import pick_words
from benchwright.ui.item_models.rows_model import Column, Shown
from benchwright.ui.tokens import Tone


def others_columns() -> tuple[Column[Ranked], ...]:
    """The columns of that table."""
    return (
        Column(pick_words.other_heading(), lambda one: Shown(one.candidate.label)),
        Column(pick_words.why_not_heading(), _why_not),
    )


def _why_not(one: Ranked) -> Shown:
    text = pick_words.why_not(one)
    if one.misses:
        return Shown(text, Tone.WARNING, text, "mdi6.close-octagon-outline")
    if one.keeps_budgets:
        return Shown(text, Tone.NEUTRAL, text, "mdi6.check-circle-outline")
    return Shown(text, Tone.NEUTRAL, text, "mdi6.help-circle-outline")
