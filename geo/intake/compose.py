"""Puts the rows somebody brought in place of the present ones, or among them, and remembers where each row comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from geo.faults import Fault
from geo.intake.repair import Rows
from geo.schema import columns
from geo.tables import KEYS, file_name

Mode = Literal["update", "replace"]
Record = dict[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """Where a row comes from.

    Parameters
    ----------
    rows : Rows or None
        The sheet; None for a row of the present tables.
    number : int
        Index of the row in the sheet's grid, or its line in the present table.
    """

    rows: Rows | None
    number: int


@dataclass(frozen=True)
class Change:
    """What the brought rows do to a table: numbers of rows.

    Parameters
    ----------
    table : str
        Its name.
    brought : int
        Rows that were brought.
    new, changed, removed, total : int
        Rows that were not there, that say something else now, that are gone, and that there are now.
    """

    table: str
    brought: int
    new: int
    changed: int
    removed: int
    total: int

    @property
    def any(self) -> bool:
        """Whether the table is another one now."""
        return bool(self.new or self.changed or self.removed)


@dataclass
class Composed:
    """All tables with the brought rows in them.

    Parameters
    ----------
    tables : dict of str to pandas.DataFrame
        Text tables as `geo.programme.assemble` takes them; a table whose columns are not complete is missing.
    origins : dict of str to list of Origin
        For the tables that were brought: where row 1, 2, ... of the frame's index comes from.
    faults : list of Fault
        Columns that are missing.
    headers : dict of str to Rows
        The sheet whose headings such a fault speaks of.
    changes : list of Change
        What is different, table by table.
    """

    tables: dict[str, pd.DataFrame]
    origins: dict[str, list[Origin]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    headers: dict[str, Rows] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def composed(present: Mapping[str, pd.DataFrame], brought: Sequence[tuple[Rows, Mode]]) -> Composed:
    """Put brought rows into the present tables.

    Parameters
    ----------
    present : mapping of str to pandas.DataFrame
        Text tables, as `geo.programme.text_tables` gives them.
    brought : sequence of (Rows, {"update", "replace"})
        ``update`` changes rows of the same key, column by column as far as the sheet has them, and adds the others;
        ``replace`` drops all present rows of the table first.

    Returns
    -------
    Composed
        New tables; the present ones are left as they are.
    """
    result = Composed(dict(present))
    tables = list(dict.fromkeys(rows.matched.table or "" for rows, _ in brought))
    for table in tables:
        own = [(rows, mode) for rows, mode in brought if rows.matched.table == table]
        _compose(result, present[table], table, own)
    return result


def _compose(result: Composed, present: pd.DataFrame, table: str, own: Sequence[tuple[Rows, Mode]]) -> None:
    replace = any(mode == "replace" for _, mode in own)
    for rows, _ in own:
        needed = columns(table) if replace else KEYS[table]
        missing = [name for name in needed if name not in rows.columns]
        if missing:
            result.headers[table] = rows
            result.faults += [Fault(file_name(table), 0, name, "", "column-missing") for name in missing]
    if table in result.headers:
        del result.tables[table]
        return
    before = _records(present)
    kept: list[tuple[Record, Origin]] = [] if replace else [(dict(row), Origin(None, line)) for line, row in before]
    known = {key: at for at, (key, _) in enumerate(_keyed(table, (row for row, _ in kept)))}
    for rows, _ in own:
        for (key, row), index in zip(_keyed(table, _rows(rows)), rows.indices, strict=True):
            origin = Origin(rows, index)
            at = known.get(key)
            if at is None:
                kept.append(({**dict.fromkeys(columns(table), ""), **row}, origin))
            else:
                kept[at] = ({**kept[at][0], **row}, origin)
    result.origins[table] = [origin for _, origin in kept]
    result.tables[table] = _frame(table, [row for row, _ in kept])
    brought = sum(len(rows.indices) for rows, _ in own)
    result.changes.append(_change(table, brought, [row for _, row in before], [row for row, _ in kept]))


def _records(frame: pd.DataFrame) -> list[tuple[int, Record]]:
    names = [str(name) for name in frame.columns]
    values = zip(*(frame[name].tolist() for name in names), strict=True)
    return [(line, dict(zip(names, row, strict=True))) for line, row in zip(frame.index.tolist(), values, strict=True)]


def _rows(rows: Rows) -> list[Record]:
    names = list(rows.columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*rows.columns.values(), strict=True)]


def _frame(table: str, rows: Sequence[Record]) -> pd.DataFrame:
    index = pd.RangeIndex(1, len(rows) + 1, name="line")
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], index=index, dtype="str") for name in columns(table)})


def _change(table: str, brought: int, before: Sequence[Record], after: Sequence[Record]) -> Change:
    old, new = dict(_keyed(table, before)), dict(_keyed(table, after))
    return Change(
        table,
        brought,
        new=len(new.keys() - old.keys()),
        changed=sum(1 for key in new.keys() & old.keys() if new[key] != old[key]),
        removed=len(old.keys() - new.keys()),
        total=len(after),
    )


def _keyed(table: str, rows: Iterable[Record]) -> list[tuple[tuple[Key, int], Record]]:
    """Give each row its key, and how many rows of the same key stand before it: a doubled key is a fault to be found."""
    seen: dict[Key, int] = {}
    found = []
    for row in rows:
        key = tuple(row[name] for name in KEYS[table])
        seen[key] = seen.get(key, -1) + 1
        found.append(((key, seen[key]), row))
    return found
