"""Fiscal years run from April to March and are told in eras as public offices tell them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.fiscal_year import era, of_date, parse_date

FIRST_YEARS = {"令和": 2019, "平成": 1989, "昭和": 1926}


@given(st.integers(1926, 2100))
def test_an_era_leads_back_to_its_year(year: int) -> None:
    match = re.fullmatch(r"(令和|平成|昭和)(元|[1-9][0-9]*)年度", era(year))
    assert match
    name, number = match.groups()
    assert FIRST_YEARS[name] + (1 if number == "元" else int(number)) - 1 == year


@given(st.integers(1926, 2100))
def test_the_first_year_of_an_era_is_never_a_number_one(year: int) -> None:
    assert "1年度" not in re.sub(r"[0-9]{2,}", "", era(year))
    assert ("元" in era(year)) is (year in FIRST_YEARS.values())


@pytest.mark.parametrize(
    ("year", "written"),
    [(2013, "平成25年度"), (2018, "平成30年度"), (2019, "令和元年度"), (2022, "令和4年度"), (2025, "令和7年度")],
)
def test_the_years_of_the_programme_have_their_official_era(year: int, written: str) -> None:
    assert era(year) == written


@given(st.integers(max_value=1925))
def test_a_year_before_the_eras_is_refused_by_name(year: int) -> None:
    with pytest.raises(ValueError, match=rf"Fiscal year {year} .*Allowed: 1926 or later"):
        era(year)


@given(st.dates(date(1, 5, 1)))
def test_a_day_lies_within_its_fiscal_year(day: date) -> None:
    year = of_date(day)
    assert date(year, 4, 1) <= day
    assert year == date.max.year or day < date(year + 1, 4, 1)


@given(st.dates(date(1000, 1, 1)))
def test_a_date_is_read_as_far_as_it_is_known(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(day.isoformat()[:7]) == day.replace(day=1)
    assert parse_date(day.isoformat()[:4]) == day.replace(month=1, day=1)


@pytest.mark.parametrize("text", ["", "FY2022", "2022-13", "2022-02-30", "2022-2", "22", "2022-01-01T00:00", " 2022"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None
