"""Workbooks to fill in: a table's columns under headings in the reader's language, with what each means."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from geo.export import sheets
from geo.export.package import descriptor
from geo.export.workbook import SHEETS
from geo.intake.columns import kinds, table_title, title
from geo.language import Language, message
from geo.programme import Programme
from geo.schema import columns

KINDS: dict[str, sheets.Kind] = {
    "text": "text", "code": "text", "codes": "text", "date": "text",
    "whole": "whole", "year": "year", "number": "number", "degrees": "degrees", "flag": "flag",
}  # fmt: skip
CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - the first time the format knows: the same rows are the same bytes
LONGEST_TITLE = 31
ALLOWED = message("Allowed")
MEANINGS = SHEETS["dictionary"]


def to_template(programme: Programme, table: str, language: Language, *, filled: bool) -> bytes:
    """Write a table as a workbook that can be filled in and brought again.

    Parameters
    ----------
    programme : Programme
        The present tables.
    table : str
        One of `geo.tables.TABLES`.
    language : Language
        Of headings and meanings; below the headings stand the names of the columns.
    filled : bool
        Whether the present rows are in it: all of them, whatever their evidence.

    Returns
    -------
    bytes
        An XLSX file.
    """
    rows = programme.tables[table] if filled else programme.tables[table].iloc[:0]
    kept = [
        sheets.Column(title(programme, table, name, language), name, KINDS[kinds(table)[name]], rows[name].tolist())
        for name in columns(table)
    ]
    called = table_title(programme, table, language)
    first = sheets.Sheet(called.replace("/", " ").replace(":", " ")[:LONGEST_TITLE], tuple(kept))
    properties = {"title": called, "comments": ""}
    return sheets.to_xlsx([first, _meanings(programme, table, language)], properties=properties, created=CREATED)


def _meanings(programme: Programme, table: str, language: Language) -> sheets.Sheet:
    resources = (descriptor(programme) or {}).get("resources", [])
    fields = {
        each["name"]: each for resource in resources if resource["name"] == table for each in resource["schema"]["fields"]
    }  # fmt: skip
    ja = language.code == "ja"

    def own(name: str) -> dict[str, Any]:
        found: dict[str, Any] = fields.get(name, {})
        return found

    def codes(name: str) -> str:
        titles = own(name).get("enum_titles_ja" if ja else "enum_titles") or {}
        return "; ".join(f"{code} = {called}" for code, called in titles.items())

    names = columns(table)
    told = {
        "column": (message("Column"), list(names)),
        "heading": (message("Heading"), [title(programme, table, name, language) for name in names]),
        "meaning": (
            message("Meaning"),
            [language.described(own(name), "description") for name in names],
        ),
        "allowed": (ALLOWED, [codes(name) for name in names]),
    }
    return sheets.Sheet(
        language.text(MEANINGS),
        tuple(
            sheets.Column(language.text(heading), name, "text", values, wrapped=name in {"meaning", "allowed"})
            for name, (heading, values) in told.items()
        ),
    )
