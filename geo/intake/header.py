"""Finding the headings of a sheet: below titles, over one row or several, and once more as the names of the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.intake.folding import folded
from geo.intake.model import Grid, Merge, Notice, Refused
from geo.intake.xml_scan import letters

# Titles, remarks and the like stand above the headings; nobody writes more of them.
MOST_ABOVE = 30
TALLEST = 3
FEWEST = 2
Row = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet whose headings are known.

    Parameters
    ----------
    grid : Grid
        The whole sheet, as it stands in its file.
    first, last : int
        Indices of the first row of headings and of the first row below them, in `Grid.rows`.
    headings : tuple of str
        One per column, joined where they stand in several rows; empty where a column has none.
    """

    grid: Grid
    first: int
    last: int
    headings: tuple[str, ...]

    @property
    def data(self) -> list[int]:
        """Indices of the rows below the headings that hold something."""
        points = self.grid.points
        return [
            index for index in range(self.last, len(self.grid.rows)) if any(self.grid.rows[index]) or (points and points[index])
        ]

    def column_name(self, index: int) -> str:
        """Name a column for a reader: its heading, and its letter in a workbook."""
        heading = self.headings[index]
        letter = letters(index + 1)
        if self.grid.kind == "xlsx":
            return f"{heading} ({letter})" if heading else f"({letter})"
        return heading or f"({letter})"

    def samples(self, index: int, most: int = 2) -> list[str]:
        """Give the first different values of a column."""
        found: dict[str, None] = {}
        for row in self.data:
            if text := self.grid.rows[row][index].strip():
                found[text] = None
            if len(found) == most:
                break
        return list(found)


def find(grid: Grid, known: Mapping[str, Mapping[str, str]]) -> tuple[Sheet, list[Notice]]:
    """Find the headings of a sheet.

    Parameters
    ----------
    grid : Grid
        A sheet.
    known : mapping of str to mapping of str to str
        By table: columns by their `folded` names and headings.

    Returns
    -------
    Sheet
        With its headings.
    list of Notice
        Which rows were left out or joined.

    Raises
    ------
    Refused
        If a row of a CSV has more or fewer cells than there are headings.
    """
    rows = _spread(grid)
    first, height = (0, 1) if grid.kind in {"geojson", "gpkg"} else _best(rows, known)
    headings = _joined(rows[first : first + height])
    last = first + height
    if grid.kind in {"csv", "xlsx"}:
        last = _beyond_second(rows, last, headings, known)
    sheet = Sheet(_filled(grid, rows, last), first, last, headings)
    _refuse_ragged(sheet)
    return sheet, _notices(sheet, grid, height)


def _spread(grid: Grid) -> list[Row]:
    """Give every cell of a joined one the text of its first."""
    if not grid.merged:
        return list(grid.rows)
    rows = [list(row) for row in grid.rows]
    where = {position: index for index, position in enumerate(grid.positions)}
    width = len(rows[0]) if rows else 0
    for merge in grid.merged:
        top = where.get(merge.top)
        if top is None or merge.left > width:
            continue
        text = rows[top][merge.left - 1]
        if text:
            for index in _covered(grid, merge):
                rows[index][merge.left - 1 : merge.right] = [text] * (min(merge.right, width) - merge.left + 1)
    return [tuple(row) for row in rows]


def _covered(grid: Grid, merge: Merge) -> list[int]:
    return [index for index, position in enumerate(grid.positions) if merge.top <= position <= merge.bottom]


def _filled(grid: Grid, rows: list[Row], last: int) -> Grid:
    """Take the spread rows below the headings, and the file's own above: a title is no value of each column."""
    kept = (*grid.rows[:last], *rows[last:])
    return Grid(**{**grid.__dict__, "rows": kept})


def _best(rows: Sequence[Row], known: Mapping[str, Mapping[str, str]]) -> tuple[int, int]:
    """Find where the headings begin and how many rows they take: where most of them are known."""
    best, place = 0, (_widest(rows), 1)
    for height in range(1, TALLEST + 1):
        for first in range(min(MOST_ABOVE, len(rows) - height + 1)):
            found = _matched(_joined(rows[first : first + height]), known)
            if found > best:
                best, place = found, (first, height)
    return place


def _widest(rows: Sequence[Row]) -> int:
    """Guess the row of headings where none is known: the first that is about as wide as any."""
    widths = [sum(1 for text in row if text.strip()) for row in rows]
    wanted = max(widths, default=0) / 2
    return next((index for index, width in enumerate(widths) if width > wanted), 0)


def _matched(headings: Sequence[str], known: Mapping[str, Mapping[str, str]]) -> int:
    keys = {folded(text) for text in headings if text}
    return max((len({columns[key] for key in keys & columns.keys()}) for columns in known.values()), default=0)


def _joined(rows: Sequence[Row]) -> tuple[str, ...]:
    if not rows:
        return ()
    upper = [_carried(row, rows[-1]) for row in rows[:-1]]
    joined = []
    for parts in zip(*upper, rows[-1], strict=True):
        texts = [" ".join(text.split()) for text in parts if text.strip()]
        joined.append(" ".join(dict.fromkeys(texts)))
    return tuple(joined)


def _carried(upper: Row, lower: Row) -> Row:
    """Carry a heading over the empty cells to its right, where a CSV lost that they were joined."""
    carried, text = [], ""
    for own, below in zip(upper, lower, strict=True):
        text = own if own.strip() else (text if below.strip() else "")
        carried.append(text)
    return tuple(carried)


def _beyond_second(rows: Sequence[Row], last: int, headings: Sequence[str], known: Mapping[str, Mapping[str, str]]) -> int:
    """Pass over further rows that name the same columns at the same places, as the app's own workbooks have them."""
    while last < len(rows) and any(_says_the_same(rows[last], headings, columns) for columns in known.values()):
        last += 1
    return last


def _says_the_same(row: Row, headings: Sequence[str], columns: Mapping[str, str]) -> bool:
    pairs = [(folded(text), folded(heading)) for text, heading in zip(row, headings, strict=True) if text.strip()]
    alike = sum(1 for text, heading in pairs if text in columns and columns[text] == columns.get(heading))
    return alike >= FEWEST and 2 * alike >= len(pairs)


def _refuse_ragged(sheet: Sheet) -> None:
    grid = sheet.grid
    if not grid.widths:
        return
    expected = grid.widths[sheet.last - 1]
    for index in sheet.data:
        if grid.widths[index] != expected and (grid.widths[index] < expected or any(grid.rows[index][expected:])):
            line, found = grid.positions[index], grid.widths[index]
            raise Refused(code="row-cells", line=line, found=found, expected=expected)


def _notices(sheet: Sheet, grid: Grid, height: int) -> list[Notice]:
    where = grid.label
    notices = []
    above = sum(1 for row in grid.rows[: sheet.first] if any(row))
    if above:
        notices.append(Notice("above-header", where, count=above))
    if height > 1:
        example = max(sheet.headings, key=lambda text: text.count(" "), default="")
        notices.append(Notice("merged-header", where, count=height, parameters=(("example", example),)))
    further = sheet.last - sheet.first - height
    if further:
        notices.append(Notice("second-header", where, count=further))
    body = [merge for merge in grid.merged if merge.top >= (grid.positions[sheet.last] if sheet.last < len(grid.positions) else 0)]
    spread = sum(len(_covered(grid, merge)) * (merge.right - merge.left + 1) - 1 for merge in body)
    if spread:
        notices.append(Notice("merged-cells", where, count=spread))
    empty = len(grid.rows) - sheet.last - len(sheet.data)
    if empty:
        notices.append(Notice("empty-rows", where, count=empty))
    return notices
