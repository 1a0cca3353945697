"""Installations by country in a box of a picture: at each country a card with name, number, and fiscal years as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from typing_extensions import override

from geo import palette
from geo.export.lettering import drawable, width
from geo.export.picture.frames import Bounds, Box, Frame, fitted
from geo.export.picture.insets import GAP, far_frame
from geo.export.picture.installations import Installations
from geo.export.picture.marks import Mark, Panel, Sheet, Style, Text
from geo.export.picture.names import Name, Placed, draw_ties, place_names
from geo.export.picture.world import draw_ground, near_and_far
from geo.palette import Mode

GREATEST_SCALE = 45.0
BAR, TALL = 4.0, 30.0  # of a fiscal year, and of the highest one: larger than on the live map, where a card can be opened
LEAST = 3.5  # what a single installation is seen by
LETTERS, NUMBER = 12.5, 14.0
INSIDE, BETWEEN = 4.0, 4.0
CORNER = 5.0
ABOVE, BELOW, LEFT, RIGHT = 40.0, 24.0, 80.0, 80.0
EDGE = 6.0
SHARES = (0.5, 0.3, 0.7, 0.12, 0.88)  # of a card: where its country's point may lie in it
NO_LINES = np.empty((0, 2))


@dataclass(frozen=True)
class Card(Name):
    """What stands at a country.

    Parameters
    ----------
    number : str
        How many installations it has in all, as it is read.
    years : tuple of int
        How many it has in each fiscal year.
    most : int
        The most that any country has in a fiscal year: all bars are drawn to one measure.
    """

    number: str = ""
    years: tuple[int, ...] = ()
    most: int = 1

    @property
    @override
    def width(self) -> float:
        words = width(self.text, LETTERS, bold=True) + BETWEEN + width(self.number, NUMBER, bold=True)
        return 2 * INSIDE + words + BETWEEN + BAR * len(self.years)

    @property
    @override
    def height(self) -> float:
        return max(NUMBER + INSIDE, *map(self.bar, self.years)) + INSIDE

    def bar(self, count: int) -> float:
        """How high the bar of a fiscal year is; a year without installations has a line on the ground."""
        return LEAST + (TALL - LEAST) * (count - 1) / max(1, self.most - 1) if count else 1.0


def draw_countries_map(sheet: Sheet, box: Box, shown: Installations, numbers: dict[str, str], mode: Mode) -> int:
    """Draw the map of installations by country.

    Parameters
    ----------
    sheet : Sheet
        The picture it is added to.
    box : Box
        Where.
    shown : Installations
        What is shown; at least one.
    numbers : dict of str to str
        How many installations each country has, as it is read.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    int
        How many countries found no room.
    """
    points = {code: (lon, lat) for code, (_, lon, lat, _) in shown.countries.items()}
    codes = list(points)
    near, groups = near_and_far([points[code] for code in codes])
    area = Box(box.left + LEFT, box.top + ABOVE, box.right - RIGHT, box.bottom - BELOW)
    frame = fitted(Bounds.of([points[codes[i]] for i in near]).grown(1.0), area, box, GREATEST_SCALE)
    cards = _cards(shown, numbers)
    here = [_moved(cards[codes[i]], points[codes[i]], frame) for i in near]
    far = [[cards[codes[i]] for i in group] for group in groups]
    insets = _insets(frame, [[points[card.id] for card in group] for group in far], far, here)
    taken = [inset.box.grown(4) for inset in insets]
    unnamed = _draw(sheet, frame, here, shown, taken, mode)
    for inset, group in zip(insets, far, strict=True):
        sheet.add([Panel(inset.box.grown(2), Style(fill=palette.GROUNDS[mode].panel))])
        there = [_moved(card, points[card.id], inset) for card in group]
        unnamed += _draw(sheet, inset, there, shown, [], mode)
        sheet.add([Panel(inset.box, Style(stroke=palette.GROUNDS[mode].quiet))])
    return unnamed


def _cards(shown: Installations, numbers: dict[str, str]) -> dict[str, Card]:
    years = Counter(shown.dated)
    most = max(years.values(), default=1)
    return {
        code: Card(
            code, drawable(name), 0.0, 0.0, 0.0, count, LETTERS, number=numbers[code],
            years=tuple(years[code, year] for year in shown.years), most=most,
        )
        for code, (name, _, _, count) in shown.countries.items()
    }  # fmt: skip


def _moved(card: Card, point: tuple[float, float], frame: Frame) -> Card:
    x, y = frame.at(*point)
    return replace(card, x=x, y=y)


def _insets(
    frame: Frame, groups: Sequence[list[tuple[float, float]]], far: Sequence[list[Card]], here: Sequence[Card]
) -> list[Frame]:
    """Frame countries far away where no card of the main map would best stand."""
    found: list[Frame] = []
    cards = [next(upon(card)).grown(8) for card in here]
    for points, group in zip(groups, far, strict=True):
        east = points[0][0] > frame.bounds.west + frame.bounds.width / 2
        at = (frame.box.right if east else frame.box.left, frame.box.bottom)
        solid = [inset.box.grown(GAP) for inset in found]
        least = max(card.width for card in group) + 4 * EDGE, sum(card.height + EDGE for card in group) + 2 * EDGE
        found.append(far_frame(frame, points, [[*solid, *cards], solid], at, least))
    return found


def upon(name: Name) -> Iterator[Box]:
    """List the places of a card that hold its country's point, the middle first."""
    for down in SHARES:
        for across in SHARES:
            left, top = name.x - across * name.width, name.y - down * name.height
            yield Box(left, top, left + name.width, top + name.height)


def _draw(sheet: Sheet, frame: Frame, cards: Sequence[Card], shown: Installations, taken: Sequence[Box], mode: Mode) -> int:
    sheet.add(draw_ground(frame, shown.partners, palette.GROUNDS[mode]))
    points = [(card.id, Box(card.x, card.y, card.x, card.y).grown(1.0)) for card in cards]
    ranked = sorted(cards, key=lambda card: -card.count)
    placed = place_names(ranked, points, taken, frame.box.grown(-EDGE), NO_LINES, first=upon)
    draw_ties(sheet, placed, mode)
    for each in placed:
        sheet.add(_card(each, shown, mode))
    return len(cards) - len(placed)


def _card(placed: Placed, shown: Installations, mode: Mode) -> Iterator[Mark]:
    colours, box, card = palette.GROUNDS[mode], placed.box, placed.name
    if not isinstance(card, Card):
        return
    yield Panel(box, Style(fill=colours.panel, stroke=colours.line), corner=CORNER)
    baseline = box.bottom - INSIDE - 1.0
    name = Text(box.left + INSIDE, baseline, card.text, LETTERS, colours.ink, bold=True, role="name")
    number = Text(name.box.right + BETWEEN, baseline, card.number, NUMBER, colours.ink, bold=True, role="name")
    yield name
    yield number
    shades = palette.year_colours(shown.years, mode)
    left, bottom = box.right - INSIDE - BAR * len(card.years), box.bottom - INSIDE / 2
    for place, (year, count) in enumerate(zip(shown.years, card.years, strict=True)):
        x = left + place * BAR
        yield Panel(Box(x, bottom - card.bar(count), x + BAR - 1, bottom), Style(fill=shades[year] if count else colours.line))
