"""Parts of the world that stand apart on a picture, where they cover nothing: far away ones, and crowded ones enlarged."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from shapely import LineString
from shapely import box as rectangle

from geo.export.picture.frames import Bounds, Box, Coordinates, Frame, fitted
from geo.strands import mercator

GAP = 12.0
ASIDE = 12.0  # how far marks may still step aside for each other
GRID = 24
CELL = 12.0
FACTORS = (3.2, 2.9, 2.7, 2.5, 2.35, 2.2, 2.05, 1.9)
WIDEST, TALLEST = 15.0, 17.0  # degrees of what is enlarged
MARGIN = 1.7
SMALLER = (1.0, 0.86, 0.72)  # of its wanted size: an inset that finds no room otherwise
FULL_SIZE = 500.0  # units further off that an inset of full size may stand than a small one
FURTHER = 0.004  # what each unit of the way to it takes from the worth of an enlargement
CROSSING = 0.03  # and each mark that the lines to it cross
SHRINKING = 1.2  # how much a smaller main map weighs against a larger enlargement
LEAST_CROWDED = 16
TOUCHING = 0.7  # of the sum of two radii: what stands closer than that is crowded
FAR_WIDTH, FAR_HEIGHT = 190.0, 150.0
FAR_DEGREES, FAR_MARGIN = 14.0, 3.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """Something on a map that may crowd: where in the world, and what it takes on the picture."""

    lon: float
    lat: float
    box: Box


@dataclass(frozen=True)
class Enlarged:
    """A crowded part of the main map, and the frame that shows it larger."""

    bounds: Bounds
    frame: Frame


def free_box(area: Box, width: float, height: float, taken: Sequence[Box], at: Point) -> Box | None:
    """Find room for a box that covers nothing.

    Parameters
    ----------
    area : Box
        Where it shall stand.
    width, height : float
        Its size.
    taken : sequence of Box
        What it must not cover.
    at : tuple of float
        Where its middle would best be.

    Returns
    -------
    Box or None
        The place nearest to that, of those on a grid; None where there is none.
    """
    if width > area.width or height > area.height:
        return None
    left, top = np.meshgrid(
        np.linspace(area.left, area.right - width, GRID), np.linspace(area.top, area.bottom - height, GRID), indexing="ij"
    )
    free = np.ones(left.shape, dtype=bool)
    for box in taken:
        free &= (left >= box.right) | (left + width <= box.left) | (top >= box.bottom) | (top + height <= box.top)
    if not free.any():
        return None
    away = np.where(free, np.hypot(left + width / 2 - at[0], top + height / 2 - at[1]), np.inf)
    best = np.unravel_index(int(away.argmin()), free.shape)
    return Box(float(left[best]), float(top[best]), float(left[best]) + width, float(top[best]) + height)


def cells(points: Coordinates) -> list[Box]:
    """Cover points of lines with small boxes."""
    corners = np.unique(np.floor(points / CELL), axis=0) * CELL
    return [Box(float(x), float(y), float(x) + CELL, float(y) + CELL) for x, y in corners]


def far_frame(
    frame: Frame, points: Sequence[Point], tiers: Sequence[Sequence[Box]], at: Point, least: tuple[float, float] = (0.0, 0.0)
) -> Frame:
    """Frame places far away in an inset.

    Parameters
    ----------
    frame : Frame
        The main map.
    points : sequence of tuple of float
        Longitude and latitude of the places.
    tiers : sequence of sequence of Box
        What the inset must not cover: if it finds no room, the next of these is tried.
    at : tuple of float
        Where the middle of the inset would best be.
    least : tuple of float
        Width and height it must have at least, for what is written in it.

    Returns
    -------
    Frame
        At the scale of the main map, or at a smaller one where the places lie far apart or room is scarce.
    """
    bounds = Bounds.of(points).grown(FAR_MARGIN).at_least(FAR_DEGREES, FAR_DEGREES)
    least_wide, least_tall = min(FAR_WIDTH, 0.19 * frame.box.width), min(FAR_HEIGHT, 0.21 * frame.box.height)
    scale = min(frame.scale, 1.4 * least_wide / bounds.width, 1.8 * least_tall / bounds.height)
    wide, tall = max(least_wide, least[0], bounds.width * scale), max(least_tall, least[1], bounds.height * scale)
    area = frame.box.grown(-GAP)
    place = Box(area.right - wide, area.bottom - tall, area.right, area.bottom)
    for taken in tiers:
        sizes = ((max(share * wide, least[0]), max(share * tall, least[1])) for share in SMALLER)
        found = (free_box(area, *size, taken, at) for size in sizes)
        if rooms := [box for box in found if box]:
            place = min(rooms, key=lambda box: math.dist(box.middle, at) - FULL_SIZE * box.width / wide)
            break
    return fitted(bounds, place, place, scale)


def enlarged(
    frames: Sequence[Frame], spots: Sequence[Sequence[Spot]], better_free: Sequence[Sequence[Box]]
) -> tuple[int, Enlarged] | None:
    """Find the part of a map that is most crowded, and room to show it larger.

    Parameters
    ----------
    frames : sequence of Frame
        Ways to frame the main map, the best first.
    spots : sequence of sequence of Spot
        What stands on the map, for each of the ways.
    better_free : sequence of sequence of Box
        What is covered only where there is no other room, for each of the ways.

    Returns
    -------
    tuple of (int, Enlarged) or None
        Which of the ways leaves most room for it, and what is enlarged; None where nothing is crowded, or no way leaves room.
    """
    crowded = [spot for spot, close in zip(spots[0], _touching(spots[0]), strict=True) if close]
    if len(crowded) < LEAST_CROWDED:
        return None
    bounds = _densest(crowded)
    greatest = max(frame.scale for frame in frames)
    worth = {
        (factor, way): factor * (frame.scale / greatest) ** SHRINKING for way, frame in enumerate(frames) for factor in FACTORS
    }
    tries = sorted(worth, key=lambda tried: -worth[tried])
    for polite in (True, False):
        best, most = None, -math.inf
        for factor, way in tries:
            if worth[factor, way] <= most:
                break
            frame, scale, own = frames[way], greatest * factor, on_picture(frames[way], bounds)
            taken = [own.grown(GAP), *(spot.box.grown(ASIDE) for spot in spots[way] if not bounds.holds(spot.lon, spot.lat))]
            taken += better_free[way] if polite else ()
            box = free_box(frame.box.grown(-GAP), bounds.width * scale, bounds.height * scale, taken, own.middle)
            if box is None:
                continue
            crossed = sum(touches(tie, spot.box) for tie in ties(own, box) for spot in spots[way])
            value = worth[factor, way] - FURTHER * math.dist(box.middle, own.middle) - CROSSING * crossed
            if value > most:
                best, most = (way, Enlarged(bounds, fitted(bounds, box, box, scale))), value
        if best:
            return best
    return None


def on_picture(frame: Frame, bounds: Bounds) -> Box:
    """Find where a part of the world lies on the picture."""
    left, right = (frame.box.left + (longitude - frame.west) * frame.scale for longitude in (bounds.west, bounds.east))
    top, bottom = (frame.box.top + (frame.north - height) * frame.scale for height in (bounds.north, bounds.south))
    return Box(left, top, right, bottom)


def ties(one: Box, other: Box) -> Iterator[tuple[Point, Point]]:
    """Lead from corner to corner of two boxes, through neither."""
    for start, end in zip(_corners(one), _corners(other), strict=True):
        if not touches((start, end), one.grown(-0.5)) and not touches((start, end), other.grown(-0.5)):
            yield start, end


def _corners(box: Box) -> Iterator[Point]:
    yield box.left, box.top
    yield box.right, box.top
    yield box.right, box.bottom
    yield box.left, box.bottom


def touches(tie: tuple[Point, Point], box: Box) -> bool:
    """Tell whether a line passes through a box."""
    return bool(LineString(tie).intersects(rectangle(*box)))


def _touching(spots: Sequence[Spot]) -> Iterator[bool]:
    middles = np.array([spot.box.middle for spot in spots]).reshape(-1, 2)
    radii = np.array([spot.box.width / 2 for spot in spots])
    for i in range(len(spots)):
        away = np.hypot(*(middles - middles[i]).T)
        away[i] = np.inf
        yield bool((away < TOUCHING * (radii + radii[i])).any())


def _densest(spots: Sequence[Spot]) -> Bounds:
    places = np.array([(spot.lon, mercator(spot.lat)) for spot in spots])
    best: np.ndarray = np.zeros(len(places), dtype=bool)
    for west in np.unique(places[:, 0]):
        inside = (places[:, 0] >= west) & (places[:, 0] <= west + WIDEST)
        for south in np.unique(places[inside, 1]):
            held = inside & (places[:, 1] >= south) & (places[:, 1] <= south + TALLEST)
            if held.sum() > best.sum():
                best = held
    members = [(spot.lon, spot.lat) for spot, held in zip(spots, best.tolist(), strict=True) if held]
    return Bounds.of(members).grown(MARGIN)
