"""Installations as marks, in a frame: dots by technology, counted bubbles for what is known to the country only.

Sizes are those of ``static/map/dots.js`` and ``map.css``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from geo import palette, shown
from geo.export.lettering import width
from geo.export.picture.frames import Box, Frame
from geo.export.picture.marks import Disc, Mark, Panel, Style, Text, centred
from geo.installation_summary import SUBJECT, country_bubbles
from geo.language import Language
from geo.map.document import installations_document
from geo.palette import Mode
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import names

RADIUS = {"least": 8.0, "perRoot": 0.045, "greatest": 19.0}
BUBBLE = {"least": 13.0, "perRoot": 2.3, "greatest": 46.0}
AWAY = (-26.0, -20.0)  # from a country's label point to the middle of its bubble
CROWD = 400  # more dots than this are grouped
CROWD_CELL = 46.0
SPREAD, GOLDEN = 15.0, 2.39996  # the spiral on which dots stand that share a point
SEATS = 37  # places on it; further dots take the same ones again
FAR = {"zoom": 2.5, "full": 5.5, "least": 0.8}  # seen from far away, dots are smaller
TILE = 256  # units around the world at zoom 0
RING, EDGE = 0.62, 1.5
SQUARE = 0.22  # of its side: how far the corners of a dot without a figure are rounded
PROVINCE = "province"


@dataclass(frozen=True)
class Dot:
    """An installation with a point: its place, where it stands among those that share the point, its type, its tonnes a year."""

    id: str
    country: str
    lon: float
    lat: float
    shift: tuple[float, float]
    technology: str
    province: bool
    tonnes: int | None

    @property
    def radius(self) -> float:
        """By the tonnes of CO2 a year, where they are known."""
        if self.tonnes is None:
            return RADIUS["least"]
        return min(RADIUS["greatest"], RADIUS["least"] + RADIUS["perRoot"] * math.sqrt(self.tonnes))


@dataclass(frozen=True)
class Bubble:
    """The installations of a country of which no closer place is known, counted by technology, the most frequent first."""

    country: str
    lon: float
    lat: float
    technologies: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(n for _, n in self.technologies)

    @property
    def radius(self) -> float:
        """By their number."""
        return min(BUBBLE["greatest"], BUBBLE["least"] + BUBBLE["perRoot"] * math.sqrt(self.count))


@dataclass(frozen=True)
class Technology:
    """A type of technology: its name, its letters, its colour, and how many of the installations shown are of it."""

    code: str
    name: str
    letters: str
    colour: str
    count: int


@dataclass(frozen=True, eq=False)
class Installations:
    """What a Selection shows on the map of installations.

    Parameters
    ----------
    dots : tuple of Dot
        Those with a point, the largest first.
    bubbles : tuple of Bubble
        Countries with others, the largest first.
    technologies : dict of str to Technology
        By code, in the vocabulary's order; only what is shown.
    countries : dict of str to (str, float, float, int)
        Of every country shown: name, longitude and latitude of its label point, number of installations.
    years : tuple of int
        All fiscal years of the map.
    partners : frozenset of str
        ISO 3166-1 alpha-3 codes of the countries tinted on the ground.
    dated : tuple of (str, int)
        Country and fiscal year of every installation whose year is known.
    """

    dots: tuple[Dot, ...]
    bubbles: tuple[Bubble, ...]
    technologies: dict[str, Technology]
    countries: dict[str, tuple[str, float, float, int]]
    years: tuple[int, ...]
    partners: frozenset[str]
    dated: tuple[tuple[str, int], ...]


def read_installations(programme: Programme, selection: Selection, language: Language, mode: Mode) -> Installations:
    """Read what a Selection shows from the document of the live map.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    language : Language
        Of the names.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    Installations
        The same dots, bubbles and colours as on the live map.
    """
    document = installations_document(programme)
    table, labels = document["installations"], document["countries"]
    kept = set(shown.counted(programme, selection, SUBJECT)["installation_id"])
    rows = [i for i, key in enumerate(table["id"]) if key in kept]
    shifts = _shifts(list(zip(table["lon"], table["lat"], strict=True)))
    dots = [
        Dot(
            table["id"][i], table["country_iso3"][i], table["lon"][i], table["lat"][i], shifts[i], table["technology_type"][i],
            table["location_precision"][i] == PROVINCE, table["tonnes"][i],
        )
        for i in rows
        if table["lon"][i] is not None
    ]  # fmt: skip
    points = {key: (labels["lon"][i], labels["lat"][i]) for i, key in enumerate(labels["id"])}
    counts = Counter(table["country_iso3"][i] for i in rows)
    named = names(programme, "country", language)
    return Installations(
        dots=tuple(sorted(dots, key=lambda dot: -dot.radius)),
        bubbles=tuple(
            Bubble(bubble.country, *points[bubble.country], bubble.technologies) for bubble in country_bubbles(programme, selection)
        ),
        technologies=_technologies(programme, Counter(table["technology_type"][i] for i in rows), language, mode),
        countries={key: (named[key], *points[key], n) for key, n in counts.most_common()},
        years=tuple(document["years"]),
        partners=frozenset(labels["id"]),
        dated=tuple((table["country_iso3"][i], table["fiscal_year"][i]) for i in rows if table["fiscal_year"][i] is not None),
    )


def _technologies(programme: Programme, counts: Counter[str], language: Language, mode: Mode) -> dict[str, Technology]:
    types = programme.technology_types.set_index("code")
    found = {}
    for code, name in names(programme, "tech", language).items():
        if counts[code]:
            mark = palette.mark(code, str(types.loc[code, "sector_code"]))
            found[code] = Technology(code, name, mark.letters, mark.colours[mode], counts[code])
    return found


def _shifts(points: list[tuple[float | None, float | None]]) -> list[tuple[float, float]]:
    """Spread dots that share a point on a spiral around it."""
    seen: Counter[tuple[float | None, float | None]] = Counter()
    found: list[tuple[float, float]] = []
    for point in points:
        seat = seen[point] % SEATS
        seen[point] += 1
        away = SPREAD * math.sqrt(seat)
        found.append((round(away * math.cos(seat * GOLDEN)), round(away * math.sin(seat * GOLDEN))))
    return found


def share(frame: Frame) -> float:
    """Say how large dots are drawn, seen from as far as the frame shows the world."""
    zoom = math.log2(max(frame.scale, 1e-6) * 360 / TILE)
    near = (zoom - FAR["zoom"]) / (FAR["full"] - FAR["zoom"])
    return FAR["least"] + (1 - FAR["least"]) * max(0.0, min(1.0, near))


def dot_box(dot: Dot, frame: Frame) -> Box:
    """Find what a dot takes on the picture."""
    x, y = frame.at(dot.lon, dot.lat)
    x, y = x + dot.shift[0], y + dot.shift[1]
    return Box(x, y, x, y).grown(dot.radius * share(frame))


def bubble_box(bubble: Bubble, frame: Frame) -> Box:
    """Find what a bubble takes on the picture."""
    x, y = frame.at(bubble.lon, bubble.lat)
    x, y = x + AWAY[0], y + AWAY[1]
    return Box(x, y, x, y).grown(bubble.radius * share(frame))


def draw_dot(box: Box, letters: str, colour: str, mode: Mode, *, province: bool = False, measured: bool = True) -> Iterator[Mark]:
    """Draw a dot with letters: hollow where it stands for a province, square where no tonnes are known."""
    ground, radius, (x, y) = palette.GROUNDS[mode], box.width / 2, box.middle
    style = Style(ground.halo, colour, EDGE, dashes=(3.4, 2.6), round=False) if province else Style(colour, ground.halo, EDGE)
    inner = box.grown(-EDGE / 2)
    yield Disc(x, y, radius - EDGE / 2, style) if measured else Panel(inner, style, SQUARE * inner.width)
    yield lettered(letters, x, y, max(8.5 * radius / RADIUS["least"], radius * 0.78), colour if province else ground.halo)


def lettered(text: str, x: float, y: float, size: float, colour: str) -> Text:
    """Set letters in the middle of a mark."""
    return centred(Text(0.0, y + 0.36 * size, text, size, colour, bold=True, role="letters"), x)


def draw_bubble(bubble: Bubble, box: Box, technologies: dict[str, Technology], mode: Mode) -> Iterator[Mark]:
    """Draw a counted bubble: a ring split by technology around the number."""
    ground, radius, (x, y) = palette.GROUNDS[mode], box.width / 2, box.middle
    ends = list(accumulate((n / bubble.count for _, n in bubble.technologies), initial=0.0))
    for (code, _), first, last in zip(bubble.technologies, ends, ends[1:], strict=False):
        style = Style(technologies[code].colour, ground.halo, 0.8)
        yield Disc(x, y, radius, style, (first, last) if len(bubble.technologies) > 1 else None)
    yield Disc(x, y, radius * RING, Style(ground.panel))
    yield lettered(str(bubble.count), x, y, 12 * radius / bubble.radius, ground.ink)


def draw_crowd(dots: list[Dot], frame: Frame, mode: Mode) -> Iterator[Mark]:
    """Draw many dots as counted groups of those that stand near each other."""
    ground = palette.GROUNDS[mode]
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for dot in dots:
        x, y = frame.at(dot.lon, dot.lat)
        cells.setdefault((int(x // CROWD_CELL), int(y // CROWD_CELL)), []).append((x, y))
    for members in cells.values():
        x, y = (sum(values) / len(members) for values in zip(*members, strict=True))
        text = str(len(members))
        radius = max((30 + min(26, math.sqrt(len(members)))) / 2, width(text, 12, bold=True) / 2 + 3) * share(frame)
        yield Disc(x, y, radius, Style(ground.panel, ground.place, 2.0))
        yield lettered(text, x, y, 12 * share(frame), ground.ink)
