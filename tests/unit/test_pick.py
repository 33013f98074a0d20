"""Pick for me: never what breaks a budget, monotone in the budgets, and honest about what was not measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.bench.picking import field_of
from benchwright.model.board import Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.pick import (
    FAR_BELOW,
    Because,
    Candidate,
    Supply,
    pick,
)
from benchwright.ui.dialogs.pick_words import reason, why_not
from tests.builders import a_hardware_run, a_run, a_variant, an_energy, an_invalid_run

FLOAT = Candidate("f" * 64, "digits_float32 v1", "r-f", 31_300, 88_000, 120_000, None, 0.988)
INT8 = Candidate("8" * 64, "digits_int8 v2", "r-8", 18_400, 22_100, 60_000, None, 0.990)
PRUNED = Candidate("9" * 64, "digits_pruned v3", "r-9", 14_900, 20_400, 58_000, None, 0.950)

VALUES = st.one_of(st.none(), st.floats(0, 1000))
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        sha256=st.integers(0, 10_000).map(str),
        label=st.sampled_from("abcdef"),
        run_id=st.sampled_from(["", "r-1", "r-2"]),
        latency_us=VALUES,
        ram_bytes=VALUES,
        flash_bytes=VALUES,
        energy_uj=VALUES,
        accuracy=st.one_of(st.none(), st.floats(0, 1)),
    ),
    max_size=8,
    unique_by=lambda one: one.sha256,
)
BUDGETS = st.dictionaries(
    st.sampled_from([metric for metric in Metric if metric is not Metric.ACCURACY]), st.floats(0, 1e6)
).flatmap(
    lambda limits: st.builds(
        lambda accuracy: Budgets(limits if accuracy is None else {**limits, Metric.ACCURACY: accuracy}),
        st.one_of(st.none(), st.floats(0, 1)),
    )
)
SUPPLIES = st.sampled_from(Supply)


def label(candidates: list[Candidate], budgets: Budgets, supply: Supply = Supply.MAINS) -> str:
    answer = pick(candidates, budgets, supply)
    return answer.chosen.candidate.label if answer.chosen is not None else ""


def rank(candidates: list[Candidate], one: Candidate, supply: Supply) -> int:
    """The place of a candidate among all that were measured, without any budget."""
    answer = pick(candidates, Budgets(), supply)
    return [ranked.candidate for ranked in (answer.chosen, *answer.others) if ranked is not None].index(one)


@given(CANDIDATES, BUDGETS, SUPPLIES)
def test_what_is_recommended_was_measured_and_keeps_every_budget(
    candidates: list[Candidate], budgets: Budgets, supply: Supply
) -> None:
    answer = pick(candidates, budgets, supply)
    if answer.chosen is None:
        return
    chosen = answer.chosen.candidate
    assert chosen.run_id
    for metric in Metric:
        limit, value = budgets.limit(metric), chosen.value(metric)
        if limit is not None:
            assert value is not None
            assert value <= limit if metric.smaller_is_better else value >= limit


@given(CANDIDATES, BUDGETS, SUPPLIES)
def test_a_recommendation_is_made_wherever_one_keeps_every_budget(
    candidates: list[Candidate], budgets: Budgets, supply: Supply
) -> None:
    answer = pick(candidates, budgets, supply)
    assert len(answer.others) + (answer.chosen is not None) == len(candidates)
    if answer.chosen is None:
        assert not any(one.keeps_budgets for one in answer.others)


@given(CANDIDATES, BUDGETS, SUPPLIES, st.sampled_from(Metric))
def test_a_budget_that_is_lifted_never_makes_it_worse(
    candidates: list[Candidate], budgets: Budgets, supply: Supply, metric: Metric
) -> None:
    tight = pick(candidates, budgets, supply).chosen
    loose = pick(candidates, budgets.with_limit(metric, None), supply)
    if tight is None:
        return
    assert loose.chosen is not None
    assert rank(candidates, loose.chosen.candidate, supply) <= rank(candidates, tight.candidate, supply)


@given(CANDIDATES, BUDGETS, SUPPLIES, st.sampled_from(Metric))
def test_a_budget_drawn_tight_around_the_recommendation_does_not_change_it(
    candidates: list[Candidate], budgets: Budgets, supply: Supply, metric: Metric
) -> None:
    before = pick(candidates, budgets, supply).chosen
    if before is None or before.candidate.value(metric) is None:
        return
    tighter = budgets.with_limit(metric, before.candidate.value(metric))
    after = pick(candidates, tighter, supply).chosen
    assert after is not None
    assert after.candidate == before.candidate


@given(CANDIDATES, BUDGETS, SUPPLIES, st.randoms())
def test_the_order_of_the_candidates_does_not_matter(
    candidates: list[Candidate], budgets: Budgets, supply: Supply, random: object
) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert pick(shuffled, budgets, supply) == pick(candidates, budgets, supply)


def test_on_mains_the_most_accurate_ships_and_of_equals_the_fastest() -> None:
    answer = pick([FLOAT, INT8, PRUNED], Budgets(), Supply.MAINS)
    assert answer.chosen is not None
    assert answer.chosen.candidate == INT8
    assert answer.because is Because.MORE_ACCURATE
    same = replace(FLOAT, accuracy=0.991)
    assert pick([same, INT8], Budgets(), Supply.MAINS).because is Because.FASTER


def test_on_battery_the_fastest_ships_unless_it_is_far_less_accurate() -> None:
    assert label([FLOAT, INT8, PRUNED], Budgets(), Supply.BATTERY) == INT8.label
    assert label([FLOAT, INT8, replace(PRUNED, accuracy=0.98)], Budgets(), Supply.BATTERY) == PRUNED.label


def test_on_battery_energy_decides_where_all_have_it() -> None:
    thrifty, fast = replace(FLOAT, energy_uj=400.0), replace(INT8, energy_uj=600.0)
    assert label([thrifty, fast], Budgets(), Supply.BATTERY) == FLOAT.label
    assert label([replace(thrifty, energy_uj=None), fast], Budgets(), Supply.BATTERY) == INT8.label


def test_a_broken_budget_says_by_how_much() -> None:
    answer = pick([FLOAT, INT8], Budgets({Metric.LATENCY: 20_000, Metric.ACCURACY: 0.989}), Supply.MAINS)
    assert answer.chosen is not None
    assert answer.chosen.candidate == INT8
    assert answer.because is Because.ONLY_ONE
    (other,) = answer.others
    assert [(miss.metric, miss.over_ratio) for miss in other.misses] == [
        (Metric.LATENCY, pytest.approx(0.565)),
        (Metric.ACCURACY, pytest.approx(0.001 / 0.989)),
    ]


def test_an_energy_budget_is_never_taken_as_kept_where_nothing_was_measured() -> None:
    answer = pick([FLOAT, INT8], Budgets({Metric.ENERGY: 500}), Supply.BATTERY)
    assert answer.chosen is None
    assert answer.never_measured == (Metric.ENERGY,)
    assert answer.provisional is not None
    assert answer.provisional.candidate == INT8
    assert answer.provisional.unknown == (Metric.ENERGY,)


def test_battery_says_that_energy_is_missing_even_without_a_budget_for_it() -> None:
    assert pick([INT8], Budgets(), Supply.BATTERY).never_measured == (Metric.ENERGY,)
    assert pick([INT8], Budgets(), Supply.MAINS).never_measured == ()


def test_a_variant_that_was_not_measured_is_never_recommended() -> None:
    unmeasured = Candidate("1" * 64, "digits_new v4", accuracy=0.999)
    answer = pick([unmeasured, PRUNED], Budgets(), Supply.MAINS)
    assert answer.chosen is not None
    assert answer.chosen.candidate == PRUNED
    assert pick([unmeasured], Budgets(), Supply.MAINS).provisional is None


def test_the_field_takes_the_newest_valid_run_and_hardware_before_emulated() -> None:
    variant, runs = a_variant(), (an_invalid_run(), a_run(), a_hardware_run())
    field = field_of([variant], runs, "digits", "b-l475e-iot01a")
    assert field.origin is Origin.HARDWARE
    assert field.candidates[0].run_id == a_hardware_run().run_id
    emulated = field_of([variant], runs, "digits", "b-l475e-iot01a", Origin.EMULATED)
    assert emulated.candidates[0].run_id == a_run().run_id
    assert emulated.candidates[0].energy_uj is None


def test_the_field_knows_an_energy_and_that_it_is_simulated() -> None:
    field = field_of([a_variant()], [a_run(energy=an_energy())], "digits", "b-l475e-iot01a")
    assert field.candidates[0].energy_uj == pytest.approx(330.825)
    assert field.candidates[0].is_energy_simulated


def test_the_field_lists_variants_without_a_run_too() -> None:
    field = field_of([a_variant()], (), "digits", "native")
    assert field.origin is None
    assert [(one.label, one.run_id) for one in field.candidates] == [("digits_int8 v1", "")]


FEW_VALUES = st.sampled_from([None, 1.0, 2.0, 3.0])
ALIKE = st.lists(
    st.builds(
        Candidate,
        sha256=st.integers(0, 10_000).map(str),
        label=st.sampled_from("abc"),
        run_id=st.sampled_from(["", "r-1", "r-2", "r-3"]),
        latency_us=FEW_VALUES,
        ram_bytes=FEW_VALUES,
        flash_bytes=FEW_VALUES,
        energy_uj=FEW_VALUES,
        accuracy=st.sampled_from([None, 0.9, 0.95, 0.985, 0.988, 0.99]),
    ),
    max_size=5,
    unique_by=lambda one: one.sha256,
)
FEW_BUDGETS = st.dictionaries(
    st.sampled_from([metric for metric in Metric if metric is not Metric.ACCURACY]), st.sampled_from([1.0, 2.0])
).map(Budgets)


@given(st.one_of(CANDIDATES, ALIKE), st.one_of(BUDGETS, FEW_BUDGETS), SUPPLIES)
def test_nobody_else_in_the_budgets_is_better_in_the_reason_that_is_given(
    candidates: list[Candidate], budgets: Budgets, supply: Supply
) -> None:
    answer = pick(candidates, budgets, supply)
    if answer.chosen is None:
        return
    best, words = answer.chosen.candidate, reason(answer)
    kept = [one for one in answer.others if one.keeps_budgets]
    others = [one.candidate for one in kept]
    if "only one" in words:
        assert not others
    if "the most accurate." in words and "it is the most accurate." in words:
        assert all((best.accuracy or 0) >= (one.accuracy or 0) for one in others)
    rivals = [one.candidate for one in kept if not one.is_far_below] if "and within 2 points" in words else others
    if "the least energy" in words:
        assert all(one.energy_uj is not None and (best.energy_uj or 0) <= one.energy_uj for one in rivals)
    if "it is the shortest awake" in words:
        assert all((best.latency_us or 0) <= one.latency_us for one in rivals if one.latency_us is not None)
    top = max((one.accuracy for one in candidates if one.run_id and one.accuracy is not None), default=0.0)
    if "and within 2 points" in words:
        assert best.accuracy is not None
        assert best.accuracy >= top - FAR_BELOW - 1e-6
    if "No other that keeps" in words:
        assert not [one for one in others if one.accuracy is not None and one.accuracy >= top - FAR_BELOW]
    for one in kept:
        if "less accurate than the most accurate" in why_not(one):
            assert one.candidate.accuracy is not None
            assert one.candidate.accuracy < top - FAR_BELOW + 1e-6


def test_a_faster_one_that_is_far_less_accurate_is_marked_so_on_battery_only() -> None:
    on_battery = pick([INT8, PRUNED], Budgets(), Supply.BATTERY)
    on_mains = pick([INT8, PRUNED], Budgets(), Supply.MAINS)
    assert [one.is_far_below for one in on_battery.others] == [True]
    assert [one.is_far_below for one in on_mains.others] == [False]
