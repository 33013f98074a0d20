"""Links to a view of the Compare page, whoever wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.compare import Metric
from benchwright.ui.pages.compare.view_link import MOST_RUNS, View, view_link, view_of_link

IDS = st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20), min_size=1, max_size=9)


@given(IDS, IDS, st.sampled_from(Metric), st.sampled_from(Metric), st.booleans(), st.booleans())
def test_a_view_comes_back_from_its_link(
    runs: list[str], selected: list[str], x: Metric, y: Metric, front_only: bool, diff_only: bool
) -> None:
    view = View(tuple(runs), runs[0], x, y, front_only, diff_only, tuple(selected))
    assert view_of_link(view_link(view)) == view


@given(st.text())
def test_any_other_text_is_no_view(text: str) -> None:
    assert view_of_link(text) is None
    found = view_of_link(f"benchwright:compare?{text}")
    assert found is None or found.run_ids


@pytest.mark.parametrize("link", ["benchwright:compare?run=a&x=speed", "benchwright:compare?run=" + "a" * 100_001])
def test_an_unknown_metric_and_a_link_without_end_are_refused(link: str) -> None:
    assert view_of_link(link) is None


def test_a_link_names_no_more_runs_than_a_mail_holds() -> None:
    found = view_of_link(view_link(View(tuple(f"r-{number}" for number in range(900)))))
    assert found is not None
    assert len(found.run_ids) == MOST_RUNS
