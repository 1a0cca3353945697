"""The difference as a workbook (XLSX): a sheet for each table that changed, one of totals, one of faults and what is compared.

Each table's sheet has a row for every row that was added, removed, changed or moved, with the cells of the later version; under a
changed row stands what its changed cells said before. Colours repeat what the first column says in words. Text enters as text:
nothing in a cell is ever evaluated.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from geo.diff import words
from geo.diff.difference import Difference
from geo.diff.rows import TableDifference
from geo.export.delimited import guarded
from geo.export.sheets import A4, LONGEST_TITLE, PAPER_WIDTH, cleaned, sheet_title, width
from geo.faults import headings as fault_headings
from geo.faults import rows as fault_rows
from geo.language import Language, message
from geo.tables import file_name

ADDED, REMOVED, CHANGED, BEFORE, MOVED = (
    message("added"),
    message("removed"),
    message("changed"),
    message("before"),
    message("moved"),
)
COLOURS: Mapping[str, str] = {ADDED: "#DDF3E0", REMOVED: "#F9DEDC", CHANGED: "#FFF1C2", BEFORE: "#F9DEDC", MOVED: "#E3ECF8"}
CHANGE, LINE = message("What changed"), message("Line")
SHEET_TOTALS, SHEET_ABOUT, SHEET_FAULTS = message("Totals"), message("About"), message("Faults")
TITLE = message("What changed between two versions of the tables")
HEADING, NAME = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E6ECF2"}, {
    "italic": True, "font_color": "#505A64", "bg_color": "#E6ECF2", "bottom": 1,
}  # fmt: skip
NARROWEST, WIDEST = 8, 48
# The workbook says nothing of when it was made: the same versions give the same bytes.
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001


@dataclass(frozen=True)
class _Line:
    """A line of a sheet: what happened, the row's line in its file, cells by column, and which of them are coloured."""

    what: str
    line: int
    cells: Mapping[str, str]
    coloured: frozenset[str]


def to_workbook(difference: Difference, language: Language) -> bytes:
    """Write a difference as a workbook.

    Parameters
    ----------
    difference : Difference
        What changed.
    language : Language
        Of headings and remarks; the rows stay as they are.

    Returns
    -------
    bytes
        An XLSX file, the same bytes for the same versions.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": language.text(TITLE), "created": CREATED})
        pen = _Pen(book)
        pen.sheet(language.text(SHEET_ABOUT), *_about(difference, language))
        if difference.figures is not None:
            _write_totals(pen, difference, language)
        faults = [(version.name, fault) for version in (difference.before, difference.after) for fault in version.faults]
        if faults:
            told = [(name, *row) for name, fault in faults for row in fault_rows([fault], language)]
            pen.sheet(language.text(SHEET_FAULTS), [language.text(message("Version")), *fault_headings(language)], told)
        taken = {language.text(name).casefold() for name in (SHEET_ABOUT, SHEET_TOTALS, SHEET_FAULTS)}
        for table in difference.changed:
            _write_table(pen, table, language, taken)
    return file.getvalue()


class _Pen:
    """Writes sheets of one book, with its formats."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  # XlsxWriter ships no types
        self.book = book
        self.heading, self.name = book.add_format(HEADING), book.add_format(NAME)
        self._formats: dict[tuple[str, str, bool], Any] = {}

    def format(self, colour: str = "", number: str = "", *, marked: bool = False) -> Any:  # noqa: ANN401
        key = (colour, number, marked)
        if key not in self._formats:
            wanted = {"valign": "top", **({"bg_color": colour} if colour else {}), **({"num_format": number} if number else {})}
            self._formats[key] = self.book.add_format({**wanted, **({"quote_prefix": True} if marked else {})})
        return self._formats[key]

    def text(self, page: Any, at: tuple[int, int], text: str, colour: str = "") -> None:  # noqa: ANN401
        """Write a text; an empty one only where its cell is coloured, as it was emptied."""
        if text:
            page.write_string(*at, cleaned(text), self.format(colour, marked=guarded(text) != text))
        elif colour:
            page.write_blank(*at, None, self.format(colour))

    def sheet(self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a sheet of texts under one header row that stays in view."""
        page = self.book.add_worksheet(title[:LONGEST_TITLE])
        for x, heading in enumerate(headings):
            page.write_string(0, x, cleaned(heading), self.heading)
            page.set_column(x, x, _room([heading, *(row[x] for row in rows)]))
            for y, row in enumerate(rows, 1):
                self.text(page, (y, x), row[x])
        page.freeze_panes(1, 0)
        _set_paper(page, sum(_room([heading, *(row[x] for row in rows)]) for x, heading in enumerate(headings)), 1)


def _set_paper(page: Any, total: int, header_rows: int) -> None:  # noqa: ANN401  # XlsxWriter ships no types
    """Shrink a sheet to as few pages side by side as can be read."""
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(math.ceil(total / PAPER_WIDTH), 0)
    page.repeat_rows(0, header_rows - 1)
    page.set_footer("&L&A&R&P / &N")


def _room(texts: Sequence[str]) -> int:
    return max(NARROWEST, min(WIDEST, max((width(text) for text in texts if text), default=0))) + 2


def _about(difference: Difference, language: Language) -> tuple[list[str], list[tuple[str, str]]]:
    text = language.text
    rows = [(text(message("Before")), difference.before.name), (text(message("After")), difference.after.name)]
    rows += [
        (f"{words.table_name(table.name, language)} ({file_name(table.name)})", words.summary(table, language))
        for table in difference.changed
    ]
    unread = message("cannot be compared: one of the versions cannot be read")
    rows += [(file_name(name), text(unread)) for name in difference.unread]
    if difference.same:
        rows.append((text(CHANGE), text(message("Both versions say the same."))))
    if difference.figures is None:
        totals = message("The totals are not compared, as one of the versions has faults; the rows are.")
        rows.append((text(SHEET_TOTALS), text(totals)))
    return [text(message("What")), text(message("Text"))], rows


def _write_totals(pen: _Pen, difference: Difference, language: Language) -> None:
    page = pen.book.add_worksheet(language.text(SHEET_TOTALS))
    text = language.text
    titles = [
        message("By"), message("Item"), message("Figure"), message("Rows counted"), message("Before"), message("After"),
        message("Change"),
    ]  # fmt: skip
    texts: list[list[str]] = [[text(title)] for title in titles]
    for x, title in enumerate(titles):
        page.write_string(0, x, text(title), pen.heading)
    for y, change in enumerate(difference.figures or (), 1):
        figure = change.figure
        colour = "" if change.same else COLOURS[CHANGED]
        said = [
            text(words.KIND_NAMES[figure.kind]),
            words.item_name(figure, difference, language),
            text(words.MEASURE_NAMES[figure.measure]),
            text(words.COUNTED_NAMES[figure.counted]),
        ]
        for x, told in enumerate(said):
            pen.text(page, (y, x), told, colour)
            texts[x].append(told)
        by = None if change.before is None or change.after is None else change.after - change.before
        for x, value in enumerate((change.before, change.after, by), len(said)):
            if value is not None:
                page.write_number(y, x, value, pen.format(colour, "#,##0.###"))
    for x, column in enumerate(texts):
        page.set_column(x, x, max(_room(column), 12))
    page.autofilter(0, 0, len(difference.figures or ()), len(titles) - 1)
    page.freeze_panes(1, 0)
    _set_paper(page, PAPER_WIDTH, 1)


def _write_table(pen: _Pen, table: TableDifference, language: Language, taken: set[str]) -> None:
    page = pen.book.add_worksheet(sheet_title(words.table_name(table.name, language), taken))
    columns = [
        language.text(CHANGE),
        language.text(LINE),
        *(words.column_title(table.name, name, language) for name in table.columns),
    ]
    names = ["change", "line", *table.columns]
    for x, (heading, name) in enumerate(zip(columns, names, strict=True)):
        page.write_string(0, x, cleaned(heading), pen.heading)
        page.write_string(1, x, cleaned(name), pen.name)
    numbers = words.number_columns(table.name)
    rooms = [max(width(heading), width(name)) for heading, name in zip(columns, names, strict=True)]
    y = 1
    for y, line in enumerate(_lines(table), 2):
        colour = COLOURS[line.what]
        pen.text(page, (y, 0), language.text(line.what), colour)
        page.write_number(y, 1, line.line, pen.format(colour))
        for x, name in enumerate(table.columns, 2):
            value = line.cells.get(name, "")
            rooms[x] = max(rooms[x], width(value) if value else 0)
            here = colour if name in line.coloured else ""
            number = _number(value) if name in numbers else None
            if number is None:
                pen.text(page, (y, x), value, here)
            else:
                page.write_number(y, x, number, pen.format(here))
    rooms = [max(NARROWEST, min(WIDEST, room)) + 2 for room in rooms]
    for x, room in enumerate(rooms):
        page.set_column(x, x, room)
    _set_paper(page, sum(rooms), 2)
    page.autofilter(1, 0, y, len(names) - 1)
    page.freeze_panes(2, 2 + len(table.key) if len(table.key) == 1 else 2)


def _lines(table: TableDifference) -> Iterator[_Line]:
    whole = frozenset(table.columns)
    yield from (_Line(REMOVED, row.line, row.values, whole) for row in table.removed)
    yield from (_Line(ADDED, row.line, row.values, whole) for row in table.added)
    for change in table.changed:
        fields = frozenset(field.column for field in change.fields)
        yield _Line(CHANGED, change.after.line, change.after.values, fields)
        said = {field.column: field.before for field in change.fields}
        key = {name: change.before.values[name] for name in table.key}
        yield _Line(BEFORE, change.before.line, {**key, **said}, fields)
    yield from (_Line(MOVED, after.line, after.values, frozenset()) for _, after in table.moved)


def _number(text: str) -> float | None:
    """Read a number; None where the text says more than the number would, as leading zeros do."""
    try:
        value = float(text)
    except ValueError:
        return None
    plain = str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)
    return value if plain == text else None
