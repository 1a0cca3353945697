"""A GeoPackage opens elsewhere with names, coordinate system and remarks, holds the rows shown, and never touches the disk."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shipped import shipped

from geo.export import about, records
from geo.export.geopackage import to_geopackage
from geo.export.records import KEYS, LAYERS, Layer
from geo.export.workbook import used_sources
from geo.language import LANGUAGES, Language
from geo.selection import Selection

SELECTIONS = (Selection(), Selection(countries=("CHL", "IDN"), evidence="C"), Selection(query="no such words"))
OUTSIDE_READER_PATIENCE = 60
every_layer = pytest.mark.parametrize("layer", LAYERS)
every_selection = pytest.mark.parametrize("selection", SELECTIONS, ids=["default", "two countries", "nothing"])


def saved(folder: Path, layer: Layer, selection: Selection) -> Path:
    file = folder / "rows.gpkg"
    file.write_bytes(to_geopackage(shipped(), layer, selection))
    return file


@every_layer
@every_selection
def test_ogrinfo_reads_the_rows_with_their_coordinate_system(layer: Layer, selection: Selection, tmp_path: Path) -> None:
    command = shutil.which("ogrinfo")
    if command is None:
        pytest.fail("ogrinfo is not installed; `make test` installs it (Debian: gdal-bin).")
    file = saved(tmp_path, layer, selection)
    read = subprocess.run(
        [command, "-ro", "-al", "-so", str(file)], capture_output=True, text=True, check=False, timeout=OUTSIDE_READER_PATIENCE
    )
    said = read.stdout + read.stderr
    rows = records.selected(shipped(), layer, selection)
    assert read.returncode == 0, said
    assert "ERROR" not in said
    assert "Warning" not in said
    first, about_, sources = said.split("Layer name: ")[1:]
    assert first.startswith(layer)
    assert f"Feature Count: {len(rows)}" in first
    assert 'ID["EPSG",4326]' in first
    assert f"{KEYS[layer]}: String" in first
    assert (about_.startswith("about"), sources.startswith("sources")) == (True, True)


@every_layer
@every_selection
def test_pandas_reads_the_values_of_the_rows_with_empty_texts_as_missing(
    layer: Layer, selection: Selection, tmp_path: Path
) -> None:
    rows = records.selected(shipped(), layer, selection)
    read = gpd.read_file(saved(tmp_path, layer, selection), layer=layer)
    assert list(read.columns) == list(rows.columns)
    for name in rows.columns.drop("geometry"):
        expected = [None if pd.isna(value) or value == "" else value for value in rows[name]]
        assert [None if pd.isna(value) else value for value in read[name]] == expected, name
    points = zip(read.geometry, rows.geometry, strict=True)
    assert all((a is None and b is None) or a.equals(b) for a, b in points)


@every_layer
def test_the_file_says_what_it_is_in_both_languages_and_names_its_sources(layer: Layer, tmp_path: Path) -> None:
    selection = SELECTIONS[1]
    rows = records.selected(shipped(), layer, selection)
    file = saved(tmp_path, layer, selection)
    told = gpd.read_file(file, layer="about")
    english, japanese = (about.lines(shipped(), layer, selection, len(rows), Language(code)) for code in LANGUAGES[::-1])
    assert list(zip(told["what"], told["text"], strict=True)) == english
    assert list(zip(told["what_ja"], told["text_ja"], strict=True)) == japanese
    sources = gpd.read_file(file, layer="sources")
    assert list(sources["source_id"]) == list(used_sources(shipped(), rows.drop(columns="geometry"))["source_id"])


@every_layer
def test_the_same_rows_are_the_same_bytes_and_nothing_in_it_tells_the_time_of_day(layer: Layer) -> None:
    first = to_geopackage(shipped(), layer, Selection())
    assert first == to_geopackage(shipped(), layer, Selection())
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(first)
        times = database.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
        assert times == [(about.made_at(shipped()).strftime("%Y-%m-%dT00:00:00.000Z"),)]
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "CPL_TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    to_geopackage(shipped(), "installations", Selection())
    assert list(tmp_path.iterdir()) == []
