"""Plans for those who have a wish, and for those who have none."""

from __future__ import annotations

from benchwright.bench.wished_planner import WishedPlanner
from benchwright.model.plan_wish import BALANCED, Optimise, PlanWish
from benchwright.planner.late import LatePlanner
from tests.builders import a_board
from tests.conftest import ROOT

MODEL = (ROOT / "resources" / "models" / "digits_int8.tflite").read_bytes()


def test_who_has_no_wish_gets_the_planners_own() -> None:
    planner = WishedPlanner(LatePlanner())
    assert planner.plan(MODEL, a_board(), name="digits").wish == BALANCED
    planner.wish = PlanWish(Optimise.RAM)
    assert planner.plan(MODEL, a_board(), name="digits").wish == planner.wish


def test_who_has_a_wish_gets_it() -> None:
    planner = WishedPlanner(LatePlanner())
    planner.wish = PlanWish(Optimise.RAM)
    asked = (BALANCED, PlanWish(arena_limit_bytes=4_000))
    assert tuple(planner.plan(MODEL, a_board(), name="digits", wish=wish).wish for wish in asked) == asked


def test_everything_else_is_the_planners() -> None:
    planner, plain = WishedPlanner(LatePlanner()), LatePlanner()
    pack = planner.plan(MODEL, a_board(), name="digits")
    assert planner.borders(MODEL, name="digits") == plain.borders(MODEL, name="digits")
    assert planner.facts(MODEL, name="digits") == plain.facts(MODEL, name="digits")
    assert planner.quantisation(MODEL, name="digits") == "int8"
    assert planner.fit(pack, a_board()) == plain.fit(pack, a_board())
