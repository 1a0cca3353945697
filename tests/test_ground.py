"""The land under the map: whole, within its window, without seams or bands."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import math
import tarfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point, Polygon, box, shape
from shapely.ops import nearest_points

ROOT = Path(__file__).resolve().parent.parent
CONTENT = (ROOT / "static" / "ground.json").read_bytes()
GROUND: dict[str, Any] = json.loads(CONTENT)
SHAPES = {feature["id"]: shape(feature["geometry"]) for feature in GROUND["features"]}
WGS84 = Geod(ellps="WGS84")
# Label points farther than 50 km from the simplified outline, with the reason; none so far.
FAR_LABELS: dict[str, str] = {}


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_ground", ROOT / "tools" / "make_ground.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()


def countries() -> list[dict[str, str]]:
    with (ROOT / "data" / "countries.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


PARTNERS = [row for row in countries() if row["iso3"] != "JPN"]


def rings() -> list[np.ndarray]:
    polygons = [polygon for whole in SHAPES.values() for polygon in whole.geoms]
    return [np.asarray(ring.coords) for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def shifted(longitude: float) -> float:
    return longitude if longitude >= TOOL.WEST else longitude + 360


def test_every_country_but_japan_has_an_outline_of_its_own() -> None:
    assert [feature["id"] for feature in GROUND["features"]] == ["land", *sorted(row["iso3"] for row in PARTNERS)]
    assert all(not whole.is_empty for whole in SHAPES.values())


def test_japan_is_plain_land() -> None:
    tokyo = next(row for row in countries() if row["iso3"] == "JPN")
    assert "JPN" not in SHAPES
    assert SHAPES["land"].contains(Point(float(tokyo["label_lon"]), float(tokyo["label_lat"])))


def test_small_island_states_and_singapore_are_there() -> None:
    for iso3, islands in {"MDV": 2, "PLW": 2, "FSM": 5}.items():
        assert len(SHAPES[iso3].geoms) == islands
    assert SHAPES["land"].contains(Point(103.82, 1.36)), "Singapore"


def test_all_land_lies_within_the_window() -> None:
    west, south, east, north = shapely.total_bounds(list(SHAPES.values()))
    assert (west, east) == (TOOL.WEST, TOOL.EAST), "Greenland is cut at 30 degrees west and fills both edges"
    assert south >= TOOL.SOUTH
    assert north <= 84


def test_no_outline_jumps_across_the_map() -> None:
    longest = max(float(np.abs(np.diff(ring[:, 0])).max()) for ring in rings())
    assert longest < 10


def test_land_goes_on_past_180_degrees() -> None:
    for longitude, latitude, what in [
        (177.5, 65.5, "Chukotka, west"),
        (183.5, 66.0, "Chukotka, east"),
        (180, -16.8, "Taveuni"),
    ]:
        assert SHAPES["land"].distance(Point(longitude, latitude)) < 0.2, what
    ocean = box(185, -50, 220, 15)
    assert SHAPES["land"].intersection(ocean).area < 0.001 * ocean.area, "a few islands, no band"


def test_neighbours_share_their_edges_so_that_no_seam_shows() -> None:
    assert all(whole.is_valid for whole in SHAPES.values())
    assert shapely.coverage_is_valid(list(SHAPES.values()))


def test_land_has_no_slivers_inside() -> None:
    whole = shapely.union_all(list(SHAPES.values()))
    holes = [Polygon(ring) for polygon in whole.geoms for ring in polygon.interiors]
    assert [hole.contains(Point(50.5, 42)) for hole in holes] == [True], "the Caspian Sea alone"


def test_coordinates_have_two_decimals() -> None:
    values = np.concatenate([ring.ravel() for ring in rings()])
    assert np.array_equal(values, np.round(values, 2))


def test_the_file_stays_small_and_names_its_source() -> None:
    assert len(CONTENT) <= 450_000
    assert len(gzip.compress(CONTENT)) <= 150_000
    assert "Natural Earth" in GROUND["source"]
    assert "public domain" in GROUND["source"]


@pytest.mark.parametrize("country", PARTNERS, ids=lambda row: row["iso3"])
def test_label_points_lie_by_their_country(country: dict[str, str]) -> None:
    point = Point(shifted(float(country["label_lon"])), float(country["label_lat"]))
    nearest = nearest_points(SHAPES[country["iso3"]], point)[0]
    metres = WGS84.inv(point.x, point.y, nearest.x, nearest.y)[2]
    assert (metres > 50_000) == (country["iso3"] in FAR_LABELS)


def test_exceptions_name_countries_that_exist() -> None:
    assert set(FAR_LABELS) <= {row["iso3"] for row in PARTNERS}


def wrapped(longitude: float) -> float:
    """The same meridian, from -180 up to, but not including, 180."""
    return (longitude + 180) % 360 - 180


# Eighths of a degree are exact in binary, so areas can be compared exactly.
eighths = st.integers(-180 * 8, 180 * 8 - 1).map(lambda value: value / 8)


@given(west=eighths, width=st.integers(1, 170), south=st.integers(-60, 60), height=st.integers(1, 29))
def test_a_country_keeps_its_area_wherever_the_line_crosses_it(west: float, width: int, south: int, height: int) -> None:
    middle = west + width / 2
    corners = [(west, south), (middle, south), (west + width, south), (west + width, south + height)]
    corners += [(middle, south + height), (west, south + height)]
    stored = Polygon([(wrapped(longitude), latitude) for longitude, latitude in corners])
    placed = TOOL.in_window(stored)
    assert placed.is_valid
    assert math.isclose(placed.area, width * height)
    assert placed.bounds[0] >= TOOL.WEST
    assert placed.bounds[2] <= TOOL.EAST


def test_land_south_of_the_window_is_left_out() -> None:
    assert TOOL.in_window(box(10, -89, 40, -61)).is_empty


def test_a_hole_stays_in_its_country_across_the_line() -> None:
    outline = [(170, 0), (-170, 0), (-170, 20), (170, 20)]
    placed = TOOL.in_window(Polygon(outline, [[(-178, 5), (-174, 5), (-174, 9), (-178, 9)]]))
    assert placed.area == 20 * 20 - 4 * 4


@given(st.lists(st.tuples(st.floats(-30, 330), st.floats(-60, 90)), min_size=1))
def test_squeezing_can_be_undone(points: list[tuple[float, float]]) -> None:
    there = TOOL.squeezed(np.asarray(points))
    assert np.allclose(TOOL.squeezed(there, back=True), points, atol=1e-9)


def test_a_border_stays_one_line_when_two_countries_are_simplified() -> None:
    heights = np.arange(0, 20.001, 0.05)
    border = [(100 + 0.004 * (-1) ** step, height) for step, height in enumerate(heights)]
    left = shapely.MultiPolygon([Polygon([(90, 0), *border, (90, 20)])])
    right = shapely.MultiPolygon([Polygon([*border, (110, 20), (110, 0)])])
    simple = TOOL.simplified([left, right])
    assert shapely.get_num_coordinates(simple).sum() < shapely.get_num_coordinates([left, right]).sum() / 4
    assert shapely.coverage_is_valid(simple)
    assert simple[0].intersection(simple[1]).length >= 20


def test_outlines_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="do not share their edges"):
        TOOL.simplified([shapely.MultiPolygon([box(0, 0, 2, 2)]), shapely.MultiPolygon([box(1, 0, 3, 2)])])


def test_a_tarball_of_something_else_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "other.tgz"
    with tarfile.open(wrong, "w:gz") as tarball:
        tarball.add(ROOT / "data" / "countries.csv", "package/countries.csv")
    with pytest.raises(ValueError, match=r"other\.tgz: holds no package/countries-50m\.json"):
        TOOL.read_countries(wrong)
