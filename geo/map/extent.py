"""The part of the world that the rows of a Selection take up on a map."""

from __future__ import annotations

from collections.abc import Sequence

from geo.conditions import matching
from geo.map.document import moved
from geo.parameters import Subject
from geo.programme import Programme
from geo.selection import Selection
from geo.shown import WHOLE
from geo.strands import Point

Corners = tuple[tuple[float, float], tuple[float, float]]
MARGIN = 1.0
LINED: tuple[Subject, ...] = ("collaborations", "dominoes")
LINES = ("line", "via_line")


def extent(programme: Programme, selection: Selection, subject: Subject) -> Corners | None:
    """Find the view that holds every line of a Selection.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "dominoes"}
        Whose lines: strands, or curves of spreads.

    Returns
    -------
    tuple of two tuples of float, or None
        South-west and north-east corner as latitude and longitude in degrees, EPSG:4326, longitudes from -30 to 330; None
        where nothing is shown.

    Raises
    ------
    ValueError
        If the rows of the subject are not drawn as lines.
    """
    if subject not in LINED:
        msg = f"Rows of {subject!r} are not drawn as lines. Allowed: {', '.join(LINED)}."
        raise ValueError(msg)
    rows = matching(WHOLE[subject](programme), selection.conditions(subject))
    points = [point for name in LINES if name in rows for line in rows[name] for point in moved(line)]
    if not points:
        return None
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    return (
        (round(min(latitudes) - MARGIN, 2), round(min(longitudes) - MARGIN, 2)),
        (round(max(latitudes) + MARGIN, 2), round(max(longitudes) + MARGIN, 2)),
    )


def widened(corners: Corners | None, points: Sequence[Point]) -> Corners | None:
    """Widen a view until it holds some points more.

    Parameters
    ----------
    corners : tuple of two tuples of float, or None
        As `extent` gives it.
    points : sequence of tuple of float
        Longitude (-30 to 330) and latitude in degrees, EPSG:4326.

    Returns
    -------
    tuple of two tuples of float, or None
        The same where it holds them all, or where there is no view.
    """
    if corners is None or not points:
        return corners
    (south, west), (north, east) = corners
    longitudes, latitudes = [lon for lon, _ in points], [lat for _, lat in points]
    return (
        (min(south, round(min(latitudes) - MARGIN, 2)), min(west, round(min(longitudes) - MARGIN, 2))),
        (max(north, round(max(latitudes) + MARGIN, 2)), max(east, round(max(longitudes) + MARGIN, 2))),
    )
