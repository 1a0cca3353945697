"""What is made of a file: sheets of texts with their places, what was repaired, and what was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from geo.faults import Parameters, visible
from geo.intake.texts import MORE_CELLS, REFUSALS, REPAIRS, RefusalText
from geo.language import Language

Kind = Literal["csv", "xlsx", "geojson", "gpkg"]
Point = tuple[str, str]
MOST_EXAMPLES = 3
# Parameters of refusals that are written with thousands set apart; the number of a line is not.
AMOUNTS = frozenset({"limit", "count"})


@dataclass(frozen=True)
class Merge:
    """Cells joined into one, by row and column numbers from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A sheet as it stands in its file, all cells as text.

    Parameters
    ----------
    file : str
        Name of the file as it was brought; for a member of an archive, both names.
    name : str
        Name of the sheet or layer; empty where the file has only one.
    kind : {"csv", "xlsx", "geojson", "gpkg"}
        What sort of file it comes from.
    positions : tuple of int
        What the keeper's program calls each row: the line of a CSV it begins in, the row of a workbook, the number of a
        feature; 0 for the names of a feature's properties.
    rows : tuple of tuple of str
        One text per column, all rows of one length.
    merged : tuple of Merge
        Joined cells of a workbook.
    points : tuple of (str, str) or None
        Latitude and longitude of each row's geometry, in decimal degrees; empty where the file has no geometries.
    guarded : bool
        Whether apostrophes before formulas may be the mark of a CSV for spreadsheets (`geo.export.delimited.guarded`).
    named : str
        Name of the table, where a data package says so.
    selected : bool
        Whether it comes from a data package that says it holds a selection of the rows.
    widths : tuple of int
        How many cells each row of a CSV had before all were made equally long; empty for other kinds.
    """

    file: str
    name: str
    kind: Kind
    positions: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merge, ...] = ()
    points: tuple[Point | None, ...] = ()
    guarded: bool = False
    named: str = ""
    selected: bool = False
    widths: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """Name it for a reader: file, and sheet where there is one."""
        return f"{self.file} – {self.name}" if self.name else self.file


@dataclass(frozen=True)
class Example:
    """A cell that was repaired: its row as the keeper's program calls it, what stood there, what it is read as."""

    row: int
    before: str
    after: str


@dataclass(frozen=True)
class Notice:
    """Something that was read otherwise than it stands.

    Parameters
    ----------
    code : str
        A key of `geo.intake.texts.REPAIRS`.
    where : str
        File and sheet.
    column : str
        Heading of the column; empty where the whole sheet is meant.
    count : int
        How many cells or rows.
    examples : tuple of Example
        The first few of them.
    parameters : tuple of (str, str)
        Names and values for the text's placeholders.
    """

    code: str
    where: str
    column: str = ""
    count: int = 1
    examples: tuple[Example, ...] = ()
    parameters: Parameters = ()

    def worded(self, language: Language) -> str:
        """Say what was done, without the place."""
        shown = {name: visible(value) for name, value in self.parameters}
        return language.text(REPAIRS[self.code], **shown)

    def instances(self, language: Language) -> str:
        """Write the examples: ``row 5: 令和4年度 → 2022``."""
        told = [
            language.text("row {row}: {before} → {after}", row=each.row, before=visible(each.before), after=visible(each.after))
            for each in self.examples
        ]
        more = self.count - len(self.examples)
        if told and more:
            told.append(language.plural(*MORE_CELLS, more))
        return ("、" if language.code == "ja" else "; ").join(told)


@dataclass(frozen=True)
class Refusal:
    """A file, or a sheet of it, that is not read.

    Parameters
    ----------
    code : str
        A key of `geo.intake.texts.REFUSALS`.
    file : str
        Name of the file, or of several that are refused together.
    parameters : tuple of (str, str)
        Names and values for the text's placeholders.
    files : int
        How many files it speaks of.
    """

    code: str
    file: str
    parameters: Parameters = ()
    files: int = 1

    def broken(self, language: Language) -> str:
        """Say why it is refused."""
        return self._worded(REFUSALS[self.code].broken, language)

    def remedy(self, language: Language) -> str:
        """Say what to do about it."""
        return self._worded(REFUSALS[self.code].remedy, language)

    def _worded(self, text: str, language: Language) -> str:
        shown = {
            name: language.number(int(value)) if name in AMOUNTS and value.isdecimal() else visible(value)
            for name, value in self.parameters
        }
        return language.text(text, **shown)


class Refused(Exception):  # noqa: N818 - says what it is: the file is refused
    """A file cannot be read.

    Parameters
    ----------
    code : str
        A key of `geo.intake.texts.REFUSALS`.
    **parameters : object
        For the text's placeholders.
    """

    def __init__(self, code: str, **parameters: object) -> None:
        self.code = code
        self.parameters: Parameters = tuple((name, str(value)) for name, value in parameters.items())
        super().__init__(code, self.parameters)

    @property
    def text(self) -> RefusalText:
        """The wording of the reason."""
        return REFUSALS[self.code]


@dataclass(frozen=True)
class Reading:
    """What was found in the files: sheets, what was repaired while reading, what was refused."""

    grids: tuple[Grid, ...] = ()
    notices: tuple[Notice, ...] = ()
    refusals: tuple[Refusal, ...] = field(default=())
