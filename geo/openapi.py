"""The description of the API (OpenAPI 3.1), made from the very rules and vocabularies that read its parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype

from geo.api.parameters import LONGEST_QUERY_STRING, applicable
from geo.api.resource import CSV, FOR_SPREADSHEET, GEOJSON, Resource
from geo.api.schemas import FIGURES, HEALTH, LINE, LINES, POINT, PROBLEM, Schema
from geo.export import package, records, workbook
from geo.export.records import LISTS, Layer
from geo.language import Language, message
from geo.parameters import (
    DEFAULT_EVIDENCE,
    LONGEST_QUERY,
    RULES,
    VIEW_PARAMETERS,
    Codes,
    Detail,
    Flag,
    Level,
    Rule,
    Text,
    Vocabulary,
    Years,
)
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import vocabulary

OPENAPI = "3.1.0"
INTERFACE_VERSION = "1"

TITLE = message("City-to-city map: open data")
DESCRIPTION = message(
    "The rows the pages show, under the same parameters as the pages' addresses: put the parameters of a page behind an"
    " address here. A GIS opens a GeoJSON address as a layer, a spreadsheet a CSV or XLSX address. Answers carry a strong ETag and"
    " are to be asked for again each time (no-cache): unchanged ones cost a 304. Anything that is not understood is refused"
    " with 400; nothing is left out without a word."
)
MEANINGS: Mapping[str, str] = {
    "fy": message("First and last fiscal year (April to March), both included; one value stands for both."),
    "country": message("Countries, ISO 3166-1 alpha-3 codes."),
    "jp": message("Japanese governments, by their id."),
    "partner": message("Partner places, by their id."),
    "theme": message("Themes, by their code; a row of several themes is found under each."),
    "tech": message("Technology types, by their code."),
    "sector": message("Sectors, by their code."),
    "scheme": message("Support schemes, by their code."),
    "status": message("How far an installation has come, by code."),
    "evidence": message(
        "Lowest level of evidence: A official sources only, B secondary sources too (the default), C inferred rows too."
    ),
    "undated": message("1 keeps rows without a known fiscal year although fy is given."),
    "linked": message(
        "1 keeps only installations formed through the programme; ties that are inferred count with evidence=C only."
    ),
    "q": message("Words that all occur in the row's names and texts, whatever their width, case, kana or accents."),
    "sel": message("What is open on the page. Understood so that a page's parameters work here; changes no row."),
    "lang": message("Language of messages for people and of a workbook's headings; English where it is not given."),
    "second": message("The page's second language. Understood so that a page's parameters work here; changes nothing."),
    "for": message(
        "spreadsheet: the text starts with a byte order mark, and no cell can start a formula. An apostrophe stands before"
        " every part of a text (parts end at a semicolon, tab or line break) that begins with = + - @ or their full-width"
        " forms, with an apostrophe, a tab or a line break; taking one apostrophe off each part gives the text back."
    ),
    "name": message("Name of the table."),
}
OK = message("What was asked for.")
UNCHANGED = message("The client has it already (If-None-Match).")
REFUSED = message("Something in the address is not understood: each parameter with its value and what is allowed.")
UNKNOWN = message("There is nothing at this address.")
TOO_LONG = message("More than {allowed} characters after the question mark.")
FAULTY = message("The tables break rules: every fault of them.")
COLUMNS = message("Columns, in this order: {columns}. Lists are joined by ; (source_urls by a space). Lines end with CR LF.")
LINED: frozenset[Layer] = frozenset({"collaborations", "cases", "dominoes"})
WORKBOOK = message(
    "A workbook: the rows, typed, with the columns of the CSV below their headings; their sources; what columns and codes mean;"
    " what was selected."
)
LOADED = message("Whether the tables are loaded")


def document(programme: Programme, resources: Iterable[Resource], language: Language) -> Schema:
    """Describe the API.

    Parameters
    ----------
    programme : Programme
        The loaded tables: they say which codes there are.
    resources : iterable of Resource
        What is served.
    language : Language
        The language of all descriptions.

    Returns
    -------
    dict
        An OpenAPI 3.1 document whose server is the folder it is served from.
    """
    paths = {resource.path: {"get": _operation(programme, resource, language)} for resource in resources}
    paths["/health"] = {"get": _health(language)}
    licences = (package.descriptor(programme) or {}).get("licenses", [])
    licence = {"license": {"name": licences[0]["title"], "url": licences[0]["path"]}} if licences else {}
    return {
        "openapi": OPENAPI,
        "info": {
            "title": language.text(TITLE),
            "description": language.text(DESCRIPTION),
            "version": INTERFACE_VERSION,
            **licence,
        },
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {
            "parameters": _parameters(programme, language),
            "schemas": {
                "Problem": PROBLEM,
                "Figures": FIGURES,
                **{_feature(layer): _feature_schema(programme, layer, language) for layer in records.LAYERS},
            },
        },
    }


def _operation(programme: Programme, resource: Resource, language: Language) -> Schema:
    names = applicable(resource.subjects, resource.options)
    path = ["name"] if "{name}" in resource.path else []
    refusals = {"400": REFUSED, "414": TOO_LONG, "503": FAULTY, **({"404": UNKNOWN} if path else {})}
    return {
        "operationId": _identifier(resource.path),
        "summary": language.text(resource.title),
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in (*path, *names)],
        "responses": {
            "200": {
                "description": _description(programme, resource, language),
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {resource.media_type.partition(";")[0]: {"schema": _body(resource)}},
            },
            "304": {"description": language.text(UNCHANGED)},
            **{status: _refusal(text, language) for status, text in refusals.items()},
        },
    }


def _refusal(text: str, language: Language) -> Schema:
    return {
        "description": language.text(text, allowed=LONGEST_QUERY_STRING) if text == TOO_LONG else language.text(text),
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _description(programme: Programme, resource: Resource, language: Language) -> str:
    if resource.media_type == workbook.MEDIA_TYPE:
        return language.text(WORKBOOK)
    if resource.layer is None or resource.media_type != CSV:
        return language.text(OK)
    return language.text(COLUMNS, columns=", ".join(records.columns(programme, resource.layer)))


def _health(language: Language) -> Schema:
    return {
        "operationId": "health",
        "summary": language.text(LOADED),
        "responses": {
            "200": {"description": language.text(OK), "content": {"application/json": {"schema": HEALTH}}},
            "503": _refusal(FAULTY, language),
        },
    }


def _identifier(path: str) -> str:
    words = path.replace("{name}", "any").replace("/", ".").strip(".").split(".")
    return words[0] + "".join(word.capitalize() for word in words[1:])


def _parameters(programme: Programme, language: Language) -> Schema:
    allowed = vocabulary(programme)
    choices = {**VIEW_PARAMETERS, **FOR_SPREADSHEET}
    described = {rule.name: ("query", *_rule_schema(rule, allowed)) for rule in RULES}
    described |= {name: ("query", {"type": "string", "enum": list(codes)}, codes[0]) for name, codes in choices.items()}
    tables = list(programme.tables)
    described["name"] = ("path", {"type": "string", "enum": tables}, tables[0])
    return {
        name: {
            "name": name,
            "in": place,
            "required": place == "path",
            "description": language.text(MEANINGS[name]),
            "schema": schema,
            "example": example,
            **({"style": "form", "explode": True} if schema["type"] == "array" else {}),
        }
        for name, (place, schema, example) in described.items()
    }


def _rule_schema(rule: Rule, allowed: Vocabulary) -> tuple[Schema, object]:
    """Say what a parameter may hold, and give an example."""
    match rule:
        case Years():
            year = {"type": "integer", "minimum": allowed.first_year, "maximum": allowed.last_year}
            example: object = [allowed.first_year, allowed.last_year]
            return {"type": "array", "items": year, "minItems": 1, "maxItems": 2}, example
        case Codes():
            codes = list(allowed.codes[rule.name])
            return {"type": "array", "items": {"type": "string", "enum": codes}}, codes[:1]
        case Level():
            levels = list(allowed.codes[rule.name])
            return {"type": "string", "enum": levels, "default": DEFAULT_EVIDENCE}, levels[-1]
        case Flag():
            return {"type": "string", "enum": ["0", "1"], "default": "0"}, "1"
        case Text():
            return {"type": "string", "maxLength": LONGEST_QUERY}, "city"
        case Detail():
            kinds = "|".join(allowed.selectable)
            pair = min(allowed.selectable["pair"], default="")
            return {"type": "string", "pattern": f"^({kinds}):.+$"}, f"pair:{pair}"
    msg = f"Rule {type(rule).__name__} of parameter {rule.name} has no schema. Allowed: the kinds of rules known here."
    raise TypeError(msg)


def _body(resource: Resource) -> Schema:
    if resource.media_type == CSV:
        return {"type": "string"}
    if resource.media_type == workbook.MEDIA_TYPE:
        return {"contentMediaType": workbook.MEDIA_TYPE}
    if resource.media_type == GEOJSON and resource.layer:
        return _collection(resource.layer)
    return {"$ref": "#/components/schemas/Figures"} if resource.path == "/summary.json" else {"type": "object"}


def _collection(layer: Layer) -> Schema:
    members = ["type", "name", "title", "title_ja", "licenses", "sources", "data_version", "data_as_of", "selection"]
    return {
        "type": "object",
        "required": [*members, "remark", "remark_ja", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "name": {"const": layer},
            "features": {"type": "array", "items": {"$ref": f"#/components/schemas/{_feature(layer)}"}},
        },
    }


def _feature(layer: Layer) -> str:
    return f"Feature of {layer}".title().replace(" ", "")


def _feature_schema(programme: Programme, layer: Layer, language: Language) -> Schema:
    texts = package.column_descriptions(programme, layer, language)
    texts |= {name: language.text(text) for name, text in records.ADDED[layer].items()}
    rows = records.selected(programme, layer, Selection())
    columns: dict[str, Schema] = {
        str(name): {"type": [_type(str(name), rows[name]), "null"], "description": texts.get(str(name), "")}
        for name in records.columns(programme, layer)
    }
    for name in LISTS.keys() & columns.keys():
        columns[name]["items"] = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": {"oneOf": [LINE, LINES] if layer in LINED else [{"type": "null"}, POINT]},
            "properties": {
                "type": "object",
                "required": list(columns),
                "additionalProperties": False,
                "properties": columns,
            },
        },
    }


def _type(name: str, column: pd.Series[Any]) -> str:
    if name in LISTS:
        return "array"
    if is_bool_dtype(column.dtype):
        return "boolean"
    if is_integer_dtype(column.dtype):
        return "integer"
    return "number" if is_float_dtype(column.dtype) else "string"
