"""Exported rows are the rows shown, in the form other programs expect, and no text in them ever becomes anything but text."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from faulty_tables import TableFolder
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point
from shipped import DATA, shipped

from geo import places
from geo.conditions import matching
from geo.export import delimited, names, package, records
from geo.export.delimited import guarded, released, to_csv
from geo.export.geojson import to_geojson
from geo.export.records import KEYS, LAYERS, LISTS, Layer
from geo.language import Language
from geo.parameters import Selected
from geo.programme import load_programme, sources_of
from geo.selection import Selection
from geo.shown import WHOLE
from geo.tables import TABLES

SELECTIONS = [Selection(), Selection(evidence="C", fiscal_years=(2015, 2019)), Selection(countries=("VNM", "THA"), query="city")]
# What spreadsheets take for the beginning of a formula, wherever their settings let a cell begin.
FORMULA = re.compile(r"(?:\A|[;\t\r\n])\s*[=+\-@＝＋－＠]")
HOSTILE = [
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1+1",
    "'=1",
    "a;=1",
    "a\n=1",
    '",=1',
    '=HYPERLINK("http://example.org/")',
]


def shown(layer: Layer, selection: Selection) -> pd.DataFrame:
    """The layer's rows as the pages have them."""
    if layer == "places":
        return places.rows(shipped(), selection)
    return matching(WHOLE[layer](shipped()), selection.conditions(layer)).sort_index()


def geojson(layer: Layer, selection: Selection) -> Any:
    rows = records.selected(shipped(), layer, selection)
    return json.loads(to_geojson(rows, key=KEYS[layer], members=package.about(shipped(), layer, selection)))


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def positions(coordinates: Any) -> list[list[float]]:
    if isinstance(coordinates[0], float | int):
        return [coordinates]
    return [position for part in coordinates for position in positions(part)]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("selection", SELECTIONS, ids=["default", "years", "filtered"])
class TestRows:
    def test_geojson_holds_exactly_the_rows_shown_in_their_order(self, layer: Layer, selection: Selection) -> None:
        rows = shown(layer, selection)
        features = geojson(layer, selection)["features"]
        assert len(rows)
        assert [feature["id"] for feature in features] == rows[KEYS[layer]].tolist()
        assert [feature["properties"][KEYS[layer]] for feature in features] == rows[KEYS[layer]].tolist()

    def test_csv_read_by_pandas_equals_the_rows_shown(self, layer: Layer, selection: Selection) -> None:
        rows = shown(layer, selection).reset_index(drop=True)
        read = pd.read_csv(io.BytesIO(to_csv(records.selected(shipped(), layer, selection))), keep_default_na=False, dtype="str")
        assert list(read.columns) == list(records.columns(shipped(), layer))
        for name in rows.columns.intersection(read.columns):
            if pd.api.types.is_numeric_dtype(rows[name].dtype):
                pd.testing.assert_series_equal(pd.to_numeric(read[name]), rows[name], check_dtype=False, check_exact=True)
            else:
                assert read[name].tolist() == rows[name].tolist()

    def test_csv_and_geojson_say_the_same(self, layer: Layer, selection: Selection) -> None:
        header, *lines = cells(to_csv(records.selected(shipped(), layer, selection)))
        features = geojson(layer, selection)["features"]
        assert len(lines) == len(features)
        for line, feature in zip(lines, features, strict=True):
            assert list(feature["properties"]) == header
            for name, text in zip(header, line, strict=True):
                value = feature["properties"][name]
                if value is None:
                    assert text == ""
                elif name in LISTS:
                    assert text == LISTS[name].join(value)
                else:
                    assert text == str(value)


@pytest.mark.parametrize("layer", LAYERS)
class TestEveryRow:
    def test_carries_id_evidence_and_sources_whose_addresses_are_those_of_the_sources_table(self, layer: Layer) -> None:
        address = dict(zip(shipped().sources["source_id"], shipped().sources["url"], strict=True))
        for feature in geojson(layer, Selection(evidence="C"))["features"]:
            row = feature["properties"]
            assert row[KEYS[layer]] == feature["id"]
            assert layer == "cases" or row["evidence"] in {"A", "B", "C"}
            ids = sources_of({name: ";".join(row.get(name) or []) for name in ("source_id", "source_id_2")})
            assert row["source_urls"] == [address[code] for code in ids]

    def test_leaves_out_what_only_serves_the_pages(self, layer: Layer) -> None:
        own = set(shipped().tables[layer].columns) - {"geometry"}
        added = set(records.columns(shipped(), layer)) - own
        assert added == set(records.ADDED[layer]) - own
        assert not {"search", "line", "pair", "tie", "geometry"} & set(records.columns(shipped(), layer))

    def test_has_the_columns_of_its_file_first_and_in_its_order(self, layer: Layer) -> None:
        with (DATA / f"{layer}.csv").open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert list(records.columns(shipped(), layer))[: len(header)] == header

    def test_every_added_column_is_explained_in_both_languages(self, layer: Layer) -> None:
        for text in records.ADDED[layer].values():
            assert Language("ja").text(text) != text


class TestGeoJson:
    @pytest.mark.parametrize("layer", LAYERS)
    def test_is_what_rfc_7946_asks_for(self, layer: Layer) -> None:
        document = geojson(layer, Selection(evidence="C"))
        assert document["type"] == "FeatureCollection"
        assert "crs" not in document
        ids = [feature["id"] for feature in document["features"]]
        assert len(set(ids)) == len(ids)
        for feature in document["features"]:
            assert set(feature) == {"type", "id", "geometry", "properties"}
            for x, y in positions(feature["geometry"]["coordinates"]) if feature["geometry"] else []:
                assert -180 <= x <= 180
                assert -90 <= y <= 90
                assert (round(x, 6), round(y, 6)) == (x, y)

    def test_installations_without_a_point_have_a_null_geometry_and_stay(self) -> None:
        features = geojson("installations", Selection())["features"]
        assert len(features) == len(shipped().installations)
        for feature in features:
            assert (feature["geometry"] is None) == (feature["properties"]["location_precision"] == "country")

    def test_points_stand_longitude_first(self) -> None:
        for layer in ("places", "installations"):
            for feature in geojson(layer, Selection())["features"]:
                if feature["geometry"]:
                    row = feature["properties"]
                    assert feature["geometry"] == {"type": "Point", "coordinates": [row["lon"], row["lat"]]}

    def test_lines_are_cut_at_180_degrees_and_join_the_two_places(self) -> None:
        where = shipped().places.set_index("place_id")
        kinds = set()
        for feature in geojson("collaborations", Selection())["features"]:
            geometry = feature["geometry"]
            kinds.add(geometry["type"])
            parts = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
            for part in parts:
                assert len(part) >= 2
                assert all(abs(a[0] - b[0]) < 180 for a, b in pairwise(part))
            for end, side in ((parts[0][0], "jp_place_id"), (parts[-1][-1], "partner_place_id")):
                place = where.loc[feature["properties"][side]]
                assert end == pytest.approx([place["lon"], place["lat"]], abs=0.001)
        assert kinds == {"LineString", "MultiLineString"}

    def test_empty_is_null_whole_numbers_have_no_point_and_codes_are_arrays(self) -> None:
        table = gpd.GeoDataFrame(
            {
                "id": ["a", "b"],
                "text": ["", "x"],
                "whole": pd.array([2015, None], dtype="Int64"),
                "number": [1.5, float("nan")],
                "round": [7.0, 8.25],
                "flag": [True, False],
                "themes": ["waste;water", ""],
            },
            geometry=[Point(139.12345678, 35.0), None],
            crs="EPSG:4326",
        )
        content = to_geojson(table, key="id", members={"name": "rows"})
        first, second = json.loads(content)["features"]
        assert first["properties"] == {
            "id": "a", "text": None, "whole": 2015, "number": 1.5, "round": 7, "flag": True, "themes": ["waste", "water"],
        }  # fmt: skip
        assert second["properties"] == {
            "id": "b", "text": "x", "whole": None, "number": None, "round": 8.25, "flag": False, "themes": None,
        }  # fmt: skip
        assert b'"whole":2015,' in content
        assert b'"round":7,' in content
        assert first["geometry"]["coordinates"] == [139.123457, 35.0]
        assert second["geometry"] is None

    def test_coordinates_of_another_system_are_refused(self) -> None:
        table = gpd.GeoDataFrame({"id": ["a"]}, geometry=[LineString([(0, 0), (1, 1)])], crs="EPSG:3857")
        with pytest.raises(ValueError, match="EPSG:4326"):
            to_geojson(table, key="id", members={})

    def test_a_member_of_geojsons_own_cannot_be_overwritten(self) -> None:
        table = gpd.GeoDataFrame({"id": ["a"]}, geometry=[Point(0, 0)], crs="EPSG:4326")
        with pytest.raises(ValueError, match="features"):
            to_geojson(table, key="id", members={"features": []})

    @pytest.mark.parametrize("layer", LAYERS)
    def test_says_in_both_languages_what_it_is_whose_it_is_and_what_it_lacks(self, layer: Layer) -> None:
        document = geojson(layer, Selection())
        for stem in ("title", "remark"):
            assert document[stem]
            assert document[f"{stem}_ja"] not in {"", document[stem]}
        assert document["licenses"][0]["name"] == "CC-BY-4.0"
        assert any("GeoNames" in source["title"] for source in document["sources"])
        assert document["data_version"] == shipped().version
        assert "never that there is none" in document["remark"]

    def test_the_remark_counts_what_the_selection_leaves_out(self) -> None:
        published = "35 of the 67"
        assert published in geojson("collaborations", Selection())["remark"]
        assert published in geojson("places", Selection())["remark"]


class TestCsv:
    def test_lines_end_as_rfc_4180_has_it_and_quotes_are_doubled(self) -> None:
        content = to_csv(pd.DataFrame({"a": ['say "hi"', "x,y"], "b": ["two\nlines", ""]}))
        assert content == b'a,b\r\n"say ""hi""","two\nlines"\r\n"x,y",\r\n'

    def test_a_byte_order_mark_stands_for_spreadsheets_only(self) -> None:
        table = pd.DataFrame({"name": ["ホーチミン市"]})
        assert to_csv(table).startswith(b"name")
        assert to_csv(table, spreadsheet=True).startswith(b"\xef\xbb\xbfname")

    def test_numbers_stay_numbers_for_spreadsheets_too(self) -> None:
        table = pd.DataFrame({"lat": [-6.2, 10.0], "year": pd.array([2015, None], dtype="Int64"), "flag": [True, False]})
        assert cells(to_csv(table, spreadsheet=True))[1:] == [["-6.2", "2015", "true"], ["10", "", "false"]]

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_cell_of_a_spreadsheet_starts_a_formula(self, text: str) -> None:
        content = to_csv(pd.DataFrame({"name": [text]}), spreadsheet=True)
        _, [cell] = cells(content)
        assert not FORMULA.search(cell)
        assert released(cell) == text

    @pytest.mark.parametrize("text", HOSTILE)
    def test_for_programs_the_text_is_left_as_it_is(self, text: str) -> None:
        assert cells(to_csv(pd.DataFrame({"name": [text]})))[1] == [text]

    @given(st.text(alphabet=st.sampled_from(list("=+-@＝＋－＠';\t\r\n a,\"")), max_size=12) | st.text())
    def test_guarding_is_undone_exactly_and_leaves_no_formula(self, text: str) -> None:
        assert released(guarded(text)) == text
        assert not FORMULA.search(guarded(text))

    @given(st.text(alphabet=st.characters(exclude_characters="=+-@＝＋－＠';\t\r\n", exclude_categories=["Cs"])))
    def test_harmless_text_is_not_touched(self, text: str) -> None:
        assert guarded(text) == text

    @pytest.mark.parametrize("layer", LAYERS)
    def test_no_cell_of_the_shipped_rows_starts_a_formula(self, layer: Layer) -> None:
        header, *lines = cells(to_csv(records.selected(shipped(), layer, Selection()), spreadsheet=True))
        numeric = {"lat", "lon"}
        for line in lines:
            for name, cell in zip(header, line, strict=True):
                assert name in numeric or not FORMULA.search(cell)

    @pytest.mark.parametrize("table", TABLES)
    def test_every_table_is_written_as_its_file_has_it(self, table: str) -> None:
        with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert cells(to_csv(shipped().tables[table])) == list(csv.reader(file))


class TestHostileTables:
    TEXT = '=HYPERLINK("http://example.org";"{{ 7*7 }}")<img src=x onerror=alert(1)>\''

    @pytest.mark.parametrize("layer", LAYERS)
    def test_their_texts_come_out_as_they_are(self, layer: Layer, tmp_path: Any) -> None:
        folder = TableFolder.copy(tmp_path)
        folder.set("places", "ho-chi-minh-city", "name_en", self.TEXT)
        folder.set("countries", "VNM", "name_en", self.TEXT)
        programme = load_programme(tmp_path)
        rows = records.selected(programme, layer, Selection())
        content = to_geojson(rows, key=KEYS[layer], members=package.about(programme, layer, Selection()))
        found = [value for feature in json.loads(content)["features"] for value in feature["properties"].values()]
        assert self.TEXT in found
        plain = [cell for line in cells(to_csv(rows)) for cell in line]
        assert self.TEXT in plain
        guarded_cells = [cell for line in cells(to_csv(rows, spreadsheet=True)) for cell in line]
        assert self.TEXT not in guarded_cells
        assert self.TEXT in [delimited.released(cell) for cell in guarded_cells]


class TestFileNames:
    def test_say_what_they_hold_and_the_date_of_the_data(self) -> None:
        assert names.file_name(shipped(), "collaborations", Selection(), "csv") == "city-to-city_collaborations_as-of-2026-02.csv"
        chosen = Selection(countries=("VNM",))
        assert names.file_name(shipped(), "places", chosen, "geojson") == "city-to-city_places_selection_as-of-2026-02.geojson"

    def test_of_whole_tables_say_their_version_too_where_they_have_one(self) -> None:
        named = f"city-to-city_data-folder_as-of-2026-02_version-{shipped().version}.zip"
        assert names.tables_name(shipped(), "data-folder", "zip") == named
        assert names.tables_name(None, "what-changed", "xlsx") == "city-to-city_what-changed.xlsx"

    def test_an_open_detail_and_parameters_that_do_not_apply_choose_nothing(self) -> None:
        selection = Selection(selected=Selected("place", "osaka"), technologies=("solar_pv",))
        assert names.file_name(shipped(), "collaborations", selection, "csv") == names.file_name(
            shipped(), "collaborations", Selection(), "csv"
        )


class TestPackage:
    def test_paths_are_relative_to_the_description_and_only_tables_are_described(self) -> None:
        described = package.descriptor(shipped())
        assert described is not None
        assert {resource["name"]: resource["path"] for resource in described["resources"]} == {
            table: f"tables/{table}.csv" for table in TABLES
        }
        assert "tables/sources.csv" in [source["path"] for source in described["sources"]]

    @pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, "null"])
    def test_a_description_that_cannot_be_read_is_none_at_all(
        self, content: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        TableFolder.copy(tmp_path)
        (tmp_path / package.DESCRIPTOR).write_text(content, encoding="utf-8")
        monkeypatch.setenv("DATA_URL", str(tmp_path))
        assert package.descriptor(load_programme(tmp_path)) is None
