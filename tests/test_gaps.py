"""Gaps are told by year, country and kind of project, and never pretend that a project and a link are the same thing."""

from __future__ import annotations

import pytest
from shipped import shipped

from geo import collaborations, gaps, leads, source_rows
from geo.installation_gaps import COUNTED, FORMED, installation_gaps
from geo.installation_summary import figures
from geo.language import LANGUAGES, Language
from geo.parameters import Selected
from geo.reconciliation import METRICS
from geo.selection import Selection
from geo.source_uses import source_uses
from geo.summary import figures as link_figures
from geo.vocabulary import collaboration_years, vocabulary

LINKS = collaborations.rows(shipped())
SURE = LINKS[LINKS["evidence"].isin(["A", "B"])]


def test_what_is_missing_agrees_with_the_figures_of_the_map() -> None:
    told = {row.measure: row for row in gaps.missing(shipped())}
    assert set(told) == set(METRICS.values())
    for level, field in (("B", "confirmed"), ("C", "every")):
        ours = link_figures(shipped(), Selection(evidence=level))
        for measure, row in told.items():
            assert getattr(row, field) == getattr(ours, measure).value
            assert row.published == getattr(ours, measure).published
    assert (told["partner_places"].published.value, told["partner_places"].confirmed) == (67, 35)


def test_every_year_counts_its_links_and_names_its_leads() -> None:
    years = gaps.by_year(shipped())
    assert [gap.fiscal_year for gap in years] == list(collaboration_years(shipped()))
    assert sum(gap.confirmed for gap in years) == len(SURE)
    assert sum(gap.every for gap in years) == len(LINKS)
    of_leads = shipped().leads_collaborations["fiscal_year"]
    assert (
        sorted(place for gap in years for place in gap.leads)
        == of_leads[of_leads.notna()].index.map(of_leads.index.get_loc).tolist()
    )
    unseen = [gap for gap in years if gap.published is None]
    assert unseen
    assert all(gap.fewer == 0 for gap in unseen)
    assert next(gap for gap in years if gap.fiscal_year == 2023).fewer == 15


def test_a_figure_of_a_country_stands_beside_links_of_that_country_and_year() -> None:
    found = gaps.by_country_and_year(shipped())
    table = shipped().published_totals
    assert len(found) == table["metric"].isin(list(gaps.IN_COUNTRY)).sum()
    for gap in found:
        here = LINKS[(LINKS["fiscal_year"] == gap.fiscal_year) & (LINKS["country_iso3"] == gap.country)]
        assert (gap.confirmed, gap.every) == (here["evidence"].isin(["A", "B"]).sum(), len(here))
    assert {(gap.fiscal_year, gap.round) for gap in found} == {(2015, 2), (2016, 0), (2020, 1)}


def test_every_country_of_a_link_a_lead_or_a_figure_is_told() -> None:
    told = gaps.by_country(shipped())
    codes = [country.iso3 for country in told]
    assert len(set(codes)) == len(codes)
    assert set(codes) >= set(LINKS["country_iso3"])
    assert set(codes) >= {code for code in shipped().leads_collaborations["country_iso3"] if code}
    assert sum(country.confirmed for country in told) == len(SURE)
    assert sum(len(country.leads) for country in told) == len(leads.collaborations(shipped(), Language("en")))


def test_published_jcm_projects_stand_beside_what_they_count_and_nothing_else() -> None:
    found = {(gap.country, gap.metric): gap for gap in installation_gaps(shipped())}
    whole = found["", "model_projects_cumulative"]
    documented = figures(shipped(), Selection()).documented
    assert documented
    assert (whole.published.value, whole.ours) == (documented.published.value, documented.ours) == (254, 153)
    for (_, metric), gap in found.items():
        assert (gap.ours is None) == (metric not in COUNTED and metric not in FORMED)
        assert (gap.missing is None) == (gap.ours is None)
    assert found["VNM", "c2c_jcm_projects_cumulative"].ours == 7


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_row_that_rests_on_a_source_is_listed_and_can_be_opened(code: str) -> None:
    known = vocabulary(shipped()).selectable
    for source, number in source_uses(shipped()).items():
        found = [row for rows in source_rows.rows_on(shipped(), source, Language(code)).values() for row in rows]
        assert len(found) == number
        assert all(row.label for row in found)
        # Published totals are named by what they count, not by its code.
        assert not {row.label.partition(" · ")[0] for row in found} & set(shipped().published_totals["metric"])
        assert all(row.selected.id in known[row.selected.kind] for row in found if isinstance(row.selected, Selected))
