"""What was foretold of a run before it was flashed. It is kept in the words of the run's planning stage."""

from __future__ import annotations

import re

from benchwright.model.events import Stage
from benchwright.model.pack import Pack
from benchwright.model.plan_wish import BALANCED
from benchwright.model.run import Run

_WORDS = re.compile(r"predicted ([\d,]+) instructions")


def planning_note(pack: Pack) -> str:
    """What planning says of a pack: sizes, and the instructions of an inference where they could be predicted."""
    wished = "" if pack.wish == BALANCED else f", planned for {pack.wish.words}"
    words = f"arena {pack.arena_bytes:,} B, pack {pack.pack_bytes:,} B{wished}"
    return words if pack.instructions is None else f"{words}, predicted {pack.instructions:,} instructions"


def predicted_instructions(run: Run) -> int | None:
    """Instructions of an inference as they were predicted; None where they were not."""
    note = next((stage.note for stage in run.stages if stage.stage == Stage.PLAN.value), "")
    found = _WORDS.search(note)
    return int(found[1].replace(",", "")) if found else None
