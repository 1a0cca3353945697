"""XLSX workbooks: values of cells only. Formulas and macros are refused, links and connections never followed."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.cell.read_only import EmptyCell

from geo.intake.archive import Archive, opened
from geo.intake.limits import limits
from geo.intake.model import Grid, Refused
from geo.intake.xml_scan import NAMED_CELLS, Scan, letters, scan

CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_PARTS = ("xl/workbook.xml", "xl/workbook.bin")
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
MACRO_FOLDERS = ("xl/macrosheets/", "xl/dialogsheets/")
XML_ENDINGS = (".xml", ".rels", ".vml")
# Spreadsheets keep fifteen digits of a number; what binary fractions add beyond them was never typed.
DIGITS = 15


def is_workbook(names: list[str]) -> bool:
    """Tell a workbook from other archives by the names of its members."""
    return CONTENT_TYPES in names or any(name in names for name in WORKBOOK_PARTS)


def read(file: str, content: bytes) -> list[Grid]:
    """Read every sheet of a workbook.

    Parameters
    ----------
    file : str
        Its name.
    content : bytes
        XLSX (ISO/IEC 29500).

    Returns
    -------
    list of Grid
        The sheets that hold something.

    Raises
    ------
    Refused
        If it holds formulas, macros, errors or more than is read, or cannot be read.
    """
    with opened(content, "XLSX") as archive:
        _refuse_macros(archive)
        scans = {name: scan(name, archive.read(name)) for name in archive.names if name.lower().endswith(XML_ENDINGS)}
    if sum(each.cells for each in scans.values()) > limits().cells:
        raise Refused(code="too-many-cells", limit=limits().cells)
    return list(_sheets(file, content, scans))


def _refuse_macros(archive: Archive) -> None:
    for name in archive.names:
        low = name.lower()
        if low.endswith(MACRO_PARTS) or low.startswith(MACRO_FOLDERS):
            raise Refused(code="macros", part=name)
    if "xl/workbook.bin" in archive.names:
        raise Refused(code="other-workbook", kind="XLSB")
    if CONTENT_TYPES not in archive.names:
        raise Refused(code="damaged", kind="XLSX")
    if b"macroenabled" in archive.read(CONTENT_TYPES).lower():
        raise Refused(code="macros", part=CONTENT_TYPES)


def _sheets(file: str, content: bytes, scans: dict[str, Scan]) -> Iterator[Grid]:
    with warnings.catch_warnings():
        # Of what is left out here anyway: rules of colouring, extensions, dates beyond the calendar (errors, refused below).
        warnings.simplefilter("ignore")
        book = None
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            pages = [page for page in book.worksheets if page.sheet_state in {"visible", "hidden", "veryHidden"}]
            if len(pages) > limits().sheets:
                raise Refused(code="too-many-sheets", limit=limits().sheets)
            parts = {page.title: scans.get(_part(page), Scan()) for page in pages}
            _refuse_formulas(parts)
            for page in pages:
                if parts[page.title].cells:
                    yield _grid(file, page, parts[page.title], alone=len(pages) == 1)
        except Refused:
            raise
        # Whatever a broken workbook makes the library stumble over, it cannot be read.
        except (Exception, RecursionError) as error:
            raise Refused(code="damaged", kind="XLSX") from error
        finally:
            if book is not None:
                book.close()


def _part(page: Any) -> str:  # noqa: ANN401  # openpyxl ships no types
    return str(page._worksheet_path).lstrip("/")  # noqa: SLF001 - the sheet's part, which nothing public names


def _refuse_formulas(parts: dict[str, Scan]) -> None:
    count = sum(found.formulas for found in parts.values())
    if count:
        named = [f"{title}!{cell}" for title, found in parts.items() for cell in found.formula_cells]
        raise Refused(code="formulas", count=count, cells=", ".join(named[:NAMED_CELLS]))


def _grid(file: str, page: Any, found: Scan, *, alone: bool) -> Grid:  # noqa: ANN401  # openpyxl ships no types
    rows: list[tuple[str, ...]] = []
    positions: list[int] = []
    errors: list[str] = []
    value = ""
    blank = ("",) * found.columns
    cells = page.iter_rows(min_row=1, max_row=found.rows, min_col=1, max_col=found.columns)
    for number, row in enumerate(cells, 1):
        texts = []
        for column, cell in enumerate(row, 1):
            if isinstance(cell, EmptyCell) or cell.value is None:
                texts.append("")
                continue
            text = _text(cell.value)
            if cell.data_type == "e":
                value = value or text
                errors.append(f"{page.title}!{letters(column)}{number}")
            elif len(text) > limits().characters:
                raise Refused(code="cell-too-long", limit=limits().characters, place=f"{page.title}!{letters(column)}{number}")
            texts.append(text)
        if any(texts):
            rows.append(tuple(texts))
            positions.append(number)
        elif rows and rows[-1] is not blank:
            # One empty row says that there was a gap; more say no more.
            rows.append(blank)
            positions.append(number)
    if errors:
        raise Refused(code="error-cells", count=len(errors), cells=", ".join(errors[:NAMED_CELLS]), value=value)
    while rows and rows[-1] is blank:
        rows.pop()
        positions.pop()
    name = "" if alone and page.title.lower().startswith("sheet") else page.title
    return Grid(file, name, "xlsx", tuple(positions), tuple(rows), merged=tuple(found.merges))


def _text(value: Any) -> str:  # noqa: ANN401  # whatever a cell holds
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, (date, time, timedelta)):
        return value.isoformat() if not isinstance(value, timedelta) else str(value)
    return str(value)


def number_text(value: float) -> str:
    """Write a number as a spreadsheet holds it: whole numbers without a point, no exponent, at most fifteen digits."""
    if not math.isfinite(value):
        return str(value)
    return format(Decimal(format(value, f".{DIGITS}g")).normalize() + 0, "f")
