"""The links a Selection shows."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo import collaborations
from geo.conditions import Condition
from geo.programme import Programme
from geo.selection import Selection, Subject

SUBJECT: Subject = "collaborations"
CODED = ("fiscal_year", "country_iso3", "jp_place_id", "partner_place_id", "themes", "evidence")

Mask = npt.NDArray[np.bool_]


@lru_cache(maxsize=8)
def _plain(programme: Programme) -> pd.DataFrame:
    """Rows without their lines: filtering copies every column, and the lines are the heaviest."""
    return pd.DataFrame(collaborations.rows(programme).drop(columns=["geometry", "line"]))


@lru_cache(maxsize=8)
def _counted(programme: Programme) -> pd.DataFrame:
    """Only what is counted: selections are many, and long texts need not be copied for each."""
    return _plain(programme)[["collaboration_id", "pair", *CODED]]


@lru_cache(maxsize=512)
def _mask(programme: Programme, condition: Condition) -> Mask:
    """Which rows satisfy a condition: kept one by one, as most selections a reader tries differ in one condition only."""
    return np.asarray(condition.matches(_plain(programme)), dtype=bool)


def _shown(programme: Programme, selection: Selection) -> Mask:
    shown = np.ones(len(_plain(programme)), dtype=bool)
    for condition in selection.conditions(SUBJECT):
        shown &= _mask(programme, condition)
    return shown


def counted(programme: Programme, selection: Selection) -> pd.DataFrame:
    """Give the coded columns of the links of a selection, which is all that counting needs.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    pandas.DataFrame
        The same rows as `links`, with ``collaboration_id``, ``pair`` and the columns of `CODED`.
    """
    return _counted(programme)[_shown(programme, selection)]


def number(programme: Programme, selection: Selection) -> int:
    """Count the links of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.

    Returns
    -------
    int
        As many as `links` has rows.
    """
    return int(np.count_nonzero(_shown(programme, selection)))


def links(programme: Programme, selection: Selection) -> pd.DataFrame:
    """Give the links of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown; an open detail changes nothing.

    Returns
    -------
    pandas.DataFrame
        Rows of `geo.collaborations.rows` without ``line`` and ``geometry``.
    """
    return _plain(programme)[_shown(programme, selection)]
