"""The leads as a form (XLSX): what was seen stands in it, empty cells wait for what must be found, with lists of valid codes.

Every cell that is filled is text, none of it a formula or a link, whatever a table holds. Empty cells are typed as text too, so
that a spreadsheet leaves dates and codes as they are entered.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from geo import leads
from geo.export.about import made_at
from geo.export.delimited import guarded
from geo.export.lead_fields import (
    CLOSING,
    FOUND,
    KNOWN_COLLABORATION,
    KNOWN_INSTALLATION,
    MIDDLE,
    OF_COLLABORATION,
    OF_INSTALLATION,
    STEPS,
    WIDE,
    Field,
    Name,
    codes,
)
from geo.export.sheets import FORMATS, LINE, TALLEST, cleaned, width
from geo.language import Language, message
from geo.programme import Programme

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER_ROWS = 2
CODES_TOP = 2  # rows above the codes on their sheet
FILLED = {**FORMATS["wrapped"], "bg_color": "#F3F5F7"}
OPEN: dict[str, object] = {
    "valign": "top",
    "text_wrap": True,
    "bg_color": "#FFF9E3",
    "border": 1,
    "border_color": "#D9D2B4",
    "num_format": "@",
}
SHEETS = {
    "how": message("How to fill it in"),
    "collaborations": message("Collaborations"),
    "installations": message("Installations"),
    "codes": message("Codes"),
}


def lead_form(programme: Programme, language: Language) -> bytes:
    """Write the leads as a form to be filled in.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        Of headings, instructions and the meaning of codes.

    Returns
    -------
    bytes
        An XLSX file (ISO/IEC 29500), the same bytes for the same tables and language.
    """
    collaborations = [(f"C{n}", *row) for n, row in enumerate(leads.collaborations(programme, language), 1)]
    installations = [(f"I{n}", *row) for n, row in enumerate(leads.installations(programme, language), 1)]
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": cleaned(language.text("Leads to be checked")), "created": made_at(programme)})
        form = _Form(book, codes(programme, language), language)
        form.write_steps()
        form.write_rows("collaborations", (*KNOWN_COLLABORATION, *FOUND, *OF_COLLABORATION, *CLOSING), collaborations)
        form.write_rows("installations", (*KNOWN_INSTALLATION, *FOUND, *OF_INSTALLATION, *CLOSING), installations)
        form.write_codes()
    return file.getvalue()


class _Form:
    """The form while it is written."""

    def __init__(self, book: Any, listed: dict[Name, dict[str, str]], language: Language) -> None:  # noqa: ANN401
        self.book, self.listed, self.language = book, listed, language
        self.formats = {name: book.add_format(FORMATS[name]) for name in ("heading", "name", "wrapped")}
        self.filled = {marked: book.add_format({**FILLED, "quote_prefix": marked}) for marked in (False, True)}
        self.open = book.add_format(OPEN)
        self.pages = {name: book.add_worksheet(self._title(name)) for name in SHEETS}

    def _title(self, name: str) -> str:
        return cleaned(self.language.text(SHEETS[name]))[:31]

    def write_steps(self) -> None:
        """Say how the form is filled in."""
        page = self.pages["how"]
        page.set_column(0, 0, 4)
        page.set_column(1, 1, 96)
        page.write_string(0, 1, cleaned(self.language.text("Leads to be checked")), self.formats["heading"])
        for row, step in enumerate(STEPS, 1):
            text = cleaned(self.language.text(step))
            page.write_string(row, 0, f"{row}.", self.formats["wrapped"])
            page.write_string(row, 1, text, self.formats["wrapped"])
            page.set_row(row, LINE * (1 + width(text) // 92))
        page.set_landscape()
        page.set_paper(9)

    def write_rows(self, name: str, fields: Sequence[Field], rows: Sequence[Sequence[str]]) -> None:
        """Write the leads, and what is to be found of them."""
        page, last = self.pages[name], HEADER_ROWS + max(1, len(rows)) - 1
        for x, field in enumerate(fields):
            page.set_column(x, x, field.width)
            page.write_string(0, x, cleaned(self.language.text(field.heading)), self.formats["heading"])
            page.write_string(1, x, field.name, self.formats["name"])
            if field.codes:
                page.data_validation(HEADER_ROWS, x, last, x, self._choice(field))
        for y, row in enumerate(rows, HEADER_ROWS):
            for x, field in enumerate(fields):
                text = cleaned(row[x]) if x < len(row) else ""
                if text:
                    page.write_string(y, x, text, self.filled[guarded(text) != text])
                else:
                    page.write_blank(y, x, None, self.open if field.to_fill else self.filled[False])
            lines = max(-(-width(cleaned(text)) // (field.width - 2)) for text, field in zip(row, fields, strict=False))
            page.set_row(y, min(TALLEST, LINE * max(2, lines)))
        page.freeze_panes(HEADER_ROWS, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(2, 0)
        page.repeat_rows(0, HEADER_ROWS - 1)

    def _choice(self, field: Field) -> dict[str, Any]:
        place = list(self.listed).index(field.codes)  # type: ignore[arg-type]  # asked only where there is a list
        column, length = xlsxwriter.utility.xl_col_to_name(2 * place), len(self.listed[field.codes])  # type: ignore[index]
        sheet = self._title("codes").replace("'", "''")
        first, last = CODES_TOP + 1, CODES_TOP + max(1, length)
        several = field.name == "themes"
        return {
            "validate": "list",
            "source": f"='{sheet}'!${column}${first}:${column}${last}",
            # Several themes are joined by semicolons, which no list holds.
            "error_type": "information" if several else "stop",
            "error_title": cleaned(self.language.text("Not in the list"))[:32],
            "error_message": cleaned(
                self.language.text("Several themes are joined by semicolons.")
                if several
                else self.language.text("Choose a code from the list; the sheet “Codes” says what each means.")
            )[:255],
        }

    def write_codes(self) -> None:
        """Write the codes side by side, each list with what its codes mean."""
        page, headings = (
            self.pages["codes"],
            {field.codes: field.heading for field in (*FOUND, *OF_COLLABORATION, *OF_INSTALLATION)},
        )
        for place, (name, listed) in enumerate(self.listed.items()):
            left = 2 * place
            page.set_column(left, left, MIDDLE)
            page.set_column(left + 1, left + 1, WIDE - 10)
            page.merge_range(0, left, 0, left + 1, "", self.formats["heading"])
            page.write_string(0, left, cleaned(self.language.text(headings[name])), self.formats["heading"])
            page.write_string(1, left, cleaned(self.language.text("Code")), self.formats["name"])
            page.write_string(1, left + 1, cleaned(self.language.text("Meaning")), self.formats["name"])
            for row, (code, meaning) in enumerate(listed.items(), CODES_TOP):
                page.write_string(row, left, cleaned(code), self.formats["wrapped"])
                text = cleaned(meaning)
                page.write_string(row, left + 1, text, self.filled[guarded(text) != text])
        page.freeze_panes(CODES_TOP, 0)
