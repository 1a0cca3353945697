"""The map without a word, as the ground of a cover: its left is for the title."""

from __future__ import annotations

from geo import palette
from geo.export.picture.frames import Bounds, Box, Frame, fitted
from geo.export.picture.installations import read_installations
from geo.export.picture.installations_map import Item, Part, draw_part
from geo.export.picture.links import draw_nodes, draw_strands, read_links
from geo.export.picture.marks import Sheet
from geo.export.picture.world import draw_ground, near_and_far
from geo.export.told import Presented
from geo.language import Language
from geo.palette import Mode
from geo.programme import Programme
from geo.selection import Selection

FREE = 0.54  # of the width: what the map leaves on the left
MARGIN = 50.0
GREATEST_SCALE = 30.0


def cover(
    programme: Programme, subject: Presented, selection: Selection, language: Language, mode: Mode, size: tuple[float, float]
) -> Sheet:
    """Draw the map of a Selection without names.

    Parameters
    ----------
    programme, subject, selection, language, mode, size
        As `geo.export.picture.picture.picture` takes them.

    Returns
    -------
    Sheet
        Ready to be painted; where nothing is shown, the ground alone.
    """
    sheet = Sheet(*size, palette.GROUNDS[mode].sea)
    if subject == "collaborations":
        links = read_links(programme, selection, language)
        near = _near([(place.lon, place.lat) for place in links.places])
        frame = _frame(sheet, [(links.places[i].lon, links.places[i].lat) for i in near])
        sheet.add(draw_ground(frame, links.partners, palette.GROUNDS[mode]))
        sheet.add(draw_strands(links, frame, mode))
        sheet.add(draw_nodes(links, frame, {place.id for place in links.places}, mode))
    else:
        shown = read_installations(programme, selection, language, mode)
        items: list[Item] = [*shown.dots, *shown.bubbles]
        near = _near([(item.lon, item.lat) for item in items])
        frame = _frame(sheet, [(items[i].lon, items[i].lat) for i in near])
        draw_part(sheet, Part.of(frame, [items[i] for i in near]), shown, mode)
    return sheet


def _near(points: list[tuple[float, float]]) -> list[int]:
    return near_and_far(points)[0] if points else []


def _frame(sheet: Sheet, points: list[tuple[float, float]]) -> Frame:
    area = Box(sheet.width * FREE, MARGIN, sheet.width - MARGIN, sheet.height - MARGIN)
    bounds = Bounds.of(points or [(95.0, -10.0), (145.0, 50.0)]).grown(1.0)
    return fitted(bounds, area, sheet.box, GREATEST_SCALE)
