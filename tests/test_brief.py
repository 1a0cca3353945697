"""The brief of a country lists what matters most first, and no more than a sheet takes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from shipped import shipped

from geo import brief
from geo.brief import Built, Layout, layout
from geo.detail import detail
from geo.detail.model import Case
from geo.language import LANGUAGES, Language, LanguageCode
from geo.parameters import Selected
from geo.selection import Selection

both = pytest.mark.parametrize("code", LANGUAGES)
ROW = Built("FY2020", "A rooftop", "Solar power", "100", "")


def stories(code: LanguageCode, country: str = "VNM") -> tuple[Case, ...]:
    return detail(shipped(), Selection(), Selected("country", country), Language(code)).cases


@both
@pytest.mark.parametrize("evidence", ["B", "C"])
def test_installations_formed_through_the_programme_come_first_then_the_greatest_reductions(
    code: LanguageCode, evidence: str
) -> None:
    here = Selection(countries=("VNM",), evidence=evidence)
    rows = brief.built(shipped(), here, Language(code))
    table = shipped().installations.query("country_iso3 == 'VNM'")
    assert sorted(row.name for row in rows) == sorted(table[f"name_{code}"])
    counted = ("official", "inferred") if evidence == "C" else ("official",)
    tied = int(table["collaboration_evidence"].str.startswith(counted).sum())
    assert [bool(row.tie) for row in rows] == [True] * tied + [False] * (len(rows) - tied)
    tonnes = [int(row.tonnes.replace(",", "")) if row.tonnes else -1 for row in rows[tied:]]
    assert tonnes == sorted(tonnes, reverse=True)


def test_what_was_not_seen_stays_empty() -> None:
    rows = brief.built(shipped(), Selection(countries=("VNM",)), Language("en"))
    table = shipped().installations.query("country_iso3 == 'VNM'")
    assert sum(not row.year for row in rows) == table["fiscal_year"].isna().sum()
    assert sum(not row.tonnes for row in rows) == table["ghg_reduction_tco2_per_year"].isna().sum()


@both
def test_rare_types_are_counted_together_and_none_is_lost(code: LanguageCode) -> None:
    for country in set(shipped().installations["country_iso3"]):
        listed = brief.types(shipped(), Selection(countries=(country,)), Language(code))
        assert len(listed) <= brief.MOST_TYPES + 1
        assert sum(each.installations for each in listed) == (shipped().installations["country_iso3"] == country).sum()


def test_results_come_before_what_is_being_formed() -> None:
    told = detail(shipped(), Selection(), Selected("country", "VNM"), Language("en"))
    kinds = [case.kind for case in brief.cases(told)]
    assert len(kinds) == min(brief.MOST_CASES, len(told.cases))
    assert kinds == sorted(kinds, reverse=True)


def test_a_short_brief_is_set_larger_and_a_long_one_smaller() -> None:
    short = layout((), 1, 2, [ROW] * 3)
    assert short == Layout(brief.SIZES[0][0], 3)
    long = layout(stories("en")[: brief.MOST_CASES], 6, 10, [ROW] * 50)
    assert long.size == brief.SIZES[-1][0]
    assert 0 < long.rows < brief.MOST_ROWS


def test_the_more_stands_above_the_fewer_rows_are_listed() -> None:
    rows = [layout(stories("ja")[:number], 3, 5, [ROW] * 50) for number in range(9)]
    room = [(each.size, each.rows) for each in rows]
    assert all(a[0] > b[0] or (a[0] == b[0] and a[1] >= b[1]) for a, b in pairwise(room))


def test_long_names_take_more_room() -> None:
    long = Built("", "A very long name of an installation " * 4, "", "", "")
    assert layout((), 5, 9, [long] * 50).rows < layout((), 5, 9, [ROW] * 50).rows


def test_nothing_to_tell_of_is_no_fault() -> None:
    assert layout((), 0, 0, []).rows == 0
