"""The keeper's own rows as a workbook in which every faulty cell is coloured and says what is wrong with it.

Text cells only: nothing in it is a formula, a number or a link. It shows what was read, and can be mended and brought again.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

import xlsxwriter

from geo.export.sheets import cleaned, sheet_title, width
from geo.intake.checking import HEADINGS, Placed
from geo.intake.header import Sheet
from geo.intake.matching import Matched
from geo.intake.xml_scan import letters
from geo.language import Language, message

FAULTS_SHEET = message("What to mend")
CELL_HERE = message("Cell in this file")
# A comment for each of a hundred thousand faults would make a file no program opens.
MOST_COMMENTS = 2_000
COMMENT_WIDTH, COMMENT_HEIGHT = 320, 140
WIDEST, NARROWEST = 44, 8
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - the first time the format knows: the same faults are the same bytes
FORMATS: Mapping[str, Mapping[str, object]] = {
    "cell": {"valign": "top", "num_format": "@"},
    "heading": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECF2", "num_format": "@"},
    "fault": {"valign": "top", "bg_color": "#FFD7D7", "font_color": "#8A0F22", "num_format": "@"},
    "wrapped": {"valign": "top", "text_wrap": True, "num_format": "@"},
}


def to_annotated(sheets: Sequence[Matched], faults: Sequence[Placed], language: Language) -> bytes:
    """Write the sheets somebody brought with their faults.

    Parameters
    ----------
    sheets : sequence of Matched
        In the order they were brought; each row stands where it stands in a workbook that was brought, and in the same order
        as in other files.
    faults : sequence of Placed
        All of them.
    language : Language
        Of comments and of the list of faults, which is the first sheet.

    Returns
    -------
    bytes
        An XLSX file, the same bytes for the same rows and faults.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": language.text(FAULTS_SHEET), "created": CREATED})
        formats = {name: book.add_format(dict(wanted)) for name, wanted in FORMATS.items()}
        named = _titles(sheets, language.text(FAULTS_SHEET))
        _list(book.add_worksheet(language.text(FAULTS_SHEET)), faults, named, formats, language)
        comments = MOST_COMMENTS
        for matched in sheets:
            page = book.add_worksheet(named[id(matched.sheet)])
            own = [fault for fault in faults if fault.matched is not None and fault.matched.sheet is matched.sheet]
            comments -= _sheet(page, matched.sheet, own, formats, comments, language)
    return file.getvalue()


def _titles(sheets: Sequence[Matched], taken: str) -> dict[int, str]:
    """Name the sheets: as they were called, told apart where two share a name."""
    used = {taken.casefold()}
    names: dict[int, str] = {}
    for matched in sheets:
        grid = matched.sheet.grid
        names[id(matched.sheet)] = sheet_title(grid.name or PurePosixPath(grid.file).stem, used)
    return names


def _row(sheet: Sheet, index: int) -> int:
    """Say in which row of the page a row of the sheet stands, from 0."""
    return sheet.grid.positions[index] - 1 if sheet.grid.kind == "xlsx" else index


def _at(fault: Placed) -> tuple[int, int]:
    sheet = fault.matched.sheet if fault.matched else None
    assert sheet is not None  # noqa: S101 - only faults of a sheet are placed on its page
    index = sheet.last - 1 if fault.index is None else fault.index
    return _row(sheet, index), fault.column or 0


def _sheet(
    page: Any, sheet: Sheet, faults: Sequence[Placed], formats: Mapping[str, Any], most: int, language: Language,  # noqa: ANN401
) -> int:  # fmt: skip
    """Write a page, and give the number of comments on it."""
    told: dict[tuple[int, int], list[Placed]] = {}
    for fault in faults:
        told.setdefault(_at(fault), []).append(fault)
    widths: dict[int, int] = {}
    for index, row in enumerate(sheet.grid.rows):
        heading = sheet.first <= index < sheet.last
        y = _row(sheet, index)
        for x, text in enumerate(row):
            faulty = (y, x) in told
            if text:
                shown = cleaned(text)
                page.write_string(y, x, shown, formats["fault" if faulty else "heading" if heading else "cell"])
                widths[x] = max(widths.get(x, NARROWEST), min(WIDEST, width(shown)))
            elif faulty:
                page.write_blank(y, x, None, formats["fault"])
    for x, wide in widths.items():
        page.set_column(x, x, wide + 2)
    page.freeze_panes(_row(sheet, sheet.last - 1) + 1, 0)
    for (y, x), here in list(told.items())[:most]:
        text = "\n".join(f"{fault.broken(language)} {fault.remedy(language)}" for fault in here)
        page.write_comment(y, x, cleaned(text), {"x_scale": 1, "width": COMMENT_WIDTH, "height": COMMENT_HEIGHT})
    return min(len(told), most)


def _list(page: Any, faults: Sequence[Placed], named: Mapping[int, str], formats: Mapping[str, Any], language: Language) -> None:  # noqa: ANN401
    headings = [*(language.text(heading) for heading in HEADINGS), language.text(CELL_HERE)]
    for x, heading in enumerate(headings):
        page.write_string(0, x, heading, formats["heading"])
    for y, fault in enumerate(faults, 1):
        here = ""
        if fault.matched is not None:
            row, column = _at(fault)
            here = f"{named[id(fault.matched.sheet)]}!{letters(column + 1)}{row + 1}"
        for x, text in enumerate((*fault.cells(language), here)):
            page.write_string(y, x, cleaned(text), formats["wrapped"])
    for x, wide in enumerate((30, 8, 24, 24, 48, 60, 26)):
        page.set_column(x, x, wide)
    page.freeze_panes(1, 0)
