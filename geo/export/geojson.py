"""GeoJSON as RFC 7946 has it: longitude and latitude on WGS 84, no ``crs`` member, a null geometry where there is no point."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
from pandas.api.typing import NAType
from shapely.geometry.base import BaseGeometry

from geo.export.records import LISTS

CRS = "EPSG:4326"
# Six decimals are about ten centimetres: more only pretends (RFC 7946, 11.2).
DECIMALS = 6
Coordinates = float | Sequence["Coordinates"]


def to_geojson(table: gpd.GeoDataFrame, *, key: str, members: Mapping[str, object]) -> bytes:
    """Write rows as a FeatureCollection.

    Parameters
    ----------
    table : geopandas.GeoDataFrame
        EPSG:4326; every column but the geometry becomes a property, in its order. Empty text, ``<NA>`` and ``NaN`` are
        written as null, whole numbers without a point, columns of `geo.export.records.LISTS` as arrays.
    key : str
        The column whose value is the feature's ``id``.
    members : Mapping of str to object
        What is said of the whole collection, beside ``type`` and ``features`` (RFC 7946, 6.1): anything JSON can hold.

    Returns
    -------
    bytes
        UTF-8 JSON.

    Raises
    ------
    ValueError
        If the coordinates are not longitude and latitude in EPSG:4326, or a member would hide one of GeoJSON's own.
    """
    if table.crs is None or table.crs.to_epsg() != int(CRS.removeprefix("EPSG:")):
        msg = f"Rows to write as GeoJSON are in {table.crs}. Allowed: {CRS}."
        raise ValueError(msg)
    if taken := {"type", "features", "coordinates", "geometry", "geometries", "properties", "crs"} & set(members):
        msg = f"Members {', '.join(sorted(taken))} have a meaning of their own in GeoJSON. Allowed: any other name."
        raise ValueError(msg)
    names = [str(name) for name in table.columns if name != table.geometry.name]
    properties = zip(*(_cells(name, table[name]) for name in names), strict=True)
    features = [
        {
            "type": "Feature",
            "id": identifier,
            "geometry": _geometry(geometry),
            "properties": dict(zip(names, values, strict=True)),
        }
        for identifier, geometry, values in zip(table[key], table.geometry, properties, strict=True)
    ]
    document = {"type": "FeatureCollection", **members, "features": features}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _cells(name: str, column: pd.Series[Any]) -> Iterable[object]:
    if name in LISTS:
        separator = LISTS[name]
        return [text.split(separator) if text else None for text in column]
    return [_cell(value) for value in column.tolist()]


def _cell(value: str | float | NAType) -> str | float | None:
    if isinstance(value, str):
        return value or None
    if pd.isna(value):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _geometry(geometry: BaseGeometry | None) -> dict[str, object] | None:
    if geometry is None or geometry.is_empty:
        return None
    shape = geometry.__geo_interface__
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(coordinates: Coordinates) -> object:
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]
