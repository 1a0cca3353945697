"""Published totals of the programme beside what our rows document, fiscal year by fiscal year.

Published figures and our rows are never added up or filled in from each other: where nothing was published, nothing
stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

import pandas as pd

from geo import collaborations, fiscal_year
from geo.language import Language
from geo.parameters import DEFAULT_EVIDENCE, EVIDENCE_LEVELS
from geo.programme import Programme, split_codes
from geo.vocabulary import collaboration_years

Measure = Literal["countries", "partner_places", "japanese_governments", "links"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
# Links have no published counterpart: the ministry counts projects, we count pairs in a fiscal year.
METRICS: Mapping[str, Measure] = {
    "countries_cum": "countries",
    "partner_places_cum": "partner_places",
    "jp_governments_cum": "japanese_governments",
}
COLUMNS: Mapping[Measure, str] = {
    "countries": "country_iso3",
    "partner_places": "partner_place_id",
    "japanese_governments": "jp_place_id",
    "links": "collaboration_id",
}
SUBJECT = "programme"
EVERYWHERE = "all"
FISCAL_YEAR = re.compile(r"FY(\d{4})")


@dataclass(frozen=True)
class Published:
    """A figure somebody published.

    Parameters
    ----------
    value : int
        The cumulative total since the programme began.
    as_of : str
        What it speaks of: ``FY2022``, or an ISO 8601 date known to the year, month or day (see `as_of_text`).
    sources : tuple of str
        Ids of its sources.
    """

    value: int
    as_of: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Reconciled:
    """One measure up to the end of one fiscal year.

    Parameters
    ----------
    fiscal_year : int
        The last fiscal year counted.
    measure : {"countries", "partner_places", "japanese_governments", "links"}
        What is counted.
    published : Published, optional
        None where no such figure was seen for this year; never filled in from the years around it.
    confirmed : int
        Ours, rows of evidence A and B.
    every : int
        Ours, inferred rows (C) included.
    """

    fiscal_year: int
    measure: Measure
    published: Published | None
    confirmed: int
    every: int


def as_of_order(as_of: str) -> tuple[date, int]:
    """Put what a figure speaks of in order of time.

    What is not known counts as the first of its period, as everywhere: ``FY2025`` as 1 April 2025, ``2026-02`` as
    1 February 2026. So a dated figure stands after one that is only known to lie within the same fiscal year.

    Parameters
    ----------
    as_of : str
        ``FY2025``, ``2026``, ``2026-02`` or ``2026-02-13``.

    Returns
    -------
    tuple of datetime.date and int
        A sorting key; of two that begin on the same day, the more precise one is the later.

    Raises
    ------
    ValueError
        If `as_of` is none of these.
    """
    if match := FISCAL_YEAR.fullmatch(as_of):
        return date(int(match[1]), fiscal_year.FIRST_MONTH, 1), 0
    day = fiscal_year.parse_date(as_of)
    if day is None:
        msg = f"as_of {as_of!r} is no date. Allowed: FY2025, 2026, 2026-02 or 2026-02-13."
        raise ValueError(msg)
    return day, len(as_of)


def as_of_text(as_of: str, language: Language) -> str:
    """Write what a figure speaks of for a reader.

    Parameters
    ----------
    as_of : str
        ``FY2025``, ``2026``, ``2026-02`` or ``2026-02-13``.
    language : Language
        The reader's.

    Returns
    -------
    str
        For example ``February 2026`` or ``2026年2月``, ``FY2022`` or ``2022年度``.
    """
    if match := FISCAL_YEAR.fullmatch(as_of):
        return language.fiscal_year(int(match[1]))
    return language.date(as_of)


@lru_cache(maxsize=8)
def published(programme: Programme) -> Mapping[tuple[Measure, int], Published]:
    """Find the latest published cumulative figure of each measure and fiscal year.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    Mapping of (str, int) to Published
        By measure and fiscal year, only where a figure was published. Figures after a first round of selection and
        loosely quoted ones have metrics of their own and are left out.
    """
    table = programme.published_totals
    kept = table[
        (table["subject"] == SUBJECT)
        & (table["scope"] == EVERYWHERE)
        & table["metric"].isin(list(METRICS))
        & table["fiscal_year"].notna()
        & table["value"].notna()
    ]
    latest: dict[tuple[Measure, int], Published] = {}
    for row in sorted(kept.to_dict("records"), key=lambda row: as_of_order(row["as_of"])):
        figure = Published(int(row["value"]), row["as_of"], split_codes(row["source_id"]))
        latest[METRICS[row["metric"]], int(row["fiscal_year"])] = figure
    return MappingProxyType(latest)


@lru_cache(maxsize=8)
def reconciliation(programme: Programme) -> tuple[Reconciled, ...]:
    """Set published totals beside ours for every fiscal year and measure.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Reconciled
        By fiscal year from the first collaboration to the newest, then by measure; ours are cumulative like the
        published ones.
    """
    links = collaborations.rows(programme)
    confirmed = links[links["evidence"].isin(_levels(DEFAULT_EVIDENCE))]
    found = published(programme)
    ours = {measure: (_first_years(confirmed, measure), _first_years(links, measure)) for measure in MEASURES}
    return tuple(
        Reconciled(year, measure, found.get((measure, year)), *(int((first <= year).sum()) for first in ours[measure]))
        for year in collaboration_years(programme)
        for measure in MEASURES
    )


def _levels(lowest: str) -> tuple[str, ...]:
    return EVIDENCE_LEVELS[: EVIDENCE_LEVELS.index(lowest) + 1]


def _first_years(links: pd.DataFrame, measure: Measure) -> pd.Series[int]:
    return links.groupby(COLUMNS[measure])["fiscal_year"].min()
