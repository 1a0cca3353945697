"""The form of leads opens in a spreadsheet, holds every lead as text, and offers only codes that exist."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from shipped import shipped

from geo import leads
from geo.export.lead_fields import FOUND, KNOWN_COLLABORATION, OF_COLLABORATION, OF_INSTALLATION, STEPS, codes
from geo.export.lead_form import HEADER_ROWS, SHEETS, lead_form
from geo.language import LANGUAGES, Language
from geo.vocabulary import vocabulary

both = pytest.mark.parametrize("code", LANGUAGES)


def opened(code: str, programme: Any = None) -> Any:
    return openpyxl.load_workbook(io.BytesIO(lead_form(programme or shipped(), Language(code))))


def cells(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@both
def test_instructions_stand_first_in_the_readers_language(code: str) -> None:
    language, book = Language(code), opened(code)
    assert book.sheetnames == [language.text(title) for title in SHEETS.values()]
    said = [row[1] for row in cells(book.worksheets[0])]
    assert said[1:] == [language.text(step) for step in STEPS]
    assert all((language.text(step) != step) == (code == "ja") for step in STEPS)


@both
def test_every_lead_is_prefilled_and_what_must_be_found_is_empty(code: str) -> None:
    language, book = Language(code), opened(code)
    for sheet, wanted in zip(
        book.worksheets[1:3], (leads.collaborations(shipped(), language), leads.installations(shipped(), language)), strict=True
    ):
        heads, names, *rows = cells(sheet)
        assert all(heads)
        assert len(rows) == len(wanted)
        known = len(wanted[0]) + 1
        for row, lead in zip(rows, wanted, strict=True):
            assert tuple(value or "" for value in row[1:known]) == tuple(lead)
            assert set(row[known:]) == {None}
        assert {"url", "publisher", "published_on", "quote", "fiscal_year_found"} <= set(names[known:])


def test_every_choice_is_a_list_of_codes_that_exist() -> None:
    book, listed = opened("en"), codes(shipped(), Language("en"))
    known = vocabulary(shipped()).codes
    assert set(listed["theme"]) == set(known["theme"])
    assert set(listed["tech"]) == set(known["tech"])
    assert set(listed["japanese"]) | set(listed["partner"]) == set(shipped().places["place_id"])
    assert not set(listed["japanese"]) & set(listed["partner"])
    columns = list(book["Codes"].iter_cols(values_only=True))[::2]
    offered = [tuple(code for code in column[HEADER_ROWS:] if code) for column in columns]
    assert offered == [tuple(each) for each in listed.values()]
    for sheet, fields in ((book.worksheets[1], (*FOUND, *OF_COLLABORATION)), (book.worksheets[2], (*FOUND, *OF_INSTALLATION))):
        validated = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
        assert len(validated) == sum(field.codes is not None for field in fields)
        for rule in validated.values():
            name, _, area = rule.formula1.partition("!")
            assert rule.type == "list"
            values = [cell.value for (cell,) in book[name.strip("'=")][area.replace("$", "")]]
            assert tuple(values) in offered


@both
def test_no_cell_is_a_formula_or_a_link_whatever_a_table_holds(code: str) -> None:
    table = shipped().leads_collaborations
    hostile = ["=1+1", "@SUM(A1)", "+cmd", "https://example.org", "\x00\x1b<b>{{ 7*7 }}"]
    changed = replace(shipped(), leads_collaborations=table.assign(why_open=(hostile * len(table))[: len(table)]))
    book = opened(code, changed)
    column = [field.name for field in KNOWN_COLLABORATION].index("why_open")
    told = [row[column] for row in cells(book.worksheets[1])[HEADER_ROWS:]]
    assert told[:4] == hostile[:4]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in row)


def test_the_same_leads_are_the_same_bytes() -> None:
    assert lead_form(shipped(), Language("ja")) == lead_form(shipped(), Language("ja"))
