"""Sheets of a workbook, written so that a spreadsheet shows what the tables say and runs nothing.

Every text is written as text: none becomes a formula, a number or a link by its looks, and one that would start a formula
if somebody edited its cell is marked as text for good. Addresses become links only where they are asked to be links and
begin with http. What was not seen has no cell at all: it is neither 0 nor an empty text.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote

import pandas as pd
import xlsxwriter

from geo.export.delimited import guarded

Kind = Literal["text", "whole", "number", "year", "degrees", "flag", "link"]
# A number does not touch the text in the column beside it.
APART = {"align": "right", "indent": 1}
FORMATS: dict[str, dict[str, object]] = {
    "heading": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECF2", "quote_prefix": True},
    "name": {"italic": True, "font_color": "#505A64", "bg_color": "#E6ECF2", "bottom": 1, "quote_prefix": True},
    "text": {"valign": "top"},
    "wrapped": {"valign": "top", "text_wrap": True},
    "marked": {"valign": "top", "quote_prefix": True},
    "marked_wrapped": {"valign": "top", "quote_prefix": True, "text_wrap": True},
    "whole": {"valign": "top", "num_format": "#,##0", **APART},
    "number": {"valign": "top", "num_format": "#,##0.0##", **APART},
    "year": {"valign": "top", "num_format": "0", "align": "center"},
    "degrees": {"valign": "top", "num_format": "0.0000##", **APART},
    "flag": {"valign": "top"},
    "link": {"valign": "top", "font_color": "#0B57D0", "underline": 1},
}
HEADER_ROWS = 2
KEY_COLUMNS = 1
MOST_ROWS = (1 << 20) - HEADER_ROWS
# A cell holds this many UTF-16 units, a link's address that many letters.
LONGEST_TEXT, LONGEST_LINK = 32_767, 2_000
CUT = " […]"
NARROWEST, WIDEST, WIDEST_HEADING = 8, 48, 22
WRAPPED_WIDTH = 88
# Not every program fits a row to its wrapped lines when it opens a file. Words leave the end of a line empty.
LINE, FILLED = 16.5, 0.92
# Points; a row can be no higher.
TALLEST = 409
A4, PAPER_WIDTH = 9, 230
UNESCAPED = "/:?&=%#@!$'()*+,;~[]-._"
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")
LONGEST_TITLE = 31
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
PICTURES, DELETE, DELETE_PICTURE, REPLACEMENT = 0x2400, "\x7f", "\u2421", "\ufffd"


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Parameters
    ----------
    heading : str
        What the reader calls it.
    name : str
        What programs call it, in the second header row.
    kind : {"text", "whole", "number", "year", "degrees", "flag", "link"}
        What its values are; empty texts, None, ``<NA>`` and ``NaN`` stay without a cell in each.
    values : sequence
        One per row.
    wrapped : bool
        Whether long texts are wrapped in a wide column.
    widest : int, optional
        How many letters wide the column is at most; otherwise what its kind allows.
    """

    heading: str
    name: str
    kind: Kind
    values: Sequence[Any]
    wrapped: bool = False
    widest: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A sheet: a title of at most 31 letters without brackets, colons and the like, and columns of one length."""

    title: str
    columns: tuple[Column, ...]


def cleaned(text: str) -> str:
    """Write a text so that a spreadsheet can hold it, and so that whatever was changed can be seen.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Line ends are those of cells; control characters, which XML refuses, stand as their pictures (``␀`` to ``␡``), what
        is no character as ``�``; a text longer than a cell is cut and ends in ``[…]``.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROLS.sub(lambda found: DELETE_PICTURE if found[0] == DELETE else chr(PICTURES + ord(found[0])), text)
    text = NO_CHARACTERS.sub(REPLACEMENT, text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", errors="ignore") + CUT


def sheet_title(text: str, used: set[str]) -> str:
    """Write a text as the title of a sheet, told apart from those that are used, case aside, and count it among them."""
    stem = NOT_IN_TITLES.sub(" ", cleaned(text)).strip() or "1"
    title, number = stem[:LONGEST_TITLE], 2
    while title.casefold() in used:
        mark = f" ({number})"
        title, number = stem[: LONGEST_TITLE - len(mark)] + mark, number + 1
    used.add(title.casefold())
    return title


def width(text: str) -> int:
    """Count the columns of a terminal or a sheet that the longest line of a text takes: East Asian letters take two."""
    lines = text.split("\n")
    if text.isascii():
        return max(map(len, lines))
    return max(sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line) for line in lines)


def to_xlsx(sheets: Sequence[Sheet], *, properties: Mapping[str, str], created: datetime) -> bytes:
    """Write sheets as a workbook.

    Parameters
    ----------
    sheets : sequence of Sheet
        In their order. Each gets two header rows that stay in view, headings over column names, and a filter on the second; the
        first column stays in view too. On paper (A4) the rows are shrunk to as few sheets side by side as can be read.
    properties : Mapping of str to str
        Of the document: ``title``, ``comments``.
    created : datetime.datetime
        The time the file says it was made at: the same sheets with the same time are the same bytes.

    Returns
    -------
    bytes
        An XLSX file (ISO/IEC 29500).

    Raises
    ------
    ValueError
        If a sheet has more rows than a spreadsheet takes.
    """
    for sheet in sheets:
        rows = max(len(column.values) for column in sheet.columns)
        if rows > MOST_ROWS:
            msg = f"Sheet {sheet.title!r} has {rows:,} rows, more than a spreadsheet takes. Allowed: {MOST_ROWS:,}."
            raise ValueError(msg)
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({**{name: cleaned(text) for name, text in properties.items()}, "created": created})
        formats = {name: book.add_format(wanted) for name, wanted in FORMATS.items()}
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title), sheet, formats)
    return file.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:  # noqa: ANN401  # XlsxWriter ships no types
    rows = len(sheet.columns[0].values)
    lines: dict[int, int] = {}
    total = 0
    for x, column in enumerate(sheet.columns):
        page.write_string(0, x, cleaned(column.heading), formats["heading"])
        page.write_string(1, x, cleaned(column.name), formats["name"])
        widest = 0
        wrapped = {0: cleaned(column.heading)}
        for y, value in enumerate(column.values, HEADER_ROWS):
            if not _seen(value):
                continue
            text = _cell(page, (y, x), column, value, formats)
            widest = max(widest, width(text))
            if column.wrapped:
                wrapped[y] = text
        room = _column_width(column, widest)
        total += room
        page.set_column(x, x, room)
        for y, text in wrapped.items():
            lines[y] = max(lines.get(y, 1), _lines(text, room))
    for y, number in lines.items():
        if number > 1:
            page.set_row(y, min(TALLEST, LINE * number))
    page.autofilter(HEADER_ROWS - 1, 0, rows + HEADER_ROWS - 1, len(sheet.columns) - 1)
    page.freeze_panes(HEADER_ROWS, KEY_COLUMNS)
    _set_paper(page, total)


def _set_paper(page: Any, total: int) -> None:  # noqa: ANN401  # XlsxWriter ships no types
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(math.ceil(total / PAPER_WIDTH), 0)
    page.print_across()
    page.repeat_rows(0, HEADER_ROWS - 1)
    page.set_footer("&L&A&R&P / &N")


def _lines(text: str, room: int) -> int:
    return sum(max(1, math.ceil(width(line) / (FILLED * room))) for line in text.split("\n"))


def _seen(value: Any) -> bool:  # noqa: ANN401  # whatever a table holds
    return bool(pd.notna(value)) and value != ""


def _cell(page: Any, at: tuple[int, int], column: Column, value: Any, formats: dict[str, Any]) -> str:  # noqa: ANN401
    """Write a value, and give the text whose width it takes."""
    if column.kind == "flag":
        page.write_boolean(*at, bool(value), formats["flag"])
        return str(value)
    if column.kind in {"text", "link"}:
        text = cleaned(str(value))
        if (
            column.kind == "link"
            and text.startswith(("https://", "http://"))
            and len(target := quote(text, UNESCAPED)) <= LONGEST_LINK
        ):
            page.write_url(*at, target, formats["link"], text)
        else:
            page.write_string(*at, text, formats[_text_format(text, wrapped=column.wrapped)])
        return text
    whole = column.kind != "degrees" and float(value).is_integer()
    page.write_number(
        *at, int(value) if whole else float(value), formats["whole" if whole and column.kind == "number" else column.kind]
    )
    return f"{value:,}"


def _text_format(text: str, *, wrapped: bool) -> str:
    if guarded(text) == text:
        return "wrapped" if wrapped else "text"
    return "marked_wrapped" if wrapped else "marked"


def _column_width(column: Column, widest: int) -> int:
    heading = min(max(width(column.heading), width(column.name)), WIDEST_HEADING)
    limit = column.widest or (WRAPPED_WIDTH if column.wrapped else WIDEST)
    # Two letters more: the button of the filter covers the end of the column's name.
    return max(NARROWEST, min(widest, limit), heading) + 2
