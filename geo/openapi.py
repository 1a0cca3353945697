"""The description of the API (OpenAPI 3.1), made from the very rules and vocabularies that read its parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype

from geo.api.paging import TOTAL, kept
from geo.api.parameters import FIELDS, LONGEST_QUERY_STRING, applicable
from geo.api.problems import BROKEN, NOT_SUPPORTED
from geo.api.resource import CSV, GEOJSON, Resource
from geo.api.schemas import FIGURES, HEALTH, LINE, LINES, LINKS, POINT, PROBLEM, Schema
from geo.export import geopackage, geoparquet, package, package_zip, records, workbook
from geo.export.records import LISTS, Layer
from geo.language import Language, message
from geo.openapi_parameters import parameters
from geo.programme import POINTS, Programme
from geo.selection import Selection

OPENAPI = "3.1.0"
INTERFACE_VERSION = "1"

TITLE = message("City-to-city map: open data")
DESCRIPTION = message(
    "The rows the pages show, under the same parameters as the pages' addresses: put the parameters of a page behind an"
    " address here. A GIS opens a GeoJSON address as a layer, a spreadsheet a CSV or XLSX address. Answers carry a strong ETag and"
    " are to be asked for again each time (no-cache): unchanged ones cost a 304. Anything that is not understood is refused"
    " with 400; nothing is left out without a word. Addresses can be read from any site (CORS) with GET, HEAD and OPTIONS; other"
    " methods are answered with 405. All refusals are JSON (RFC 9457)."
)
OK = message("What was asked for.")
UNCHANGED = message("The client has it already (If-None-Match).")
REFUSED = message("Something in the address is not understood: each parameter with its value and what is allowed.")
UNKNOWN = message("There is nothing at this address.")
TOO_LONG = message("More than {allowed} characters after the question mark.")
FAULTY = message("The tables break rules: every fault of them.")
COLUMNS = message("Columns, in this order: {columns}. Lists are joined by ; (source_urls by a space). Lines end with CR LF.")
WORKBOOK = message(
    "A workbook: the rows, typed, with the columns of the CSV below their headings; their sources; what columns and codes mean;"
    " what was selected."
)
FILES: Mapping[str, str] = {
    workbook.MEDIA_TYPE: WORKBOOK,
    geopackage.MEDIA_TYPE: message(
        "A GeoPackage: the rows as a layer (EPSG:4326), their sources, and what was selected, when and under which licence."
    ),
    geoparquet.MEDIA_TYPE: message("GeoParquet 1.1: the rows typed, with geometry (EPSG:4326); lists are lists."),
    package_zip.MEDIA_TYPE: message(
        "A zip archive: every table as CSV, datapackage.json that describes these very files, and README.md in both languages with"
        " selection, date, version, licence and how to cite. evidence=C gives every row."
    ),
}
HOW_MANY = message("How many rows there are in all.")
PARTS = message("Where the first, previous, next and last part are (RFC 8288); only with limit.")
TAG = message("Strong validator of exactly this answer.")
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
            "parameters": parameters(programme, language),
            "responses": {"MethodNotAllowed": _refusal(NOT_SUPPORTED, language)},
            "schemas": {
                "Problem": PROBLEM,
                "Figures": FIGURES,
                **{_feature(layer): _feature_schema(programme, layer, language) for layer in records.LAYERS},
            },
        },
    }


def _operation(programme: Programme, resource: Resource, language: Language) -> Schema:
    names = applicable(resource.subjects, resource.options, by_rows=resource.by_rows)
    path = ["name"] if "{name}" in resource.path else []
    refusals = {"400": REFUSED, "404": UNKNOWN, "414": TOO_LONG, "500": BROKEN, "503": FAULTY}
    if not path and resource.path != "/datapackage.json":
        del refusals["404"]
    referred = [f"{FIELDS}_{resource.layer}" if name == FIELDS else name for name in (*path, *names)]
    return {
        "operationId": _identifier(resource.path),
        "summary": language.text(resource.title),
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in referred],
        "responses": {
            "200": {
                "description": _description(programme, resource, language),
                "headers": _headers(resource, language),
                "content": {resource.media_type.partition(";")[0]: {"schema": _body(resource)}},
            },
            "304": {"description": language.text(UNCHANGED)},
            **{status: _refusal(text, language) for status, text in refusals.items()},
        },
    }


def _headers(resource: Resource, language: Language) -> Schema:
    told: dict[str, tuple[str, bool, Schema]] = {"ETag": (TAG, True, {"type": "string"})}
    if resource.by_rows:
        told |= {TOTAL: (HOW_MANY, True, {"type": "integer", "minimum": 0}), "Link": (PARTS, False, {"type": "string"})}
    return {
        name: {"description": language.text(text), "required": always, "schema": schema}
        for name, (text, always, schema) in told.items()
    }


def _refusal(text: str, language: Language) -> Schema:
    return {
        "description": language.text(text, allowed=LONGEST_QUERY_STRING) if text == TOO_LONG else language.text(text),
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _description(programme: Programme, resource: Resource, language: Language) -> str:
    if resource.media_type in FILES:
        return language.text(FILES[resource.media_type])
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


def _body(resource: Resource) -> Schema:
    if resource.media_type == CSV:
        return {"type": "string"}
    if resource.media_type in FILES:
        return {"contentMediaType": resource.media_type}
    if resource.media_type == GEOJSON and resource.layer:
        return _collection(resource.layer)
    return {"$ref": "#/components/schemas/Figures"} if resource.path == "/summary.json" else {"type": "object"}


def _collection(layer: Layer) -> Schema:
    members = ["type", "name", "title", "title_ja", "licenses", "sources", "data_version", "data_as_of", "selection"]
    return {
        "type": "object",
        "required": [*members, "remark", "remark_ja", "numberMatched", "numberReturned", "links", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "name": {"const": layer},
            "numberMatched": {"type": "integer", "minimum": 0},
            "numberReturned": {"type": "integer", "minimum": 0},
            "links": LINKS,
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
            "geometry": {"oneOf": [{"type": "null"}, POINT] if layer in POINTS else [LINE, LINES]},
            "properties": {
                "type": "object",
                "required": list(kept(layer, tuple(columns))),
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
