"""Published totals and ours stand side by side, never mixed and never made up."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import shipped

from geo.language import Language
from geo.programme import Programme
from geo.reconciliation import MEASURES, METRICS, as_of_order, as_of_text, published, reconciliation
from geo.vocabulary import collaboration_years

# A machine under load is no fault.
unhurried = settings(deadline=None)

# As stated with the researched facts ("How complete"): published / A and B / A, B and C.
# In the order of the measures: countries, partner places, Japanese governments, links.
STATED = {
    2022: ((13, 10, 12), (45, 27, 33), (20, 12, 15), (None, 67, 93)),
    2023: ((13, 10, 13), (49, 30, 36), (20, 14, 16), (None, 75, 104)),
    2024: ((13, 10, 13), (56, 32, 40), (23, 16, 19), (None, 84, 117)),
    2025: ((14, 11, 13), (67, 35, 40), (25, 16, 19), (None, 93, 127)),
}
DAYS = st.dates().map(lambda day: day.isoformat())


def figures(programme: Programme, year: int) -> tuple[tuple[int | None, int, int], ...]:
    return tuple(
        (row.published.value if row.published else None, row.confirmed, row.every)
        for row in reconciliation(programme)
        if row.fiscal_year == year
    )


def with_total(programme: Programme, **changed: object) -> Programme:
    totals = programme.published_totals
    model = totals[(totals["metric"] == "partner_places_cum") & (totals["fiscal_year"] == 2025)].iloc[[0]]
    return replace(programme, published_totals=pd.concat([totals, model.assign(**changed)], ignore_index=True))


@pytest.mark.parametrize("year", STATED)
def test_the_table_is_the_one_stated_with_the_facts(year: int) -> None:
    assert figures(shipped(), year) == STATED[year]


def test_every_fiscal_year_and_measure_stands_once_in_order() -> None:
    rows = [(row.fiscal_year, row.measure) for row in reconciliation(shipped())]
    assert rows == [(year, measure) for year in collaboration_years(shipped()) for measure in MEASURES]


def test_a_year_without_a_published_figure_stays_empty() -> None:
    seen = {row.fiscal_year for row in reconciliation(shipped()) if row.published}
    assert seen == {2019, 2020, 2021, 2022, 2023, 2024, 2025}


def test_a_published_figure_gone_is_not_filled_in_from_its_neighbours() -> None:
    totals = shipped().published_totals
    without = replace(shipped(), published_totals=totals[totals["fiscal_year"] != 2023])
    assert [published for published, _, _ in figures(without, 2023)] == [None] * len(MEASURES)
    assert figures(without, 2022) == STATED[2022]
    assert figures(without, 2024) == STATED[2024]


def test_ours_never_shrink_and_inferred_rows_only_add() -> None:
    for measure in MEASURES:
        rows = [row for row in reconciliation(shipped()) if row.measure == measure]
        assert [row.confirmed for row in rows] == sorted(row.confirmed for row in rows)
        assert [row.every for row in rows] == sorted(row.every for row in rows)
        assert all(row.confirmed <= row.every for row in rows)


def test_the_latest_figure_of_a_fiscal_year_is_taken_with_its_date_and_source() -> None:
    found = published(shipped())
    assert [(found[measure, 2019].value, found[measure, 2019].as_of) for measure in METRICS.values()] == [
        (10, "2020-03-24"), (32, "2020-03-24"), (14, "2020-03-24"),
    ]  # fmt: skip
    assert found["partner_places", 2025].sources == ("ep-commons-2026",)
    assert found["partner_places", 2022].as_of == "2023-03-15"


def test_figures_after_a_first_round_and_loosely_quoted_ones_are_left_out() -> None:
    found = published(shipped())
    assert (found["partner_places", 2021].value, found["japanese_governments", 2021].value) == (41, 17)
    assert (found["partner_places", 2022].value, found["japanese_governments", 2022].value) == (45, 20)
    assert published(with_total(shipped(), metric="partner_places_cum_after_round1", as_of="2026-03-31", value=99)) == found
    assert published(with_total(shipped(), metric="partner_places_quoted", as_of="2026-03-31", value=99)) == found


@pytest.mark.parametrize("changed", [{"subject": "jcm"}, {"scope": "VNM"}])
def test_figures_on_something_else_are_left_out(changed: dict[str, str]) -> None:
    assert published(with_total(shipped(), as_of="2026-03-31", value=99, **changed)) == published(shipped())


@pytest.mark.parametrize(("as_of", "value"), [("2026-02-13", 99), ("2026-03", 99), ("FY2025", 67), ("2026-01", 67), ("2026", 67)])
def test_of_two_figures_the_later_date_wins_however_it_is_written(as_of: str, value: int) -> None:
    assert published(with_total(shipped(), as_of=as_of, value=99))["partner_places", 2025].value == value


def test_figures_without_a_fiscal_year_stand_beside_none() -> None:
    assert published(with_total(shipped(), fiscal_year=pd.NA, value=99)) == published(shipped())


def test_without_any_row_there_is_nothing_to_set_side_by_side() -> None:
    assert reconciliation(replace(shipped(), collaborations=shipped().collaborations.iloc[0:0])) == ()


@unhurried
@given(DAYS, DAYS)
def test_full_dates_keep_the_order_of_time(one: str, other: str) -> None:
    assert (as_of_order(one) < as_of_order(other)) is (one < other)


@unhurried
@given(DAYS)
def test_a_date_never_stands_before_the_month_and_year_it_lies_in(day: str) -> None:
    assert as_of_order(day[:4]) < as_of_order(day[:7]) < as_of_order(day)


def test_a_fiscal_year_stands_where_it_begins() -> None:
    dates = ["2026-02", "FY2025", "2025-03-31", "FY2024", "2025-04-02", "2026-03-31", "2025-04"]
    assert sorted(dates, key=as_of_order) == ["FY2024", "2025-03-31", "FY2025", "2025-04", "2025-04-02", "2026-02", "2026-03-31"]


@pytest.mark.parametrize("as_of", ["", "soon", "FY25", "2025-13"])
def test_what_is_no_date_is_refused_by_name(as_of: str) -> None:
    with pytest.raises(ValueError, match="Allowed: FY2025, 2026, 2026-02 or 2026-02-13") as error:
        as_of_order(as_of)
    assert repr(as_of) in str(error.value)


@pytest.mark.parametrize(
    ("as_of", "english", "japanese"),
    [("FY2022", "FY2022", "2022年度"), ("2026-02", "February 2026", "2026年2月"), ("2023-03-15", "15 March 2023", "2023年3月15日")],
)
def test_what_a_figure_speaks_of_is_written_for_the_reader(as_of: str, english: str, japanese: str) -> None:
    assert (as_of_text(as_of, Language("en")), as_of_text(as_of, Language("ja"))) == (english, japanese)
