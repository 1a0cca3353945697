"""What is in both selections and in only one adds up, and differences are those of the figures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shipped import shipped

from geo import comparison, shown, summary
from geo.comparison import SHARED
from geo.page_parameters import COMPARED, SECOND, as_the_second, of_the_second
from geo.parameters import EVIDENCE_LEVELS, Subject
from geo.selection import Selection
from geo.vocabulary import vocabulary

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CODES = vocabulary(shipped()).codes
YEARS = st.integers(2013, 2025)
SELECTIONS = st.builds(
    Selection,
    fiscal_years=st.none() | st.tuples(YEARS, YEARS),
    countries=st.lists(st.sampled_from(CODES["country"]), max_size=3, unique=True).map(tuple),
    technologies=st.lists(st.sampled_from(CODES["tech"]), max_size=3, unique=True).map(tuple),
    evidence=st.sampled_from(EVIDENCE_LEVELS),
    undated=st.booleans(),
)
SUBJECTS = st.sampled_from(COMPARED)


@FEW
@given(SELECTIONS, SELECTIONS, SUBJECTS)
def test_what_is_in_both_and_in_only_one_is_all_there_is(one: Selection, other: Selection, subject: Subject) -> None:
    left, right = (shown.rows(shipped(), selection, subject) for selection in (one, other))
    for found in comparison.shared(shipped(), one, other, subject):
        column = SHARED[subject][found.kind]
        assert {*found.first, *found.both} == set(left[column])
        assert {*found.second, *found.both} == set(right[column])
        assert len({*found.first, *found.both, *found.second}) == len(found.first) + len(found.both) + len(found.second)


@FEW
@given(SELECTIONS, SELECTIONS, SUBJECTS)
def test_differences_are_those_of_the_figures_either_way(one: Selection, other: Selection, subject: Subject) -> None:
    there = comparison.figures(shipped(), one, other, subject)
    back = comparison.figures(shipped(), other, one, subject)
    for figure, turned in zip(there, back, strict=True):
        assert (figure.first, figure.second) == (turned.second, turned.first)
        if figure.difference is None:
            assert turned.difference is None
            assert figure.share is None
            continue
        assert turned.difference == pytest.approx(-figure.difference)
        if figure.share is not None and figure.first.value:
            assert figure.first.value * (1 + figure.share) == pytest.approx(figure.second.value)
        if figure.first.known < figure.first.rows or figure.second.known < figure.second.rows:
            assert figure.share is None


def test_the_figures_are_those_of_the_other_pages() -> None:
    found = {each.name: each for each in comparison.figures(shipped(), Selection(), Selection(evidence="C"), "collaborations")}
    for evidence, side in (("B", "first"), ("C", "second")):
        figures = summary.figures(shipped(), Selection(evidence=evidence))
        for name in ("countries", "partner_places", "japanese_governments", "links"):
            assert getattr(found[name], side).value == getattr(figures, name).value  # type: ignore[index]


@FEW
@given(SELECTIONS, SELECTIONS, SUBJECTS)
def test_the_series_holds_every_dated_row_and_says_which_years_are_chosen(
    one: Selection, other: Selection, subject: Subject
) -> None:
    series = comparison.series(shipped(), one, other, subject)
    for side, selection in ((1, one), (2, other)):
        own = series[series["side"] == side]
        whole = shown.number(shipped(), selection.without("fy"), subject)
        assert own["rows"].sum() + comparison.undated(shipped(), selection, subject) == whole
        dated = shown.number(shipped(), replace(selection, undated=False), subject)
        if selection.fiscal_years:
            assert own.loc[own["chosen"], "rows"].sum() == dated
        else:
            assert own["chosen"].all()


@FEW
@given(SELECTIONS, SUBJECTS)
def test_the_year_before_has_as_many_years_and_ends_where_the_first_begins(one: Selection, subject: Subject) -> None:
    found = comparison.year_before(shipped(), one, subject)
    if found is None:
        assert one.fiscal_years
        return
    first, second = found
    assert first.fiscal_years
    assert second.fiscal_years
    assert second.fiscal_years[1] == first.fiscal_years[0] - 1
    assert first.fiscal_years[1] - first.fiscal_years[0] == second.fiscal_years[1] - second.fiscal_years[0]
    assert first.without("fy") == second.without("fy") == one.without("fy")
    assert one.fiscal_years in (None, first.fiscal_years)


def test_another_country_goes_round_all_there_are() -> None:
    first, second, seen = Selection(), Selection(), []
    everywhere = set(shown.counted(shipped(), Selection())["country_iso3"])
    for _ in everywhere:
        pair = comparison.another_country(shipped(), first, second, "collaborations")
        assert pair
        first, second = pair
        seen.append(second.countries[0])
    assert first.countries[0] not in seen
    assert {*seen, first.countries[0]} == everywhere
    assert seen[0] == seen[-1]


def test_another_country_keeps_what_else_is_selected_but_places() -> None:
    one = Selection(countries=("VNM",), partners=("ho-chi-minh-city",), evidence="C", fiscal_years=(2015, 2020))
    pair = comparison.another_country(shipped(), one, Selection(), "collaborations")
    assert pair
    assert pair[0] == one
    assert pair[1] == replace(one, countries=pair[1].countries, partners=())
    assert pair[1].countries != ("VNM",)


def test_the_same_rows_in_other_words_are_alike() -> None:
    every = Selection(countries=CODES["country"])
    assert comparison.alike(shipped(), Selection(), every, "collaborations")
    assert not comparison.alike(shipped(), Selection(), Selection(evidence="A"), "collaborations")


@FEW
@given(SELECTIONS, SELECTIONS)
def test_one_address_holds_both_selections(one: Selection, other: Selection) -> None:
    address = {**one.parameters(), **as_the_second(other.parameters()), "lang": ["ja"], "rows": ["jp"]}
    assert Selection.parse(address, vocabulary(shipped())) == (one, [])
    assert Selection.parse(of_the_second(address), vocabulary(shipped())) == (other, [])
    assert all(name.startswith(SECOND) for name in as_the_second(other.parameters()))
