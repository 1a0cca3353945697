"""Published counts of JCM projects, each with the support schemes it speaks of.

Published model projects take in eco-lease projects (as the tables of schemes and of published totals say). The published
total of all financing projects stands beside nothing: which schemes it takes in is not told (its published parts do not
add up to it), so no count of rows speaks of the same thing. Published figures and our rows are never added up.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from geo import fiscal_year
from geo.programme import Programme, split_codes
from geo.reconciliation import EVERYWHERE, Published, as_of_order

MODEL_PROJECTS = ("model_project", "eco_lease")
METRICS: Mapping[str, tuple[str, ...]] = {
    "model_projects_cumulative": MODEL_PROJECTS,
    "jfjcm_projects_cumulative": ("jfjcm",),
    "fgas_projects_cumulative": ("fgas",),
    "unido_projects_cumulative": ("unido",),
}
SUBJECT = "jcm"
FORMED_SUBJECT, FORMED_METRIC = "programme", "jcm_projects_from_programme_cum"


@lru_cache(maxsize=8)
def published_projects(programme: Programme) -> Mapping[frozenset[str], Published]:
    """Find the latest published number of projects under each support scheme.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    Mapping of frozenset of str to Published
        By the codes of the schemes that are counted together; only where a figure was published.
    """
    latest = {}
    for metric, schemes in METRICS.items():
        found = _rows(programme, SUBJECT, metric)
        if found:
            latest[frozenset(schemes)] = _figure(found, max(found, key=lambda row: as_of_order(row["as_of"])))
    return MappingProxyType(latest)


@lru_cache(maxsize=8)
def published_formed(programme: Programme) -> Published | None:
    """Find the published number of JCM projects formed through the city-to-city programme.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    Published or None
        The highest one, as of the first time it was published: projects once formed stay so, hence a lower figure
        published later ("more than 20") is a lower bound and takes nothing back.
    """
    found = _rows(programme, FORMED_SUBJECT, FORMED_METRIC)
    if not found:
        return None
    first = sorted(found, key=lambda row: as_of_order(row["as_of"]))
    return _figure(found, max(first, key=lambda row: row["value"]))


def _rows(programme: Programme, subject: str, metric: str) -> list[dict[Hashable, Any]]:
    table = programme.published_totals
    kept = (table["subject"] == subject) & (table["metric"] == metric) & (table["scope"] == EVERYWHERE) & table["value"].notna()
    return table[kept].to_dict("records")


def _figure(found: Iterable[Mapping[Any, Any]], chosen: Mapping[Any, Any]) -> Published:
    same = [row for row in found if (row["value"], row["as_of"]) == (chosen["value"], chosen["as_of"])]
    sources = (source for row in same for source in split_codes(row["source_id"]))
    return Published(int(chosen["value"]), chosen["as_of"], tuple(dict.fromkeys(sources)))


def last_year(published: Published) -> int:
    """Name the fiscal year in which a published figure speaks: rows of later years are not what it counts."""
    return fiscal_year.of_date(as_of_order(published.as_of)[0])
