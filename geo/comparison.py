"""Two selections compared: their figures, their years, and what is in both or in only one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from geo.installation_summary import SUBJECT as INSTALLATIONS
from geo.parameters import EVIDENCE_LEVELS, Subject
from geo.programme import Programme
from geo.quantities import Total
from geo.selection import Selection
from geo.shown import CODED, counted
from geo.summary import year_counts
from geo.vocabulary import vocabulary, years_of

Pair = tuple[Selection, Selection]
FigureName = Literal[
    "links",
    "pairs",
    "countries",
    "partner_places",
    "japanese_governments",
    "installations",
    "technologies",
    "reduction",
    "capacity",
]
# What is counted: the rows themselves, or how many different codes a column has.
COUNTED: Mapping[Subject, Mapping[FigureName, str]] = {
    "collaborations": {
        "links": "",
        "pairs": "pair",
        "countries": "country_iso3",
        "partner_places": "partner_place_id",
        "japanese_governments": "jp_place_id",
    },
    "installations": {"installations": "", "countries": "country_iso3", "technologies": "technology_type"},
}
SUMMED: Mapping[Subject, Mapping[FigureName, str]] = {
    "collaborations": {},
    "installations": {"reduction": "ghg_reduction_tco2_per_year", "capacity": "capacity_kw"},
}
# What can be in both, by the names of parameters or of things with a detail.
SHARED: Mapping[Subject, Mapping[str, str]] = {
    "collaborations": {
        "country": "country_iso3",
        "partner": "partner_place_id",
        "jp": "jp_place_id",
        "pair": "pair",
        "row": "collaboration_id",
    },
    "installations": {"country": "country_iso3", "tech": "technology_type", "row": "installation_id"},
}


@dataclass(frozen=True)
class Compared:
    """One figure of both selections.

    Parameters
    ----------
    name : str
        What is counted or summed up.
    first, second : Total
        Each with how many of its rows have what is measured.
    """

    name: FigureName
    first: Total
    second: Total

    @property
    def difference(self) -> float | None:
        """The second less the first; None where one was not seen."""
        if self.first.value is None or self.second.value is None:
            return None
        return self.second.value - self.first.value

    @property
    def share(self) -> float | None:
        """The difference as a share of the first.

        None where there is nothing to take a share of, or where rows of either lack the measure: then the sums differ by what
        was seen as well as by what there is.
        """
        complete = all(total.known == total.rows for total in (self.first, self.second))
        if self.difference is None or not self.first.value or not complete:
            return None
        return self.difference / self.first.value


@dataclass(frozen=True)
class Shared:
    """Codes of one kind that are in both selections, or in only one.

    Parameters
    ----------
    kind : {"country", "partner", "jp", "pair", "tech", "row"}
        What the codes name.
    first, both, second : tuple of str
        Only in the first, in both, only in the second; in the order of the tables.
    """

    kind: str
    first: tuple[str, ...]
    both: tuple[str, ...]
    second: tuple[str, ...]


def figures(programme: Programme, first: Selection, second: Selection, subject: Subject) -> tuple[Compared, ...]:
    """Count and sum up both selections.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    first, second : Selection
        What is compared.
    subject : {"collaborations", "installations"}
        Of which rows.

    Returns
    -------
    tuple of Compared
        For each of `COUNTED` and `SUMMED`, in that order.
    """
    one, other = (counted(programme, selection, subject) for selection in (first, second))
    found = [Compared(name, _number(one, column), _number(other, column)) for name, column in COUNTED[subject].items()]
    found += [Compared(name, Total.of(one[column]), Total.of(other[column])) for name, column in SUMMED[subject].items()]
    return tuple(found)


def _number(rows: pd.DataFrame, column: str) -> Total:
    number = rows[column].nunique() if column else len(rows)
    return Total(float(number), len(rows), len(rows))


def series(programme: Programme, first: Selection, second: Selection, subject: Subject) -> pd.DataFrame:
    """Count the rows of both selections by fiscal year.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    first, second : Selection
        What is compared.
    subject : {"collaborations", "installations"}
        Which rows.

    Returns
    -------
    pandas.DataFrame
        ``side`` (1 or 2), ``fiscal_year``, ``rows`` and ``chosen``: whether the year is one of the selection's. All years are
        there, those that a selection leaves out too, so that what lies around them can be seen.
    """
    marks = [
        (side, year, rows, _within(selection, year))
        for side, selection in ((1, first), (2, second))
        for year, rows in year_counts(programme, selection, subject).items()
    ]
    return pd.DataFrame(marks, columns=["side", "fiscal_year", "rows", "chosen"])


def _within(selection: Selection, year: int) -> bool:
    return selection.fiscal_years is None or selection.fiscal_years[0] <= year <= selection.fiscal_years[1]


def undated(programme: Programme, selection: Selection, subject: Subject) -> int:
    """Count the rows of a selection, as if no years were chosen, whose fiscal year is not known: they are in no series."""
    return int(counted(programme, selection.without("fy"), subject)["fiscal_year"].isna().sum())


def shared(programme: Programme, first: Selection, second: Selection, subject: Subject) -> tuple[Shared, ...]:
    """Say what is in both selections, and what in only one.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    first, second : Selection
        What is compared.
    subject : {"collaborations", "installations"}
        Of which rows.

    Returns
    -------
    tuple of Shared
        For each kind of `SHARED`; the rows themselves come last.
    """
    one, other = (counted(programme, selection, subject) for selection in (first, second))
    return tuple(_shared(kind, one[column], other[column]) for kind, column in SHARED[subject].items())


def _shared(kind: str, one: pd.Series[str], other: pd.Series[str]) -> Shared:
    left, right = dict.fromkeys(one.tolist()), dict.fromkeys(other.tolist())
    return Shared(
        kind,
        tuple(code for code in left if code not in right),
        tuple(code for code in left if code in right),
        tuple(code for code in right if code not in left),
    )


def alike(programme: Programme, first: Selection, second: Selection, subject: Subject) -> bool:
    """Whether both show the same rows, in whatever words."""
    ids = CODED[subject][0]
    return set(counted(programme, first, subject)[ids]) == set(counted(programme, second, subject)[ids])


def year_before(programme: Programme, first: Selection, subject: Subject) -> Pair | None:
    """Compare a selection with itself as many years earlier as it spans; without years, the newest with the one before.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    first : Selection
        What is looked at.
    subject : {"collaborations", "installations"}
        Whose years.

    Returns
    -------
    tuple of Selection, or None
        Both selections; None where there are no years so early.
    """
    years = years_of(programme, subject)
    if not years:
        return None
    start, end = first.fiscal_years or (years[-1], years[-1])
    span = end - start + 1
    if start - span < vocabulary(programme).first_year:
        return None
    return replace(first, fiscal_years=(start, end)), replace(first, fiscal_years=(start - span, end - span))


def another_country(programme: Programme, first: Selection, second: Selection, subject: Subject) -> Pair | None:
    """Compare a selection with itself in another country, in each call with the next one.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    first, second : Selection
        What is compared now.
    subject : {"collaborations", "installations"}
        Whose rows rank the countries: the one with most comes first.

    Returns
    -------
    tuple of Selection, or None
        Both selections, each of one country; None where there are no two countries.
    """
    # Places are those of one country: another one has none of them.
    freed = first.without("country", "partner")
    ranked = [str(code) for code in _ranked(counted(programme, freed, subject)["country_iso3"])]
    own = next((code for code in first.countries if code in ranked), ranked[0] if ranked else "")
    others = [code for code in ranked if code != own]
    if not others:
        return None
    now = second.countries[0] if len(second.countries) == 1 else ""
    following = others[(others.index(now) + 1) % len(others)] if now in others else others[0]
    mine = first if first.countries == (own,) else replace(freed, countries=(own,))
    return mine, replace(freed, countries=(following,))


def _ranked(codes: pd.Series[str]) -> Iterable[str]:
    counts = codes.value_counts()
    return sorted(counts.index, key=lambda code: (-int(counts[code]), str(code)))


def with_inferred(first: Selection) -> Pair:
    """Compare what is confirmed with the same and inferred rows."""
    return replace(first, evidence=EVIDENCE_LEVELS[1]), replace(first, evidence=EVIDENCE_LEVELS[-1])


def subject_or_default(asked: str | None) -> Subject:
    """Take the subject a page asks for; links where it asks for none."""
    return INSTALLATIONS if asked == INSTALLATIONS else "collaborations"
