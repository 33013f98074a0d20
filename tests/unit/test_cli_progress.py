"""Progress on standard error where it is no terminal."""

from __future__ import annotations

import io

from benchwright.cli.progress import ProgressPrinter
from benchwright.model.events import Stage, StageFinished, StageProgressed, StageStarted


def test_without_a_terminal_a_long_stage_says_every_ten_seconds_how_far_it_is() -> None:
    out = io.StringIO()
    now = [0.0]
    printer = ProgressPrinter(quiet=False, stream=out, clock=lambda: now[0])
    printer(StageStarted("x", Stage.FLASH))
    for second in range(25):
        now[0] = float(second)
        printer(StageProgressed("x", Stage.FLASH, second, 25, 25.0 - second))
    printer(StageFinished("x", Stage.FLASH, 25.0, "written"))
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert [line[1:3] for line in lines] == [["40", "%"], ["80", "%"], ["25.00", "s"]]


def test_quiet_says_nothing() -> None:
    out = io.StringIO()
    now = [0.0]
    printer = ProgressPrinter(quiet=True, stream=out, clock=lambda: now[0])
    now[0] = 60.0
    printer(StageProgressed("x", Stage.FLASH, 1, 2, None))
    assert out.getvalue() == ""
