"""Domino effects as marks, in a frame: numbered arrows and the places they join; sizes are those of ``static/map/spreads.js``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo import palette
from geo.export.picture.arrows import Track, arrow, cover
from geo.export.picture.frames import Bounds, Box, Frame
from geo.export.picture.installations import lettered
from geo.export.picture.links import node
from geo.export.picture.marks import Disc, Mark, Shape, Style
from geo.gallery import numbered_dominoes
from geo.language import Language
from geo.map.document import dominoes_document
from geo.palette import Mode
from geo.parameters import EVIDENCE_LEVELS
from geo.programme import Programme
from geo.selection import Selection
from geo.vocabulary import place_names

RADIUS = {"end": 5.5, "via": 4.0}
BADGE, BADGE_EDGE = 22.0, 2.0
BADGE_AT = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # shares of the arrow's length
SHORT = 130.0  # on a shorter arrow the number stands beside it
BESIDE = 0.9  # of a number's size: how far
HALO, HALO_OPACITY = 3.5, 0.85
VIA, VIA_DASHES, VIA_OPACITY = 1.3, (1.0, 5.0), 0.8
CLEAR = 9.0  # of an arrow that names keep clear of
BADGE_DASHES = (3.2, 2.4)
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Place:
    """A place that dominoes join, or that passed one on (`via`); how many of those shown touch it."""

    id: str
    name: str
    lon: float
    lat: float
    japanese: bool
    proxy: bool
    via: bool
    count: int

    @property
    def radius(self) -> float:
        """Of its dot."""
        return RADIUS["via" if self.via else "end"]


@dataclass(frozen=True)
class Spread:
    """A domino: its number, its line and that from the place which passed it on, its year, what it is in words."""

    id: str
    number: int
    line: Line
    via_line: Line
    year: int | None
    inferred: bool
    route: str
    year_label: str
    what: str


@dataclass(frozen=True, eq=False)
class Spreads:
    """What a Selection shows on the map of domino effects: its dominoes, the places they touch, and the years of the map."""

    spreads: tuple[Spread, ...]
    places: tuple[Place, ...]
    years: tuple[int, ...]
    partners: frozenset[str]

    def colour(self, spread: Spread, mode: Mode) -> str:
        """Find the colour of its year; that of plain letters, where none was seen."""
        return palette.GROUNDS[mode].ink if spread.year is None else palette.year_colours(self.years, mode)[spread.year]

    @property
    def bounds(self) -> Bounds:
        """Bound places and curves."""
        points = [(place.lon, place.lat) for place in self.places]
        return Bounds.of([*points, *(point for each in self.spreads for point in (*each.line, *each.via_line))])


def read_spreads(programme: Programme, selection: Selection, language: Language) -> Spreads:
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
    Spreads
        The same curves, numbers and places as on the live map.
    """
    document = dominoes_document(programme)
    table, places = document["dominoes"], document["places"]
    row = {key: i for i, key in enumerate(table["id"])}
    spreads, ends, touched = [], set(), Counter[str]()
    for each in numbered_dominoes(programme, selection, language):
        i, domino = row[each.domino.id], each.domino
        joined = [table[end][i] for end in ("from_place_id", "to_place_id")]
        ends.update(joined)
        touched.update({*joined, *filter(None, [table["via_place_id"][i]])})
        spreads.append(
            Spread(
                domino.id, each.number, tuple(table["line"][i]), tuple(table["via_line"][i]), table["fiscal_year"][i],
                table["evidence"][i] == EVIDENCE_LEVELS[-1], domino.route, domino.year_label, domino.what,
            )
        )  # fmt: skip
    named = place_names(programme, language)
    taking_part = [
        Place(
            key, named[key], places["lon"][i], places["lat"][i], places["japanese"][i], places["proxy"][i], key not in ends,
            touched[key],
        )
        for i, key in enumerate(places["id"])
        if touched[key]
    ]  # fmt: skip
    return Spreads(
        tuple(spreads),
        tuple(sorted(taking_part, key=lambda place: -place.count)),
        tuple(document["years"]),
        frozenset(document["countries"]["id"]),
    )


def tracks(shown: Spreads, frame: Frame) -> list[Track]:
    """Find the curves on the picture, in the order of the dominoes."""
    return [Track(frame.line(each.line)) for each in shown.spreads]


def draw_arrows(shown: Spreads, frame: Frame, mode: Mode) -> Iterator[Mark]:
    """Draw the arrows, and dotted the ways of those places that passed something on."""
    halo = palette.GROUNDS[mode].halo
    for each in shown.spreads:
        if each.via_line:
            style = Style(stroke=shown.colour(each, mode), thickness=VIA, opacity=VIA_OPACITY, dashes=VIA_DASHES)
            yield Shape([frame.line(each.via_line)], style, clip=frame.box)
    outlined = [arrow(track, dashed=each.inferred) for each, track in zip(shown.spreads, tracks(shown, frame), strict=True)]
    for each, pieces in zip(shown.spreads, outlined, strict=True):
        edge = Style(halo, halo, HALO, HALO_OPACITY)
        yield from (Shape([piece], edge, closed=True, clip=frame.box) for piece in pieces)
        filled = Style(shown.colour(each, mode))
        yield from (Shape([piece], filled, closed=True, clip=frame.box) for piece in pieces)


def draw_places(shown: Spreads, frame: Frame, mode: Mode) -> Iterator[Disc]:
    """Draw the dots of the places."""
    for place in shown.places:
        x, y = frame.at(place.lon, place.lat)
        yield node(x, y, place.radius, japanese=place.japanese, proxy=place.proxy, mode=mode)


def badge_boxes(along: Sequence[Track]) -> list[Box]:
    """Find where the numbers stand: each at the first place on its arrow that is free; on a short arrow beside it."""
    taken: list[Box] = []
    for track in along:
        away = BADGE * BESIDE if track.length < SHORT else 0.0
        boxes = [_badge_box(track, share, away) for share in BADGE_AT]
        taken.append(next((box for box in boxes if not any(box.overlaps(other) for other in taken)), boxes[0]))
    return taken


def _badge_box(track: Track, share: float, away: float) -> Box:
    x, y, dx, dy = track.at(track.length * share)
    x, y = x + dy * away, y - dx * away
    return Box(x, y, x, y).grown(BADGE / 2)


def draw_badge(box: Box, number: int, colour: str, mode: Mode, *, inferred: bool) -> Iterator[Mark]:
    """Draw the number of a domino in a ring of its year's colour."""
    ground, (x, y) = palette.GROUNDS[mode], box.middle
    ring = Style(ground.panel, colour, BADGE_EDGE, dashes=BADGE_DASHES if inferred else None, round=not inferred)
    yield Disc(x, y, box.width / 2 - BADGE_EDGE / 2, ring)
    yield lettered(str(number), x, y, box.width * 0.57, ground.ink)


def covers(along: Sequence[Track]) -> list[Box]:
    """Cover the arrows with boxes, but for their ends."""
    return [box for track in along for box in cover(track, CLEAR, CLEAR * 1.5)]
