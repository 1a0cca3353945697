"""GeoParquet 1.1: the selected rows as typed columns with geometry, for GeoPandas, DuckDB, Arrow and the like."""

from __future__ import annotations

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from geo.export import package, records
from geo.export.geopackage import nulled
from geo.export.records import LISTS, Layer
from geo.programme import Programme
from geo.selection import Selection

MEDIA_TYPE = "application/vnd.apache.parquet"
VERSION = "1.1.0"
ABOUT = b"about"


def to_geoparquet(programme: Programme, layer: Layer, selection: Selection) -> bytes:
    """Write the selected rows of a layer as GeoParquet.

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
        GeoParquet 1.1 with the columns of `geo.export.records.columns` and ``geometry`` (WKB, longitude and latitude on WGS 84,
        EPSG:4326). Columns of `geo.export.records.LISTS` are lists of text; empty texts are null. The file's metadata holds, beside
        ``geo``, under ``about`` what a GeoJSON of the same rows says of itself. The same bytes for the same rows.
    """
    rows = records.selected(programme, layer, selection)
    file = io.BytesIO()
    nulled(rows).to_parquet(file, index=False, schema_version=VERSION)
    table = pq.read_table(io.BytesIO(file.getvalue()))
    for i, name in enumerate(table.column_names):
        # Said for every text, as a column without any value would tell no type of its own.
        if name in LISTS:
            parts = [text.split(LISTS[name]) if text else None for text in rows[name]]
            table = table.set_column(i, name, pa.array(parts, pa.list_(pa.string())))
        elif name != rows.geometry.name and rows[name].dtype == "str":
            table = table.set_column(i, name, pa.array([text or None for text in rows[name]], pa.string()))
    said = json.dumps(package.about(programme, layer, selection), ensure_ascii=False).encode()
    described = table.replace_schema_metadata({**(table.schema.metadata or {}), ABOUT: said})
    file = io.BytesIO()
    pq.write_table(described, file, compression="zstd")
    return file.getvalue()
