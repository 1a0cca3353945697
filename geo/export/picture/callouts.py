"""Names in a column beside the map, each with a line to its dot, as ``static/map/labels.js`` sets them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geo.export.picture.frames import Box
from geo.export.picture.names import Name


@dataclass(frozen=True)
class Callout:
    """A name in a column: its box, and where the line from its dot bends and ends."""

    name: Name
    box: Box


def place_column(names: Sequence[Name], x: float, row: float, bounds: Box, note: float) -> tuple[list[Callout], list[Name]]:
    """Set names in a column, ordered so that the lines from column to dots cross as little as may be.

    Parameters
    ----------
    names : sequence of Name
        The most important ones are kept where not all have room.
    x : float
        Left edge of the column.
    row : float
        Height of a row.
    bounds : Box
        Where the column shall stand.
    note : float
        Room for the number behind each name.

    Returns
    -------
    list of Callout
        From top to bottom.
    list of Name
        Those without room.
    """
    fitting = max(0, math.floor(bounds.height / row))
    ranked = sorted(names, key=lambda name: -name.count)
    kept, left_out = ranked[:fitting], ranked[fitting:]
    if not kept:
        return [], left_out
    middle = sum(name.y for name in kept) / len(kept)
    kept.sort(key=lambda name: ((name.y - middle) / max(1.0, x - name.x), -name.x))
    height = len(kept) * row
    top = max(bounds.top, min(middle - height * 0.42, bounds.bottom - height))
    boxes = (
        Box(x, top + place * row + 0.5, x + name.width + note, top + (place + 1) * row - 0.5) for place, name in enumerate(kept)
    )
    return [Callout(name, box) for name, box in zip(kept, boxes, strict=True)], left_out
