"""An analysis as files: every figure as one line of a CSV, and the table as it is read as a workbook."""

from __future__ import annotations

from datetime import datetime, time
from urllib.parse import urlencode

import pandas as pd

from geo import summary
from geo.analysis import words
from geo.analysis.pivot import EVERYTHING, Cell, Pivot
from geo.export import delimited
from geo.export.names import PREFIX, UNSAFE
from geo.export.sheets import Column, Sheet, to_xlsx
from geo.language import Language, message
from geo.page_parameters import NO_DIMENSION
from geo.programme import Programme
from geo.reconciliation import as_of_order, as_of_text
from geo.selection import Selection
from geo.worded_selection import worded

TABLE, FIGURES, ABOUT = message("Table"), message("Figures"), message("About")
# Before this no spreadsheet file has a date.
NO_DATE = datetime(1980, 1, 1)  # noqa: DTZ001  # the format knows no time zones


def file_name(programme: Programme, found: Pivot, ending: str) -> str:
    """Name a file of an analysis, as in `geo.export.names`."""
    as_of = summary.data_as_of(programme)
    dated = f"as-of-{as_of}" if as_of else f"version-{programme.version}"
    parts = [PREFIX, "analysis", found.question.measure, *found.question.dimensions, dated]
    return "_".join(UNSAFE.sub("-", part) for part in parts) + f".{ending}"


def figures(programme: Programme, found: Pivot, language: Language) -> pd.DataFrame:
    """Write an answer as one row per figure.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    found : Pivot
        The answer.
    language : Language
        Of the names.

    Returns
    -------
    pandas.DataFrame
        ``{dimension}`` (code; ``all`` for totals, empty for rows without a value) and ``{dimension}_name`` of each dimension,
        ``measure``, ``value`` (missing where no row has it), ``rows_known``, ``rows`` and ``address`` (the parameters that
        show the rows). Cells without rows are left out.
    """
    question = found.question
    listed: list[tuple[str, str, Cell]] = [(EVERYTHING, EVERYTHING, found.total)]
    listed += [(code, EVERYTHING, cell) for code, cell in zip(found.rows, found.row_totals, strict=True)]
    if question.cols != NO_DIMENSION:
        listed += [(EVERYTHING, code, cell) for code, cell in zip(found.cols, found.col_totals, strict=True)]
        for row, line in zip(found.rows, found.cells, strict=True):
            listed += [(row, col, cell) for col, cell in zip(found.cols, line, strict=True)]
    kept = [each for each in listed if each[2].rows]
    columns: dict[str, pd.Series] = {}
    for place, dimension in enumerate(question.dimensions):
        named = {EVERYTHING: language.text(words.TOTAL), **words.group_names(programme, found, dimension, language)}
        codes = [(row, col)[place] for row, col, _ in kept]
        columns[dimension] = pd.Series(codes, dtype="str")
        columns[f"{dimension}_name"] = pd.Series([named[code] for code in codes], dtype="str")
    cells = [cell for _, _, cell in kept]
    columns["measure"] = pd.Series([question.measure] * len(cells), dtype="str")
    columns["value"] = pd.Series([cell.value for cell in cells], dtype="float64")
    columns["rows_known"] = pd.Series([cell.known for cell in cells], dtype="int64")
    columns["rows"] = pd.Series([cell.rows for cell in cells], dtype="int64")
    columns["address"] = pd.Series([urlencode(cell.selection.parameters(), doseq=True) for cell in cells], dtype="str")
    return pd.DataFrame(columns)


def to_csv(programme: Programme, found: Pivot, language: Language) -> bytes:
    """Write an answer as CSV, one line per figure, to be opened in a spreadsheet too (see `geo.export.delimited`)."""
    return delimited.to_csv(figures(programme, found, language), spreadsheet=True)


def to_workbook(programme: Programme, selection: Selection, found: Pivot, language: Language) -> bytes:
    """Write an answer as a workbook: the table, every figure with the rows it rests on, and remarks.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What was shown.
    found : Pivot
        The answer.
    language : Language
        Of headings and remarks.

    Returns
    -------
    bytes
        An XLSX file, the same bytes for the same answer and language.
    """
    as_of = summary.data_as_of(programme)
    created = datetime.combine(as_of_order(as_of)[0], time.min) if as_of else NO_DATE
    title = words.title(found.question, language)
    sheets = [
        _table(programme, found, language),
        _figures(programme, found, language),
        _about(programme, selection, found, language),
    ]
    return to_xlsx(sheets, properties={"title": title, "comments": " ".join(words.sentences(found, language))}, created=created)


def _table(programme: Programme, found: Pivot, language: Language) -> Sheet:
    rows = words.group_names(programme, found, found.question.rows, language)
    cols = words.group_names(programme, found, found.question.cols, language)
    total = language.text(words.TOTAL)
    heading = words.dimension_name(found.question.rows, language)
    columns = [
        Column(heading, found.question.rows, "text", [total, *rows.values()]),
        Column(total, EVERYTHING, "number", [_value(cell) for cell in (found.total, *found.row_totals)]),
    ]
    if found.question.cols != NO_DIMENSION:
        for place, (code, name) in enumerate(cols.items()):
            cells = [found.col_totals[place], *(line[place] for line in found.cells)]
            columns.append(Column(name, code or "missing", "number", [_value(cell) for cell in cells]))
    return Sheet(language.text(TABLE), tuple(columns))


def _value(cell: Cell) -> float | None:
    return cell.value if cell.rows else None


FIGURE_HEADINGS = {
    "measure": message("Measure"),
    "value": message("Value"),
    "rows_known": message("Rows with a figure"),
    "rows": message("Rows"),
    "address": message("Parameters that show the rows"),
}


def _figures(programme: Programme, found: Pivot, language: Language) -> Sheet:
    table = figures(programme, found, language)
    headings = {name: language.text(text) for name, text in FIGURE_HEADINGS.items()}
    for dimension in found.question.dimensions:
        named = words.dimension_name(dimension, language)
        headings |= {
            dimension: language.text("{filter}: {value}", filter=named, value=language.text("code")),
            f"{dimension}_name": named,
        }
    kinds = {"value": "number", "rows_known": "whole", "rows": "whole"}
    columns = [Column(headings[name], name, kinds.get(name, "text"), table[name].tolist()) for name in map(str, table.columns)]  # type: ignore[arg-type]
    return Sheet(language.text(FIGURES), tuple(columns))


def _about(programme: Programme, selection: Selection, found: Pivot, language: Language) -> Sheet:
    asked = worded(programme, selection, found.question.asked.subject, language)
    as_of = summary.data_as_of(programme)
    told = [
        (language.text("Shown"), words.title(found.question, language)),
        *asked,
        *((language.text("Remark"), sentence) for sentence in words.sentences(found, language)),
        (language.text("Data as of"), as_of_text(as_of, language) if as_of else language.text("not stated")),
        (language.text("Version of the tables"), programme.version),
    ]
    what, text = zip(*told, strict=True)
    columns = (
        Column(language.text("What"), "what", "text", what),
        Column(language.text("Text"), "text", "text", text, wrapped=True),
    )
    return Sheet(language.text(ABOUT), columns)
