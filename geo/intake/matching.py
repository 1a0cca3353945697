"""Which table a sheet is, and which column each heading means: known ones, and guesses with how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal

from rapidfuzz import fuzz

from geo.export.workbook import SHEETS
from geo.intake.columns import BOTH, added, known, table_titles, titles
from geo.intake.folding import folded
from geo.intake.header import Sheet
from geo.programme import Programme
from geo.tables import KEYS, TABLES

How = Literal["known", "guess", "added", "none", "chosen"]
CERTAIN = 100
# Below this, two short headings share a letter or two by chance.
SUREST_GUESS, LEAST_SURE = 99, 65
NAMED_WEIGHT, TITLE_WEIGHT, KEYS_WEIGHT = 0.5, 0.4, 0.3
FEWEST_COLUMNS = 2
COMPARED_KEYS = 200


@dataclass(frozen=True)
class Match:
    """What a heading means.

    Parameters
    ----------
    heading : str
        As it stands in the file.
    column : str or None
        The column it means; None where it is left out.
    how : {"known", "guess", "added", "none", "chosen"}
        A column's name or heading; one that resembles one; one that the app's own files add; none; what the visitor chose.
    score : int
        How much it resembles the column, of 100.
    """

    heading: str
    column: str | None
    how: How
    score: int = 0


@dataclass(frozen=True)
class Matched:
    """A sheet, the table it is, and its columns; anything may be changed by the visitor.

    Parameters
    ----------
    sheet : Sheet
        With headings and rows.
    table : str or None
        The table it is; None where it is left out.
    matches : tuple of Match
        One per column of the sheet.
    """

    sheet: Sheet
    table: str | None
    matches: tuple[Match, ...]

    @property
    def columns(self) -> tuple[str | None, ...]:
        """Column each column of the sheet becomes."""
        return tuple(match.column for match in self.matches)

    def changed(self, programme: Programme, table: str | None, chosen: dict[int, str | None]) -> Matched:
        """Give the same sheet as another table, or with other columns.

        Parameters
        ----------
        programme : Programme
            The tables to compare with.
        table : str or None
            The table it shall be.
        chosen : dict of int to str or None
            By index of the sheet's column: the column it shall become. A column chosen twice goes to the last one.

        Returns
        -------
        Matched
            Changed.
        """
        matches = list(self.matches if table == self.table else match(programme, self.sheet, table))
        for index, column in chosen.items():
            if column != matches[index].column:
                taken = [i for i, other in enumerate(matches) if column and other.column == column]
                for i in taken:
                    matches[i] = replace(matches[i], column=None, how="chosen", score=0)
                matches[index] = replace(matches[index], column=column, how="chosen", score=0)
        return Matched(self.sheet, table, tuple(matches))


def guess(programme: Programme, sheet: Sheet) -> Matched:
    """Guess which table a sheet is, and match its columns.

    Parameters
    ----------
    programme : Programme
        The present tables.
    sheet : Sheet
        With headings.

    Returns
    -------
    Matched
        Without a table where it resembles none.
    """
    scores = {table: _likeness(programme, sheet, table) for table in TABLES}
    best = max(TABLES, key=lambda table: scores[table])
    table = best if scores[best] > 0 else None
    return Matched(sheet, table, match(programme, sheet, table))


def match(programme: Programme, sheet: Sheet, table: str | None) -> tuple[Match, ...]:
    """Match the columns of a sheet with those of a table.

    Parameters
    ----------
    programme : Programme
        Whose headings count.
    sheet : Sheet
        With headings.
    table : str or None
        None leaves every column out.

    Returns
    -------
    tuple of Match
        One per column of the sheet; no column of the table twice.
    """
    if table is None:
        return tuple(Match(heading, None, "none") for heading in sheet.headings)
    named = known(programme)[table]
    found: list[Match] = []
    taken: set[str] = set()
    for heading in sheet.headings:
        column = named.get(folded(heading)) if heading else None
        if column and column not in taken:
            taken.add(column)
            found.append(Match(heading, column, "known", CERTAIN))
        else:
            found.append(Match(heading, None, "added" if folded(heading) in added() else "none"))
    return _with_guesses(found, [column for column in titles(programme)[table] if column not in taken], titles(programme)[table])


def _with_guesses(found: list[Match], free: list[str], names: dict[str, tuple[str, str]]) -> tuple[Match, ...]:
    candidates = [
        (_score(match.heading, (column, *names[column])), index, column)
        for index, match in enumerate(found)
        if match.how == "none" and match.heading
        for column in free
    ]
    used: set[int] = set()
    given: set[str] = set()
    for score, index, column in sorted(candidates, key=lambda each: (-each[0], each[1])):
        if score >= LEAST_SURE and index not in used and column not in given:
            used.add(index)
            given.add(column)
            found[index] = replace(found[index], column=column, how="guess", score=min(score, SUREST_GUESS))
    return tuple(found)


def _score(heading: str, names: Sequence[str]) -> int:
    key = folded(heading)
    return int(max(fuzz.ratio(key, folded(name)) for name in names)) if key else 0


def _likeness(programme: Programme, sheet: Sheet, table: str) -> float:
    named = known(programme)[table]
    keys = {folded(heading) for heading in sheet.headings if heading}
    ours = {named[key] for key in keys & named.keys()}
    theirs = [key for key in keys if key not in added()]
    said = _said(programme, sheet, table)
    if folded(sheet.grid.name) in _own_sheets() or len(ours) < (1 if said else FEWEST_COLUMNS):
        return 0
    if not said and KEYS[table][0] not in ours and 2 * len(ours) < len(theirs):
        return 0
    dice = 2 * len(ours) / (len(titles(programme)[table]) + len(theirs))
    return dice + said + KEYS_WEIGHT * _shared_keys(programme, sheet, table)


@lru_cache(maxsize=1)
def _own_sheets() -> frozenset[str]:
    """Names of the sheets with which the app's own workbooks explain themselves."""
    return frozenset(folded(language.text(SHEETS[name])) for name in ("dictionary", "codes", "about") for language in BOTH)


def _said(programme: Programme, sheet: Sheet, table: str) -> float:
    """How clearly the names of file and sheet say that it is this table."""
    if sheet.grid.named == table:
        return 1.0
    stem = PurePosixPath(sheet.grid.file).stem
    for text in (sheet.grid.name, stem):
        key = folded(text)
        if not key:
            continue
        if key in {folded(name) for name in (table, *table_titles(programme)[table])}:
            return NAMED_WEIGHT
        # Names such as "city-to-city_installations_as-of-2026": the longest table named in it is meant.
        held = [name for name in TABLES if folded(name) in key]
        if held:
            return TITLE_WEIGHT if max(held, key=len) == table else 0.0
    return 0.0


def _shared_keys(programme: Programme, sheet: Sheet, table: str) -> float:
    """Share of the sheet's keys that the present table has: vocabularies differ in nothing else."""
    key = KEYS[table][0]
    where = [index for index, heading in enumerate(sheet.headings) if known(programme)[table].get(folded(heading)) == key]
    if not where:
        return 0.0
    values = {sheet.grid.rows[row][where[0]] for row in sheet.data[:COMPARED_KEYS]}
    present = set(programme.tables[table][key])
    return len(values & present) / max(1, len(values))
