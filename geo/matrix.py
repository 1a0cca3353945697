"""Installations by country and fiscal year, each number with the Selection that leads to its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from geo.installation_summary import SUBJECT
from geo.programme import Programme
from geo.remembered import remembered
from geo.selection import Selection
from geo.shown import counted
from geo.vocabulary import vocabulary, years_of


@dataclass(frozen=True)
class Cell:
    """A number of installations and the way to them.

    Parameters
    ----------
    installations : int
        How many.
    selection : Selection
        What shows them.
    exact : bool
        Whether it shows them alone: no Selection shows undated rows alone, so a cell of undated ones leads to all rows
        of its line.
    """

    installations: int
    selection: Selection
    exact: bool = True


@dataclass(frozen=True)
class Line:
    """A country's installations, or those of all countries.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code; empty for all countries together.
    years : tuple of Cell
        One for each of the matrix' fiscal years, in their order.
    undated : Cell
        Those of unknown fiscal year.
    total : Cell
        All of them.
    """

    country: str
    years: tuple[Cell, ...]
    undated: Cell
    total: Cell


@dataclass(frozen=True)
class Matrix:
    """Installations by country and fiscal year.

    Parameters
    ----------
    years : tuple of int
        The fiscal years, without a gap.
    countries : tuple of Line
        Countries with installations, in the order of the table of countries.
    total : Line
        All countries together.
    """

    years: tuple[int, ...]
    countries: tuple[Line, ...]
    total: Line


@remembered(maxsize=16)
def matrix(programme: Programme, selection: Selection) -> Matrix:
    """Count the installations of a selection by country and fiscal year.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown. ``linked`` makes it the matrix of the installations formed through the programme, with inferred
        ties where its evidence is ``C``.

    Returns
    -------
    Matrix
        Over the chosen fiscal years, or over all. Rows of unknown fiscal year always have their column and count in the
        totals, also where the selection itself leaves them out; the selections of these cells ask for them.
    """
    rows = counted(programme, replace(selection, undated=True), SUBJECT)
    first, last = selection.fiscal_years or (None, None)
    years = tuple(
        year for year in years_of(programme, SUBJECT) if (first is None or first <= year) and (last is None or year <= last)
    )
    counts: Counter[tuple[str, int | None]] = Counter()
    for country, year in zip(rows["country_iso3"].tolist(), rows["fiscal_year"].tolist(), strict=True):
        known = None if pd.isna(year) else int(year)
        counts[country, known] += 1
        counts["", known] += 1
    codes = _countries(programme, {country for country, _ in counts if country})
    lines = tuple(_line(country, years, counts, replace(selection, countries=(country,))) for country in codes)
    return Matrix(years, lines, _line("", years, counts, selection))


def _countries(programme: Programme, found: set[str]) -> list[str]:
    order = {code: place for place, code in enumerate(vocabulary(programme).codes["country"])}
    return sorted(found, key=lambda code: (order.get(code, len(order)), code))


def _line(country: str, years: tuple[int, ...], counts: Counter[tuple[str, int | None]], selection: Selection) -> Line:
    cells = tuple(Cell(counts[country, year], replace(selection, fiscal_years=(year, year), undated=False)) for year in years)
    undated = counts[country, None]
    total = undated + sum(cell.installations for cell in cells)
    whole = replace(selection, undated=True) if selection.fiscal_years else selection
    return Line(country, cells, Cell(undated, whole, exact=undated == total), Cell(total, whole))
