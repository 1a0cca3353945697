"""Every series holds the rows shown or says how many it lacks, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from selected_installations import ENGLISH, FEW, JAPANESE, SELECTIONS, expected
from shipped import shipped

from geo import installation_series as series
from geo.language import LANGUAGES, Language
from geo.parameters import Selected
from geo.programme import Programme
from geo.selection import Selection

Maker = Callable[[Programme, Selection], series.Series]
MAKERS: tuple[Maker, ...] = (
    series.technology_by_year,
    series.countries,
    series.reduction_by_technology,
    series.participants,
)


def with_participants(*pairs: tuple[str, str]) -> Programme:
    """The first installations alone, with other participants: Japanese and English name."""
    table = shipped().installations.iloc[: len(pairs)].copy()
    table["japanese_participant_ja"], table["japanese_participant_en"] = zip(*pairs, strict=True)
    return replace(shipped(), installations=table)


def named(table: pd.DataFrame) -> list[tuple[str, str, int]]:
    return list(table.itertuples(index=False, name=None))


@FEW
@given(SELECTIONS)
def test_technologies_by_year_hold_every_dated_row(selection: Selection) -> None:
    found, shown = series.technology_by_year(shipped(), selection), expected(replace(selection, undated=True))
    dated = shown[shown["fiscal_year"].notna()]
    counts = Counter(zip(dated["technology_type"], dated["fiscal_year"].astype(int), strict=True))
    assert {(row.technology_type, row.fiscal_year): row.installations for row in found.table.itertuples()} == counts
    assert (found.rows, found.missing) == (len(shown), len(shown) - len(dated))


@FEW
@given(SELECTIONS)
def test_countries_are_ranked_by_all_their_rows(selection: Selection) -> None:
    found, shown = series.countries(shipped(), selection), expected(selection)
    assert dict(zip(found.table["country_iso3"], found.table["installations"], strict=True)) == Counter(shown["country_iso3"])
    assert found.table["installations"].is_monotonic_decreasing
    assert found.missing == found.table["unlocated"].sum() == (shown["location_precision"] == "country").sum()
    for row in found.table.itertuples():
        assert row.technology_types == shown.loc[shown["country_iso3"] == row.country_iso3, "technology_type"].nunique()


@FEW
@given(SELECTIONS)
def test_reductions_are_summed_over_the_rows_that_have_one(selection: Selection) -> None:
    found, shown = series.reduction_by_technology(shipped(), selection), expected(selection)
    assert set(found.table["technology_type"]) == set(shown["technology_type"])
    assert found.table["installations"].sum() == len(shown) == found.rows
    assert len(shown) - found.table["known"].sum() == found.missing
    for row in found.table.itertuples():
        values = shown.loc[shown["technology_type"] == row.technology_type, "ghg_reduction_tco2_per_year"].dropna()
        assert row.known == len(values)
        assert row.tco2_per_year == pytest.approx(values.sum()) if len(values) else pd.isna(row.tco2_per_year)


def test_a_type_without_any_figure_has_no_sum_and_stands_last() -> None:
    table = series.reduction_by_technology(shipped(), Selection()).table
    without = table["known"] == 0
    assert without.any()
    assert table.loc[without, "tco2_per_year"].isna().all()
    assert without.is_monotonic_increasing
    assert table.loc[~without, "tco2_per_year"].is_monotonic_decreasing


@FEW
@given(SELECTIONS)
def test_participants_are_counted_once_for_each_row_that_names_them(selection: Selection) -> None:
    found, shown = series.participants(shipped(), selection), expected(selection)
    counts = Counter(part.strip() for cell in shown["japanese_participant_ja"] for part in cell.split(";") if part.strip())
    assert dict(zip(found.table["participant_ja"], found.table["installations"], strict=True)) == counts
    assert found.missing == (shown["japanese_participant_ja"] == "").sum()


def test_participants_stand_apart_only_where_the_table_lists_them() -> None:
    programme = with_participants(("甲社; 乙社", "Ko Inc.; Otsu Inc."), ("甲社", "Ko Inc."), ("丙・丁社", "Hei, Tei and Co."))
    assert named(series.participants(programme, Selection()).table) == [
        ("甲社", "Ko Inc.", 2),
        ("丙・丁社", "Hei, Tei and Co.", 1),
        ("乙社", "Otsu Inc.", 1),
    ]


def test_one_participant_spelled_in_two_ways_is_one() -> None:
    programme = with_participants(("甲社", "Ko Inc"), ("甲社", "Ko Inc."), ("甲社", "Ko Inc."))
    assert named(series.participants(programme, Selection()).table) == [("甲社", "Ko Inc.", 3)]


def test_a_name_in_one_language_stands_for_both() -> None:
    programme = with_participants(("", "Ko Inc."), ("乙社", ""), ("丙社; 丁社", "Hei and Tei"), ("", ""))
    found = series.participants(programme, Selection())
    assert set(named(found.table)) == {("Ko Inc.", "Ko Inc.", 1), ("乙社", "乙社", 1), ("丙社", "丙社", 1), ("丁社", "丁社", 1)}
    assert (found.rows, found.missing) == (4, 1)


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_missing_is_said_with_its_number(make: Maker) -> None:
    found = make(shipped(), Selection())
    assert 0 < found.missing < found.rows == 206
    for language in (ENGLISH, JAPANESE):
        assert str(found.missing) in found.caption(language)
        assert str(found.rows) in found.caption(language)
    assert found.caption(ENGLISH) != found.caption(JAPANESE)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_where_nothing_is_missing_the_caption_says_so(make: Maker, code: str) -> None:
    table = shipped().installations
    whole = table[
        table["fiscal_year"].notna()
        & table["ghg_reduction_tco2_per_year"].notna()
        & (table["location_precision"] != "country")
        & (table["japanese_participant_ja"] != "")
    ]
    assert len(whole)
    found = make(replace(shipped(), installations=whole), Selection())
    assert found.missing == 0
    assert "{" not in found.caption(Language(code))
    assert found.caption(Language(code))


@pytest.mark.parametrize("make", MAKERS)
def test_a_series_of_nothing_has_its_columns_and_types(make: Maker) -> None:
    nothing = make(shipped(), Selection(countries=("KEN",), technologies=("forest",)))
    assert (len(nothing.table), nothing.rows, nothing.missing) == (0, 0, 0)
    assert dict(nothing.table.dtypes) == dict(make(shipped(), Selection()).table.dtypes)


@pytest.mark.parametrize("make", MAKERS)
def test_an_open_detail_makes_no_new_series(make: Maker) -> None:
    opened = Selection(selected=Selected("installation", "vn012"))
    assert make(shipped(), opened) is make(shipped(), Selection())
