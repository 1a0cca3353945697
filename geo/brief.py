"""What the brief of a country holds besides its detail, and how much of it one sheet of paper takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geo import installation_summary, installations, shown, vocabulary
from geo.detail.model import Case, Detail
from geo.detail.sentences import RESULT
from geo.export.sheets import width
from geo.language import Language, message
from geo.programme import Programme
from geo.selection import Selection

TIES = {
    "official": message("formed through it, as an official page states"),
    "inferred": message("formed through it, as far as can be inferred"),
}
MOST_CASES = 8
MOST_TYPES = 9
MOST_ROWS, ENOUGH_ROWS = 16, 6
# Sizes on paper, in shares of the size on a screen, and the lines of each that the sheet has below its head.
SIZES = ((0.82, 26.0), (0.72, 34.0), (0.62, 44.0))
# Columns of letters of half width that fit on a line at full size: beside the other half of the sheet, and in a table's cell.
HALF_SHEET, NAME_CELL = 40, 38
CASE_GAP, TABLE_ROW, HEADING = 0.7, 1.35, 2.2


@dataclass(frozen=True)
class Built:
    """An installation as a row of the brief, worded; empty where something was not seen."""

    year: str
    name: str
    technology: str
    tonnes: str
    tie: str


@dataclass(frozen=True)
class TypeCount:
    """A type of technology, or all that remain, with its number of installations."""

    name: str
    installations: int


@dataclass(frozen=True)
class Layout:
    """How the brief is set on paper.

    Parameters
    ----------
    size : float
        Share of the size on a screen.
    rows : int
        How many installations are listed.
    """

    size: float
    rows: int


def cases(told: Detail) -> tuple[Case, ...]:
    """Choose the cases that stand in the brief: results first, then what is being formed, in their order."""
    ranked = sorted(told.cases, key=lambda case: case.kind != RESULT)
    return tuple(ranked[:MOST_CASES])


def built(programme: Programme, selection: Selection, language: Language) -> tuple[Built, ...]:
    """Word the installations of a selection, those formed through the programme first, then the greatest reductions.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        Of a country.
    language : Language
        The reader's.

    Returns
    -------
    tuple of Built
        All of them. A tie that is inferred counts, and is told, only where inferred rows are shown.
    """
    rows = installations.rows(programme).loc[shown.index(programme, selection, "installations")]
    told = set(TIES) if selection.evidence == "C" else {installation_summary.OFFICIAL}
    ties = {tie: language.text(said) for tie, said in TIES.items() if tie in told}
    names = vocabulary.names(programme, "tech", language)
    order = pd.DataFrame({"tied": rows["tie"].isin(told), "tonnes": rows["ghg_reduction_tco2_per_year"]})
    ranked = rows.loc[order.sort_values(["tied", "tonnes"], ascending=False, kind="stable", na_position="last").index]
    return tuple(
        Built(
            year="" if pd.isna(row["fiscal_year"]) else language.fiscal_year(int(row["fiscal_year"])),
            name=language.pick(row, "name"),
            technology=names[row["technology_type"]],
            tonnes="" if pd.isna(row["ghg_reduction_tco2_per_year"]) else language.number(row["ghg_reduction_tco2_per_year"]),
            tie=ties.get(row["tie"], ""),
        )
        for _, row in ranked.iterrows()
    )


def types(programme: Programme, selection: Selection, language: Language) -> tuple[TypeCount, ...]:
    """Count the installations of a selection by type of technology, the rarest ones together where there are many types."""
    names = vocabulary.names(programme, "tech", language)
    counts = {code: n for code, n in installation_summary.option_counts(programme, selection, "tech").items() if n}
    ranked = sorted((TypeCount(names[code], n) for code, n in counts.items()), key=lambda each: -each.installations)
    if len(ranked) <= MOST_TYPES + 1:
        return tuple(ranked)
    rest = ranked[MOST_TYPES:]
    others = language.plural("{n} other type", "{n} other types", len(rest))
    return (*ranked[:MOST_TYPES], TypeCount(others, sum(each.installations for each in rest)))


def layout(stories: Sequence[Case], pairs: int, kinds: int, rows: Sequence[Built]) -> Layout:
    """Choose the size at which everything fits on one sheet, and how many installations are listed at it.

    Parameters
    ----------
    stories : sequence of Case
        Those that stand in the left half.
    pairs, kinds : int
        How many pairs and types of technology stand in the right half.
    rows : sequence of Built
        Installations to be listed below, as far as they fit.

    Returns
    -------
    Layout
        The largest size that leaves room for at least a few of the rows; else the smallest.
    """
    tried = [Layout(size, _fitting(size, lines, stories, (pairs, kinds), rows[:MOST_ROWS])) for size, lines in SIZES]
    enough = min(len(rows), ENOUGH_ROWS)
    return next((each for each in tried if each.rows >= enough), tried[-1])


def _fitting(size: float, lines: float, stories: Sequence[Case], right_half: tuple[int, int], rows: Sequence[Built]) -> int:
    pairs, kinds = right_half
    left = sum(1 + CASE_GAP + _lines(case.outcome or case.what, HALF_SHEET / size) for case in stories)
    right = pairs + TABLE_ROW * kinds + HEADING * (bool(pairs) + 2 * bool(kinds))
    free = lines - max(left + HEADING * bool(stories), right) - 2 * HEADING
    for number, row in enumerate(rows):
        free -= TABLE_ROW * _lines(row.name, NAME_CELL / size)
        if free < 0:
            return number
    return len(rows)


def _lines(text: str, room: float) -> int:
    return max(1, math.ceil(width(text) / room)) if text else 0
