"""What the columns of the tables are called, and what sort of value each holds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from geo.codes import Code, Codes
from geo.export.package import descriptor
from geo.export.records import ADDED, LAYERS
from geo.export.workbook import ADDED_HEADINGS
from geo.intake.folding import folded
from geo.language import Language
from geo.programme import POINTS, Programme
from geo.references import REFERENCES, valid_codes
from geo.schema import MODELS, columns
from geo.schema.validation import types
from geo.tables import TABLES
from geo.vocabulary import EVIDENCE_NAMES

Kind = Literal["text", "code", "codes", "whole", "year", "number", "degrees", "flag", "date"]
Known = Mapping[str, Mapping[str, str]]
YEARS = frozenset({"fiscal_year", "fiscal_year_from", "fiscal_year_to", "year"})
CODE_CHECKS = frozenset({"formed", "coded"})
OTHER_HEADINGS = Path(__file__).with_name("headings.toml")
BOTH = (Language("en"), Language("ja"))


@lru_cache(maxsize=4)
def titles(programme: Programme) -> dict[str, dict[str, tuple[str, str]]]:
    """Give every column's headings in English and Japanese, by table and column; its name where it is not described."""
    described = {each["name"]: each for each in (descriptor(programme) or {}).get("resources", [])}
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for table in TABLES:
        fields = {each["name"]: each for each in described.get(table, {}).get("schema", {}).get("fields", [])}
        found[table] = {
            name: (str(fields.get(name, {}).get("title") or name), str(fields.get(name, {}).get("title_ja") or name))
            for name in columns(table)
        }
    return found


@lru_cache(maxsize=4)
def table_titles(programme: Programme) -> dict[str, tuple[str, str]]:
    """Give every table's title in English and Japanese; its name where it is not described."""
    described = {each["name"]: each for each in (descriptor(programme) or {}).get("resources", [])}
    return {
        table: (str(described.get(table, {}).get("title") or table), str(described.get(table, {}).get("title_ja") or table))
        for table in TABLES
    }


def title(programme: Programme, table: str, column: str, language: Language) -> str:
    """Call a column as a reader of this language does."""
    return titles(programme)[table][column][language.code == "ja"]


def table_title(programme: Programme, table: str, language: Language) -> str:
    """Call a table as a reader of this language does."""
    return table_titles(programme)[table][language.code == "ja"]


@lru_cache(maxsize=4)
def known(programme: Programme) -> dict[str, dict[str, str]]:
    """Give every table's columns by their folded names, headings and what else people call them (``headings.toml``).

    A name goes before a heading, a heading before what it is called otherwise, the first before the next.
    """
    found: dict[str, dict[str, str]] = {}
    for table, named in titles(programme).items():
        keys: dict[str, str] = {folded(name): name for name in named}
        for name, headings in named.items():
            for heading in headings:
                keys.setdefault(folded(heading), name)
        for name in named:
            for heading in _other_headings().get(name, ()):
                keys.setdefault(folded(heading), name)
        found[table] = keys
    return found


@lru_cache(maxsize=1)
def _other_headings() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = tomllib.loads(OTHER_HEADINGS.read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def added() -> frozenset[str]:
    """Give the folded names and headings of columns that the app's own files add and no table has."""
    names = {name for layer in LAYERS for name in ADDED[layer]} | set(ADDED_HEADINGS)
    headings = {language.text(heading) for heading in ADDED_HEADINGS.values() for language in BOTH}
    return frozenset(map(folded, names | headings))


@lru_cache(maxsize=len(TABLES))
def kinds(table: str) -> dict[str, Kind]:
    """Say what sort of value each column of a table holds."""
    found: dict[str, Kind] = {}
    points = {name for pair in POINTS.values() for name in pair}
    referring = {each.column for each in REFERENCES if each.table == table}
    for name, column in MODELS[table].to_schema().columns.items():
        checks = {check.name: check.statistics for check in column.checks}
        found[name] = _kind(name, types(table)[name], checks, points, referring)
    return found


def _kind(name: str, kind: str, checks: Mapping[str, Any], points: set[str], referring: set[str]) -> Kind:
    if kind == "Int64":
        return "year" if name in YEARS else "whole"
    if kind == "float64":
        return "degrees" if name in points else "number"
    if kind == "bool":
        return "flag"
    if "dated" in checks:
        return "date"
    if (checks.get("formed") or {}).get("form") == "list-form":
        return "codes"
    return "code" if CODE_CHECKS & checks.keys() or name in referring else "text"


@lru_cache(maxsize=4)
def listed_codes(programme: Programme) -> dict[tuple[str, str], Codes]:
    """Give the codes, with their names, of the columns whose codes stand in no table, by table and column."""
    return {
        (resource["name"], described["name"]): Codes(
            Code(code, name, (described.get("enum_titles_ja") or {}).get(code, ""))
            for code, name in (described.get("enum_titles") or {}).items()
        )
        for resource in (descriptor(programme) or {}).get("resources", [])
        for described in resource.get("schema", {}).get("fields", [])
        if described.get("enum_titles")
    }


@lru_cache(maxsize=4)
def codes_by_spelling(programme: Programme) -> dict[tuple[str, str], dict[str, str]]:
    """Give the codes of columns by what they are written as, folded: the codes themselves and their names in both languages.

    Parameters
    ----------
    programme : Programme
        Whose names count.

    Returns
    -------
    dict of (str, str) to dict of str to str
        By table and column. A name that several codes have stands for none of them, and a code goes before a name.
    """
    columns_of_codes = dict(listed_codes(programme))
    for reference in REFERENCES:
        columns_of_codes[reference.table, reference.column] = valid_codes(programme.tables[reference.target], reference)
    return {place: _spellings(place[1], codes.codes) for place, codes in columns_of_codes.items()}


def _spellings(column: str, codes: Sequence[Code]) -> dict[str, str]:
    names = [(each.code, name) for each in codes for name in each[1:]]
    if column == "evidence":
        known_codes = {each.code for each in codes}
        # What the app itself calls the levels.
        names += [(code, one.text(name)) for code, name in EVIDENCE_NAMES.items() for one in BOTH if code in known_codes]
    return {**_unambiguous(names), **_unambiguous([(each.code, each.code) for each in codes])}


def _unambiguous(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    codes: dict[str, set[str]] = {}
    for code, text in named:
        codes.setdefault(folded(text), set()).add(code)
    return {key: next(iter(several)) for key, several in codes.items() if key and len(several) == 1}
