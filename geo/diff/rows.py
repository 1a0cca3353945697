"""Two versions of one table, compared row by row: added, removed, changed field by field, moved, perhaps renamed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.tables import KEYS

# Of the fields that one of the two rows fills in, this share says the same.
ALIKE = 0.6
# A value that many rows have tells nothing about which row became which.
TELLING = 8
MOST_PAIRS = 100_000


@dataclass(frozen=True)
class Row:
    """A row of one version.

    Parameters
    ----------
    key : tuple of str
        Its primary key.
    line : int
        The line of the file it begins in.
    values : mapping of str to str
        Its cells by column.
    """

    key: tuple[str, ...]
    line: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class FieldChange:
    """A field that says something else: its column, and what it said before and says after."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A row both versions have, under the same key, with fields that differ."""

    before: Row
    after: Row
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Renamed:
    """A removed and an added row that may be the same one under another key.

    Parameters
    ----------
    before, after : Row
        The two rows; both still count as removed and added.
    same, filled : int
        How many fields besides the key say the same, of how many that either row fills in.
    """

    before: Row
    after: Row
    same: int
    filled: int


@dataclass(frozen=True)
class TableDifference:
    """What changed in a table.

    Parameters
    ----------
    name : str
        The table.
    key : tuple of str
        Columns of its primary key; all columns where one version lacks one of them.
    columns : tuple of str
        Columns of the later version, then those that only the earlier one has.
    added, removed : tuple of Row
        Rows of one version only, in the order of their file.
    changed : tuple of RowChange
        Rows of both versions with fields that differ, in the order of the later file. A column only one version has makes no
        row a changed one.
    moved : tuple of (Row, Row)
        Rows that stand before others they stood after, or after others they stood before, as few as explain the new order.
    renamed : tuple of Renamed
        Hints: added rows that look like removed ones.
    columns_added, columns_removed : tuple of str
        Columns of one version only.
    only : {"", "before", "after"}
        The version that has the table at all, where the other one does not.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[RowChange, ...] = ()
    moved: tuple[tuple[Row, Row], ...] = ()
    renamed: tuple[Renamed, ...] = ()
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    only: str = ""

    @property
    def same(self) -> bool:
        """Whether nothing changed, order included."""
        return not (self.content or self.moved)

    @property
    def content(self) -> bool:
        """Whether anything but the order of rows changed."""
        return bool(self.added or self.removed or self.changed or self.columns_added or self.columns_removed or self.only)


def compare_table(name: str, before: pd.DataFrame | None, after: pd.DataFrame | None) -> TableDifference:
    """Compare two versions of a table.

    Parameters
    ----------
    name : str
        The table.
    before, after : pandas.DataFrame or None
        Text columns indexed by line, as `geo.tables.read_folder` gives them; None where a version has no such table. Rows that
        share a key, which is a fault, are matched in their order.

    Returns
    -------
    TableDifference
        Empty lists where both say the same.
    """
    empty = pd.DataFrame(index=pd.Index([], name="line", dtype="int64"))
    old, new = (empty if table is None else table for table in (before, after))
    old_columns, new_columns = (tuple(map(str, table.columns)) for table in (old, new))
    only = "after" if before is None and after is not None else "before" if after is None and before is not None else ""
    both = [column for column in new_columns if column in set(old_columns)]
    wanted = KEYS.get(name, ())
    present = [columns for columns, table in ((old_columns, before), (new_columns, after)) if table is not None]
    keyed = bool(wanted) and all(set(wanted) <= set(columns) for columns in present)
    key = wanted if keyed else tuple(both or new_columns or old_columns)
    earlier, later = _keyed(old, key), _keyed(new, key)
    common = [identity for identity in later if identity in earlier]
    changed = (_changed(earlier[identity], later[identity], both) for identity in common)
    added = tuple(row for identity, row in later.items() if identity not in earlier)
    removed = tuple(row for identity, row in earlier.items() if identity not in later)
    return TableDifference(
        name,
        key,
        (*new_columns, *(column for column in old_columns if column not in set(new_columns))),
        added,
        removed,
        tuple(change for change in changed if change is not None),
        tuple((earlier[identity], later[identity]) for identity in _moved(list(earlier), common)),
        tuple(_renamed(removed, added, [column for column in both if column not in key])),
        () if only else tuple(column for column in new_columns if column not in set(old_columns)),
        () if only else tuple(column for column in old_columns if column not in set(new_columns)),
        only,
    )


Identity = tuple[tuple[str, ...], int]


def _keyed(table: pd.DataFrame, key: Sequence[str]) -> dict[Identity, Row]:
    columns = [str(column) for column in table.columns]
    times: Counter[tuple[str, ...]] = Counter()
    rows: dict[Identity, Row] = {}
    for line, *cells in table.itertuples(name=None):
        values = dict(zip(columns, map(str, cells), strict=True))
        code = tuple(values.get(column, "") for column in key)
        rows[code, times[code]] = Row(code, int(line), values)
        times[code] += 1
    return rows


def _changed(before: Row, after: Row, columns: Iterable[str]) -> RowChange | None:
    pairs = ((column, before.values[column], after.values[column]) for column in columns)
    fields = tuple(FieldChange(column, old, new) for column, old, new in pairs if old != new)
    return RowChange(before, after, fields) if fields else None


def _moved(earlier: Sequence[Identity], common: Sequence[Identity]) -> list[Identity]:
    """Find the fewest rows whose move explains the new order: all but a longest run that kept its order."""
    place = {identity: number for number, identity in enumerate(earlier)}
    places = [place[identity] for identity in common]
    ends: list[int] = []
    holders: list[int] = []
    previous = [-1] * len(places)
    for index, value in enumerate(places):
        at = bisect_left(ends, value)
        previous[index] = holders[at - 1] if at else -1
        ends[at : at + 1] = [value]
        holders[at : at + 1] = [index]
    kept = set()
    index = holders[-1] if holders else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return [identity for index, identity in enumerate(common) if index not in kept]


def _renamed(removed: Sequence[Row], added: Sequence[Row], columns: Sequence[str]) -> Iterable[Renamed]:
    """Pair added rows with the removed ones they look most like, each with one at most."""
    found = sorted(
        (_likeness(removed[old], added[new], columns) for old, new in _candidates(removed, added, columns)),
        key=lambda pair: (-pair.same / max(pair.filled, 1), pair.after.line, pair.before.line),
    )
    taken: set[tuple[str, int]] = set()
    for pair in found:
        ends = {("before", pair.before.line), ("after", pair.after.line)}
        if pair.same >= ALIKE * pair.filled and not taken & ends:
            taken |= ends
            yield pair


def _candidates(removed: Sequence[Row], added: Sequence[Row], columns: Sequence[str]) -> list[tuple[int, int]]:
    holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(removed):
        for column in columns:
            if value := row.values[column]:
                holders[column, value].append(place)
    pairs: dict[tuple[int, int], None] = {}
    for place, row in enumerate(added):
        for column in columns:
            here = holders.get((column, row.values[column]), ())
            if 0 < len(here) <= TELLING:
                pairs.update(dict.fromkeys((old, place) for old in here))
        if len(pairs) > MOST_PAIRS:
            return []
    return list(pairs)


def _likeness(before: Row, after: Row, columns: Sequence[str]) -> Renamed:
    cells = [(before.values[column], after.values[column]) for column in columns]
    filled = [(old, new) for old, new in cells if old or new]
    return Renamed(before, after, sum(old == new for old, new in filled), len(filled))
