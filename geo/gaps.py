"""What published figures tell of and our rows do not hold: by fiscal year, by country, and the leads that may fill it.

A published project and one of our links are not the same thing: a project may join several places, and a pair may run several
projects in a year. So fewer links than projects are a place to look, never a number of missing rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from geo import collaborations, growth
from geo.parameters import DEFAULT_EVIDENCE, EVIDENCE_LEVELS
from geo.programme import Programme, records, split_codes
from geo.reconciliation import METRICS, SUBJECT, Measure, Published, published, reconciliation
from geo.vocabulary import collaboration_years

IN_COUNTRY: Mapping[str, int] = {
    "projects_selected_in_country": 0,
    "projects_selected_round1_in_country": 1,
    "projects_selected_round2_in_country": 2,
}


@dataclass(frozen=True)
class Missing:
    """A measure of the whole programme at its latest published figure: ours at evidence A and B, ours with inferred rows."""

    measure: Measure
    fiscal_year: int
    published: Published
    confirmed: int
    every: int


@dataclass(frozen=True)
class Gap:
    """Projects chosen, as published, beside our links of the same year, and of the same country where one is named.

    Parameters
    ----------
    fiscal_year : int
        The year.
    country : str
        ISO 3166-1 alpha-3 code; empty where all countries are counted.
    published : Published or None
        Projects chosen; None where no figure was seen.
    round : int
        0 for the whole year, 1 or 2 where only that round of the call was published.
    confirmed, every : int
        Our links of evidence A and B; with inferred ones.
    leads : tuple of int
        Positions of the leads of this year (and country) in their table.
    """

    fiscal_year: int
    country: str
    published: Published | None
    round: int
    confirmed: int
    every: int
    leads: tuple[int, ...]

    @property
    def fewer(self) -> int:
        """How many fewer confirmed links there are than published projects; 0 where there are as many or more."""
        return max(0, self.published.value - self.confirmed) if self.published else 0


@dataclass(frozen=True)
class Country:
    """What our rows hold of a country: links and partner places (confirmed, with inferred), years, and its leads."""

    iso3: str
    confirmed: int
    every: int
    places_confirmed: int
    places_every: int
    years: tuple[int, ...]
    leads: tuple[int, ...]


@lru_cache(maxsize=8)
def missing(programme: Programme) -> tuple[Missing, ...]:
    """Set the latest published cumulative figure of each measure beside ours up to the same year.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Missing
        Only measures of which a figure was published for a year our rows reach.
    """
    ours = {(row.measure, row.fiscal_year): row for row in reconciliation(programme)}
    found = published(programme)
    told = []
    for measure in METRICS.values():
        years = [year for each, year in found if each == measure and (measure, year) in ours]
        if years:
            row = ours[measure, max(years)]
            told.append(Missing(measure, row.fiscal_year, found[measure, row.fiscal_year], row.confirmed, row.every))
    return tuple(told)


@lru_cache(maxsize=8)
def by_year(programme: Programme) -> tuple[Gap, ...]:
    """Set the projects chosen in each fiscal year beside our links of that year.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Gap
        Every year from the first collaboration to the newest.
    """
    chosen = {each.fiscal_year: each for each in growth.projects(programme) if each.stage == "chosen"}
    confirmed, every, leads = _counts(programme, "fiscal_year")
    return tuple(
        Gap(
            year, "", chosen[year].figure if year in chosen else None, chosen[year].round if year in chosen else 0,
            confirmed[(year,)], every[(year,)], leads.get((year,), ()),
        )
        for year in collaboration_years(programme)
    )  # fmt: skip


@lru_cache(maxsize=8)
def by_country_and_year(programme: Programme) -> tuple[Gap, ...]:
    """Set the projects chosen in a country and year beside our links of both, where such a figure was published.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Gap
        By fiscal year, then by country code.
    """
    confirmed, every, leads = _counts(programme, "fiscal_year", "country_iso3")
    found = []
    for row in records(programme.published_totals):
        if row["subject"] != SUBJECT or row["metric"] not in IN_COUNTRY or pd.isna(row["fiscal_year"]) or pd.isna(row["value"]):
            continue
        figure = Published(int(row["value"]), row["as_of"], split_codes(row["source_id"]))
        key = (int(row["fiscal_year"]), row["scope"])
        found.append(Gap(*key, figure, IN_COUNTRY[row["metric"]], confirmed[key], every[key], leads.get(key, ())))
    return tuple(sorted(found, key=lambda gap: (gap.fiscal_year, gap.country, gap.round)))


@lru_cache(maxsize=8)
def by_country(programme: Programme) -> tuple[Country, ...]:
    """Say what our rows and leads hold of each country.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Country
        Every country of a link, a lead or a published figure; those with most confirmed links first.
    """
    links = collaborations.rows(programme)
    sure = links[links["evidence"].isin(_confirmed())]
    confirmed, every, leads = _counts(programme, "country_iso3")
    named = {gap.country for gap in by_country_and_year(programme)}
    codes = {*(str(code) for (code,) in every), *(str(code) for (code,) in leads if code), *named}
    years = {
        str(code): tuple(sorted({int(year) for year in group})) for code, group in links.groupby("country_iso3")["fiscal_year"]
    }
    places, of_sure = (rows.groupby("country_iso3")["partner_place_id"].nunique().to_dict() for rows in (links, sure))
    told = (
        Country(
            code, confirmed[(code,)], every[(code,)], int(of_sure.get(code, 0)), int(places.get(code, 0)),
            years.get(code, ()), leads.get((code,), ()),
        )
        for code in codes
    )  # fmt: skip
    return tuple(sorted(told, key=lambda country: (-country.confirmed, -country.every, country.iso3)))


Key = tuple[int | str, ...]


def _confirmed() -> tuple[str, ...]:
    return EVIDENCE_LEVELS[: EVIDENCE_LEVELS.index(DEFAULT_EVIDENCE) + 1]


def _counts(programme: Programme, *columns: str) -> tuple[Counter[Key], Counter[Key], Mapping[Key, tuple[int, ...]]]:
    """Count links by columns, confirmed ones and all, and gather the positions of leads by the same columns."""
    links = records(collaborations.rows(programme)[[*columns, "evidence"]])
    confirmed = Counter(_key(row, columns) for row in links if row["evidence"] in _confirmed())
    leads: dict[Key, tuple[int, ...]] = {}
    for position, row in enumerate(records(programme.leads_collaborations)):
        if not any(pd.isna(row[column]) for column in columns):
            key = _key(row, columns)
            leads[key] = (*leads.get(key, ()), position)
    return confirmed, Counter(_key(row, columns) for row in links), leads


def _key(row: Mapping[str, Any], columns: Sequence[str]) -> Key:
    return tuple(row[column] if isinstance(row[column], str) else int(row[column]) for column in columns)
