"""Looks through the XML of a workbook before it is read: document types, formulas, joined cells, sizes.

A stream of events of expat is counted and let go, so that a hostile part can fill no memory; a declared document type ends it
before any entity of it exists (no spreadsheet program writes one: ISO/IEC 29500-2 forbids it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat  # the parser that forbids what is dangerous is set up below

from geo.intake.limits import limits
from geo.intake.model import Merge, Refused

SEPARATOR = " "
# A spreadsheet's own limits; beyond them a file is broken.
LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14
# Styles, links, rules of colouring: each becomes an object when it is read, and no workbook of tables has as many.
MOST_ASIDE = 50_000
DEEPEST = 64
MOST_MERGES = 5_000
NAMED_CELLS = 5
CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
RANGE = re.compile(r"([A-Za-z]{1,3}[0-9]{1,7}):([A-Za-z]{1,3}[0-9]{1,7})")
OF_CELLS = frozenset({"row", "c", "v", "is", "si", "t", "r", "rPr", "rPh", "phoneticPr", "f"})


@dataclass
class Scan:
    """What a part of a workbook holds.

    Parameters
    ----------
    rows, columns : int
        Last row and column that hold something.
    cells : int
        Cells that hold something.
    formulas : int
        Cells with a formula.
    formula_cells : list of str
        The first of them, such as ``D7``.
    merges : list of Merge
        Joined cells.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: int = 0
    formula_cells: list[str] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


def at(cell: str) -> tuple[int, int]:
    """Give row and column of a cell such as ``D7``, from 1."""
    found = CELL.fullmatch(cell)
    if found is None:
        raise Refused(code="damaged", kind="XLSX")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def letters(column: int) -> str:
    """Name a column, from 1, as spreadsheets do: ``A`` to ``XFD``."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def scan(part: str, content: bytes) -> Scan:
    """Look through a part of a workbook.

    Parameters
    ----------
    part : str
        Its name in the archive, for refusals.
    content : bytes
        XML.

    Returns
    -------
    Scan
        What it holds, if it is a sheet.

    Raises
    ------
    Refused
        If it is no XML, declares a document type or holds more than is read.
    """
    return _Scanner(part).run(content)


class _Scanner:
    """Takes the events of one part."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.found = Scan()
        self.depth = self.elements = self.aside = 0
        self.row = self.column = 0
        self.last_row = 0
        self.filled = False

    def run(self, content: bytes) -> Scan:
        parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(content, True)  # noqa: FBT003 - the C function takes it by position only
        except (expat.ExpatError, ValueError, LookupError, UnicodeError) as error:
            raise Refused(code="damaged", kind="XLSX") from error
        return self.found

    def _document_type(self, *_: object) -> None:
        raise Refused(code="declared-entities", part=self.part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(SEPARATOR)[2]
        self.depth += 1
        self.elements += 1
        self.aside += tag not in OF_CELLS
        if self.depth > DEEPEST:
            raise Refused(code="damaged", kind="XLSX")
        if self.aside > MOST_ASIDE or self.elements > 6 * limits().cells:
            raise Refused(code="too-many-cells", limit=limits().cells)
        if tag == "row":
            self._begin_row(attributes)
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag in {"v", "is"} and self.row:
            self.filled = True
        elif tag == "f" and self.row:
            self._formula()
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        if given and not (given.isascii() and given.isdecimal() and len(given) <= len(str(LAST_ROW))):
            raise Refused(code="damaged", kind="XLSX")
        self.row = int(given) if given else self.last_row + 1
        # A reader may pass over rows that go back, and rows would be lost.
        if not self.last_row < self.row <= LAST_ROW:
            raise Refused(code="damaged", kind="XLSX")
        self.last_row, self.column = self.row, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if not self.row:
            raise Refused(code="damaged", kind="XLSX")
        before = self.column
        if reference := attributes.get("r", ""):
            row, self.column = at(reference)
            if row != self.row:
                raise Refused(code="damaged", kind="XLSX")
        else:
            self.column += 1
        if not before < self.column <= LAST_COLUMN:
            raise Refused(code="damaged", kind="XLSX")
        self.filled = False

    def _end(self, name: str) -> None:
        self.depth -= 1
        tag = name.rpartition(SEPARATOR)[2]
        if tag == "row":
            self.row = 0
        elif tag == "c" and self.filled:
            self._count()

    def _count(self) -> None:
        found = self.found
        found.cells += 1
        found.rows, found.columns = max(found.rows, self.row), max(found.columns, self.column)
        for limit, number in (("rows", found.rows), ("columns", found.columns), ("cells", found.cells)):
            if number > getattr(limits(), limit):
                raise Refused(code=f"too-many-{limit}", limit=getattr(limits(), limit))

    def _formula(self) -> None:
        self.filled = True
        self.found.formulas += 1
        if len(self.found.formula_cells) < NAMED_CELLS:
            self.found.formula_cells.append(f"{letters(self.column)}{self.row}")

    def _merge(self, reference: str) -> None:
        whole = RANGE.fullmatch(reference)
        if whole is None or len(self.found.merges) >= MOST_MERGES:
            return
        (top, left), (bottom, right) = at(whole[1]), at(whole[2])
        self.found.merges.append(Merge(top, left, bottom, right))
