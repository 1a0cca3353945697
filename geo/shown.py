"""The rows a Selection shows: links, installations, cases or dominoes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo import cases, collaborations, dominoes, installations
from geo.conditions import Condition
from geo.parameters import Subject
from geo.programme import Programme
from geo.selection import Selection

SUBJECT: Subject = "collaborations"
DRAWN = ("geometry", "line", "via_line")
WHOLE: Mapping[Subject, Callable[[Programme], gpd.GeoDataFrame]] = {
    "collaborations": collaborations.rows,
    "installations": installations.rows,
    "cases": cases.rows,
    "dominoes": dominoes.rows,
}
CODED: Mapping[Subject, tuple[str, ...]] = {
    "collaborations": (
        "collaboration_id", "pair", "fiscal_year", "country_iso3", "jp_place_id", "partner_place_id", "themes", "evidence",
    ),
    "installations": (
        "installation_id", "fiscal_year", "country_iso3", "jp_place_id", "partner_place_id", "technology_type", "sector",
        "scheme", "status", "location_precision", "evidence", "tie", "capacity_kw", "ghg_reduction_tco2_per_year",
    ),
    "cases": ("case_id", "kind", "pair", "country_iso3", "jp_place_id", "partner_place_id", "themes", "fiscal_years"),
    "dominoes": ("domino_id", "fiscal_year", "countries", "jp_places", "partner_places", "evidence"),
}  # fmt: skip

Mask = npt.NDArray[np.bool_]


@lru_cache(maxsize=8)
def _plain(programme: Programme, subject: Subject) -> pd.DataFrame:
    """Rows without their shapes: filtering copies every column, and the lines are the heaviest."""
    return pd.DataFrame(WHOLE[subject](programme).drop(columns=list(DRAWN), errors="ignore"))


@lru_cache(maxsize=8)
def _counted(programme: Programme, subject: Subject) -> pd.DataFrame:
    """Only what is counted: selections are many, and long texts need not be copied for each."""
    return _plain(programme, subject)[list(CODED[subject])]


@lru_cache(maxsize=512)
def _mask(programme: Programme, subject: Subject, condition: Condition) -> Mask:
    """Which rows satisfy a condition: kept one by one, as most selections a reader tries differ in one condition only."""
    return np.asarray(condition.matches(_plain(programme, subject)), dtype=bool)


def _shown(programme: Programme, selection: Selection, subject: Subject) -> Mask:
    return _satisfying(programme, subject, tuple(selection.conditions(subject)))


def _satisfying(programme: Programme, subject: Subject, conditions: tuple[Condition, ...]) -> Mask:
    shown = np.ones(len(_plain(programme, subject)), dtype=bool)
    for condition in conditions:
        shown &= _mask(programme, subject, condition)
    return shown


def counted(programme: Programme, selection: Selection, subject: Subject = SUBJECT) -> pd.DataFrame:
    """Give the coded columns of the rows of a selection, which is all that counting needs.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations", "cases", "dominoes"}
        Of which rows.

    Returns
    -------
    pandas.DataFrame
        The same rows as `rows`, with the columns of `CODED`. Shared: not to be changed.
    """
    return _counted_rows(programme, subject, tuple(selection.conditions(subject)))


@lru_cache(maxsize=32)
def _counted_rows(programme: Programme, subject: Subject, conditions: tuple[Condition, ...]) -> pd.DataFrame:
    """Keep the rows counted last: figures, sentences, series and every filter that is not set count the same ones."""
    return _counted(programme, subject)[_satisfying(programme, subject, conditions)]


def number(programme: Programme, selection: Selection, subject: Subject = SUBJECT) -> int:
    """Count the rows of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations", "cases", "dominoes"}
        Of which rows.

    Returns
    -------
    int
        As many as `rows` has.
    """
    return int(np.count_nonzero(_shown(programme, selection, subject)))


def rows(programme: Programme, selection: Selection, subject: Subject) -> pd.DataFrame:
    """Give the rows of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown; an open detail changes nothing.
    subject : {"collaborations", "installations", "cases", "dominoes"}
        Which rows.

    Returns
    -------
    pandas.DataFrame
        Rows as `WHOLE` gives them, without what is drawn.
    """
    return _plain(programme, subject)[_shown(programme, selection, subject)]


def columns(programme: Programme, selection: Selection, subject: Subject, names: Sequence[str]) -> pd.DataFrame:
    """Give some columns of the rows of a selection (see `rows`), without a copy of all others."""
    return _plain(programme, subject)[list(names)][_shown(programme, selection, subject)]


def index(programme: Programme, selection: Selection, subject: Subject) -> pd.Index[Any]:
    """Give the index of the rows of a selection (see `rows`), which is that of their table."""
    return _plain(programme, subject).index[_shown(programme, selection, subject)]


def links(programme: Programme, selection: Selection) -> pd.DataFrame:
    """Give the links of a selection (see `rows`)."""
    return rows(programme, selection, SUBJECT)
