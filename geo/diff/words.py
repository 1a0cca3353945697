"""How differences are worded: names of tables, columns, rows and figures, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from geo.diff.difference import Difference
from geo.diff.rows import Row, TableDifference
from geo.diff.totals import Figure, FigureChange, Value
from geo.language import Language, message
from geo.programme import Programme
from geo.tables import DEFAULT_FOLDER
from geo.vocabulary import names

MEASURE_NAMES: Mapping[str, str] = {
    "countries": message("Countries of the collaborations"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "links": message("Links (a pair in a fiscal year)"),
    "countries_cumulative": message("Countries, cumulative"),
    "partner_places_cumulative": message("Partner places, cumulative"),
    "japanese_governments_cumulative": message("Japanese governments, cumulative"),
    "links_cumulative": message("Links, cumulative"),
    "installations": message("Installations"),
    "installation_countries": message("Countries with installations"),
    "formed_official": message("Installations formed through the programme, official"),
    "formed_inferred": message("Installations formed through the programme, inferred"),
    "reduction": message("Reduction, tCO2 a year"),
    "reduction_rows": message("Rows with a reduction"),
    "capacity": message("Capacity, kW"),
    "capacity_rows": message("Rows with a capacity"),
}
COUNTED_NAMES: Mapping[str, str] = {
    "published": message("published"),
    "A": message("evidence A"),
    "B": message("evidence A and B"),
    "C": message("inferred rows included"),
}
KIND_NAMES: Mapping[str, str] = {
    "": message("Totals"),
    "fiscal_year": message("By fiscal year"),
    "country": message("Installations by country"),
    "tech": message("Installations by technology"),
    "status": message("Installations by status"),
}
NOTHING = "–"
KEY_SEPARATOR = " / "
# What names a row to people, beside its key.
NAMED_BY = ("name", "title", "fact", "what", "summary")


@lru_cache(maxsize=1)
def _described() -> Mapping[str, Mapping[str, Any]]:
    """Describe tables as shipped: the description goes with the schema, wherever the compared tables come from."""
    package = json.loads((DEFAULT_FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    return MappingProxyType({resource["name"]: resource for resource in package["resources"]})


def table_name(table: str, language: Language) -> str:
    """Name a table; by its code where it is not described."""
    return language.described(_described().get(table, {})) or table


@lru_cache(maxsize=64)
def column_titles(table: str, language: Language) -> Mapping[str, str]:
    """Name the columns of a table; columns that are not described are not in it."""
    fields = _described().get(table, {}).get("schema", {}).get("fields", [])
    return MappingProxyType({field["name"]: title for field in fields if (title := language.described(field))})


def column_title(table: str, column: str, language: Language) -> str:
    """Name a column; by its code where it is not described."""
    return column_titles(table, language).get(column, column)


@lru_cache(maxsize=32)
def number_columns(table: str) -> frozenset[str]:
    """Name the columns of a table that hold numbers."""
    fields = _described().get(table, {}).get("schema", {}).get("fields", [])
    return frozenset(field["name"] for field in fields if field["type"] in {"integer", "number"})


def row_name(row: Row, language: Language) -> str:
    """Say what a row is about; empty where its key says all."""
    for stem in NAMED_BY:
        for code in (language.code, language.other.code):
            if text := row.values.get(f"{stem}_{code}", ""):
                return text
    return ""


def key_text(row: Row) -> str:
    """Write a row's key."""
    return KEY_SEPARATOR.join(part or NOTHING for part in row.key)


def named_key(row: Row, language: Language) -> str:
    """Write a row's key, and behind it what the row is about."""
    return " · ".join(part for part in (key_text(row), row_name(row, language)) if part)


def summary(table: TableDifference, language: Language) -> str:
    """Say in one line what changed in a table."""
    counts = (
        (language.plural("{n} row added", "{n} rows added", len(table.added)), table.added),
        (language.plural("{n} row removed", "{n} rows removed", len(table.removed)), table.removed),
        (language.plural("{n} row changed", "{n} rows changed", len(table.changed)), table.changed),
        (language.plural("{n} row moved", "{n} rows moved", len(table.moved)), table.moved),
        (language.plural("{n} column added", "{n} columns added", len(table.columns_added)), table.columns_added),
        (language.plural("{n} column removed", "{n} columns removed", len(table.columns_removed)), table.columns_removed),
    )
    said = [text for text, found in counts if found]
    if table.only:
        happened = NEW_TABLE if table.only == "after" else LOST_TABLE
        said.insert(0, language.text(happened))
    return language.join(said)


NEW_TABLE = message("the table is new")
LOST_TABLE = message("the table is gone")


def measure_name(figure: Figure, language: Language) -> str:
    """Say what a figure counts, and which rows."""
    separator = "、" if language.code == "ja" else ", "
    return separator.join([language.text(MEASURE_NAMES[figure.measure]), language.text(COUNTED_NAMES[figure.counted])])


def item_name(figure: Figure, difference: Difference, language: Language) -> str:
    """Name the fiscal year, country, technology or status of a figure; empty for a total."""
    if figure.kind == "fiscal_year":
        return language.fiscal_year(int(figure.item))
    if not figure.kind:
        return ""
    for version in (difference.after, difference.before):
        if version.programme and figure.item in (named := _names(version.programme, figure.kind, language)):
            return named[figure.item]
    return figure.item


def _names(programme: Programme, kind: str, language: Language) -> Mapping[str, str]:
    return names(programme, kind, language)


def value_text(value: Value, language: Language) -> str:
    """Write a figure; a dash where there is none."""
    return NOTHING if value is None else language.number(value)


def change_text(change: FigureChange, language: Language) -> str:
    """Write by how much a figure changed, with its sign; empty where one side has none."""
    if change.before is None or change.after is None or change.same:
        return ""
    by = change.after - change.before
    return f"{'+' if by > 0 else '−'}{language.number(abs(by))}"


def both_values(change: FigureChange, language: Language) -> str:
    """Write a figure before and after, and by how much it changed; once where it stays the same."""
    before, after = (value_text(value, language) for value in (change.before, change.after))
    if change.same:
        return after
    by = change_text(change, language)
    return f"{before} → {after}{f' ({by})' if by else ''}"
