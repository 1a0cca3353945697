"""The selected rows of a layer as a workbook (XLSX) in the reader's language: rows, their sources, what columns and codes mean.

Every sheet has two header rows: headings in the reader's language, and below them the names of the columns, which are those
of the CSV and GeoJSON of the same rows. A second row, not comments on cells: it can be seen, copied and searched, and other
programs read it. The values are those of the CSV, typed: codes stay codes, and a sheet names them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_integer_dtype, is_numeric_dtype

from geo import publishers
from geo.export import records
from geo.export.about import lines, made_at, own
from geo.export.package import TITLES, complete, descriptor
from geo.export.records import LISTS, Layer
from geo.export.sheets import Column, Kind, Sheet, to_xlsx
from geo.language import Language, message
from geo.programme import Programme, sources_of, split_codes
from geo.references import TIE_SEPARATOR
from geo.selection import Selection

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YEARS = frozenset({"fiscal_year", "first_year", "last_year", "fiscal_year_from", "fiscal_year_to", "year"})
DEGREES = frozenset({"lat", "lon"})
ADDRESSES = frozenset({"url"})
# The same in two languages: as wide together as one, so that the sources stay on one page across.
PUBLISHERS, PUBLISHER_WIDTH = frozenset({"publisher", "publisher_name_ja"}), 22
KIND_NAMES: Mapping[Kind, str] = {
    "text": message("text"),
    "whole": message("whole number"),
    "number": message("number"),
    "year": message("fiscal year"),
    "degrees": message("degrees"),
    "flag": message("yes or no"),
    "link": message("address"),
}
LIST_OF_CODES = message("several, joined by “{separator}”")
LIST_OF_ADDRESSES = message("several, with spaces between")
SHEETS = {
    "places": message("Places"),
    "collaborations": message("Collaborations"),
    "installations": message("Installations"),
    "cases": message("Cases"),
    "dominoes": message("Domino effects"),
    "sources": message("Sources"),
    "dictionary": message("Dictionary"),
    "codes": message("Codes"),
    "about": message("About"),
}
ADDED_HEADINGS: Mapping[str, str] = {
    "country_iso3": message("Country"),
    "country_name_en": message("Country (English)"),
    "country_name_ja": message("Country (Japanese)"),
    "jp_place_name_en": message("Japanese government (English)"),
    "jp_place_name_ja": message("Japanese government (Japanese)"),
    "partner_place_name_en": message("Partner (English)"),
    "partner_place_name_ja": message("Partner (Japanese)"),
    "from_place_name_en": message("From (English)"),
    "from_place_name_ja": message("From (Japanese)"),
    "to_place_name_en": message("To (English)"),
    "to_place_name_ja": message("To (Japanese)"),
    "via_place_name_en": message("By way of (English)"),
    "via_place_name_ja": message("By way of (Japanese)"),
    "countries": message("Countries"),
    "themes": message("Themes"),
    "links": message("Links"),
    "partners": message("Places worked with"),
    "first_year": message("First fiscal year"),
    "last_year": message("Last fiscal year"),
    "evidence": message("Evidence"),
    "source_id": message("Sources"),
    "publisher_name_ja": message("Publisher (Japanese)"),
    "source_urls": message("Addresses of the sources"),
    "rows": message("Rows resting on it"),
}
SOURCES_ADDED: Mapping[str, str] = {
    "publisher_name_ja": message("What the publisher is called in Japanese, where that is known."),
    "rows": message("How many of the rows in this file name the source."),
}
# The tables of codes, by the columns that hold them.
CODED: Mapping[str, str] = {
    "themes": "themes",
    "technology_type": "technology_types",
    "sector": "sectors",
    "scheme": "schemes",
    "status": "statuses",
}
TWO_HEADERS = message("Each sheet has two header rows: headings, and below them the names of the columns.")
Field = Mapping[str, Any]


def to_workbook(programme: Programme, layer: Layer, selection: Selection, language: Language) -> bytes:
    """Write the selected rows of a layer as a workbook.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        Which rows.
    selection : Selection
        What is shown of them.
    language : Language
        Of headings, dictionary and remarks; the rows themselves hold both languages.

    Returns
    -------
    bytes
        An XLSX file, the same bytes for the same tables, selection and language.

    Raises
    ------
    ValueError
        If there are more rows than a spreadsheet takes.
    """
    rows = pd.DataFrame(records.selected(programme, layer, selection).drop(columns="geometry"))
    sources = _with_japanese_publishers(used_sources(programme, rows))
    tables = {layer: (_fields(programme, layer), rows), "sources": (_fields(programme, "sources"), sources)}
    added = {**records.ADDED[layer], **SOURCES_ADDED}
    remarks = lines(programme, layer, selection, len(rows), language)
    remarks.append((language.text(message("Header rows")), language.text(TWO_HEADERS)))
    sheets = [
        *(Sheet(language.text(SHEETS[name]), tuple(_columns(table, fields, language))) for name, (fields, table) in tables.items()),
        _dictionary(tables, added, language),
        _codes(programme, tables, language),
        _sheet("about", {"what": message("What"), "text": message("Text")}, remarks, language),
    ]
    properties = {"title": language.text(TITLES[layer]), "comments": complete(programme, layer, selection, language)}
    return to_xlsx(sheets, properties=properties, created=made_at(programme))


def used_sources(programme: Programme, rows: pd.DataFrame) -> pd.DataFrame:
    """List the sources of rows, those of an installation's tie to the programme included.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    rows : pandas.DataFrame
        Rows of any layer, as `geo.export.records.selected` gives them.

    Returns
    -------
    pandas.DataFrame
        The rows of the table of sources that are named, in its order, with ``rows``: how many rows name each.
    """
    named = [column for column in ("source_id", "source_id_2", "collaboration_evidence") if column in rows.columns]
    used: Counter[str] = Counter()
    for cells in zip(*(rows[column].tolist() for column in named), strict=True):
        row = dict(zip(named, cells, strict=True))
        tie = row.get("collaboration_evidence", "").partition(TIE_SEPARATOR)[2]
        used.update({*sources_of(row), *split_codes(tie)})
    table = programme.sources
    kept = table[table["source_id"].isin(list(used))]
    return kept.assign(rows=[used[source] for source in kept["source_id"]])


def _with_japanese_publishers(sources: pd.DataFrame) -> pd.DataFrame:
    """Set beside each publisher what it is called in Japanese: the column of the table keeps its values, which come back."""
    named = [(name, publishers.worded(name, Language("ja"))) for name in sources["publisher"]]
    known = [japanese if japanese != name else "" for name, japanese in named]
    widened = sources.copy()
    widened.insert(list(widened.columns).index("publisher") + 1, "publisher_name_ja", known)
    return widened


def _fields(programme: Programme, table: str) -> dict[str, Field]:
    resources = (descriptor(programme) or {}).get("resources", [])
    described: Field = next((resource for resource in resources if resource["name"] == table), {})
    return {field["name"]: field for field in described.get("schema", {}).get("fields", [])}


def _heading(name: str, fields: Mapping[str, Field], language: Language) -> str:
    if name in fields:
        return str(own(fields[name], "title", language)) or name
    return language.text(ADDED_HEADINGS[name]) if name in ADDED_HEADINGS else name


def _columns(table: pd.DataFrame, fields: Mapping[str, Field], language: Language) -> Iterable[Column]:
    for name in map(str, table.columns):
        widest = PUBLISHER_WIDTH if name in PUBLISHERS else None
        heading, kind = _heading(name, fields, language), _kind(name, table[name])
        yield Column(heading, name, kind, table[name].tolist(), wrapped=widest is not None, widest=widest)


def _kind(name: str, column: pd.Series[Any]) -> Kind:
    if name in ADDRESSES:
        return "link"
    if is_bool_dtype(column.dtype):
        return "flag"
    if not is_numeric_dtype(column.dtype):
        return "text"
    if name in YEARS:
        return "year"
    if name in DEGREES:
        return "degrees"
    return "whole" if is_integer_dtype(column.dtype) else "number"


def _sheet(name: str, headings: Mapping[str, str], rows: Iterable[tuple[str, ...]], language: Language) -> Sheet:
    values = list(zip(*rows, strict=True)) or [()] * len(headings)
    last = len(headings) - 1
    columns = [
        Column(language.text(text), key, "text", values[place], wrapped=place == last)
        for place, (key, text) in enumerate(headings.items())
    ]
    return Sheet(language.text(SHEETS[name]), tuple(columns))


Tables = Mapping[str, tuple[Mapping[str, Field], pd.DataFrame]]


def _dictionary(tables: Tables, added: Mapping[str, str], language: Language) -> Sheet:
    rows = [
        (
            language.text(SHEETS[table]),
            name,
            _heading(name, fields, language),
            _kind_text(name, _kind(name, frame[name]), language),
            str(own(fields[name], "description", language)) if name in fields else language.text(added.get(name, "")),
        )
        for table, (fields, frame) in tables.items()
        for name in map(str, frame.columns)
    ]
    headings = {
        "sheet": message("Sheet"),
        "column": message("Column"),
        "heading": message("Heading"),
        "kind": message("Kind"),
        "meaning": message("Meaning"),
    }
    return _sheet("dictionary", headings, rows, language)


def _kind_text(name: str, kind: Kind, language: Language) -> str:
    if name not in LISTS:
        return language.text(KIND_NAMES[kind])
    several = LIST_OF_ADDRESSES if LISTS[name].isspace() else LIST_OF_CODES
    return language.text(several, separator=LISTS[name])


def _codes(programme: Programme, tables: Tables, language: Language) -> Sheet:
    rows: list[tuple[str, ...]] = []
    for table, (fields, frame) in tables.items():
        sheet = language.text(SHEETS[table])
        for name in map(str, frame.columns):
            if name in CODED:
                for record in programme.tables[CODED[name]].to_dict("records"):
                    row = {str(key): value for key, value in record.items()}
                    rows.append((sheet, name, row["code"], language.pick(row, "name"), _meaning(row, language)))
            else:
                titles = own(fields.get(name, {}), "enum_titles", language) or {}
                rows += [(sheet, name, code, str(title), "") for code, title in titles.items()]
    headings = {
        "sheet": message("Sheet"),
        "column": message("Column"),
        "code": message("Code"),
        "name": message("Name"),
        "meaning": message("Meaning"),
    }
    return _sheet("codes", headings, rows, language)


def _meaning(row: Mapping[str, Any], language: Language) -> str:
    return language.pick(row, "description") if "description_en" in row else ""
