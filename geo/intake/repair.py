"""Mends the rows of a matched sheet, column by column, and tells of everything that was read otherwise than it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.export.delimited import guarded, released
from geo.intake import coordinates
from geo.intake.cells import mended, trimmed
from geo.intake.columns import codes_by_spelling, kinds
from geo.intake.matching import Matched
from geo.intake.model import MOST_EXAMPLES, Example, Notice
from geo.programme import POINTS, Programme
from geo.references import REFERENCES

COUNTRY = {"countries": "iso3", **{each.table: each.column for each in REFERENCES if each.target == "countries"}}


@dataclass(frozen=True)
class Rows:
    """The rows of a sheet as the tables want them.

    Parameters
    ----------
    matched : Matched
        The sheet they come from.
    columns : dict of str to list of str
        Texts by column of the table.
    indices : list of int
        Index of each row in the sheet's grid.
    notices : tuple of Notice
        What was repaired.
    """

    matched: Matched
    columns: dict[str, list[str]]
    indices: list[int]
    notices: tuple[Notice, ...]


class _Log:
    """Collects repairs, alike ones together."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.found: dict[tuple[str, str], tuple[int, list[Example]]] = {}

    def add(self, code: str, column: str, row: int, before: str, after: str) -> None:
        count, examples = self.found.setdefault((column, code), (0, []))
        if len(examples) < MOST_EXAMPLES:
            examples.append(Example(row, before, after))
        self.found[column, code] = (count + 1, examples)

    def notices(self) -> tuple[Notice, ...]:
        return tuple(
            Notice(code, self.where, column, count, tuple(examples)) for (column, code), (count, examples) in self.found.items()
        )


def repaired(programme: Programme, matched: Matched) -> Rows:
    """Mend the rows of a sheet.

    Parameters
    ----------
    programme : Programme
        Whose names stand for codes.
    matched : Matched
        A sheet whose table is known.

    Returns
    -------
    Rows
        One text per row for every column that was matched, and for the coordinates where the file has points.
    """
    assert matched.table is not None  # noqa: S101 - the caller leaves out sheets without a table
    sheet, table = matched.sheet, matched.table
    indices = sheet.data
    log = _Log(sheet.grid.label)
    done: dict[str, list[str]] = {}
    for place, column in enumerate(matched.columns):
        if column is not None:
            done[column] = list(_column(programme, matched, place, column, indices, log))
    if table in POINTS:
        _points(matched, done, indices, log)
        _swap(matched, done, indices, log)
    return Rows(matched, done, indices, log.notices())


def _column(programme: Programme, matched: Matched, place: int, column: str, indices: list[int], log: _Log) -> Iterable[str]:
    sheet, table = matched.sheet, matched.table or ""
    name, kind = sheet.column_name(place), kinds(table)[column]
    names = codes_by_spelling(programme).get((table, column), {})
    codes = frozenset(names.values())
    for index in indices:
        row, text = sheet.grid.positions[index], sheet.grid.rows[index][place]
        plain = trimmed(text)
        if plain != text:
            log.add("trimmed", name, row, text, plain)
        if sheet.grid.guarded and plain and (bare := released(plain)) != plain and guarded(bare) == plain:
            log.add("released", name, row, plain, bare)
            plain = bare
        if kind == "degrees" and (angle := coordinates.angle(plain)):
            log.add("degrees", name, row, plain, angle.text)
            yield angle.text
            continue
        result = mended(plain, kind, names, codes)
        if result.repair:
            log.add(result.repair, name, row, plain, result.text)
        yield result.text


def _points(matched: Matched, done: dict[str, list[str]], indices: list[int], log: _Log) -> None:
    """Take the points of a map layer; what is written beside them is kept where it says the same."""
    grid = matched.sheet.grid
    if not any(grid.points):
        return
    lon, lat = POINTS[matched.table or ""]
    for column, which in ((lat, 0), (lon, 1)):
        written = done.get(column)
        values = written or [""] * len(indices)
        for at, index in enumerate(indices):
            point = grid.points[index]
            if point is None or coordinates.same(values[at], point[which]):
                continue
            if written is not None and values[at]:
                log.add("point", column, grid.positions[index], values[at], point[which])
            values[at] = point[which]
        done[column] = values


def _swap(matched: Matched, done: dict[str, list[str]], indices: list[int], log: _Log) -> None:
    lon, lat = POINTS[matched.table or ""]
    if lon not in done or lat not in done:
        return
    countries = done.get(COUNTRY.get(matched.table or "", "")) or [""] * len(indices)
    for at in coordinates.swapped(countries, done[lat], done[lon]):
        before = f"{done[lat][at]}, {done[lon][at]}"
        done[lat][at], done[lon][at] = done[lon][at], done[lat][at]
        row = matched.sheet.grid.positions[indices[at]]
        log.add("swapped", f"{lat}, {lon}", row, before, f"{done[lat][at]}, {done[lon][at]}")
