"""The partnership map in a box of a picture: main map, insets for places far away, and every name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from geo import palette
from geo.export.lettering import drawable, width
from geo.export.picture.callouts import Callout, place_column
from geo.export.picture.crossing import sampled
from geo.export.picture.frames import Box, Frame, fitted
from geo.export.picture.insets import GAP, cells, far_frame
from geo.export.picture.links import Links, Place, draw_nodes, draw_strands, strand_lines
from geo.export.picture.marks import Panel, Shape, Sheet, Style, Text
from geo.export.picture.names import Name, draw_names, place_names
from geo.export.picture.world import draw_ground, near_and_far
from geo.language import Language, message
from geo.palette import Mode

GREATEST_SCALE = 45.0
LETTERS = 13.0
COUNT_GAP = 5.0
ROW = 18.5
COLUMN_AWAY, ELBOW = 86.0, 16.0
ABOVE, BELOW, LEFT, RIGHT = 26.0, 16.0, 84.0, 40.0
EDGE = 5.0
NAME_GROUND = 0.96  # opacity: strands to places far away pass behind the column
LEAVING = 230.0  # so near to the edge, strands are on their way out
IN_COUNTRY = message("{name} ({context})")


def draw_links_map(sheet: Sheet, box: Box, links: Links, language: Language, mode: Mode) -> int:
    """Draw the partnership map.

    Parameters
    ----------
    sheet : Sheet
        The picture it is added to.
    box : Box
        Where.
    links : Links
        What is shown; at least one.
    language : Language
        The language of the names.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    int
        How many places found no room for their name.
    """
    near, groups = near_and_far([(place.lon, place.lat) for place in links.places])
    members = {links.places[i].id for i in near}
    names = {place.id: name_of(place, place.name, mode) for place in links.places}
    frame = main_frame(box, links, members, [names[place.id] for place in links.places if place.japanese])
    lines = sampled(strand_lines(links, frame))
    named = {key: _moved(names[key], place, frame) for place in links.places if (key := place.id) in members}
    callouts, beside = _column(frame, links, named)
    insets = _insets(frame, links, groups, callouts, named, lines)
    _draw_frame(sheet, frame, links, members, mode)
    free = Box(box.left + EDGE, box.top + EDGE, box.right - EDGE, box.bottom - EDGE)
    placed = place_names(beside, _dots(named), _taken(callouts, insets), free, lines)
    _draw_leaders(sheet, callouts, mode)
    _draw_callouts(sheet, callouts, language, mode)
    draw_names(sheet, placed, mode)
    left_out = len(beside) - len(placed)
    for inset, group in zip(insets, groups, strict=True):
        left_out += _draw_inset(sheet, inset, links, [links.places[i] for i in group], language, mode)
    return left_out


def name_of(place: Place, text: str, mode: Mode) -> Name:
    """Word a place's name as the map sets it."""
    colours = palette.GROUNDS[mode]
    colour = colours.japanese if place.japanese else colours.ink
    return Name(place.id, drawable(text), 0.0, 0.0, place.radius + 1, place.links, LETTERS, bold=True, colour=colour)


def _moved(name: Name, place: Place, frame: Frame) -> Name:
    x, y = place.at(frame)
    return replace(name, x=x, y=y)


def main_frame(box: Box, links: Links, members: Collection[str], japanese: list[Name]) -> Frame:
    """Frame the main map, with room for the column of Japanese names on the right and for the partners' on the left."""
    column = max((name.width + COUNT_GAP + width("888", LETTERS) for name in japanese), default=0.0)
    area = Box(
        box.left + LEFT, box.top + ABOVE, box.right - RIGHT - (COLUMN_AWAY + column if japanese else 0.0), box.bottom - BELOW
    )
    return fitted(links.bounds(members).grown(1.0), area, box, GREATEST_SCALE)


def _column(frame: Frame, links: Links, named: dict[str, Name]) -> tuple[list[Callout], list[Name]]:
    """Set Japanese names in a column; give the others too, which stand beside their dots."""
    japanese = [named[place.id] for place in links.places if place.japanese and place.id in named]
    others = [named[place.id] for place in links.places if not place.japanese and place.id in named]
    if not japanese:
        return [], others
    note = COUNT_GAP + width("888", LETTERS)
    x = max(name.x for name in japanese) + COLUMN_AWAY
    right = x + max(name.width for name in japanese) + note
    x -= max(0.0, right - (frame.box.right - EDGE))
    bounds = Box(x, frame.box.top + EDGE, right, frame.box.bottom - EDGE)
    callouts, left_out = place_column(japanese, x, ROW, bounds, note)
    return callouts, [*others, *left_out]


def _dots(named: dict[str, Name]) -> list[tuple[str, Box]]:
    return [(name.id, Box(name.x, name.y, name.x, name.y).grown(name.radius)) for name in named.values()]


def _taken(callouts: list[Callout], insets: list[Frame]) -> list[Box]:
    return [*(each.box for each in callouts), *(each.box.grown(4) for each in insets)]


def _insets(
    frame: Frame, links: Links, groups: list[list[int]], callouts: list[Callout], named: dict[str, Name], lines: np.ndarray
) -> list[Frame]:
    """Frame places far away, over empty ground near where their strands leave the picture."""
    marks = [box.grown(6) for _, box in _dots(named)]
    texts = [Box(name.x - name.width - 12, name.y - 12, name.x + name.width + 12, name.y + 12) for name in named.values()]
    column = [box.grown(6) for box in _taken(callouts, [])]
    seen = lines[(lines[:, 0] > frame.box.left) & (lines[:, 0] < frame.box.right) & (lines[:, 1] < frame.box.bottom)]
    found: list[Frame] = []
    for group in groups:
        points = [(links.places[i].lon, links.places[i].lat) for i in group]
        east = points[0][0] > frame.bounds.west + frame.bounds.width / 2
        leaving = seen[seen[:, 0] > frame.box.right - LEAVING] if east else seen[seen[:, 0] < frame.box.left + LEAVING]
        at = (frame.box.right if east else frame.box.left, float(np.median(leaving[:, 1])) if len(leaving) else frame.box.bottom)
        crossed = cells(seen[seen[:, 0] < frame.box.right - LEAVING] if east else seen[seen[:, 0] > frame.box.left + LEAVING])
        solid = [*marks, *column, *(inset.box.grown(GAP) for inset in found)]
        found.append(far_frame(frame, points, [[*solid, *texts, *crossed], [*solid, *texts], solid], at))
    return found


def _draw_frame(sheet: Sheet, frame: Frame, links: Links, members: Collection[str], mode: Mode) -> None:
    sheet.add(draw_ground(frame, links.partners, palette.GROUNDS[mode]))
    sheet.add(draw_strands(links, frame, mode))
    sheet.add(draw_nodes(links, frame, members, mode))


def _draw_leaders(sheet: Sheet, callouts: list[Callout], mode: Mode) -> None:
    quiet = Style(stroke=palette.GROUNDS[mode].quiet, thickness=0.8, opacity=0.6)
    for each in callouts:
        x, y = each.box.left - 4, each.box.middle[1]
        sheet.add([Shape([np.array([[x, y], [x - ELBOW, y], [each.name.x, each.name.y]])], quiet)])


def _draw_callouts(sheet: Sheet, callouts: list[Callout], language: Language, mode: Mode) -> None:
    colours = palette.GROUNDS[mode]
    for each in callouts:
        name, baseline = each.name, each.box.middle[1] + 0.36 * LETTERS
        sheet.add([Panel(each.box, Style(fill=colours.sea, opacity=NAME_GROUND), corner=3.0)])
        text = Text(each.box.left + 3, baseline, name.text, name.size, name.colour, bold=True, halo=colours.halo, role="name")
        number = language.number(name.count)
        count = Text(text.box.right + COUNT_GAP, baseline, number, LETTERS, colours.quiet, halo=colours.halo, role="name")
        sheet.add([text, count])


def _draw_inset(sheet: Sheet, frame: Frame, links: Links, places: list[Place], language: Language, mode: Mode) -> int:
    colours = palette.GROUNDS[mode]
    sheet.add([Panel(frame.box.grown(2), Style(fill=colours.panel))])
    _draw_frame(sheet, frame, links, {place.id for place in places}, mode)
    sheet.add([Panel(frame.box, Style(stroke=colours.quiet, thickness=1.0))])
    names = [
        _moved(name_of(place, language.text(IN_COUNTRY, name=place.name, context=place.country), mode), place, frame)
        for place in places
    ]
    lines = sampled(strand_lines(links, frame))
    placed = place_names(names, _dots({name.id: name for name in names}), [], frame.box.grown(-4), lines)
    draw_names(sheet, placed, mode)
    return len(names) - len(placed)
