"""Make ``static/ground.json``, the quiet land the map is drawn on.

Source
    ``countries-50m.json`` of the npm package world-atlas 2.0.2 (ISC): Natural Earth 4.1 at 1:50,000,000 as TopoJSON.
    Natural Earth is in the public domain. Coordinates are longitude and latitude; the file names no CRS, it is WGS84.
Use
    ``npm pack world-atlas@2.0.2`` and then ``python tools/make_ground.py world-atlas-2.0.2.tgz``;
    the unpacked ``countries-50m.json`` will do as well. The same input always gives the same bytes.
Result
    A GeoJSON FeatureCollection whose longitudes run from -30 to 330, so that the Pacific lies in the middle and a line
    from Japan to Chile meets no edge. Each country of ``data/countries.csv`` but Japan is a feature of its own, named
    by its ISO 3166-1 alpha-3 code; the feature ``land`` holds all other land, Japan too, without inner borders.
    South of 60 degrees south nothing is kept, and Antarctica is left out.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sys
import tarfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import geopandas
import numpy as np
import numpy.typing as npt
import shapely
from babel.core import get_global
from shapely.geometry import MultiPolygon, Polygon, box

ROOT = Path(__file__).resolve().parent.parent
MEMBER = "package/countries-50m.json"
WEST, EAST, SOUTH, NORTH = -30.0, 330.0, -60.0, 90.0
ANTARCTICA = "010"
HOME = "JPN"
SOURCE = "Natural Earth 4.1, 1:50m (public domain), from world-atlas 2.0.2; simplified. Boundaries imply no position."

DECIMALS = 2
TOLERANCE = 0.037
# Detail belongs where the programme's places are. Simplification removes triangles by their area, so a zone that is
# squeezed while that runs loses more points: factors below 1 squeeze (see `squeezed`).
LONGITUDE_ZONES: tuple[tuple[float, ...], tuple[float, ...]] = ((WEST, 60.0, 150.0, EAST), (0.3, 1.0, 0.3))
LATITUDE_ZONES: tuple[tuple[float, ...], tuple[float, ...]] = ((SOUTH, -45.0, 50.0, NORTH), (0.2, 1.0, 0.2))

Coordinates = npt.NDArray[np.float64]
Ring = list[list[float]]


def read_countries(source: Path) -> geopandas.GeoDataFrame:
    """Read the layer ``countries``: columns ``id`` (ISO 3166-1 numeric, may be missing), ``name`` and ``geometry``.

    Parameters
    ----------
    source
        The npm tarball of world-atlas, or its ``countries-50m.json``.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a country, WGS84 longitude and latitude in degrees.

    Raises
    ------
    ValueError
        The tarball holds no ``countries-50m.json``.
    """
    if source.suffix == ".json":
        content = source.read_bytes()
    else:
        with tarfile.open(source) as tarball:
            names = tarball.getnames()
            if MEMBER not in names:
                message = f"{source}: holds no {MEMBER}; a tarball of the npm package world-atlas 2.0.2 is needed"
                raise ValueError(message)
            member = tarball.extractfile(MEMBER)
            content = member.read() if member else b""
    return geopandas.read_file(io.BytesIO(content), layer="countries")


def unwrapped(ring: Coordinates) -> Coordinates:
    """Let a ring run on past 180 degrees instead of jumping to the other side of the world.

    Parameters
    ----------
    ring
        Points of shape (n, 2), longitude and latitude in degrees.

    Returns
    -------
    numpy.ndarray
        The same points; no step in longitude is larger than 180 degrees.
    """
    steps = np.diff(ring[:, 0])
    turns = np.where(steps > 180, -360.0, np.where(steps < -180, 360.0, 0.0))
    result = ring.copy()
    result[1:, 0] += np.cumsum(turns)
    return result


def _whole(polygon: Polygon) -> Polygon:
    """Unwrap a polygon and bring its holes to the same turn of the globe as its outline."""
    shell = unwrapped(np.asarray(polygon.exterior.coords))
    middle = (shell[:, 0].min() + shell[:, 0].max()) / 2
    holes = []
    for interior in polygon.interiors:
        hole = unwrapped(np.asarray(interior.coords))
        hole[:, 0] += 360 * np.round((middle - hole[:, 0].mean()) / 360)
        holes.append(hole)
    return Polygon(shell, holes)


def _polygons(geometry: shapely.Geometry) -> list[Polygon]:
    """All polygons in a geometry of any kind; lines and points that a cut leaves behind are no land."""
    if geometry.geom_type == "Polygon":
        return [] if geometry.is_empty else [geometry]
    return [polygon for part in getattr(geometry, "geoms", ()) for polygon in _polygons(part)]


def in_window(geometry: shapely.Geometry) -> MultiPolygon:
    """Cut a country at 30 degrees west and 60 degrees south and place every part between -30 and 330 degrees.

    Parameters
    ----------
    geometry
        Polygon or MultiPolygon, longitudes from -180 to 180; rings may cross 180 degrees.

    Returns
    -------
    shapely.MultiPolygon
        Valid, longitudes from -30 to 330; empty where nothing lies inside.
    """
    window = box(WEST, SOUTH, EAST, NORTH)
    parts: list[Polygon] = []
    for polygon in _polygons(geometry):
        whole = shapely.make_valid(_whole(polygon))
        for turn in (-360.0, 0.0, 360.0):
            parts += _polygons(shapely.intersection(_moved(whole, turn), window))
    return MultiPolygon(parts)


def _moved(geometry: shapely.Geometry, degrees: float) -> shapely.Geometry:
    """Shift a geometry in longitude."""
    return shapely.transform(geometry, lambda points: points + np.array([degrees, 0.0]))


def _squeeze(zones: tuple[tuple[float, ...], tuple[float, ...]]) -> tuple[Coordinates, Coordinates]:
    """Edges of the zones before and after squeezing; the map between them is linear inside a zone."""
    edges = np.asarray(zones[0])
    return edges, np.concatenate([[0.0], np.cumsum(np.diff(edges) * np.asarray(zones[1]))])


def squeezed(points: Coordinates, *, back: bool = False) -> Coordinates:
    """Move points into the plane in which simplification runs, or back.

    Parameters
    ----------
    points
        Shape (n, 2): degrees, or squeezed units with ``back``.
    back
        Undo the squeezing.

    Returns
    -------
    numpy.ndarray
        Shape (n, 2): squeezed units, or degrees with ``back``.
    """
    columns = []
    for column, zones in enumerate((LONGITUDE_ZONES, LATITUDE_ZONES)):
        before, after = _squeeze(zones)
        known, wanted = (after, before) if back else (before, after)
        columns.append(np.interp(points[:, column], known, wanted))
    return np.column_stack(columns)


def simplified(countries: Sequence[MultiPolygon]) -> list[MultiPolygon]:
    """Simplify all countries as one coverage: a border between two stays the same line on both sides.

    Parameters
    ----------
    countries
        A valid coverage (shared edges have the same points, nothing overlaps), degrees.

    Returns
    -------
    list of shapely.MultiPolygon
        In the given order, rounded to `DECIMALS` decimals; no island is lost unless it rounds to nothing.

    Raises
    ------
    ValueError
        The countries are no valid coverage before or after.
    """
    _require_coverage(countries, "before simplification")
    plane = shapely.transform(np.asarray(countries), squeezed)
    plane = shapely.coverage_simplify(plane, TOLERANCE)
    result = [_rounded(country) for country in shapely.transform(plane, partial(squeezed, back=True))]
    _require_coverage(result, "after rounding; another TOLERANCE may help")
    return result


def _require_coverage(countries: Sequence[MultiPolygon], when: str) -> None:
    """Refuse outlines that do not fit together: gaps and overlaps would show as hairlines."""
    if not shapely.coverage_is_valid(countries) or not all(country.is_valid for country in countries):
        message = f"the outlines are no valid coverage {when}: neighbours do not share their edges"
        raise ValueError(message)


def _rounded(country: shapely.Geometry) -> MultiPolygon:
    """Round to `DECIMALS` decimals and leave out repeated points and rings that collapse."""
    kept = []
    for polygon in _polygons(country):
        rings = [_rounded_ring(ring) for ring in (polygon.exterior, *polygon.interiors)]
        if len(rings[0]) > 3:
            kept.append(Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3]))
    return MultiPolygon(kept)


def _rounded_ring(ring: shapely.LinearRing) -> Coordinates:
    points: Coordinates = np.round(np.asarray(ring.coords), DECIMALS)
    fresh = np.concatenate([[True], np.any(np.diff(points, axis=0) != 0, axis=1)])
    distinct: Coordinates = points[fresh]
    return distinct


def numeric_codes(countries_csv: Path) -> dict[str, set[str]]:
    """ISO 3166-1 numeric codes of the countries in ``countries.csv``, from the Unicode CLDR that Babel carries.

    Parameters
    ----------
    countries_csv
        Table with the columns ``iso3`` and ``iso2``.

    Returns
    -------
    dict
        alpha-3 code -> numeric codes, a withdrawn one among them where a country has changed its code.
    """
    numeric: dict[str, set[str]] = {}
    for alias, now in get_global("territory_aliases").items():
        if alias.isdigit() and len(now) == 1:
            numeric.setdefault(now[0], set()).add(alias)
    with countries_csv.open(encoding="utf-8", newline="") as table:
        return {row["iso3"]: numeric.get(row["iso2"], set()) for row in csv.DictReader(table)}


def make_ground(atlas: geopandas.GeoDataFrame, codes: dict[str, set[str]]) -> dict[str, object]:
    """Make the FeatureCollection described at the top of this file.

    Parameters
    ----------
    atlas
        What `read_countries` returns.
    codes
        What `numeric_codes` returns.

    Returns
    -------
    dict
        GeoJSON; first the land, then the countries in the order of their codes.

    Raises
    ------
    ValueError
        A country has no outline in the atlas, or several.
    """
    atlas = atlas[atlas["id"] != ANTARCTICA].reset_index(drop=True)
    outlines = [in_window(geometry) for geometry in atlas.geometry]
    rows: dict[str, int] = {}
    for iso3, numbers in sorted(codes.items()):
        found = atlas.index[atlas["id"].isin(numbers)].tolist()
        if len(found) != 1:
            message = f"{iso3}: {len(found)} outlines in the atlas under the codes {sorted(numbers)}, one is needed"
            raise ValueError(message)
        if iso3 != HOME:
            rows[iso3] = found[0]
    own = set(rows.values())
    land = MultiPolygon(_polygons(shapely.union_all([o for row, o in enumerate(outlines) if row not in own])))
    names = ["land", *rows]
    shapes = simplified([land, *(outlines[row] for row in rows.values())])
    features = [_feature(name, shape) for name, shape in zip(names, shapes, strict=True)]
    return {"type": "FeatureCollection", "source": SOURCE, "features": features}


def _feature(name: str, shape: MultiPolygon) -> dict[str, object]:
    polygons = [[_numbers(ring) for ring in (polygon.exterior, *polygon.interiors)] for polygon in shape.geoms]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "id": name, "properties": None, "geometry": geometry}


def _numbers(ring: shapely.LinearRing) -> Ring:
    """Coordinates for JSON: whole degrees as integers, which saves their ``.0``."""
    return [[int(value) if value == int(value) else float(value) for value in point] for point in ring.coords]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the atlas, write the ground, say how large it is."""
    parser = argparse.ArgumentParser(description="Make static/ground.json from the npm package world-atlas 2.0.2.")
    parser.add_argument("source", type=Path, help="world-atlas-2.0.2.tgz or countries-50m.json")
    parser.add_argument("--countries", type=Path, default=ROOT / "data" / "countries.csv")
    parser.add_argument("--output", type=Path, default=ROOT / "static" / "ground.json")
    options = parser.parse_args(arguments)
    ground = make_ground(read_countries(options.source), numeric_codes(options.countries))
    content = json.dumps(ground, separators=(",", ":")).encode() + b"\n"
    options.output.write_bytes(content)
    packed = len(gzip.compress(content, mtime=0))
    sys.stdout.write(f"{options.output}: {len(content):,} bytes, {packed:,} with gzip\n")


if __name__ == "__main__":
    main()
