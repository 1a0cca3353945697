"""From the files somebody brings to what is shown of them: reading, headings and first guesses, once per set of files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.intake import header, matching, reading
from geo.intake.columns import known
from geo.intake.compose import Mode
from geo.intake.matching import Matched
from geo.intake.model import Notice, Refusal, Refused
from geo.intake.reading import File
from geo.programme import Programme
from geo.tables import TABLES

# A package that brings nearly all tables speaks for all of their rows.
WHOLE = 12


@dataclass(frozen=True)
class Intake:
    """Files as they were understood.

    Parameters
    ----------
    sheets : tuple of Matched
        Sheets with rows, with the first guess of table and columns.
    notices : tuple of Notice
        What was repaired while reading.
    refusals : tuple of Refusal
        What is not read.
    """

    sheets: tuple[Matched, ...]
    notices: tuple[Notice, ...]
    refusals: tuple[Refusal, ...]

    @property
    def mode(self) -> Mode:
        """How the rows come in unless the visitor says otherwise: nothing is dropped, but by a package of all rows."""
        if any(matched.sheet.grid.selected for matched in self.sheets):
            return "update"
        tables = {matched.table for matched in self.sheets if matched.table}
        return "replace" if len(tables) >= min(WHOLE, len(TABLES)) else "update"


def take_in(programme: Programme, files: Sequence[File]) -> Intake:
    """Read files and guess what they hold.

    Parameters
    ----------
    programme : Programme
        The present tables.
    files : sequence of File
        As they were brought.

    Returns
    -------
    Intake
        Sheets, repairs and refusals.
    """
    read = reading.read(files)
    sheets: list[Matched] = []
    notices = list(read.notices)
    refusals = list(read.refusals)
    for grid in read.grids:
        try:
            sheet, told = header.find(grid, known(programme))
        except Refused as refused:
            refusals.append(Refusal(refused.code, grid.label, refused.parameters))
            continue
        matched = matching.guess(programme, sheet)
        if matched.table:
            notices += told
        sheets.append(matched)
    return Intake(tuple(sheets), tuple(notices), tuple(refusals))
