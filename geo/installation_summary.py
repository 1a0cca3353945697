"""What a Selection amounts to in installations: figures, published counts beside their like, counts for options and maps.

`geo.installation_sentences` words them, `geo.installation_series` has the series of the charts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from geo import summary
from geo.jcm_totals import MODEL_PROJECTS, last_year, published_formed, published_projects
from geo.parameters import Subject
from geo.programme import Programme
from geo.quantities import Total
from geo.reconciliation import Published
from geo.remembered import remembered
from geo.selection import Selection
from geo.shown import counted
from geo.summary import Loosening
from geo.vocabulary import years_of

SUBJECT: Subject = "installations"
OFFICIAL, INFERRED = "official", "inferred"
# From the most precise to the least, as the column ``location_precision`` has them.
UNLOCATED = "country"


@dataclass(frozen=True)
class Documented:
    """How many of a published number of projects the rows document.

    Parameters
    ----------
    ours : int
        Rows that what was published speaks of: none of a fiscal year after it.
    inferred : int
        How many more there are by inference.
    published : Published
        The published number.
    schemes : frozenset of str
        Codes of the schemes it counts; empty where it counts the projects formed through the programme.
    """

    ours: int
    published: Published
    inferred: int = 0
    schemes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class InstallationFigures:
    """The figures of a selection of installations.

    Parameters
    ----------
    installations, countries : int
        How many.
    reduction : Total
        Expected reduction as published, in tonnes of CO2 a year.
    capacity : Total
        Installed capacity of power generation as published, in kW.
    documented : Documented, optional
        The published number of projects beside ours, where one speaks of the same thing.
    """

    installations: int
    countries: int
    reduction: Total
    capacity: Total
    documented: Documented | None


@dataclass(frozen=True)
class Formed:
    """Installations of a selection that were formed through the programme.

    Parameters
    ----------
    official : int
        As an official source states.
    inferred : int
        By inference, besides.
    documented : Documented, optional
        The published number beside ours, where it speaks of the same thing.
    """

    official: int
    inferred: int
    documented: Documented | None


@dataclass(frozen=True)
class Undated:
    """Installations whose fiscal year is not known, under all other filters of a selection.

    Parameters
    ----------
    rows : int
        How many there are.
    left_out : int
        How many of them the chosen fiscal years leave out: all, unless undated rows are asked for too.
    """

    rows: int
    left_out: int


@dataclass(frozen=True)
class CountryBubble:
    """The installations of a country that are known to the country only, so that no dot can stand for them.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code.
    lon, lat : float
        The country's label point, EPSG:4326, degrees.
    installations : int
        How many.
    technologies : tuple of (str, int)
        Code and number of each type of technology among them, the most frequent first.
    """

    country: str
    lon: float
    lat: float
    installations: int
    technologies: tuple[tuple[str, int], ...]


@remembered(maxsize=32)
def figures(programme: Programme, selection: Selection) -> InstallationFigures:
    """Count and sum up the installations of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    InstallationFigures
        A published number stands only where nothing but evidence and schemes is filtered. Without a scheme it is that
        of the model projects, which count eco-lease projects too; with schemes, that of exactly these.
    """
    rows = counted(programme, selection, SUBJECT)
    return InstallationFigures(
        installations=len(rows),
        countries=int(rows["country_iso3"].nunique()),
        reduction=Total.of(rows["ghg_reduction_tco2_per_year"]),
        capacity=Total.of(rows["capacity_kw"]),
        documented=_documented(programme, selection, rows),
    )


def _filtered(programme: Programme, selection: Selection) -> set[str]:
    """Which columns the selection restricts; all fiscal years with the undated rows restrict nothing."""
    years = years_of(programme, SUBJECT)
    chosen = selection.fiscal_years
    if years and chosen and selection.undated and chosen[0] <= years[0] and years[-1] <= chosen[1]:
        selection = selection.without("fy")
    return {condition.column for condition in selection.conditions(SUBJECT)}


def _documented(programme: Programme, selection: Selection, rows: pd.DataFrame) -> Documented | None:
    if not _filtered(programme, selection) <= {"evidence", "scheme"}:
        return None
    schemes = frozenset(selection.schemes or MODEL_PROJECTS)
    published = published_projects(programme).get(schemes)
    if published is None:
        return None
    return Documented(int((rows["scheme"].isin(schemes) & _until(rows, published)).sum()), published, schemes=schemes)


def _until(rows: pd.DataFrame, published: Published) -> pd.Series[bool]:
    return (rows["fiscal_year"] <= last_year(published)).fillna(value=True).astype(bool)


def formed(programme: Programme, selection: Selection) -> Formed:
    """Count the installations of a selection that were formed through the programme.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown; whether it shows only installations formed through the programme makes no difference.

    Returns
    -------
    Formed
        A published number stands only where nothing but evidence is filtered.
    """
    rows = counted(programme, selection.without("linked"), SUBJECT)
    published = published_formed(programme)
    documented = None
    if published and _filtered(programme, selection.without("linked")) <= {"evidence"}:
        then = rows.loc[_until(rows, published), "tie"]
        documented = Documented(int((then == OFFICIAL).sum()), published, int((then == INFERRED).sum()))
    return Formed(int((rows["tie"] == OFFICIAL).sum()), int((rows["tie"] == INFERRED).sum()), documented)


def undated(programme: Programme, selection: Selection, subject: Subject = SUBJECT) -> Undated:
    """Count the rows whose fiscal year is not known, under all other filters.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"installations", "dominoes"}
        Which rows.

    Returns
    -------
    Undated
        How many there are, and how many of them are left out.
    """
    rows = int(counted(programme, selection.without("fy"), subject)["fiscal_year"].isna().sum())
    return Undated(rows, rows if selection.fiscal_years and not selection.undated else 0)


def option_counts(programme: Programme, selection: Selection, parameter: str) -> dict[str, int]:
    """Count the installations behind each option of a filter (see `geo.summary.option_counts`)."""
    return summary.option_counts(programme, selection, parameter, SUBJECT)


def year_counts(programme: Programme, selection: Selection) -> dict[int, int]:
    """Count the installations of each fiscal year (see `geo.summary.year_counts`); `undated` counts all others."""
    return summary.year_counts(programme, selection, SUBJECT)


def loosen(programme: Programme, selection: Selection) -> tuple[Loosening, ...]:
    """Say which single filter to loosen for a selection without installations (see `geo.summary.loosen`)."""
    return summary.loosen(programme, selection, SUBJECT)


def country_bubbles(programme: Programme, selection: Selection) -> tuple[CountryBubble, ...]:
    """Gather the installations of a selection that are known to the country only.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    tuple of CountryBubble
        The largest first; countries without such installations have none.
    """
    rows = counted(programme, selection, SUBJECT)
    unlocated = rows[rows["location_precision"] == UNLOCATED]
    found: dict[str, Counter[str]] = {}
    for country, technology in zip(unlocated["country_iso3"], unlocated["technology_type"], strict=True):
        found.setdefault(country, Counter())[technology] += 1
    points = _label_points(programme)
    bubbles = [CountryBubble(country, *points[country], types.total(), _ranked(types)) for country, types in found.items()]
    return tuple(sorted(bubbles, key=lambda bubble: (-bubble.installations, bubble.country)))


@lru_cache(maxsize=8)
def _label_points(programme: Programme) -> Mapping[str, tuple[float, float]]:
    table = programme.countries
    points = zip(table["label_lon"].tolist(), table["label_lat"].tolist(), strict=True)
    return MappingProxyType(dict(zip(table["iso3"], points, strict=True)))


def _ranked(types: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(types.items(), key=lambda item: (-item[1], item[0])))
