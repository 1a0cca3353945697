"""The shape of an arrow: it grows from a thin tail to a broad neck and ends in a head (as ``static/map/arrows.js`` draws it)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geo.export.picture.frames import Box, Coordinates

WIDTH = {"tail": 1.4, "neck": 5.6}
HEAD = {"length": 15.0, "width": 15.0, "notch": 3.5}
DASH = {"length": 11.0, "gap": 7.0}
GAP = {"start": 8.0, "end": 9.0}  # between a place's point and the arrow
STEP = 6.0  # between the points of an outline
SHORTEST = 4.0  # a shorter shaft is only a head
Standing = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Track:
    """A line on the picture that can be asked for the point at a distance from its start: points of shape (n, 2)."""

    points: Coordinates

    @property
    def lengths(self) -> Coordinates:
        """From the start to each of its points."""
        steps = np.hypot(*np.diff(self.points, axis=0).T)
        return np.concatenate([[0.0], np.cumsum(steps)])

    @property
    def length(self) -> float:
        """From its start to its end."""
        return float(self.lengths[-1])

    def at(self, distance: float) -> Standing:
        """Find the point at a distance from the start, and the direction there: x, y, and the unit vector along the line."""
        lengths = self.lengths
        s = min(max(distance, 0.0), float(lengths[-1]))
        i = int(np.clip(np.searchsorted(lengths, s), 1, len(lengths) - 1))
        (x0, y0), (x1, y1) = self.points[i - 1], self.points[i]
        span = float(lengths[i] - lengths[i - 1]) or 1.0
        share = (s - float(lengths[i - 1])) / span
        return x0 + share * (x1 - x0), y0 + share * (y1 - y0), (x1 - x0) / span, (y1 - y0) / span

    def between(self, first: float, last: float) -> Coordinates:
        """Take points from one distance to another, no further apart than `STEP`; shape (n, 2)."""
        steps = max(1, math.ceil((last - first) / STEP))
        return np.array([self.at(first + (last - first) * i / steps)[:2] for i in range(steps + 1)])


def arrow(track: Track, *, dashed: bool) -> list[Coordinates]:
    """Outline an arrow along a track, a little off the points it joins.

    Parameters
    ----------
    track : Track
        From where to where.
    dashed : bool
        Whether its shaft is broken.

    Returns
    -------
    list of numpy.ndarray of float, each of shape (n, 2)
        Closed outlines: the pieces of the shaft from the neck backwards, so that the head never stands alone, and the head.
    """
    start = min(GAP["start"], track.length / 3)
    tip = max(start + 1.0, track.length - GAP["end"])
    neck = max(start, tip - HEAD["length"])

    def half(s: float) -> float:
        return (WIDTH["tail"] + (WIDTH["neck"] - WIDTH["tail"]) * (s - start) / max(1.0, neck - start)) / 2

    def piece(first: float, last: float) -> Coordinates:
        steps = max(1, math.ceil((last - first) / STEP))
        along = [first + (last - first) * i / steps for i in range(steps + 1)]
        left = [_beside(track, s, half(s)) for s in along]
        right = [_beside(track, s, -half(s)) for s in reversed(along)]
        return np.array([*left, *right, left[0]])

    pieces = [piece(first, last) for first, last in _dashes(start, neck, dashed=dashed)]
    return [*pieces, _head(track, neck, tip)]


def _dashes(start: float, neck: float, *, dashed: bool) -> Iterator[tuple[float, float]]:
    if neck - start <= SHORTEST:
        return
    length = DASH["length"] if dashed else neck - start
    end = neck
    while end > start:
        yield max(start, end - length), end
        end -= length + (DASH["gap"] if dashed else 0.0)


def _head(track: Track, neck: float, tip: float) -> Coordinates:
    x, y, dx, dy = track.at(neck)
    point_x, point_y, _, _ = track.at(tip)
    across, back_x, back_y = HEAD["width"] / 2, x - HEAD["notch"] * dx, y - HEAD["notch"] * dy
    point = (point_x, point_y)
    left, right = (back_x - dy * across, back_y + dx * across), (back_x + dy * across, back_y - dx * across)
    return np.array([point, left, (x, y), right, point])


def _beside(track: Track, s: float, away: float) -> tuple[float, float]:
    x, y, dx, dy = track.at(s)
    return x - dy * away, y + dx * away


def cover(track: Track, size: float, ends: float) -> Iterator[Box]:
    """Cover a track with boxes, for names to keep clear of; a stretch at either end is left out."""
    s = ends
    while s <= track.length - ends:
        x, y, _, _ = track.at(s)
        yield Box(x, y, x, y).grown(size / 2)
        s += size
