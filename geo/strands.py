"""Geometry of the links: one strand per pair and fiscal year, fanned out from the great circle between the two places.

All strands between the same two points share one fan, so that a pair of six years is a ribbon of six strands, and pairs whose
places share a point (Hokkaido and Sapporo) lie side by side. A strand's slot in the fan does not depend on what else is shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pyproj import Geod
from shapely import LineString, MultiLineString

GEOD = Geod(ellps="WGS84")
INNER_POINTS = 22
DECIMALS = 3
# Distance between neighbouring strands at the middle of the fan, in degrees of the Mercator plane: a share of the chord's
# length, bounded so that short ribbons stay narrow and long ones do not cover half a sea.
SLOT_SHARE = 0.011
LEAST_SLOT, GREATEST_SLOT = 0.14, 0.34

Point = tuple[float, float]


class Strand(NamedTuple):
    """What one strand joins: two points (longitude, latitude in degrees, EPSG:4326) and its place in the fan's order."""

    start: Point
    end: Point
    order: tuple[str, ...]


def unwrap(longitudes: Sequence[float]) -> list[float]:
    """Let longitudes run on past 180 degrees instead of jumping to the other side.

    Parameters
    ----------
    longitudes : sequence of float
        Degrees; neighbours less than 180 degrees apart on the globe.

    Returns
    -------
    list of float
        The same meridians, each at most 180 degrees from the one before.
    """
    running: list[float] = []
    for longitude in longitudes:
        turns = round((running[-1] - longitude) / 360) if running else 0
        running.append(longitude + 360 * turns)
    return running


def mercator(latitude: float) -> float:
    """Height of a latitude on the Mercator plane, in degrees of the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def inverse_mercator(height: float) -> float:
    """Latitude in degrees of a height on the Mercator plane."""
    return math.degrees(math.atan(math.sinh(math.radians(height))))


def great_circle(start: Point, end: Point) -> list[Point]:
    """Points along the geodesic on WGS84, longitudes unwrapped.

    Parameters
    ----------
    start, end : tuple of float
        Longitude and latitude in degrees, EPSG:4326.

    Returns
    -------
    list of tuple of float
        Both ends and `INNER_POINTS` points between them at equal distances.
    """
    points = [start, *GEOD.npts(*start, *end, INNER_POINTS), end]
    return list(zip(unwrap([x for x, _ in points]), [y for _, y in points], strict=True))


def fanned(line: Sequence[Point], offset: float) -> list[Point]:
    """Bend a line sideways, most in the middle and not at all at its ends.

    Parameters
    ----------
    line : sequence of tuple of float
        Longitude and latitude in degrees, longitudes unwrapped.
    offset : float
        Sideways distance at the middle, in degrees of the Mercator plane; positive is to the left of the direction of travel.

    Returns
    -------
    list of tuple of float
        Longitude and latitude in degrees.
    """
    plane = [(x, mercator(y)) for x, y in line]
    bent: list[Point] = [line[0]]
    last = len(plane) - 1
    for i in range(1, last):
        (x0, y0), (x1, y1) = plane[i - 1], plane[i + 1]
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        shift = offset * math.sin(math.pi * i / last)
        x, y = plane[i]
        bent.append((x - shift * (y1 - y0) / length, inverse_mercator(y + shift * (x1 - x0) / length)))
    return [*bent, line[-1]]


def split_at_antimeridian(line: Sequence[Point]) -> LineString | MultiLineString:
    """Cut an unwrapped line where it crosses 180 degrees, as GeoJSON asks (RFC 7946, 3.1.9).

    Parameters
    ----------
    line : sequence of tuple of float
        Longitude and latitude in degrees, longitudes unwrapped.

    Returns
    -------
    shapely.LineString or shapely.MultiLineString
        EPSG:4326, longitudes within [-180, 180].
    """
    parts: list[list[Point]] = [[line[0]]]
    for (x0, y0), (x1, y1) in pairwise(line):
        world0, world1 = math.floor((x0 + 180) / 360), math.floor((x1 + 180) / 360)
        if world0 != world1:
            edge = 360 * max(world0, world1) - 180
            crossing = y0 + (y1 - y0) * (edge - x0) / (x1 - x0)
            parts[-1].append((edge, crossing))
            parts.append([(edge, crossing)])
        parts[-1].append((x1, y1))
    home = []
    for part in parts:
        longitudes = [x for x, _ in part]
        middle = (min(longitudes) + max(longitudes)) / 2
        turns = math.floor((middle + 180) / 360)
        home.append([(round(x - 360 * turns, DECIMALS), round(y, DECIMALS)) for x, y in part])
    return LineString(home[0]) if len(home) == 1 else MultiLineString(home)


def lines(strands: Sequence[Strand]) -> list[list[Point]]:
    """Draw every strand in its slot of its fan.

    Parameters
    ----------
    strands : sequence of Strand
        All there are, whatever is shown of them: the slots follow from the whole.

    Returns
    -------
    list of list of tuple of float
        Longitude and latitude in degrees for each strand, longitudes unwrapped, in the order given.
    """
    fans: dict[tuple[Point, Point], list[int]] = {}
    for i, strand in enumerate(strands):
        fans.setdefault((strand.start, strand.end), []).append(i)
    drawn: list[list[Point]] = [[] for _ in strands]
    for (start, end), members in fans.items():
        middle_line = great_circle(start, end)
        (x0, y0), (x1, y1) = middle_line[0], middle_line[-1]
        chord = math.hypot(x1 - x0, mercator(y1) - mercator(y0))
        slot = min(max(SLOT_SHARE * chord, LEAST_SLOT), GREATEST_SLOT)
        members.sort(key=lambda i: strands[i].order)
        for place, i in enumerate(members):
            drawn[i] = fanned(middle_line, (place - (len(members) - 1) / 2) * slot)
    return [[(round(x, DECIMALS), round(y, DECIMALS)) for x, y in line] for line in drawn]
