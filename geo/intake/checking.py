"""Checks brought tables with the very rules of ``data/``, and says of every fault where it stands in the keeper's own file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

import pandas as pd

from geo.export.data_folder import to_csv
from geo.faults import VOCABULARY, Fault, FaultyTables, visible
from geo.intake.columns import listed_codes
from geo.intake.compose import Change, Composed, Mode, Origin, composed
from geo.intake.matching import Matched
from geo.intake.model import Notice
from geo.intake.repair import repaired
from geo.language import Language, message
from geo.programme import Programme, assemble, text_tables
from geo.tables import TABLES

HEADINGS = (
    message("File and sheet"),
    message("Row"),
    message("Column"),
    message("Value"),
    message("What is wrong"),
    message("What to do"),
)
PUBLISHED = message("{file} (as published)")
OTHER_LINE = message("{line} of {file}")
PUBLISHED_LINE = message("{line} of the published table")


@dataclass(frozen=True)
class Placed:
    """A fault where it stands.

    Parameters
    ----------
    fault : Fault
        As the rules found it.
    origin : Origin or None
        The row it speaks of; None where it speaks of headings.
    first : Origin or None
        The row that holds the same already, for faults of doubled values.
    matched : Matched or None
        The sheet; None for rows of the present tables.
    """

    fault: Fault
    origin: Origin | None
    first: Origin | None
    matched: Matched | None

    @property
    def column(self) -> int | None:
        """Index of the sheet's column; None where the sheet has no such column."""
        if self.matched is None or self.fault.column not in self.matched.columns:
            return None
        return self.matched.columns.index(self.fault.column)

    @property
    def index(self) -> int | None:
        """Index of the row in the sheet's grid; None where it is not of the sheet."""
        return self.origin.number if self.matched and self.origin else None

    @property
    def position(self) -> int:
        """What the keeper's program calls the row."""
        if self.matched is None:
            return self.origin.number if self.origin else 1
        sheet = self.matched.sheet
        return sheet.grid.positions[sheet.first if self.origin is None else self.origin.number]

    def where(self, language: Language) -> str:
        """Name file and sheet."""
        return self.matched.sheet.grid.label if self.matched else language.text(PUBLISHED, file=self.fault.file)

    def heading(self) -> str:
        """Name the column as it stands in the file."""
        at = self.column
        return self.fault.column if self.matched is None or at is None else self.matched.sheet.column_name(at)

    def broken(self, language: Language) -> str:
        """Say which rule is broken."""
        return self._told(language).broken(language)

    def remedy(self, language: Language) -> str:
        """Say what to do about it."""
        return self._told(language).remedy(language)

    def cells(self, language: Language) -> tuple[str, ...]:
        """Word the fault for a table, in the order of `HEADINGS`: plain text."""
        return (
            visible(self.where(language)),
            str(self.position),
            visible(self.heading()),
            visible(self.fault.value),
            self.broken(language),
            self.remedy(language),
        )

    def _told(self, language: Language) -> Fault:
        if self.first is None:
            return self.fault
        rows, number = self.first.rows, self.first.number
        if rows is None:
            line = language.text(PUBLISHED_LINE, line=number)
        else:
            grid = rows.matched.sheet.grid
            line = str(grid.positions[number])
            if rows.matched is not self.matched:
                line = language.text(OTHER_LINE, line=line, file=grid.label)
        changed = tuple((name, line if name == "first" else value) for name, value in self.fault.parameters)
        return replace(self.fault, parameters=changed)


@dataclass(frozen=True)
class Outcome:
    """What checking came to.

    Parameters
    ----------
    programme : Programme or None
        All tables with the brought rows; None where there are faults.
    faults : tuple of Placed
        In the order of the tables.
    notices : tuple of Notice
        What was repaired.
    changes : tuple of Change
        What is different, table by table.
    """

    programme: Programme | None
    faults: tuple[Placed, ...]
    notices: tuple[Notice, ...]
    changes: tuple[Change, ...]

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the tables that are other ones now."""
        return tuple(change.table for change in self.changes if change.any)


def check(programme: Programme, chosen: Sequence[tuple[Matched, Mode]]) -> Outcome:
    """Mend, compose and validate.

    Parameters
    ----------
    programme : Programme
        The present tables.
    chosen : sequence of (Matched, {"update", "replace"})
        Sheets and how their rows come in; sheets without a table are left out.

    Returns
    -------
    Outcome
        A whole programme, or every fault at its place.
    """
    brought = [(repaired(programme, matched), mode) for matched, mode in chosen if matched.table]
    notices = tuple(notice for rows, _ in brought for notice in rows.notices)
    done = composed(_present(programme), brought)
    changes = tuple(done.changes)
    same = not done.faults and not any(change.any for change in changes)
    try:
        whole = assemble(done.tables, programme.version if same else _digest(done.tables), done.faults)
    except FaultyTables as faulty:
        named = [_with_names(programme, fault) for fault in faulty.faults]
        return Outcome(None, tuple(_placed(fault, done) for fault in named), notices, changes)
    return Outcome(whole, (), notices, changes)


@lru_cache(maxsize=2)
def _present(programme: Programme) -> dict[str, pd.DataFrame]:
    return text_tables(programme)


def _digest(tables: Mapping[str, pd.DataFrame]) -> str:
    digest = sha256()
    for name in TABLES:
        if name in tables:
            content = to_csv(tables[name])
            digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def _with_names(programme: Programme, fault: Fault) -> Fault:
    """Name the codes of a column whose codes stand in no table: only the description of the tables knows their names."""
    codes = listed_codes(programme).get((fault.file.removesuffix(".csv"), fault.column))
    if fault.rule != VOCABULARY or codes is None:
        return fault
    return replace(fault, near=codes.nearest(fault.value), choices=codes.codes)


def _placed(fault: Fault, done: Composed) -> Placed:
    table = fault.file.removesuffix(".csv")
    if table in done.headers:
        return Placed(fault, None, None, done.headers[table].matched)
    origin = _origin(done, table, fault.row)
    first = dict(fault.parameters).get("first", "")
    of_row = fault.rule in {"duplicate", "pair-year-doubled", "figure-doubled"} and first.isdecimal()
    return Placed(
        fault, origin, _origin(done, table, int(first)) if of_row else None, origin.rows.matched if origin.rows else None
    )  # fmt: skip


def _origin(done: Composed, table: str, row: int | None) -> Origin:
    origins = done.origins.get(table)
    return origins[row - 1] if origins and row else Origin(None, row or 1)
