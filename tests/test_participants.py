"""The year grid and the lists of places hold exactly what the selection shows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shipped import shipped

from geo import shown, summary
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.participants import COLUMNS, Grid, Side, grid, places
from geo.selection import Selection
from geo.vocabulary import collaboration_years, vocabulary

CODES = vocabulary(shipped()).codes
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
YEARS = st.none() | st.tuples(st.integers(2013, 2025), st.integers(2013, 2025))
SELECTIONS = st.builds(
    Selection,
    fiscal_years=YEARS,
    countries=st.lists(st.sampled_from(["VNM", "IDN", "MNG", "THA"]), max_size=2, unique=True).map(tuple),
    japanese=st.lists(st.sampled_from(CODES["jp"]), max_size=2, unique=True).map(tuple),
    themes=st.lists(st.sampled_from(CODES["theme"]), max_size=2, unique=True).map(tuple),
    evidence=st.sampled_from(EVIDENCE_LEVELS),
)
sides = pytest.mark.parametrize("side", list(COLUMNS))


def marks(found: Grid) -> set[tuple[str, int, str]]:
    return {(pair.pair, year.year, year.evidence) for each in found.countries for pair in each.pairs for year in pair.record.years}


def rows(selection: Selection) -> pd.DataFrame:
    return shown.links(shipped(), selection)


@SOME
@given(SELECTIONS)
def test_every_link_shown_is_one_mark_with_its_level(selection: Selection) -> None:
    expected = rows(selection)
    wanted = set(zip(expected["pair"], expected["fiscal_year"], expected["evidence"], strict=True))
    assert marks(grid(shipped(), selection)) == wanted


@SOME
@given(SELECTIONS)
def test_pairs_stand_under_their_country_and_years_within_the_chosen_ones(selection: Selection) -> None:
    found, expected = grid(shipped(), selection), rows(selection)
    assert [each.country for each in found.countries] == [
        code for code in CODES["country"] if code in set(expected["country_iso3"])
    ]
    for country in found.countries:
        of_country = expected[expected["country_iso3"] == country.country]
        assert {pair.pair for pair in country.pairs} == set(of_country["pair"])
        assert country.places == of_country["partner_place_id"].nunique()
    first, last = selection.fiscal_years or (2013, 2025)
    assert found.years == tuple(range(first, last + 1))
    assert found.newest == collaboration_years(shipped())[-1]


@SOME
@given(SELECTIONS)
def test_every_place_stands_once_with_its_years_partners_themes_and_evidence(selection: Selection) -> None:
    expected = rows(selection)
    for side, (own, other) in COLUMNS.items():
        found = places(shipped(), selection, side)
        assert sorted(each.place for each in found) == sorted(set(expected[own]))
        for each in found:
            members = expected[expected[own] == each.place]
            assert {year.year for year in each.record.years} == set(members["fiscal_year"])
            assert set(each.record.partners) == set(members[other])
            assert sum(number for _, number in each.record.evidence) == len(members)
            assert set(each.record.themes) == {theme for themes in members["themes"] for theme in themes.split(";")}
            assert (each.record.first, each.record.last) == (members["fiscal_year"].min(), members["fiscal_year"].max())


@sides
def test_the_lists_are_as_long_as_the_figures_say(side: Side) -> None:
    figures = summary.figures(shipped(), Selection())
    counted = {"japanese": figures.japanese_governments.value, "partners": figures.partner_places.value}
    assert len(places(shipped(), Selection(), side)) == counted[side]


def test_partner_places_stand_by_country_in_the_order_of_their_table() -> None:
    found = places(shipped(), Selection(evidence="C"), "partners")
    order = {code: i for i, code in enumerate(CODES["country"])}
    ranks = [order[each.country] for each in found]
    assert ranks == sorted(ranks)
    assert {each.country for each in places(shipped(), Selection(), "japanese")} == {""}


def test_an_open_detail_changes_nothing() -> None:
    opened = Selection(selected=Selected("place", "osaka"))
    assert grid(shipped(), opened) is grid(shipped(), Selection())
    assert places(shipped(), opened, "partners") is places(shipped(), Selection(), "partners")


def test_without_collaborations_there_is_nothing_to_set_out() -> None:
    bare = replace(shipped(), collaborations=shipped().collaborations.iloc[0:0])
    assert grid(bare, Selection()) == Grid((), 0, ())
    assert places(bare, Selection(), "japanese") == ()
