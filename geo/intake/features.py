"""Features of a map layer as a sheet: their properties as columns, their points beside them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from geo.export.records import LISTS
from geo.intake.limits import limits
from geo.intake.model import Grid, Kind, Notice, Point, Refused
from geo.intake.workbook import number_text

DEFAULT_JOIN = ";"
HIGHEST_LATITUDE, HIGHEST_LONGITUDE = 90, 180


def cell_text(value: Any, column: str = "") -> str:  # noqa: ANN401  # whatever a property holds
    """Write the value of a property as the text of a cell; lists as the tables write them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, list) and all(isinstance(part, (str, int, float)) for part in value):
        return LISTS.get(column, DEFAULT_JOIN).join(map(str, value))
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def grid(
    file: str,
    name: str,
    kind: Kind,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    points: Sequence[Point | None],
    shapes: int = 0,
) -> tuple[Grid, list[Notice]]:
    """Put features together to a sheet.

    Parameters
    ----------
    file, name, kind
        As in `Grid`.
    columns : sequence of str
        Names of the properties.
    rows : sequence of sequence of str
        A text per property and feature.
    points : sequence of (str, str) or None
        Latitude and longitude per feature.
    shapes : int
        How many features have a line or an area.

    Returns
    -------
    Grid
        The names of the properties as its first row.
    list of Notice
        That lines and areas were left out, if there are any.

    Raises
    ------
    Refused
        If it is larger than what is read, or its points are no degrees of longitude and latitude, whichever stands first.
    """
    if len(rows) >= limits().rows:
        raise Refused(code="too-many-rows", limit=limits().rows)
    if len(columns) > limits().columns:
        raise Refused(code="too-many-columns", limit=limits().columns)
    if sum(1 for row in rows for text in row if text) > limits().cells:
        raise Refused(code="too-many-cells", limit=limits().cells)
    for number, row in enumerate(rows, 1):
        if any(len(text) > limits().characters for text in row):
            raise Refused(code="cell-too-long", limit=limits().characters, place=str(number))
    if not columns:
        raise Refused(code="no-rows")
    for each in points:
        if each and not _may_be_degrees(*map(float, each)):
            raise Refused(code="other-crs", found=f"{each[1]}, {each[0]}")
    made = Grid(
        file, name, kind, tuple(range(len(rows) + 1)), (tuple(columns), *(tuple(row) for row in rows)), points=(None, *points)
    )  # fmt: skip
    return made, [Notice("shape", made.label, count=shapes)] if shapes else []


def _may_be_degrees(one: float, other: float) -> bool:
    """Tell whether two numbers can be latitude and longitude, in this order or swapped, which is repaired later."""
    return min(abs(one), abs(other)) <= HIGHEST_LATITUDE and max(abs(one), abs(other)) <= HIGHEST_LONGITUDE


def point(coordinates: Any) -> Point | None:  # noqa: ANN401  # whatever a file holds
    """Read a position, longitude first, as latitude and longitude in decimal degrees; None where it is none."""
    if not isinstance(coordinates, Sequence) or isinstance(coordinates, str) or len(coordinates) < 2:
        return None
    x, y = coordinates[0], coordinates[1]
    if any(isinstance(part, bool) or not isinstance(part, (int, float)) for part in (x, y)):
        return None
    try:
        lon, lat = float(x), float(y)
    except OverflowError:
        return None
    return (number_text(lat), number_text(lon)) if math.isfinite(lat) and math.isfinite(lon) else None


def geometry_point(geometry: Mapping[str, Any] | None) -> tuple[Point | None, bool]:
    """Read a GeoJSON geometry: its point, and whether it is a shape of another kind."""
    if not isinstance(geometry, Mapping):
        return None, False
    if geometry.get("type") == "Point":
        return point(geometry.get("coordinates")), False
    several = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint" and isinstance(several, list) and len(several) == 1:
        return point(several[0]), False
    return None, True
