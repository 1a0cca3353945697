"""Lines and boxes on a picture: which cross, which touch, how many points of lines lie in a box."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from geo.export.picture.frames import Box

STEP = 4.0  # between the points a strand is looked at
GRAIN = 2.0  # of the cells they are counted in
GRAZED = 2.0  # so deep a line may run through the margin of a name
Points = npt.NDArray[np.float64]
Point = tuple[float, float]
Segment = tuple[Point, Point]


def sampled(lines: Iterable[Points]) -> Points:
    """Take points along lines, no further apart than `STEP`; shape (n, 2)."""
    found: list[Points] = []
    for points in lines:
        for start, end in pairwise(points):
            steps = max(1, round(float(np.hypot(*(end - start))) / STEP))
            found.append(start + np.linspace(0, 1, steps, endpoint=False)[:, None] * (end - start))
    return np.concatenate(found) if found else np.empty((0, 2))


class Density:
    """Points, counted in cells of `GRAIN`, so that those in a box are found at once.

    Parameters
    ----------
    points : numpy.ndarray of float, shape (n, 2)
        Points on the picture.
    bounds : Box
        Where they are asked for.
    """

    def __init__(self, points: Points, bounds: Box) -> None:
        self.left, self.top = bounds.left, bounds.top
        self.across, self.down = (max(1, math.ceil(size / GRAIN)) for size in (bounds.width, bounds.height))
        edges = [np.arange(cells + 1) * GRAIN + start for cells, start in ((self.across, self.left), (self.down, self.top))]
        counts, _, _ = np.histogram2d(points[:, 0], points[:, 1], bins=edges)
        self.sums = np.zeros((self.across + 1, self.down + 1))
        self.sums[1:, 1:] = counts.cumsum(axis=0).cumsum(axis=1)

    def within(self, box: Box) -> int:
        """Count the points in a box, to the nearest cells."""
        first, last = (self._cell(x - self.left, self.across) for x in (box.left, box.right))
        top, bottom = (self._cell(y - self.top, self.down) for y in (box.top, box.bottom))
        return int(self.sums[last, bottom] - self.sums[first, bottom] - self.sums[last, top] + self.sums[first, top])

    @staticmethod
    def _cell(away: float, most: int) -> int:
        return min(max(round(away / GRAIN), 0), most)


def passes(segment: Segment, box: Box) -> bool:
    """Tell whether a segment runs through the inside of a box (Liang and Barsky 1984)."""
    (x, y), (to_x, to_y) = segment
    dx, dy = to_x - x, to_y - y
    first, last, box = 0.0, 1.0, box.grown(-GRAZED)
    for slope, room in ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.top), (dy, box.bottom - y)):
        if slope == 0:
            if room <= 0:
                return False
        elif slope < 0:
            first = max(first, room / slope)
        else:
            last = min(last, room / slope)
    return first < last


def cross(one: Segment, other: Segment) -> bool:
    """Tell whether two segments cross between their ends."""
    (a, b), (c, d) = one, other
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def nearest(box: Box, x: float, y: float) -> tuple[float, float]:
    """Find where a line from a point reaches a box."""
    return min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
