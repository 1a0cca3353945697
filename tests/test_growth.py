"""Growth is told by published figures alone: each with its time and source, none made up or mixed with rows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from shipped import shipped

from geo import growth
from geo.programme import Programme
from geo.reconciliation import published


def with_total(programme: Programme, like: str, **changed: object) -> Programme:
    table = programme.published_totals
    model = table[(table["metric"] == like) & (table["scope"] == "all")].iloc[[0]]
    return replace(programme, published_totals=pd.concat([table, model.assign(**changed)], ignore_index=True))


def told(programme: Programme) -> dict[tuple[int, str], tuple[int, int, bool]]:
    return {(each.fiscal_year, each.stage): (each.figure.value, each.round, each.summed) for each in growth.projects(programme)}


def test_totals_are_the_latest_of_each_year_in_order() -> None:
    places = [(each.fiscal_year, each.figure.value) for each in growth.totals(shipped()) if each.measure == "partner_places"]
    assert places == [(2019, 32), (2020, 36), (2021, 41), (2022, 45), (2023, 49), (2024, 56), (2025, 67)]
    governments = [each.figure.value for each in growth.totals(shipped()) if each.measure == "japanese_governments"]
    assert governments == [14, 14, 17, 20, 20, 23, 25]
    countries = [each.figure.value for each in growth.totals(shipped()) if each.measure == "countries"]
    assert countries == [10, 13, 13, 13, 13, 13, 14]
    assert len(growth.totals(shipped())) == len(published(shipped()))


def test_no_figure_is_counted_from_rows() -> None:
    bare = replace(shipped(), collaborations=shipped().collaborations.iloc[0:0])
    assert growth.totals(bare) == growth.totals(shipped())
    assert growth.projects(bare) == growth.projects(shipped())
    assert growth.formed(bare) == growth.formed(shipped())


@pytest.mark.parametrize("metric", ["partner_places_cum_after_round1", "partner_places_quoted"])
def test_figures_after_a_first_round_and_quoted_ones_are_left_out(metric: str) -> None:
    assert growth.totals(with_total(shipped(), "partner_places_cum", metric=metric, value=99)) == growth.totals(shipped())


def test_whole_years_come_first_and_a_single_round_says_so() -> None:
    found = told(shipped())
    assert found[2016, "applied"] == (26, 0, False)
    assert found[2016, "chosen"] == (19, 0, False)
    assert found[2015, "applied"] == (29, 0, True)
    assert found[2022, "applied"] == (23, 1, False)
    assert found[2022, "chosen"] == (22, 0, True)
    assert found[2014, "applied"] == (13, 2, False)
    assert found[2021, "chosen"] == (2, 2, False)


def test_years_without_a_figure_stay_empty() -> None:
    years = {year for year, _ in told(shipped())}
    assert years == {2014, 2015, 2016, 2018, 2020, 2021, 2022, 2023, 2024}
    assert (2018, "applied") in told(shipped())


def test_a_sum_of_rounds_names_the_sources_of_its_parts() -> None:
    summed = next(each for each in growth.projects(shipped()) if (each.fiscal_year, each.stage) == (2020, "applied"))
    assert set(summed.figure.sources) == {"nies-29365", "epo-kyushu-2020"}


def test_figures_of_single_countries_are_left_out() -> None:
    altered = with_total(shipped(), "projects_selected", scope="VNM", value=999)
    assert told(altered) == told(shipped())


def test_more_than_twenty_stays_a_lower_bound_in_order_of_time() -> None:
    found = [(each.figure.as_of, each.figure.value, each.at_least) for each in growth.formed(shipped())]
    assert found == [("2019-08-27", 15, False), ("2024-02", 25, False), ("2024-04-01", 20, True)]


def test_a_figure_published_twice_stands_once_with_both_sources() -> None:
    twice = growth.formed(shipped())[1]
    assert twice.figure.sources == ("moe-fy2024-call", "jprsi-292")


def test_the_share_that_led_to_a_project_is_the_latest_published() -> None:
    share = growth.share_formed(shipped())
    assert share
    assert (share.value, share.as_of, share.sources) == (40, "2022-08-02", ("moe-fy2022-call2",))
    later = with_total(shipped(), "share_with_jcm_project_pct", as_of="2025-01", value=55)
    found = growth.share_formed(later)
    assert found
    assert found.value == 55


def test_without_published_figures_there_is_nothing_to_tell() -> None:
    bare = replace(shipped(), published_totals=shipped().published_totals.iloc[0:0])
    assert (growth.totals(bare), growth.projects(bare), growth.formed(bare), growth.share_formed(bare)) == ((), (), (), None)
