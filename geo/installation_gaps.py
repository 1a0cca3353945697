"""Published counts of JCM projects beside our installations, by support scheme and by country, with what is missing.

A figure stands beside rows of ours only where it is told which ones it counts; the others are listed without.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from geo import installations
from geo.jcm_totals import METRICS, SUBJECT, last_year
from geo.language import message
from geo.programme import Programme, records, split_codes
from geo.reconciliation import EVERYWHERE, Published, as_of_order

ALL_SCHEMES: tuple[str, ...] = ()
# Cumulative figures, worded; a figure of one year or one round speaks of no state that rows could be set beside.
FIGURES: Mapping[str, str] = {
    "model_projects_cumulative": message("Model projects, eco-lease included"),
    "jfjcm_projects_cumulative": message("Projects of the JFJCM"),
    "fgas_projects_cumulative": message("F-gas recovery projects"),
    "unido_projects_cumulative": message("Projects by way of UNIDO"),
    "jcm_projects_cumulative": message("All JCM projects"),
    "financing_projects_cumulative": message("All financed JCM projects"),
    "registered_projects_cumulative": message("Registered JCM projects"),
    "c2c_jcm_projects_cumulative": message("JCM projects that came of city-to-city collaboration"),
    "c2c_model_projects_cumulative": message("Model projects that came of city-to-city collaboration"),
}
# Which of our rows a figure counts, by their schemes; not all financed projects, nor those registered by then: of neither it is
# told which schemes or which rows they are.
COUNTED: Mapping[str, tuple[str, ...]] = {**METRICS, "jcm_projects_cumulative": ALL_SCHEMES}
FORMED: Mapping[str, tuple[str, ...]] = {
    "c2c_jcm_projects_cumulative": ALL_SCHEMES,
    "c2c_model_projects_cumulative": METRICS["model_projects_cumulative"],
}


@dataclass(frozen=True)
class InstallationGap:
    """A published count and ours.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code; empty for all countries.
    metric : str
        One of `FIGURES`.
    published : Published
        The latest figure of this metric for this country.
    ours : int or None
        Our rows up to the fiscal year the figure speaks of, those without a known year counted in, as everywhere; None where
        it is not told which rows the figure counts.
    undated : int
        How many of them have no known fiscal year.
    """

    country: str
    metric: str
    published: Published
    ours: int | None
    undated: int

    @property
    def missing(self) -> int | None:
        """How many more were published than we have, at least: rows without a known year may be of later ones."""
        return None if self.ours is None else max(0, self.published.value - self.ours)


@lru_cache(maxsize=8)
def installation_gaps(programme: Programme) -> tuple[InstallationGap, ...]:
    """Set the latest published count of each kind and country beside our installations.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of InstallationGap
        All countries first, then by country code; in each in the order of `FIGURES`.
    """
    latest: dict[tuple[str, str], Published] = {}
    for row in sorted(records(programme.published_totals), key=lambda row: as_of_order(row["as_of"])):
        if row["subject"] == SUBJECT and row["metric"] in FIGURES and pd.notna(row["value"]):
            country = "" if row["scope"] == EVERYWHERE else row["scope"]
            latest[country, row["metric"]] = Published(int(row["value"]), row["as_of"], split_codes(row["source_id"]))
    order = list(FIGURES)
    return tuple(
        InstallationGap(country, metric, latest[country, metric], *_ours(programme, country, metric, latest[country, metric]))
        for country, metric in sorted(latest, key=lambda key: (key[0], order.index(key[1])))
    )


def _ours(programme: Programme, country: str, metric: str, published: Published) -> tuple[int | None, int]:
    if metric not in COUNTED and metric not in FORMED:
        return None, 0
    rows = installations.rows(programme)
    kept = rows["country_iso3"] == country if country else pd.Series(data=True, index=rows.index)
    if schemes := COUNTED.get(metric, FORMED.get(metric, ALL_SCHEMES)):
        kept &= rows["scheme"].isin(schemes)
    if metric in FORMED:
        kept &= rows["tie"] == "official"
    years = rows.loc[kept, "fiscal_year"]
    undated = int(years.isna().sum())
    return int((years <= last_year(published)).sum()) + undated, undated
