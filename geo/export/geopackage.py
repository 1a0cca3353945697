"""GeoPackage (OGC 12-128): the selected rows as a layer a GIS opens, their sources and what they are as tables beside it.

Written in memory alone. GDAL writes the layer; the tables beside it enter as plain SQLite, which a GeoPackage is.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

import geopandas as gpd
import pandas as pd

from geo.export import about, records
from geo.export.package import ENGLISH, JAPANESE, TITLES, complete
from geo.export.records import Layer
from geo.export.workbook import used_sources
from geo.programme import POINTS, Programme
from geo.selection import Selection
from geo.written import written

MEDIA_TYPE = "application/geopackage+sqlite3"
ABOUT, SOURCES = "about", "sources"
# Where a database file counts its changes, and says which of them its version number speaks of.
COUNTERS = (24, 92)
# Older programs open it without a warning.
VERSION = "1.2"
# The times of a GeoPackage are in UTC and known to the millisecond (OGC 12-128, table 1).
TIME = "%Y-%m-%dT%H:%M:%S.000Z"


def to_geopackage(programme: Programme, layer: Layer, selection: Selection) -> bytes:
    """Write the selected rows of a layer as a GeoPackage.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    layer : {"places", "collaborations", "installations", "cases", "dominoes"}
        Which rows.
    selection : Selection
        What is shown of them.

    Returns
    -------
    bytes
        A GeoPackage with the layer, EPSG:4326 (points, or lines cut at 180 degrees; NULL where no point is known), the table
        ``sources`` of the sources named in these rows, and the table ``about``: selection, date, version, licence and completeness,
        in English and Japanese. Empty texts are NULL; columns that list codes stay joined. The same bytes for the same rows.
    """
    rows = records.selected(programme, layer, selection)
    told = zip(
        about.lines(programme, layer, selection, len(rows), ENGLISH),
        about.lines(programme, layer, selection, len(rows), JAPANESE),
        strict=True,
    )
    remarks = [(label, text, label_ja, text_ja) for (label, text), (label_ja, text_ja) in told]
    sources = used_sources(programme, pd.DataFrame(rows.drop(columns="geometry")))
    listed = [sources[name] for name in sources.columns]
    described = complete(programme, layer, selection, ENGLISH)
    plain = _layer(rows, layer, TITLES[layer], described)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(plain)
        _add(database, ABOUT, ("what", "text", "what_ja", "text_ja"), remarks)
        _add(database, SOURCES, [str(name) for name in sources.columns], zip(*map(written, listed), strict=True))
        titles = {ABOUT: "About these rows", SOURCES: "Sources of these rows"}
        _register(database, titles, about.made_at(programme).strftime(TIME))
        database.commit()
        return _settled(database.serialize())


def _layer(rows: gpd.GeoDataFrame, layer: Layer, title: str, described: str) -> bytes:
    """Let GDAL write the rows: it knows how geometries, types and the register of coordinate systems are stored."""
    file = io.BytesIO()
    nulled(rows).to_file(
        file,
        driver="GPKG",
        layer=layer,
        engine="pyogrio",
        geometry_type="Point" if layer in POINTS else "MultiLineString",
        promote_to_multi=layer not in POINTS,
        dataset_options={"VERSION": VERSION},
        layer_options={"IDENTIFIER": title, "DESCRIPTION": described},
    )
    return file.getvalue()


def nulled(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Write empty texts, which mean that nothing was seen, as missing values."""
    texts = [name for name in rows.columns if name != "geometry" and rows[name].dtype == "str"]
    return rows.assign(**{name: rows[name].astype(object).where(rows[name] != "", None) for name in texts})


def _add(database: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Add a table of texts; names of columns are those of our own tables, and are quoted all the same."""
    named = ", ".join(_quoted(name) for name in columns)
    typed = ", ".join(f"{_quoted(name)} TEXT" for name in columns)
    database.execute(f"CREATE TABLE {_quoted(table)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {typed})")
    places = ", ".join("?" * len(columns))
    filled = ([text or None for text in row] for row in rows)
    database.executemany(f"INSERT INTO {_quoted(table)} ({named}) VALUES ({places})", filled)  # noqa: S608  # quoted above


def _settled(database: bytes) -> bytes:
    """Set the counter of changes, which depends on how often GDAL wrote in between (SQLite file format, 1.3.7 and 1.3.17)."""
    settled = bytearray(database)
    for at in COUNTERS:
        settled[at : at + 4] = (1).to_bytes(4, "big")
    return bytes(settled)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _register(database: sqlite3.Connection, tables: dict[str, str], at: str) -> None:
    """Enter tables without geometry in the register of contents, and let everything say the same time."""
    contents = "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)"
    database.executemany(contents, [(table, title, "") for table, title in tables.items()])
    database.execute("UPDATE gpkg_contents SET last_change = ?", (at,))
