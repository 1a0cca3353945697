"""Names beside their dots, none over another, a dot or the edge; the same places as on the live map are tried first.

A name that finds no room there is set further off and tied to its dot by a line: on paper nobody can zoom in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from geo import palette
from geo.export.lettering import width
from geo.export.picture.crossing import Density, Points, Segment, cross, nearest, passes
from geo.export.picture.frames import Box
from geo.export.picture.marks import Shape, Sheet, Style, Text
from geo.palette import Mode

GAP = 8.0  # from a dot to its name
AROUND = 3.0  # room left and right of a name
LINE_COST = 0.5  # what a name pays for each point of a strand under it, in places further down the list of candidates
MOST_UNDER = 18
CLEAR = 2.0  # so much nearer than to any other dot a name stands to its own
RINGS = (10.0, 16.0, 24.0, 34.0, 46.0, 60.0, 78.0, 98.0, 122.0, 150.0, 185.0, 225.0)
ANGLES = 24
UPRIGHT = 0.45  # cosine of the angles at which a name stands above or below its dot, not beside it
TRIES = 8
RING_COST = 0.15
DOT_COST = 4.0  # for each dot the line to a name crosses


@dataclass(frozen=True)
class Name:
    """A name to be set: whose it is, its text, its dot, and how tall its letters are."""

    id: str
    text: str
    x: float
    y: float
    radius: float
    count: int
    size: float
    bold: bool = False
    colour: str = "#000000"

    @property
    def width(self) -> float:
        """What it takes from left to right."""
        return width(self.text, self.size, bold=self.bold) + 2 * AROUND

    @property
    def height(self) -> float:
        """What it takes from top to bottom."""
        return self.size + 5


@dataclass(frozen=True)
class Placed:
    """A name in its place; tied: it stands so far off that a line shall lead to its dot."""

    name: Name
    box: Box
    tied: bool = False

    @property
    def tie(self) -> Segment:
        """The line from the edge of its dot to its box."""
        x, y = self.name.x, self.name.y
        end = nearest(self.box.grown(-1), x, y)
        away = math.dist((x, y), end) or 1.0
        share = min(1.0, self.name.radius / away)
        return (x + share * (end[0] - x), y + share * (end[1] - y)), end


def beside(name: Name) -> Iterator[Box]:
    """List the places beside a dot, the best first (as ``static/map/names.js`` has them)."""
    x, y, wide, tall = name.x, name.y, name.width, name.height
    away = name.radius + GAP - 3
    slant = away * 0.7
    corners = (
        (x - away - wide, y - tall / 2), (x + away, y - tall / 2),
        (x - wide / 2, y + away - 1), (x - wide / 2, y - away - tall + 1),
        (x - slant - wide, y + slant - 4), (x - slant - wide, y - slant - tall + 4), (x + slant, y + slant - 4),
        (x + slant, y - slant - tall + 4), (x - away - wide, y + tall * 0.55), (x - away - wide, y - tall * 1.55),
        (x + away, y + tall * 0.55), (x + away, y - tall * 1.55),
    )  # fmt: skip
    for left, top in corners:
        yield Box(left, top, left + wide, top + tall)


def around(name: Name) -> Iterator[tuple[float, Box]]:
    """List places further off, each with how far."""
    wide, tall = name.width, name.height
    for ring in RINGS:
        for i in range(ANGLES):
            angle = 2 * math.pi * i / ANGLES
            x, y = name.x + (name.radius + ring) * math.cos(angle), name.y + (name.radius + ring) * math.sin(angle)
            along = math.cos(angle)
            left = x - wide / 2 if abs(along) < UPRIGHT else x if along > 0 else x - wide
            yield ring, Box(left, y - tall / 2, left + wide, y + tall / 2)


def place_names(
    names: Sequence[Name],
    dots: Iterable[tuple[str, Box]],
    taken: Iterable[Box],
    bounds: Box,
    lines: Points,
    first: Callable[[Name], Iterator[Box]] = beside,
) -> list[Placed]:
    """Place names, the first ones first.

    Parameters
    ----------
    names : sequence of Name
        In the order of their importance.
    dots : iterable of (str, Box)
        Dots, each with the id of whose it is; several may belong to one name. Lines from names to dots may cross them.
    taken : iterable of Box
        What else no name may cover, nor any such line.
    bounds : Box
        Where the names shall stand.
    lines : numpy.ndarray of float, shape (n, 2)
        Points of strands, which names better leave free (see `sampled`).
    first : callable
        Lists the places of a name that are tried first, the best first; in them it needs no line to its dot.

    Returns
    -------
    list of Placed
        Names without any free place are left out.
    """
    own, around_them, strands = list(dots), list(taken), Density(lines, bounds)
    best = _placed(names, own, _Scene(list(around_them), bounds, strands, first))
    for _ in range(TRIES):
        left_out = [name for name in names if name.id not in best]
        if not left_out:
            break
        # Names without room are set first the next time.
        names = [*left_out, *(name for name in names if name.id in best)]
        again = _placed(names, own, _Scene(list(around_them), bounds, strands, first))
        best = again if len(again) > len(best) else best
    return [best[name.id] for name in names if name.id in best]


def _placed(names: Sequence[Name], own: list[tuple[str, Box]], scene: _Scene) -> dict[str, Placed]:
    placed: dict[str, Placed] = {}
    for attempt in (_best_beside, _best_around, _any_around):
        for name in names:
            if name.id in placed:
                continue
            scene.dots = [box for whose, box in own if whose != name.id or math.dist(box.middle, (name.x, name.y)) > 1]
            if found := attempt(name, [box for whose, box in own if whose != name.id], scene):
                placed[name.id] = found
                scene.boxes.append(found.box)
                if found.tied:
                    scene.ties.append(found.tie)
    return placed


@dataclass
class _Scene:
    """What stands already: boxes, strands, lines that lead from names to dots, and dots but the one that is being named."""

    boxes: list[Box]
    bounds: Box
    strands: Density
    first: Callable[[Name], Iterator[Box]]
    ties: list[Segment] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)

    def cost(self, box: Box) -> float:
        """Say what a name pays for the strands under it."""
        return LINE_COST * min(self.strands.within(box), MOST_UNDER)

    def free(self, box: Box) -> bool:
        """Tell whether a name may stand in a box."""
        return (
            box.inside(self.bounds)
            and not any(box.overlaps(other) for other in self.dots)
            and not any(box.overlaps(other) for other in self.boxes)
            and not any(passes(tie, box) for tie in self.ties)
        )


def _best_beside(name: Name, dots: list[Box], scene: _Scene) -> Placed | None:
    best, least = None, math.inf
    for order, box in enumerate(scene.first(name)):
        cost = order + scene.cost(box)
        if cost >= least or not scene.free(box):
            continue
        own = _away(box, name.x, name.y) - name.radius + CLEAR
        # A dot that is nearer to a name than its own would be taken for it.
        if all(_away(box, *dot.middle) - dot.width / 2 > own for dot in dots):
            best, least = Placed(name, box), cost
    return best


def _away(box: Box, x: float, y: float) -> float:
    return math.dist(nearest(box, x, y), (x, y))


def _best_around(name: Name, dots: list[Box], scene: _Scene) -> Placed | None:
    return _set_off(name, dots, scene, crossing=False)


def _any_around(name: Name, dots: list[Box], scene: _Scene) -> Placed | None:
    return _set_off(name, dots, scene, crossing=True)


def _set_off(name: Name, dots: list[Box], scene: _Scene, *, crossing: bool) -> Placed | None:
    best, least = None, math.inf
    for ring, box in around(name):
        cost = RING_COST * ring + scene.cost(box)
        if cost >= least or not scene.free(box):
            continue
        found = Placed(name, box, tied=True)
        crossed = any(passes(found.tie, other) for other in scene.boxes)
        cost += DOT_COST * sum(passes(found.tie, dot) for dot in dots)
        if cost < least and not crossed and (crossing or not any(cross(found.tie, tie) for tie in scene.ties)):
            best, least = found, cost
    return best


def draw_names(sheet: Sheet, placed: Iterable[Placed], mode: Mode) -> None:
    """Draw names in their places, with lines to the dots of those that stand off."""
    placed, colours = list(placed), palette.GROUNDS[mode]
    draw_ties(sheet, placed, mode)
    for each in placed:
        name, box = each.name, each.box
        y = box.middle[1] + 0.36 * name.size
        sheet.add([Text(box.left + AROUND, y, name.text, name.size, name.colour, name.bold, colours.halo, "name")])


def draw_ties(sheet: Sheet, placed: Iterable[Placed], mode: Mode) -> None:
    """Draw the lines from names that stand off to their dots."""
    colours = palette.GROUNDS[mode]
    for each in placed:
        if each.tied:
            tie = np.array(each.tie)
            sheet.add([Shape([tie], Style(stroke=colours.halo, thickness=2.4, opacity=0.8))])
            sheet.add([Shape([tie], Style(stroke=colours.quiet, thickness=0.8))])
