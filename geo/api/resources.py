"""What the API serves: each address, the parameters it takes, and how its body is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus

from geo import openapi
from geo.api import paging
from geo.api.figures import figures_document
from geo.api.parameters import Asked
from geo.api.problems import UnmetError
from geo.api.resource import CSV, FOR_SPREADSHEET, GEOJSON, JSON, Resource
from geo.export import delimited, geojson, geopackage, geoparquet, package, package_zip, records, workbook
from geo.export.names import file_name
from geo.language import message
from geo.map.document import dominoes_document, installations_document, links_document
from geo.programme import Programme
from geo.selection import Selection

NO_DESCRIPTOR = message("The folder the tables were read from has no datapackage.json that can be read.")
NO_TABLE = message("There is no table {name}. Allowed: {allowed}.")


def compact(document: object) -> bytes:
    """Write plain data as JSON without a spare byte."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _geojson(layer: records.Layer) -> Resource:
    def write(programme: Programme, asked: Asked, _: str) -> bytes:
        rows, matched = paging.part(programme, layer, asked)
        members = {**package.about(programme, layer, asked.selection), **paging.members(layer, asked, len(rows), matched)}
        return geojson.to_geojson(rows, key=records.KEYS[layer], members=members)

    subject = records.SUBJECTS[layer]
    return Resource(
        f"/{layer}.geojson", package.TITLES[layer], GEOJSON, write, subject, layer, name=_named(layer, "geojson"), by_rows=True
    )


def _csv(layer: records.Layer) -> Resource:
    def write(programme: Programme, asked: Asked, _: str) -> bytes:
        rows, _matched = paging.part(programme, layer, asked)
        return delimited.to_csv(rows, spreadsheet="for" in asked.options)

    return Resource(
        f"/{layer}.csv", package.TITLES[layer], CSV, write, records.SUBJECTS[layer], layer, FOR_SPREADSHEET, _named(layer, "csv"),
        "attachment", by_rows=True,
    )  # fmt: skip


def _file(
    layer: records.Layer, ending: str, media_type: str, to_bytes: Callable[[Programme, records.Layer, Selection], bytes]
) -> Resource:
    def write(programme: Programme, asked: Asked, _: str) -> bytes:
        return to_bytes(programme, layer, asked.selection)

    return Resource(
        f"/{layer}.{ending}", package.TITLES[layer], media_type, write, records.SUBJECTS[layer], layer, name=_named(layer, ending),
        disposition="attachment",
    )  # fmt: skip


def _xlsx(layer: records.Layer) -> Resource:
    def write(programme: Programme, asked: Asked, _: str) -> bytes:
        return workbook.to_workbook(programme, layer, asked.selection, asked.language)

    subject = records.SUBJECTS[layer]
    return Resource(
        f"/{layer}.xlsx", package.TITLES[layer], workbook.MEDIA_TYPE, write, subject, layer, name=_named(layer, "xlsx"),
        disposition="attachment", worded=True,
    )  # fmt: skip


def _named(layer: records.Layer, ending: str) -> Callable[[Programme, Asked, str], str]:
    return lambda programme, asked, _: file_name(programme, layer, asked.selection, ending)


def _layer(layer: records.Layer) -> tuple[Resource, ...]:
    geopackage_, geoparquet_ = geopackage.MEDIA_TYPE, geoparquet.MEDIA_TYPE
    return (
        _geojson(layer),
        _csv(layer),
        _xlsx(layer),
        _file(layer, "gpkg", geopackage_, geopackage.to_geopackage),
        _file(layer, "parquet", geoparquet_, geoparquet.to_geoparquet),
    )


def _archive(programme: Programme, asked: Asked, _: str) -> bytes:
    return package_zip.to_zip(programme, asked.selection, published=asked.published)


def _summary(programme: Programme, asked: Asked, _: str) -> bytes:
    return compact(figures_document(programme, asked.selection))


def _descriptor(programme: Programme, _: Asked, __: str) -> bytes:
    described = package.descriptor(programme)
    if described is None:
        raise UnmetError(HTTPStatus.NOT_FOUND, NO_DESCRIPTOR)
    return compact(described)


def _table(programme: Programme, asked: Asked, name: str) -> bytes:
    tables = programme.tables
    if name not in tables:
        raise UnmetError(HTTPStatus.NOT_FOUND, NO_TABLE, {"name": name, "allowed": ", ".join(tables)})
    return delimited.to_csv(tables[name], spreadsheet="for" in asked.options)


def _links_map(programme: Programme, _: Asked, __: str) -> bytes:
    return compact(links_document(programme))


def _installations_map(programme: Programme, _: Asked, __: str) -> bytes:
    return compact(installations_document(programme))


def _dominoes_map(programme: Programme, _: Asked, __: str) -> bytes:
    return compact(dominoes_document(programme))


def _openapi(programme: Programme, asked: Asked, _: str) -> bytes:
    return compact(openapi.document(programme, RESOURCES, asked.language))


RESOURCES: tuple[Resource, ...] = (
    *(resource for layer in records.LAYERS for resource in _layer(layer)),
    Resource(
        "/summary.json", message("Figures, counts for each fiscal year and each option of a filter"), JSON, _summary,
        "collaborations",
    ),
    Resource("/datapackage.json", message("Description of all tables (Frictionless Data Package)"), JSON, _descriptor),
    Resource(
        "/datapackage.zip", message("All tables of a selection with their description and a README, as one archive"),
        package_zip.MEDIA_TYPE, _archive, name=lambda programme, asked, _: package_zip.zip_name(programme, asked.selection),
        disposition="attachment", of_all=True,
    ),
    Resource(
        "/tables/{name}.csv", message("A whole table of the data package"), CSV, _table, None, None, FOR_SPREADSHEET,
        lambda _, __, name: f"{name}.csv", "attachment",
    ),
    Resource(
        "/map/links.json", message("What the partnership map draws; made for its script and may change"), JSON, _links_map,
    ),
    Resource(
        "/map/installations.json", message("What the map of installations draws; made for its script and may change"), JSON,
        _installations_map,
    ),
    Resource(
        "/map/dominoes.json", message("What the map of domino effects draws; made for its script and may change"), JSON,
        _dominoes_map,
    ),
    Resource("/openapi.json", message("Description of this interface (OpenAPI 3.1)"), JSON, _openapi, worded=True),
)  # fmt: skip
