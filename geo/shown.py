"""The rows a Selection shows: links, or installations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo import collaborations, installations
from geo.conditions import Condition
from geo.parameters import Subject
from geo.programme import Programme
from geo.selection import Selection

SUBJECT: Subject = "collaborations"
DRAWN = ("geometry", "line")
CODED: Mapping[Subject, tuple[str, ...]] = {
    "collaborations": (
        "collaboration_id", "pair", "fiscal_year", "country_iso3", "jp_place_id", "partner_place_id", "themes", "evidence",
    ),
    "installations": (
        "installation_id", "fiscal_year", "country_iso3", "jp_place_id", "partner_place_id", "technology_type", "sector",
        "scheme", "status", "location_precision", "evidence", "tie", "capacity_kw", "ghg_reduction_tco2_per_year",
    ),
}  # fmt: skip

Mask = npt.NDArray[np.bool_]


@lru_cache(maxsize=8)
def _plain(programme: Programme, subject: Subject) -> pd.DataFrame:
    """Rows without their shapes: filtering copies every column, and the lines are the heaviest."""
    whole = collaborations.rows(programme) if subject == "collaborations" else installations.rows(programme)
    return pd.DataFrame(whole.drop(columns=list(DRAWN), errors="ignore"))


@lru_cache(maxsize=8)
def _counted(programme: Programme, subject: Subject) -> pd.DataFrame:
    """Only what is counted: selections are many, and long texts need not be copied for each."""
    return _plain(programme, subject)[list(CODED[subject])]


@lru_cache(maxsize=512)
def _mask(programme: Programme, subject: Subject, condition: Condition) -> Mask:
    """Which rows satisfy a condition: kept one by one, as most selections a reader tries differ in one condition only."""
    return np.asarray(condition.matches(_plain(programme, subject)), dtype=bool)


def _shown(programme: Programme, selection: Selection, subject: Subject) -> Mask:
    shown = np.ones(len(_plain(programme, subject)), dtype=bool)
    for condition in selection.conditions(subject):
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
    subject : {"collaborations", "installations"}
        Of which rows.

    Returns
    -------
    pandas.DataFrame
        The same rows as `rows`, with the columns of `CODED`.
    """
    return _counted(programme, subject)[_shown(programme, selection, subject)]


def number(programme: Programme, selection: Selection, subject: Subject = SUBJECT) -> int:
    """Count the rows of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations"}
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
    subject : {"collaborations", "installations"}
        Which rows.

    Returns
    -------
    pandas.DataFrame
        Rows of `geo.collaborations.rows` or `geo.installations.rows` without ``line`` and ``geometry``.
    """
    return _plain(programme, subject)[_shown(programme, selection, subject)]


def links(programme: Programme, selection: Selection) -> pd.DataFrame:
    """Give the links of a selection (see `rows`)."""
    return rows(programme, selection, SUBJECT)
