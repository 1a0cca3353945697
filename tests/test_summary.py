"""Figures, counts and rankings are those of the rows shown, and published figures stand only beside their like."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import shipped

from geo import summary
from geo.collaborations import rows
from geo.language import LANGUAGES, Language
from geo.parameters import EVIDENCE_LEVELS, Selected
from geo.selection import Selection
from geo.vocabulary import vocabulary

ENGLISH, JAPANESE = Language("en"), Language("ja")
CODES = vocabulary(shipped()).codes
YEARS = st.integers(2013, 2025)
FILTERS = ("country", "jp", "partner", "theme")
FIELDS = {"country": "countries", "jp": "japanese", "partner": "partners", "theme": "themes"}


def some_of(parameter: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(CODES[parameter]), max_size=3, unique=True).map(tuple)


SELECTIONS = st.builds(
    Selection,
    fiscal_years=st.none() | st.tuples(YEARS, YEARS),
    evidence=st.sampled_from(EVIDENCE_LEVELS),
    query=st.sampled_from(["", "", "", "環境", "City"]),
    **{FIELDS[name]: st.just(()) | some_of(name) for name in FILTERS},
)
FEW = settings(max_examples=40, deadline=None)


def expected(selection: Selection) -> pd.DataFrame:
    """Filter as plainly as can be, without the conditions."""
    table = rows(shipped())
    kept = table["evidence"].isin(EVIDENCE_LEVELS[: EVIDENCE_LEVELS.index(selection.evidence) + 1])
    if selection.fiscal_years:
        kept &= (table["fiscal_year"] >= selection.fiscal_years[0]) & (table["fiscal_year"] <= selection.fiscal_years[1])
    for column, codes in (
        ("country_iso3", selection.countries),
        ("jp_place_id", selection.japanese),
        ("partner_place_id", selection.partners),
    ):
        if codes:
            kept &= table[column].isin(codes)
    if selection.themes:
        kept &= pd.Series([bool(set(row.split(";")) & set(selection.themes)) for row in table["themes"]], index=table.index)
    if selection.query:
        kept &= table["search"].str.contains(selection.query.casefold(), regex=False)
    return table[kept]


@FEW
@given(SELECTIONS)
def test_figures_count_the_rows_shown(selection: Selection) -> None:
    shown, figures = expected(selection), summary.figures(shipped(), selection)
    assert list(summary.links(shipped(), selection)["collaboration_id"]) == list(shown["collaboration_id"])
    assert figures.links.value == len(shown)
    assert figures.countries.value == len(set(shown["country_iso3"]))
    assert figures.partner_places.value == len(set(shown["partner_place_id"]))
    assert figures.japanese_governments.value == len(set(shown["jp_place_id"]))


def test_the_whole_programme_has_the_published_totals_beside_it() -> None:
    figures = summary.figures(shipped(), Selection())
    told = [(each.value, each.published.value if each.published else None) for each in vars(figures).values()]
    assert told == [(11, 14), (35, 67), (16, 25), (93, None)]
    assert figures.partner_places.published is not None
    assert figures.partner_places.published.as_of == "2026-02"


@pytest.mark.parametrize(
    ("selection", "published"),
    [
        (Selection(fiscal_years=(2013, 2025)), 67),
        (Selection(fiscal_years=(2013, 2022)), 45),
        (Selection(evidence="C"), 67),
        (Selection(evidence="A"), 67),
        (Selection(selected=Selected("place", "osaka")), 67),
        (Selection(technologies=("solar_pv",)), 67),
        (Selection(fiscal_years=(2014, 2025)), None),
        (Selection(fiscal_years=(2025, 2025)), None),
        (Selection(fiscal_years=(2013, 2018)), None),
        (Selection(countries=("VNM",)), None),
        (Selection(japanese=("osaka",)), None),
        (Selection(partners=("renca",)), None),
        (Selection(themes=("waste",)), None),
        (Selection(query="osaka"), None),
    ],
)
def test_a_published_figure_stands_only_beside_its_like(selection: Selection, published: int | None) -> None:
    figures = summary.figures(shipped(), selection)
    places = figures.partner_places.published
    assert (places.value if places else None) == published
    assert (figures.countries.published is None) is (figures.japanese_governments.published is None) is (published is None)
    assert figures.links.published is None


def test_an_open_detail_changes_no_figure() -> None:
    opened = Selection(selected=Selected("pair", "osaka~ho-chi-minh-city"))
    assert summary.figures(shipped(), opened) == summary.figures(shipped(), Selection())
    assert summary.rankings(shipped(), opened) is summary.rankings(shipped(), Selection())


@FEW
@given(SELECTIONS, st.sampled_from(FILTERS))
def test_an_options_count_is_what_choosing_it_alone_would_show(selection: Selection, parameter: str) -> None:
    counts = summary.option_counts(shipped(), selection, parameter)
    assert tuple(counts) == CODES[parameter]
    for code, count in counts.items():
        assert count == len(expected(replace(selection, **{FIELDS[parameter]: (code,)})))


@FEW
@given(SELECTIONS)
def test_evidence_is_counted_level_by_level_whatever_level_is_shown(selection: Selection) -> None:
    counts = summary.option_counts(shipped(), selection, "evidence")
    shown = expected(replace(selection, evidence="C"))
    assert counts == {level: int((shown["evidence"] == level).sum()) for level in EVIDENCE_LEVELS}


@pytest.mark.parametrize("parameter", ["tech", "fy", "q", "sel", "nothing"])
def test_options_of_something_else_are_refused_by_name(parameter: str) -> None:
    with pytest.raises(
        ValueError, match=rf"Parameter '{parameter}' has no options .*Allowed: country, jp, partner, theme, evidence"
    ):
        summary.option_counts(shipped(), Selection(), parameter)


@FEW
@given(SELECTIONS)
def test_the_year_bar_counts_every_year_as_if_none_were_chosen(selection: Selection) -> None:
    counts = summary.year_counts(shipped(), selection)
    assert tuple(counts) == tuple(range(2013, 2026))
    for year, count in counts.items():
        assert count == len(expected(replace(selection, fiscal_years=(year, year))))


@FEW
@given(SELECTIONS)
def test_rankings_hold_everyone_shown_and_stand_in_order(selection: Selection) -> None:
    shown, ranked = expected(selection), summary.rankings(shipped(), selection)
    assert {row.pair for row in ranked.pairs} == set(shown["pair"])
    assert {row.place for row in ranked.japanese} == set(shown["jp_place_id"])
    assert {row.place for row in ranked.partners} == set(shown["partner_place_id"])
    assert {row.country for row in ranked.countries} == set(shown["country_iso3"])
    assert [(row.years, row.last) for row in ranked.pairs] == sorted(((row.years, row.last) for row in ranked.pairs), reverse=True)
    for places in (ranked.japanese, ranked.partners):
        assert [row.partners for row in places] == sorted((row.partners for row in places), reverse=True)
        assert sum(row.links for row in places) == len(shown)
    assert [row.links for row in ranked.countries] == sorted((row.links for row in ranked.countries), reverse=True)
    for row in ranked.pairs:
        years = shown.loc[shown["pair"] == row.pair, "fiscal_year"]
        assert (row.years, row.first, row.last) == (years.nunique(), years.min(), years.max())


def test_tokyo_and_kuala_lumpur_worked_together_longest() -> None:
    ranked = summary.rankings(shipped(), Selection())
    assert ranked.pairs[0] == summary.PairRank("tokyo~kuala-lumpur", 6, 2019, 2024)
    assert ranked.japanese[0] == summary.PlaceRank("kitakyushu", 8, 14)
    assert ranked.countries[0] == summary.CountryRank("IDN", 28, 10)


def test_an_empty_selection_is_loosened_one_filter_at_a_time_the_best_first() -> None:
    selection = Selection(countries=("VNM",), japanese=("tokyo",), fiscal_years=(2019, 2025))
    found = summary.loosen(shipped(), selection)
    assert [(row.parameter, row.links) for row in found] == [("country", 6), ("jp", 6)]
    assert all(len(expected(row.selection)) == row.links for row in found)


@pytest.mark.parametrize("evidence", ["A", "B"])
def test_inferred_rows_are_offered_where_they_would_fill_the_map(evidence: str) -> None:
    selection = Selection(japanese=("kyoto",), evidence=evidence)
    best = next(row for row in summary.loosen(shipped(), selection) if row.parameter == "evidence")
    assert (best.selection, best.links) == (replace(selection, evidence="C"), 1)


def test_secondary_sources_are_offered_before_inferred_rows() -> None:
    found = summary.loosen(shipped(), Selection(partners=("renca",), evidence="A"))
    assert [(row.parameter, row.selection.evidence) for row in found] == [("partner", "A"), ("evidence", "B")]


@FEW
@given(SELECTIONS)
def test_loosening_is_offered_only_for_nothing_and_always_gives_something(selection: Selection) -> None:
    found = summary.loosen(shipped(), selection)
    if len(expected(selection)):
        assert found == ()
    for row in found:
        assert row.links == len(expected(row.selection)) > 0
        kept = selection.without(row.parameter).parameters()
        assert row.selection.without("evidence" if row.parameter == "evidence" else row.parameter).parameters() == kept
    assert [row.links for row in found] == sorted((row.links for row in found), reverse=True)


def test_where_no_single_filter_is_to_blame_nothing_is_offered() -> None:
    assert summary.loosen(shipped(), Selection(japanese=("tokyo",), partners=("renca",), query="バイオマス発電所がない")) == ()


@pytest.mark.parametrize(("evidence", "hidden"), [("A", 81), ("B", 34), ("C", 0)])
def test_what_the_level_of_evidence_leaves_out_is_counted(evidence: str, hidden: int) -> None:
    assert summary.hidden(shipped(), Selection(evidence=evidence)) == hidden


def test_the_data_speak_of_their_latest_date_however_it_is_written() -> None:
    assert summary.data_as_of(shipped()) == "2026-02"
    totals = shipped().published_totals
    assert summary.data_as_of(replace(shipped(), published_totals=totals[totals["fiscal_year"] < 2020])) == "2020-03-24"
    assert summary.data_as_of(replace(shipped(), published_totals=totals[totals["fiscal_year"] == 2021])) == "FY2021"
    assert summary.data_as_of(replace(shipped(), published_totals=totals.iloc[0:0])) == ""


@pytest.mark.parametrize(
    ("selection", "english", "japanese"),
    [
        (
            Selection(),
            "35 of the 67 partner places published as of February 2026 are documented here; "
            "34 inferred links of this selection are not shown.",
            "2026年2月時点で公表されたパートナー都市・地域67か所のうち、ここで確認できるのは35か所です"
            "(この選択のうち、推定による連携34件は表示していません)。",
        ),
        (
            Selection(evidence="C"),
            "40 of the 67 partner places published as of February 2026 are documented here, inferred links included.",
            "2026年2月時点で公表されたパートナー都市・地域67か所のうち、ここで確認できるのは40か所です(推定による連携を含む)。",
        ),
        (
            Selection(fiscal_years=(2013, 2021), evidence="A"),
            "20 of the 41 partner places published as of FY2021 are documented here; "
            "46 links of this selection that no official source confirms are not shown.",
            "2021年度時点で公表されたパートナー都市・地域41か所のうち、ここで確認できるのは20か所です"
            "(この選択のうち、公的な出典で確認できない連携46件は表示していません)。",
        ),
        (
            Selection(countries=("CHL",)),
            "Over the whole programme, 35 of the 67 partner places published as of February 2026 are documented here; "
            "2 inferred links of this selection are not shown.",
            "事業全体では、2026年2月時点で公表されたパートナー都市・地域67か所のうち、ここで確認できるのは35か所です"
            "(この選択のうち、推定による連携2件は表示していません)。",
        ),
        (
            Selection(partners=("kuala-lumpur",)),
            "Over the whole programme, 35 of the 67 partner places published as of February 2026 are documented here.",
            "事業全体では、2026年2月時点で公表されたパートナー都市・地域67か所のうち、ここで確認できるのは35か所です。",
        ),
    ],
)
def test_one_sentence_says_what_the_map_does_not_hold(selection: Selection, english: str, japanese: str) -> None:
    assert summary.completeness_sentence(shipped(), selection, ENGLISH) == english
    assert summary.completeness_sentence(shipped(), selection, JAPANESE) == japanese


def test_without_published_figures_the_sentence_claims_none() -> None:
    bare = replace(shipped(), published_totals=shipped().published_totals.iloc[0:0])
    said = summary.completeness_sentence(bare, Selection(evidence="C"), ENGLISH)
    assert said == "The rows here are a part of the programme, inferred links included."


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_programme_without_rows_has_figures_of_nothing(code: str) -> None:
    bare = replace(shipped(), collaborations=shipped().collaborations.iloc[0:0])
    figures = summary.figures(bare, Selection())
    assert [each.value for each in vars(figures).values()] == [0, 0, 0, 0]
    assert summary.year_counts(bare, Selection()) == {}
    assert summary.rankings(bare, Selection()) == summary.Rankings((), (), (), ())
    assert set(summary.option_counts(bare, Selection(), "theme").values()) == {0}
    assert summary.completeness_sentence(bare, Selection(), Language(code))
