"""The answer to an analysis: every figure with how many rows it rests on and the Selection that leads to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from geo.analysis.question import YEARS, Measure, Question, column_of, separator_of
from geo.page_parameters import NO_DIMENSION
from geo.parameters import EVIDENCE_LEVELS, RULES, Subject
from geo.programme import Programme
from geo.selection import Selection
from geo.shown import counted
from geo.vocabulary import vocabulary

# Codes of groups that are none of the vocabulary's.
MISSING, OTHERS, EVERYTHING = "", "others", "all"
# Years and levels have an order of their own; everything else stands by size.
ORDERED = (YEARS, "evidence")
FIELDS: Mapping[str, str] = {rule.name: rule.field for rule in RULES}
Groups = list[tuple[str, ...]]


@dataclass(frozen=True)
class Cell:
    """A figure and the way to its rows.

    Parameters
    ----------
    value : float, optional
        The measure; None where no row has it. A count without rows is 0: none documented, never that there was none.
    known, rows : int
        How many rows have what is measured, and how many there are.
    selection : Selection
        What shows the rows.
    exact : bool
        Whether it shows them alone: no Selection shows rows without a value, or of a weaker level of evidence, alone.
    """

    value: float | None
    known: int
    rows: int
    selection: Selection
    exact: bool = True


@dataclass(frozen=True)
class Pivot:
    """A measure by one or two dimensions.

    Parameters
    ----------
    question : Question
        What was asked.
    rows, cols : tuple of str
        Codes of the groups, in their order: `MISSING` for rows without a value, always last; `OTHERS` for what was folded,
        before it. Without a dimension for the columns, `cols` is ``("all",)``.
    cells : tuple of tuple of Cell
        One line for each of `rows`, one cell for each of `cols`.
    row_totals, col_totals : tuple of Cell
        Each counts a row once, also where it stands in several cells.
    total : Cell
        All rows.
    repeated : tuple of str
        Dimensions of which a row can have several values: it counts in each.
    folded : int
        How many groups of the columns `OTHERS` holds.
    """

    question: Question
    rows: tuple[str, ...]
    cols: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    col_totals: tuple[Cell, ...]
    total: Cell
    repeated: tuple[str, ...]
    folded: int = 0

    def missing(self, dimension: str) -> int:
        """Count the rows without a value of a dimension."""
        codes, totals = (self.rows, self.row_totals) if dimension == self.question.rows else (self.cols, self.col_totals)
        return totals[-1].rows if codes and codes[-1] == MISSING else 0

    def every_cell(self) -> Iterable[Cell]:
        """Give every figure, totals included."""
        yield self.total
        yield from self.row_totals
        yield from self.col_totals
        for line in self.cells:
            yield from line


def pivot(programme: Programme, selection: Selection, question: Question, most: int | None = None) -> Pivot:
    """Answer a question about the rows of a selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown. Where it restricts a dimension, only the groups it names stand there.
    question : Question
        What is asked.
    most : int, optional
        How many groups the columns may have: the smallest beyond that are folded into one, unless they are in order by themselves.

    Returns
    -------
    Pivot
        Only groups that occur; fiscal years without a gap. Rows without a value of a dimension are a group of their own.
    """
    found = _pivot(programme, selection.without("sel"), replace(question, chart="pivot"), most)
    return replace(found, question=question)


@lru_cache(maxsize=32)
def _pivot(programme: Programme, selection: Selection, question: Question, most: int | None) -> Pivot:
    measure = question.asked
    table = counted(programme, selection, measure.subject)
    gauge = _Gauge(table, measure)
    by_row = _grouped(table, selection, question.rows, measure.subject)
    by_col = _grouped(table, selection, question.cols, measure.subject)
    rows = _order(programme, question.rows, by_row, gauge)
    cols = _order(programme, question.cols, by_col, gauge)
    folded: tuple[str, ...] = ()
    if most is not None and question.cols not in ORDERED:
        cols, folded = _fold(cols, most)
        by_col = [tuple(dict.fromkeys(OTHERS if code in folded else code for code in codes)) for codes in by_col]
    of_row, of_col, of_cell = _placed(by_row), _placed(by_col), _placed_twice(by_row, by_col)
    narrow = _Narrowing(selection, question, folded)
    return Pivot(
        question,
        rows,
        cols,
        tuple(tuple(gauge.cell(of_cell[row, col], *narrow.to(row, col)) for col in cols) for row in rows),
        tuple(gauge.cell(of_row[row], *narrow.to(row, EVERYTHING)) for row in rows),
        tuple(gauge.cell(of_col[col], *narrow.to(EVERYTHING, col)) for col in cols),
        gauge.cell(list(range(len(table))), selection, exact=True),
        tuple(name for name in question.dimensions if separator_of(name, measure.subject)),
        len(folded),
    )


class _Gauge:
    """Measures rows by their positions in a table."""

    def __init__(self, table: pd.DataFrame, measure: Measure) -> None:
        self.kind = measure.kind
        self.values: list[Any] = []
        if measure.kind == "sum":
            self.values = table[measure.column].tolist()
        elif measure.kind == "mean":
            self.values = list(zip(table["pair"].tolist(), table["fiscal_year"].tolist(), strict=True))

    def measured(self, places: Sequence[int]) -> tuple[float | None, int]:
        """Give the measure and how many rows it rests on."""
        if self.kind == "count":
            return float(len(places)), len(places)
        if self.kind == "sum":
            known = [float(self.values[place]) for place in places if not pd.isna(self.values[place])]
            return (sum(known) if known else None), len(known)
        dated = [self.values[place] for place in places if not pd.isna(self.values[place][1])]
        pairs = {pair for pair, _ in dated}
        return (len(set(dated)) / len(pairs) if pairs else None), len(dated)

    def cell(self, places: Sequence[int], selection: Selection, exact: bool) -> Cell:
        """Measure a cell."""
        value, known = self.measured(places)
        return Cell(value, known, len(places), selection, exact)


def _grouped(table: pd.DataFrame, selection: Selection, dimension: str, subject: Subject) -> Groups:
    """Say for each row in which groups it stands."""
    if dimension == NO_DIMENSION:
        return [(EVERYTHING,)] * len(table)
    column = table[column_of(dimension, subject)].tolist()
    texts = [MISSING if pd.isna(value) else str(value) for value in column]
    separator = separator_of(dimension, subject)
    if not separator:
        return [(text,) for text in texts]
    wanted = set(getattr(selection, FIELDS[dimension]))
    return [tuple(code for code in text.split(separator) if not wanted or code in wanted) or (MISSING,) for text in texts]


def _order(programme: Programme, dimension: str, groups: Groups, gauge: _Gauge) -> tuple[str, ...]:
    found = _placed(groups)
    if dimension == NO_DIMENSION:
        return (EVERYTHING,)
    last = (MISSING,) if MISSING in found else ()
    if dimension == YEARS:
        dated = [int(code) for code in found if code != MISSING]
        return (*(str(year) for year in range(min(dated), max(dated) + 1)), *last) if dated else last
    listed = [code for code in vocabulary(programme).codes[dimension] if code in found]
    if dimension not in ORDERED:
        size = {code: gauge.measured(found[code]) for code in listed}
        listed.sort(key=lambda code: (size[code][0] is None, -(size[code][0] or 0)))
    return (*listed, *last)


def _fold(codes: tuple[str, ...], most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the largest groups from those that are told together; one alone is not folded."""
    listed = [code for code in codes if code != MISSING]
    last = codes[len(listed) :]
    room = most - len(last)
    if len(listed) <= room:
        return codes, ()
    return (*listed[: room - 1], OTHERS, *last), tuple(listed[room - 1 :])


def _placed(groups: Groups) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, codes in enumerate(groups):
        for code in codes:
            found[code].append(place)
    return found


def _placed_twice(by_row: Groups, by_col: Groups) -> dict[tuple[str, str], list[int]]:
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (rows, cols) in enumerate(zip(by_row, by_col, strict=True)):
        for row in rows:
            for col in cols:
                found[row, col].append(place)
    return found


class _Narrowing:
    """Narrows a Selection to the groups of a cell."""

    def __init__(self, selection: Selection, question: Question, folded: tuple[str, ...]) -> None:
        self.selection = selection
        self.question = question
        self.folded = folded

    def to(self, row: str, col: str) -> tuple[Selection, bool]:
        """Give the Selection of a cell, and whether it shows its rows alone."""
        narrowed, exact = self.selection, True
        for dimension, code in ((self.question.rows, row), (self.question.cols, col)):
            if code == EVERYTHING:
                continue
            if code == MISSING or (dimension == "evidence" and (code != EVIDENCE_LEVELS[0] or self._ties_inferred)):
                exact = False
            if code == MISSING and dimension == YEARS and narrowed.fiscal_years:
                narrowed = replace(narrowed, undated=True)
            elif code != MISSING:
                narrowed = self._narrowed(narrowed, dimension, code)
        return narrowed, exact

    @property
    def _ties_inferred(self) -> bool:
        """Whether rows are shown by inferred ties, which a better level of evidence would take away."""
        return self.selection.linked and self.selection.evidence == EVIDENCE_LEVELS[-1]

    def _narrowed(self, selection: Selection, dimension: str, code: str) -> Selection:
        if dimension == YEARS:
            return replace(selection, fiscal_years=(int(code), int(code)), undated=False)
        if dimension == "evidence":
            return selection if self._ties_inferred else replace(selection, evidence=code)
        return selection.having(dimension, self.folded if code == OTHERS else (code,))
