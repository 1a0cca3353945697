"""The whole difference between two versions: tables, faults, figures."""

from __future__ import annotations

from dataclasses import dataclass

from geo.diff.rows import TableDifference, compare_table
from geo.diff.totals import PUBLISHED, FigureChange, compare_figures, figures
from geo.diff.versions import Version
from geo.tables import TABLES


@dataclass(frozen=True)
class Difference:
    """What changed between two versions.

    Parameters
    ----------
    before, after : Version
        The two.
    tables : tuple of TableDifference
        Of every table that could be read in both versions or is missing from one, in the order of `geo.tables.TABLES`.
    unread : tuple of str
        Names of tables that could not be compared, as a version holds them in a form that cannot be read whole.
    figures : tuple of FigureChange or None
        Every figure; None where a version has faults, so that nothing can be counted.
    """

    before: Version
    after: Version
    tables: tuple[TableDifference, ...]
    unread: tuple[str, ...]
    figures: tuple[FigureChange, ...] | None

    @property
    def changed(self) -> tuple[TableDifference, ...]:
        """The tables in which something changed."""
        return tuple(table for table in self.tables if not table.same)

    @property
    def same(self) -> bool:
        """Whether both versions say the same, in the same order."""
        return not self.changed and not self.unread

    @property
    def figures_changed(self) -> tuple[FigureChange, ...]:
        """The figures that differ."""
        return tuple(figure for figure in self.figures or () if not figure.same)

    @property
    def published_lost(self) -> bool:
        """Whether a published total stood beside ours and no longer does, as for the newest fiscal year none was published."""
        changes = (change for change in self.figures_changed if change.figure.counted == PUBLISHED and not change.figure.kind)
        return any(change.before is not None and change.after is None for change in changes)


def compare(before: Version, after: Version) -> Difference:
    """Compare two versions of the tables.

    Parameters
    ----------
    before, after : Version
        The earlier and the later one, with or without faults.

    Returns
    -------
    Difference
        Its rows always; its figures where both versions are without faults.
    """
    equal = {name for name, digest in before.unread_bytes.items() if digest and digest == after.unread_bytes.get(name)}
    unread = {*before.unread_bytes, *after.unread_bytes} - equal
    tables = tuple(
        compare_table(name, before.tables.get(name), after.tables.get(name))
        for name in TABLES
        if name not in unread and (name in before.tables or name in after.tables)
    )
    counted = None
    if before.programme and after.programme:
        counted = compare_figures(figures(before.programme), figures(after.programme))
    return Difference(before, after, tables, tuple(name for name in TABLES if name in unread), counted)
