"""Boxes on a picture, and frames: boxes that show a part of the world on the Mercator plane.

Places on a picture are in its own units, from the upper left corner; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geo.strands import inverse_mercator, mercator

NORTHMOST, SOUTHMOST = 84.0, -58.0
Coordinates = npt.NDArray[np.float64]


class Box(NamedTuple):
    """A rectangle on a picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def inside(self, other: Box) -> bool:
        """Tell whether all of it lies in another."""
        return self.left >= other.left and self.right <= other.right and self.top >= other.top and self.bottom <= other.bottom

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def grown(self, by: float) -> Box:
        """Give a box that is wider on all four sides."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


class Bounds(NamedTuple):
    """A part of the world: degrees of longitude from -30 to 330, and heights on the Mercator plane (`geo.strands.mercator`)."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, points: Sequence[tuple[float, float]]) -> Bounds:
        """Bound points of longitude and latitude."""
        longitudes = [longitude for longitude, _ in points]
        heights = [mercator(min(max(latitude, SOUTHMOST), NORTHMOST)) for _, latitude in points]
        return cls(min(longitudes), min(heights), max(longitudes), max(heights))

    @property
    def width(self) -> float:
        """Degrees from west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Degrees of the Mercator plane from south to north."""
        return self.north - self.south

    def grown(self, by: float) -> Bounds:
        """Give bounds that reach further on all four sides."""
        return Bounds(self.west - by, self.south - by, self.east + by, self.north + by)

    def at_least(self, width: float, height: float) -> Bounds:
        """Give bounds with the same middle that are no smaller than this."""
        wider, taller = max(0.0, width - self.width) / 2, max(0.0, height - self.height) / 2
        return Bounds(self.west - wider, self.south - taller, self.east + wider, self.north + taller)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Tell whether a place lies in it."""
        return self.west <= longitude <= self.east and self.south <= mercator(latitude) <= self.north


@dataclass(frozen=True)
class Frame:
    """A box that shows a part of the world.

    Parameters
    ----------
    box : Box
        Where it stands on the picture.
    scale : float
        Units of the picture to a degree of longitude.
    west, north : float
        Longitude of its left edge, height on the Mercator plane of its upper one, in degrees.
    """

    box: Box
    scale: float
    west: float
    north: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Find a place on the picture."""
        return (
            self.box.left + (longitude - self.west) * self.scale,
            self.box.top + (self.north - mercator(latitude)) * self.scale,
        )

    def line(self, points: Sequence[tuple[float, float]]) -> Coordinates:
        """Find the points of a line on the picture, shape (n, 2)."""
        return np.array([self.at(longitude, latitude) for longitude, latitude in points])

    @property
    def bounds(self) -> Bounds:
        """The part of the world it shows."""
        south = self.north - self.box.height / self.scale
        return Bounds(self.west, south, self.west + self.box.width / self.scale, self.north)

    def window(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees of longitude and latitude."""
        west, south, east, north = self.bounds
        return west, inverse_mercator(south), east, inverse_mercator(north)


def fitted(bounds: Bounds, area: Box, box: Box, greatest: float) -> Frame:
    """Frame a part of the world.

    Parameters
    ----------
    bounds : Bounds
        What shall be seen.
    area : Box
        Where on the picture it shall lie, in the middle.
    box : Box
        The frame's own box, which holds the area.
    greatest : float
        The greatest scale, in units to a degree.

    Returns
    -------
    Frame
        With the greatest scale at which the bounds fit the area.
    """
    scale = min(area.width / max(bounds.width, 1e-6), area.height / max(bounds.height, 1e-6), greatest)
    x, y = area.middle
    west = (bounds.west + bounds.east) / 2 - (x - box.left) / scale
    north = (bounds.south + bounds.north) / 2 + (y - box.top) / scale
    return Frame(box, scale, west, north)
