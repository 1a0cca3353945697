"""Strands and places of the partnership map as marks, in a frame; sizes are those of ``static/map/links.js`` and ``map.css``."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from geo import palette, shown
from geo.export.picture.frames import Bounds, Frame
from geo.export.picture.marks import Coordinates, Disc, Shape, Style
from geo.language import Language
from geo.map.document import links_document
from geo.palette import Mode
from geo.parameters import EVIDENCE_LEVELS
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import names, place_names

RADIUS = {"least": 2.6, "perRoot": 0.85, "greatest": 7.0}
SPREAD = 6.0  # from a shared point to the dot of one of two places
STRAND, NEWEST, HALO = 1.5, 2.6, 5.0
STRAND_OPACITY, HALO_OPACITY = 0.92, 0.75
DASHES = (3.0, 4.0)
EDGE, HOLLOW_EDGE = 1.4, 2.0


@dataclass(frozen=True)
class Place:
    """A place that takes part: how many of the links shown are its own, and how far its dot stands from its point."""

    id: str
    name: str
    country: str
    lon: float
    lat: float
    japanese: bool
    proxy: bool
    links: int
    shift: float

    @property
    def radius(self) -> float:
        """Of its dot."""
        return min(RADIUS["greatest"], RADIUS["least"] + RADIUS["perRoot"] * math.sqrt(self.links))

    def at(self, frame: Frame) -> tuple[float, float]:
        """Find its dot on the picture."""
        x, y = frame.at(self.lon, self.lat)
        return x + self.shift, y


@dataclass(frozen=True)
class Strand:
    """A link: its line in degrees, longitudes from -30 to 330 or beyond, its two places, its year, whether that is inferred."""

    line: tuple[tuple[float, float], ...]
    ends: tuple[str, str]
    year: int
    inferred: bool


@dataclass(frozen=True, eq=False)
class Links:
    """What a Selection shows on the partnership map.

    Parameters
    ----------
    places : tuple of Place
        Those that take part, with the most links first.
    strands : tuple of Strand
        From the oldest to the newest.
    years : tuple of int
        All fiscal years of the map, whether shown or not: their colours follow from the whole.
    partners : frozenset of str
        ISO 3166-1 alpha-3 codes of the countries tinted on the ground.
    """

    places: tuple[Place, ...]
    strands: tuple[Strand, ...]
    years: tuple[int, ...]
    partners: frozenset[str]

    def bounds(self, members: Collection[str]) -> Bounds:
        """Bound some places and the strands between them."""
        points = [(place.lon, place.lat) for place in self.places if place.id in members]
        for strand in self.strands:
            if set(strand.ends) <= set(members):
                points.extend(strand.line)
        return Bounds.of(points)


def read_links(programme: Programme, selection: Selection, language: Language) -> Links:
    """Read what a Selection shows from the document of the live map.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    language : Language
        Of the names.

    Returns
    -------
    Links
        The same strands, places and years as on the live map.
    """
    document = links_document(programme)
    table, places = document["links"], document["places"]
    kept = set(shown.counted(programme, selection)["collaboration_id"])
    rows = [i for i, key in enumerate(table["id"]) if key in kept]
    counts = Counter(table[side][i] for i in rows for side in ("jp_place_id", "partner_place_id"))
    strands = [
        Strand(
            tuple(table["line"][i]), (table["jp_place_id"][i], table["partner_place_id"][i]), table["fiscal_year"][i],
            table["evidence"][i] == EVIDENCE_LEVELS[-1],
        )
        for i in rows
    ]  # fmt: skip
    named, countries = place_names(programme, language), names(programme, "country", language)
    shifts = _shifts(list(zip(places["lon"], places["lat"], strict=True)))
    taking_part = [
        Place(
            key, named[key], countries.get(places["country_iso3"][i], ""), places["lon"][i], places["lat"][i],
            places["japanese"][i], places["proxy"][i], counts[key], shifts[i],
        )
        for i, key in enumerate(places["id"])
        if counts[key]
    ]  # fmt: skip
    return Links(
        tuple(sorted(taking_part, key=lambda place: -place.links)),
        tuple(sorted(strands, key=lambda strand: strand.year)),
        tuple(document["years"]),
        frozenset(document["countries"]["id"]),
    )


def _shifts(points: list[tuple[float, float]]) -> list[float]:
    """Set places that share a point side by side."""
    members: dict[tuple[float, float], list[int]] = {}
    for i, point in enumerate(points):
        members.setdefault(point, []).append(i)
    found = [0.0] * len(points)
    for group in members.values():
        for order, i in enumerate(group):
            found[i] = (order - (len(group) - 1) / 2) * 2 * SPREAD
    return found


def strand_lines(links: Links, frame: Frame) -> list[Coordinates]:
    """Find the strands' points on the picture, in their order."""
    return [frame.line(strand.line) for strand in links.strands]


def draw_strands(links: Links, frame: Frame, mode: Mode) -> Iterator[Shape]:
    """Draw the strands in the colours of their years, oldest first; the newest year wider, on a halo."""
    colours, ground = palette.year_colours(links.years, mode), palette.GROUNDS[mode]
    lines, newest = strand_lines(links, frame), max(links.years, default=0)
    halo = Style(stroke=ground.halo, thickness=HALO, opacity=HALO_OPACITY)
    fresh = [line for strand, line in zip(links.strands, lines, strict=True) if strand.year == newest]
    yield from (Shape([line], halo, curved=True, clip=frame.box) for line in fresh)
    for strand, line in zip(links.strands, lines, strict=True):
        style = Style(
            stroke=colours[strand.year],
            thickness=NEWEST if strand.year == newest else STRAND,
            opacity=1.0 if strand.year == newest else STRAND_OPACITY,
            dashes=DASHES if strand.inferred else None,
            round=not strand.inferred,
        )
        yield Shape([line], style, curved=True, clip=frame.box)


def draw_nodes(links: Links, frame: Frame, members: Collection[str], mode: Mode) -> Iterator[Disc]:
    """Draw the dots of some places: Japanese governments and partners in their colours, hollow where one stands for an area."""
    for place in links.places:
        if place.id in members:
            x, y = place.at(frame)
            yield node(x, y, place.radius, japanese=place.japanese, proxy=place.proxy, mode=mode)


def node(x: float, y: float, radius: float, *, japanese: bool, proxy: bool, mode: Mode) -> Disc:
    """Draw the dot of a place."""
    ground = palette.GROUNDS[mode]
    colour = ground.japanese if japanese else ground.place
    style = Style(ground.halo, colour, HOLLOW_EDGE) if proxy else Style(colour, ground.halo, EDGE)
    return Disc(x, y, radius, style)
