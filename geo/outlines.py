"""Country outlines (Natural Earth, 1:50 million), to tell how far a point lies from its country."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod
from shapely import affinity, geometry

GROUND = Path(__file__).resolve().parents[1] / "static" / "ground.json"
LAND = "land"
# The ground runs from 30 degrees west eastward to 330 degrees, uncut in the Pacific.
WEST = -30.0
GEOD = Geod(ellps="WGS84")
# Nearest points are looked for on planes stretched for one latitude each; half a degree keeps the stretch within 1.5 %
# up to 60 degrees, and the distance to the point found is measured on the ellipsoid.
BAND = 0.5
# The ground draws no outline of Japan, so it stands for itself as the land that lies wholly within these boxes (west,
# south, east, north): the southern islands, and the rest. It serves to find misplaced points and says nothing on whose
# an island is.
ISLANDS = {"JPN": ((122.9, 24.0, 131.5, 31.0), (128.6, 26.0, 149.0, 45.6))}


@cache
def ground() -> dict[str, geometry.base.BaseGeometry]:
    """Give all land the maps are drawn on.

    Returns
    -------
    dict of str to shapely.Geometry
        Partner countries by their ISO 3166-1 alpha-3 code, all other land under `LAND`; EPSG:4326, longitudes from -30 to
        330 degrees. Shared: not to be changed.
    """
    collection = json.loads(GROUND.read_text(encoding="utf-8"))
    return {feature["id"]: geometry.shape(feature["geometry"]) for feature in collection["features"]}


@cache
def outline(iso3: str) -> geometry.base.BaseGeometry:
    """Outline a country.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code.

    Returns
    -------
    shapely.Geometry
        EPSG:4326, longitudes from -30 to 330 degrees. All land there is where the ground has no outline of the country.
    """
    shapes = ground()
    if iso3 in ISLANDS and iso3 not in shapes:
        boxes = [geometry.box(*box) for box in ISLANDS[iso3]]
        return shapely.union_all([part for part in shapes[LAND].geoms if any(box.covers(part) for box in boxes)])
    return shapes[iso3] if iso3 in shapes else shapely.geometrycollections(list(shapes.values()))


def distances(iso3: str, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """Measure how far points lie from a country.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code.
    longitudes, latitudes : numpy.ndarray of float, shape (n,)
        Degrees, EPSG:4326; longitudes from -180 to 180.

    Returns
    -------
    numpy.ndarray of float, shape (n,)
        Kilometres to the nearest point of the outline, on the WGS84 ellipsoid; 0 within it.
    """
    country = outline(iso3)
    shapely.prepare(country)
    x = np.where(longitudes < WEST, longitudes + 360, longitudes)
    away = np.zeros(len(x))
    outside = np.flatnonzero(~shapely.intersects_xy(country, x, latitudes))
    bands = np.round(latitudes[outside] / BAND) * BAND
    for band in np.unique(bands):
        stretch = max(float(np.cos(np.radians(band))), 0.01)
        plane = affinity.scale(country, xfact=stretch, yfact=1.0, origin=(0, 0))
        here = outside[bands == band]
        ways = shapely.shortest_line(shapely.points(x[here] * stretch, latitudes[here]), plane)
        nearest = shapely.get_point(ways, 1)
        _, _, metres = GEOD.inv(x[here], latitudes[here], shapely.get_x(nearest) / stretch, shapely.get_y(nearest))
        away[here] = metres / 1000
    return away
