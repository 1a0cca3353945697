"""The map of domino effects in a box of a picture: every arrow whole, numbered, and the names of the places it joins."""

from __future__ import annotations

import numpy as np

from geo import palette
from geo.export.lettering import drawable
from geo.export.picture.crossing import sampled
from geo.export.picture.dominoes import (
    Place,
    Spreads,
    badge_boxes,
    covers,
    draw_arrows,
    draw_badge,
    draw_places,
    tracks,
)
from geo.export.picture.frames import Box, Frame, fitted
from geo.export.picture.marks import Sheet
from geo.export.picture.names import Name, draw_names, place_names
from geo.export.picture.world import draw_ground
from geo.palette import Mode

GREATEST_SCALE = 45.0
LETTERS = 15.0
ABOVE, BELOW, LEFT, RIGHT = 60.0, 46.0, 130.0, 120.0
EDGE, KEEP_OFF = 8.0, 2.0


def draw_dominoes_map(sheet: Sheet, box: Box, shown: Spreads, mode: Mode) -> int:
    """Draw the map of domino effects.

    Parameters
    ----------
    sheet : Sheet
        The picture it is added to.
    box : Box
        Where.
    shown : Spreads
        What is shown; at least one domino.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    int
        How many places found no room for their name.
    """
    area = Box(box.left + LEFT, box.top + ABOVE, box.right - RIGHT, box.bottom - BELOW)
    frame = fitted(shown.bounds.grown(1.0), area, box, GREATEST_SCALE)
    along = tracks(shown, frame)
    badges = badge_boxes(along)
    sheet.add(draw_ground(frame, shown.partners, palette.GROUNDS[mode]))
    sheet.add(draw_arrows(shown, frame, mode))
    sheet.add(draw_places(shown, frame, mode))
    for each, at in zip(shown.spreads, badges, strict=True):
        sheet.add(draw_badge(at, each.number, shown.colour(each, mode), mode, inferred=each.inferred))
    names = [_name(place, frame, mode) for place in shown.places]
    dots = [(name.id, Box(name.x, name.y, name.x, name.y).grown(name.radius)) for name in names]
    bounds, off = box.grown(-EDGE), [at.grown(KEEP_OFF) for at in badges]
    lines = sampled([track.points for track in along])
    placed = place_names(names, dots, [*off, *covers(along)], bounds, np.empty((0, 2)))
    # A name that keeps clear of no arrow still stands, over as little of them as may be.
    named = {each.name.id for each in placed}
    rest = [name for name in names if name.id not in named]
    placed += place_names(rest, dots, [*off, *(each.box for each in placed)], bounds, lines)
    draw_names(sheet, placed, mode)
    return len(names) - len(placed)


def _name(place: Place, frame: Frame, mode: Mode) -> Name:
    x, y = frame.at(place.lon, place.lat)
    colours = palette.GROUNDS[mode]
    colour = colours.japanese if place.japanese else colours.ink
    return Name(place.id, drawable(place.name), x, y, place.radius + 1, place.count, LETTERS, bold=True, colour=colour)
