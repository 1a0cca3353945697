"""What part of the world a picture shows, and the ground it is drawn on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
import shapely

from geo.export.picture.frames import Box, Frame
from geo.export.picture.marks import Panel, Shape, Style
from geo.map.document import home_bounds
from geo.outlines import ISLANDS, ground, outline
from geo.palette import Ground
from geo.strands import mercator

FAR_SHARE = 0.25  # of the places: if more lie far from the others, all are shown on one map
FAR_GAP = 40.0  # degrees of longitude between places that do not share an inset
MOST_INSETS = 3
BEYOND = 20.0  # degrees beyond the opening view of the live map that still belong to the main map
SHORE = 0.6  # thickness of the line around land, in its own colour: it closes the seams between neighbours
FINEST = 0.25  # units of the picture: finer turns of a shore are not drawn

Point = tuple[float, float]


def near_and_far(points: Sequence[Point]) -> tuple[list[int], list[list[int]]]:
    """Part places into those of the main map and those of insets.

    Parameters
    ----------
    points : sequence of (float, float)
        Longitude (-30 to 330) and latitude in degrees.

    Returns
    -------
    list of int
        Positions of those on the main map: in and around the window the live map opens with, or all where many lie outside.
    list of list of int
        Positions of those far away, by inset from west to east.
    """
    (south, west), (north, east) = home_bounds(pd.DataFrame(points, columns=["lon", "lat"]))
    near = [
        i
        for i, (lon, lat) in enumerate(points)
        if west - BEYOND <= lon <= east + BEYOND and south - BEYOND <= lat <= north + BEYOND
    ]
    far = sorted(set(range(len(points))) - set(near), key=lambda i: points[i])
    if len(far) > FAR_SHARE * len(points):
        return list(range(len(points))), []
    groups: list[list[int]] = []
    for i in far:
        if groups and points[i][0] - points[groups[-1][-1]][0] < FAR_GAP:
            groups[-1].append(i)
        else:
            groups.append([i])
    while len(groups) > MOST_INSETS:
        gaps = [points[right[0]][0] - points[left[-1]][0] for left, right in pairwise(groups)]
        closest = gaps.index(min(gaps))
        groups[closest : closest + 2] = [groups[closest] + groups[closest + 1]]
    return near, groups


def draw_ground(frame: Frame, partners: Collection[str], colours: Ground) -> Iterator[Panel | Shape]:
    """Draw sea and land; no border lines, partner countries lightly tinted.

    Parameters
    ----------
    frame : Frame
        Where, and which part of the world.
    partners : collection of str
        ISO 3166-1 alpha-3 codes of the countries to tint.
    colours : Ground
        Of the room.

    Yields
    ------
    Panel or Shape
        The sea, then land, then partner countries.
    """
    yield Panel(frame.box, Style(fill=colours.sea))
    window = shapely.box(*frame.window()).buffer(2 / frame.scale)
    for code, whole in sorted(ground().items(), key=lambda item: item[0] in partners):
        shape = shapely.intersection(whole, window)
        colour = colours.partner if code in partners else colours.land
        rings = [ring for polygon in _polygons(shape) for ring in _rings(polygon, frame)]
        if rings:
            yield Shape(rings, Style(fill=colour, stroke=colour, thickness=SHORE), closed=True, clip=frame.box)


def land_boxes(frame: Frame, countries: Collection[str]) -> list[Box]:
    """Find what countries take on the picture, island by island, so that nothing needs to stand on them.

    Parameters
    ----------
    frame : Frame
        Where, and which part of the world.
    countries : collection of str
        ISO 3166-1 alpha-3 codes; of those the ground does not outline, nothing is found.

    Returns
    -------
    list of Box
        Those within the frame.
    """
    window = shapely.box(*frame.window())
    found = []
    for code in countries:
        for part in _polygons(shapely.intersection(outline(code), window)) if _outlined(code) else ():
            west, south, east, north = part.bounds
            (left, bottom), (right, top) = frame.at(west, south), frame.at(east, north)
            found.append(Box(left, top, right, bottom))
    return found


def _outlined(code: str) -> bool:
    return code in ground() or code in ISLANDS


def _polygons(shape: shapely.Geometry) -> Iterator[shapely.Polygon]:
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            yield from () if part.is_empty else (part,)
        elif isinstance(part, shapely.MultiPolygon | shapely.GeometryCollection):
            yield from _polygons(part)


def _rings(polygon: shapely.Polygon, frame: Frame) -> Iterator[np.ndarray]:
    plane = shapely.transform(
        polygon,
        lambda points: np.column_stack(
            [
                frame.box.left + (points[:, 0] - frame.west) * frame.scale,
                frame.box.top + (frame.north - np.array([mercator(lat) for lat in points[:, 1]])) * frame.scale,
            ]
        ),
    )
    plain = shapely.simplify(plane, FINEST)
    if isinstance(plain, shapely.Polygon) and not plain.is_empty:
        yield from (np.asarray(ring.coords) for ring in (plain.exterior, *plain.interiors))
