"""GeoParquet holds the rows shown, typed, with geometry, and says of itself what a GeoJSON of them says."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shipped import shipped

from geo.export import package, records
from geo.export.geoparquet import to_geoparquet
from geo.export.records import LAYERS, LISTS, Layer
from geo.selection import Selection

SELECTIONS = (Selection(), Selection(countries=("CHL", "IDN"), evidence="C"), Selection(query="no such words"))
every_layer = pytest.mark.parametrize("layer", LAYERS)
every_selection = pytest.mark.parametrize("selection", SELECTIONS, ids=["default", "two countries", "nothing"])


@every_layer
@every_selection
def test_geopandas_reads_the_rows_with_their_geometry(layer: Layer, selection: Selection) -> None:
    rows = records.selected(shipped(), layer, selection)
    read = gpd.read_parquet(io.BytesIO(to_geoparquet(shipped(), layer, selection)))
    assert list(read.columns) == list(rows.columns)
    assert len(read) == len(rows)
    assert read.crs.to_epsg() == 4326
    points = zip(read.geometry, rows.geometry, strict=True)
    assert all((a is None and b is None) or a.equals(b) for a, b in points)


@every_layer
@every_selection
def test_pandas_reads_every_value_lists_as_lists_and_empty_texts_as_missing(layer: Layer, selection: Selection) -> None:
    rows = records.selected(shipped(), layer, selection)
    read = pd.read_parquet(io.BytesIO(to_geoparquet(shipped(), layer, selection)))
    for name in rows.columns.drop("geometry"):
        for found, expected in zip(read[name], rows[name], strict=True):
            if name in LISTS:
                assert (list(found) if found is not None else []) == [part for part in expected.split(LISTS[name]) if part]
            elif pd.isna(expected) or expected == "":
                assert pd.isna(found)
            else:
                assert found == expected


@every_layer
def test_columns_have_the_same_types_whatever_rows_there_are(layer: Layer) -> None:
    some, none = (pq.read_schema(io.BytesIO(to_geoparquet(shipped(), layer, selection))) for selection in SELECTIONS[1:])
    types = {field.name: field.type for field in some}
    assert types == {field.name: field.type for field in none}
    assert pa.null() not in types.values()
    assert all(types[name] == pa.list_(pa.string()) for name in LISTS.keys() & types.keys())


@every_layer
def test_the_metadata_is_geoparquet_1_1_and_says_what_the_rows_are(layer: Layer) -> None:
    metadata = pq.read_schema(io.BytesIO(to_geoparquet(shipped(), layer, SELECTIONS[1]))).metadata
    geo = json.loads(metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert json.loads(metadata[b"about"]) == json.loads(json.dumps(package.about(shipped(), layer, SELECTIONS[1])))


@every_layer
def test_the_same_rows_are_the_same_bytes(layer: Layer) -> None:
    assert to_geoparquet(shipped(), layer, Selection()) == to_geoparquet(shipped(), layer, Selection())


def test_gdal_reads_it_where_it_was_built_to(tmp_path: Path) -> None:
    command = shutil.which("ogrinfo")
    if command is None:
        pytest.fail("ogrinfo is not installed; `make test` installs it (Debian: gdal-bin).")
    formats = subprocess.run([command, "--formats"], capture_output=True, text=True, check=True, timeout=60).stdout
    if "Parquet" not in formats:
        pytest.skip("this GDAL was built without Parquet; GeoPandas and pandas read it above")
    file = tmp_path / "rows.parquet"
    file.write_bytes(to_geoparquet(shipped(), "installations", Selection()))
    said = subprocess.run([command, "-ro", "-al", "-so", str(file)], capture_output=True, text=True, check=True, timeout=60).stdout
    assert f"Feature Count: {len(records.selected(shipped(), 'installations', Selection()))}" in said
