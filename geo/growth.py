"""How the programme grew, as published: cumulative totals, projects applied for and chosen, JCM projects that came of it.

Nothing here is counted from rows, and a figure that was not seen is not filled in.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from geo.jcm_totals import FORMED_METRIC
from geo.programme import Programme, split_codes
from geo.reconciliation import EVERYWHERE, METRICS, SUBJECT, Measure, Published, as_of_order, published

Stage = Literal["applied", "chosen"]
STAGES: Mapping[Stage, str] = {"applied": "applications", "chosen": "projects_selected"}
# Where no figure for the whole year was published, that of one round stands for itself.
ROUNDS = ("", "_round1", "_round2")
# How the table's notes begin where the figure was published as "more than".
LOWER_BOUND = "lower bound"


@dataclass(frozen=True)
class Total:
    """A published cumulative total at the end of a fiscal year."""

    fiscal_year: int
    measure: Measure
    figure: Published


@dataclass(frozen=True)
class Projects:
    """Projects applied for or chosen in one fiscal year, as published.

    Parameters
    ----------
    fiscal_year : int
        The year.
    stage : {"applied", "chosen"}
        What was counted.
    figure : Published
        The number, what it speaks of and its sources.
    round : int
        0 for the whole year; 1 or 2 where only that round of the call is known.
    summed : bool
        Whether it is the sum of published figures of several rounds.
    """

    fiscal_year: int
    stage: Stage
    figure: Published
    round: int
    summed: bool


@dataclass(frozen=True)
class Formed:
    """JCM projects that came out of the programme, as published at one time; `at_least` where it said "more than"."""

    figure: Published
    at_least: bool


@lru_cache(maxsize=8)
def totals(programme: Programme) -> tuple[Total, ...]:
    """List the published cumulative totals, the latest figure of each fiscal year.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Total
        By measure, then by fiscal year (see `geo.reconciliation.published`).
    """
    found = published(programme)
    return tuple(Total(year, measure, found[measure, year]) for measure in METRICS.values() for year in _years(found, measure))


def _years(found: Mapping[tuple[Measure, int], Published], measure: Measure) -> list[int]:
    return sorted(year for each, year in found if each == measure)


@lru_cache(maxsize=8)
def projects(programme: Programme) -> tuple[Projects, ...]:
    """List the projects applied for and chosen, by fiscal year.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Projects
        By fiscal year, then by stage; at most one of each: the whole year's figure, else the first round's, else the
        second's.
    """
    rows = _rows(programme)
    years = sorted({int(row["fiscal_year"]) for row in rows})
    told = (_of_year(rows, year, stage) for year in years for stage in STAGES)
    return tuple(each for each in told if each)


def _of_year(rows: Iterable[Mapping[Hashable, Any]], year: int, stage: Stage) -> Projects | None:
    of_year = {row["metric"]: row for row in rows if row["fiscal_year"] == year}
    for number, ending in enumerate(ROUNDS):
        row = of_year.get(STAGES[stage] + ending)
        if row is None:
            continue
        summed = bool(row["derived"])
        parts = [of_year[STAGES[stage] + each] for each in ROUNDS[1:] if summed and STAGES[stage] + each in of_year]
        sources = [source for each in (*parts, row) for source in split_codes(str(each["source_id"]))]
        figure = Published(int(row["value"]), str(row["as_of"]), tuple(dict.fromkeys(sources)))
        return Projects(year, stage, figure, number, summed)
    return None


@lru_cache(maxsize=8)
def formed(programme: Programme) -> tuple[Formed, ...]:
    """List the published numbers of JCM projects that came out of the programme, in order of time.

    Parameters
    ----------
    programme : Programme
        The loaded tables.

    Returns
    -------
    tuple of Formed
        The same number published twice for one time stands once, with both sources.
    """
    merged: dict[tuple[str, int], Formed] = {}
    for row in _rows(programme):
        if row["metric"] != FORMED_METRIC:
            continue
        key = (str(row["as_of"]), int(row["value"]))
        before = merged[key].figure.sources if key in merged else ()
        sources = tuple(dict.fromkeys([*before, *split_codes(str(row["source_id"]))]))
        merged[key] = Formed(Published(key[1], key[0], sources), str(row["note_en"]).startswith(LOWER_BOUND))
    return tuple(sorted(merged.values(), key=lambda each: as_of_order(each.figure.as_of)))


def _rows(programme: Programme) -> list[dict[Hashable, Any]]:
    table = programme.published_totals
    kept = table[
        (table["subject"] == SUBJECT) & (table["scope"] == EVERYWHERE) & table["fiscal_year"].notna() & table["value"].notna()
    ]
    return kept.to_dict("records")


def share_formed(programme: Programme) -> Published | None:
    """Find the latest published share of collaborations that led to a JCM project, in per cent; None where none was seen."""
    rows = [row for row in _rows(programme) if row["metric"] == "share_with_jcm_project_pct"]
    if not rows:
        return None
    row = max(rows, key=lambda each: as_of_order(str(each["as_of"])))
    return Published(int(row["value"]), str(row["as_of"]), split_codes(str(row["source_id"])))
