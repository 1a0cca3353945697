"""The map of installations in a box of a picture: main map, crowded part enlarged, insets for places far away, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from geo import palette
from geo.export.lettering import drawable, width
from geo.export.picture.crossing import sampled
from geo.export.picture.dodging import dodged
from geo.export.picture.frames import Bounds, Box, Frame, fitted
from geo.export.picture.insets import Enlarged, Spot, cells, enlarged, far_frame, on_picture, ties
from geo.export.picture.installations import (
    CROWD,
    Bubble,
    Dot,
    Installations,
    bubble_box,
    dot_box,
    draw_bubble,
    draw_crowd,
    draw_dot,
)
from geo.export.picture.marks import Mark, Panel, Shape, Sheet, Style, Text, centred
from geo.export.picture.names import Name, draw_names, place_names
from geo.export.picture.world import draw_ground, land_boxes, near_and_far
from geo.language import Language, counted
from geo.palette import Mode
from geo.vocabulary import HOME_COUNTRY

GREATEST_SCALE = 45.0
LETTERS = 12.5
LEFT, ABOVE, RIGHT, BELOW = 86.0, 34.0, 56.0, 18.0
NEAR_EDGE = 30.0
SMALLER = (1.0, 0.94, 0.88)  # of the main map, where something else needs room
BESIDE = 10.0  # from a country's label point to its name, where it has no bubble
DOT_ASIDE, BUBBLE_ASIDE = 13.0, 26.0
COUNT = counted("{n} installation", "{n} installations")
Item = Dot | Bubble


@dataclass(frozen=True)
class Part:
    """A frame, what it shows, and what each of that takes on the picture."""

    frame: Frame
    items: tuple[Item, ...]
    boxes: tuple[Box, ...]

    @classmethod
    def of(cls, frame: Frame, items: Sequence[Item]) -> Part:
        """Let marks step aside for each other, bubbles further than dots: they stand for no point."""
        area = frame.box.grown(-2)
        # Brought into sight first: what the edge moves afterwards comes to lie on others.
        boxes = [_kept(item_box(item, frame), area) for item in items]
        limits = [BUBBLE_ASIDE if isinstance(item, Bubble) else DOT_ASIDE for item in items]
        return cls(frame, tuple(items), tuple(_kept(box, area) for box in dodged(boxes, limits)))


def draw_installations_map(sheet: Sheet, box: Box, shown: Installations, language: Language, mode: Mode) -> int:
    """Draw the map of installations.

    Parameters
    ----------
    sheet : Sheet
        The picture it is added to.
    box : Box
        Where.
    shown : Installations
        What is shown; at least one.
    language : Language
        The language of the names.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    int
        How many countries found no room for their name.
    """
    items: tuple[Item, ...] = (*shown.dots, *shown.bubbles)
    main, larger, far = _parts(box, items, [*shown.countries, HOME_COUNTRY])
    insets = [*([Part.of(larger.frame, _inside(items, larger.bounds))] if larger else []), *far]
    draw_part(sheet, main, shown, mode, _tie_lines(main.frame, larger, mode) if larger else ())
    if larger:
        _draw_enlarged_part(sheet, main.frame, larger, sum(_rows(item) for item in insets[0].items), language, mode)
    for part in insets:
        sheet.add([Panel(part.frame.box.grown(2), Style(fill=palette.GROUNDS[mode].panel))])
        draw_part(sheet, part, shown, mode)
        sheet.add([Panel(part.frame.box, Style(stroke=palette.GROUNDS[mode].quiet))])
    taken = [part.frame.box.grown(4) for part in insets]
    if larger:
        taken.append(on_picture(main.frame, larger.bounds))
        taken += _tie_cells(main.frame, larger)
    return _name(sheet, main, shown, taken, mode) + sum(_name(sheet, part, shown, [], mode) for part in insets)


def _parts(box: Box, items: Sequence[Item], countries: Sequence[str]) -> tuple[Part, Enlarged | None, list[Part]]:
    """Part what is shown into the main map, what is crowded there, and what lies far away."""
    points = [(item.lon, item.lat) for item in items for _ in range(_rows(item))]
    whose = [i for i, item in enumerate(items) for _ in range(_rows(item))]
    near, groups = near_and_far(points)
    frames = _ways(box, Bounds.of([points[i] for i in near]).grown(1.0))
    spots = [[Spot(item.lon, item.lat, item_box(item, frame)) for item in items] for frame in frames]
    few = sum(isinstance(item, Dot) for item in items) <= CROWD
    found = enlarged(frames, spots, [land_boxes(frame, countries) for frame in frames]) if few else None
    way, larger = found or (0, None)
    frame = frames[way]
    in_sight = frame.box.grown(-NEAR_EDGE)
    far = [sorted({whose[i] for i in group if not in_sight.holds(*frame.at(*points[i]))}) for group in groups]
    away = {i for group in far for i in group}
    here = tuple(item for i, item in enumerate(items) if i not in away and not (larger and larger.bounds.holds(item.lon, item.lat)))
    main = Part.of(frame, here)
    taken = [box.grown(14) for box in main.boxes]
    if larger:
        taken += [*_tie_cells(frame, larger), on_picture(frame, larger.bounds).grown(8), larger.frame.box.grown(8)]
    parts: list[Part] = []
    for group in far:
        if group:
            members = tuple(items[i] for i in group)
            east = members[0].lon > frame.bounds.west + frame.bounds.width / 2
            at = (frame.box.right if east else frame.box.left, frame.box.bottom)
            inset = far_frame(
                frame, [(item.lon, item.lat) for item in members], [[*taken, *land_boxes(frame, countries)], taken, taken[-1:]], at
            )
            taken.append(inset.box.grown(10))
            parts.append(Part.of(inset, members))
    return main, larger, parts


def _kept(box: Box, area: Box) -> Box:
    """Move a box into an area."""
    x = max(area.left - box.left, 0.0) + min(area.right - box.right, 0.0)
    y = max(area.top - box.top, 0.0) + min(area.bottom - box.bottom, 0.0)
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _tie_cells(frame: Frame, larger: Enlarged) -> list[Box]:
    own = on_picture(frame, larger.bounds)
    return cells(sampled(np.array(tie) for tie in ties(own, larger.frame.box)))


def _ways(box: Box, bounds: Bounds) -> list[Frame]:
    """Frame the main map in the middle of its box; or smaller or to one side, which leaves more room for something else."""
    area = Box(box.left + LEFT, box.top + ABOVE, box.right - RIGHT, box.bottom - BELOW)
    whole = fitted(bounds, area, box, GREATEST_SCALE)
    frames = [whole]
    for share in SMALLER:
        scale = whole.scale * share
        wide, tall = bounds.width * scale, bounds.height * scale
        lefts = (area.left, area.middle[0] - wide / 2, area.right - wide)
        tops = (area.top, area.middle[1] - tall / 2, area.bottom - tall)
        places = [Box(left, top, left + wide, top + tall) for left in lefts for top in tops]
        frames += [fitted(bounds, place, box, scale) for place in places]
    return frames


def _rows(item: Item) -> int:
    return item.count if isinstance(item, Bubble) else 1


def item_box(item: Item, frame: Frame) -> Box:
    """Find what a dot or bubble takes on the picture."""
    return bubble_box(item, frame) if isinstance(item, Bubble) else dot_box(item, frame)


def _inside(items: Sequence[Item], bounds: Bounds) -> tuple[Item, ...]:
    return tuple(item for item in items if bounds.holds(item.lon, item.lat))


def draw_part(sheet: Sheet, part: Part, shown: Installations, mode: Mode, beneath: Iterable[Mark] = ()) -> None:
    """Draw the ground of a frame, what lies `beneath` all marks, and the dots and bubbles on it."""
    sheet.add(draw_ground(part.frame, shown.partners, palette.GROUNDS[mode]))
    sheet.add(beneath)
    dots = [item for item in part.items if isinstance(item, Dot)]
    if len(shown.dots) > CROWD:
        sheet.add(draw_crowd(dots, part.frame, mode))
    else:
        standing = [(dot, box) for dot, box in zip(part.items, part.boxes, strict=True) if isinstance(dot, Dot)]
        for dot, box in sorted(standing, key=lambda pair: not pair[0].province):
            tech = shown.technologies[dot.technology]
            measured = dot.tonnes is not None
            sheet.add(draw_dot(box, tech.letters, tech.colour, mode, province=dot.province, measured=measured))
    for item, box in zip(part.items, part.boxes, strict=True):
        if isinstance(item, Bubble):
            sheet.add(draw_bubble(item, box, shown.technologies, mode))


def _tie_lines(frame: Frame, larger: Enlarged, mode: Mode) -> Iterator[Shape]:
    """Lead from what is enlarged to where it stands."""
    style = Style(stroke=palette.GROUNDS[mode].quiet, thickness=0.9, opacity=0.7)
    return (Shape([np.array(tie)], style) for tie in ties(on_picture(frame, larger.bounds), larger.frame.box))


def _draw_enlarged_part(sheet: Sheet, frame: Frame, larger: Enlarged, number: int, language: Language, mode: Mode) -> None:
    """Mark on the main map what is enlarged, and how many installations that are."""
    colours, own = palette.GROUNDS[mode], on_picture(frame, larger.bounds)
    sheet.add([Panel(own, Style(fill=colours.panel, opacity=0.55)), Panel(own, Style(stroke=colours.quiet))])
    x, y = own.middle
    count, larger_there = drawable(language.plural(*COUNT, number)), drawable(language.text("shown larger"))
    if width(count, LETTERS, bold=True) > own.width - 8:
        count = language.number(number)
    sheet.add([centred(Text(0.0, y - 0.2 * LETTERS, count, LETTERS, colours.ink, bold=True, role="name"), x)])
    if width(larger_there, LETTERS) < own.width - 8:
        sheet.add([centred(Text(0.0, y + 1.15 * LETTERS, larger_there, LETTERS, colours.quiet, role="name"), x)])


def _name(sheet: Sheet, part: Part, shown: Installations, taken: Sequence[Box], mode: Mode) -> int:
    """Set the countries' names beside their bubbles, or at their label points where they have none."""
    names, bubbles = [], {item.country: box for item, box in zip(part.items, part.boxes, strict=True) if isinstance(item, Bubble)}
    for country in dict.fromkeys(item.country for item in part.items):
        name, lon, lat, number = shown.countries[country]
        box = bubbles.get(country)
        x, y = box.middle if box else part.frame.at(lon, lat)
        if not part.frame.box.grown(-BESIDE).holds(x, y):
            own = [each.middle for item, each in zip(part.items, part.boxes, strict=True) if item.country == country]
            x, y = float(np.mean([at[0] for at in own])), float(np.mean([at[1] for at in own]))
        radius = box.width / 2 if box else BESIDE
        ink = palette.GROUNDS[mode].ink
        names.append(Name(country, drawable(name), x, y, radius, number, LETTERS, bold=True, colour=ink))
    marks = [(item.country, box) for item, box in zip(part.items, part.boxes, strict=True)]
    ranked = sorted(names, key=lambda name: -name.count)
    placed = place_names(ranked, marks, taken, part.frame.box.grown(-5), np.empty((0, 2)))
    draw_names(sheet, placed, mode)
    return len(names) - len(placed)
