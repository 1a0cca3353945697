"""Legends of the pictures: the same marks as on the map, each with what it means; only what the picture shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from geo import palette
from geo.export.picture.arrows import Track, arrow
from geo.export.picture.dominoes import VIA, VIA_DASHES, Spread, Spreads, draw_badge
from geo.export.picture.frames import Box
from geo.export.picture.installations import EDGE, RING, Installations, Technology, draw_dot
from geo.export.picture.links import DASHES, NEWEST, STRAND, Links, node
from geo.export.picture.marks import Disc, Mark, Panel, Shape, Style
from geo.export.picture.panel import Entry
from geo.language import Language, message
from geo.map.texts import DOMINO_TEXTS, TEXTS
from geo.palette import Mode

NODE, HALF_STRAND, DOT = 4.6, 10.0, 7.5
BARS, BAR_WIDTH = (4.0, 9.0, 6.0, 14.0), 4.0
ARROW, ARROW_SHARE = 15.0, 1.9  # half of what an arrow takes with the gaps at its ends, and how much larger it is on the map
NUMBER = 8.0
SPREAD = message("{route} ({year}): {what}")
NO_BAR = message("Those without a known fiscal year are counted, but have no bar")
NEWEST_YEAR = message("The newest year on the map, {year}: wider")


def link_entries(links: Links, language: Language, mode: Mode) -> list[Entry]:
    """Explain the marks of the partnership map."""
    quiet, newest, said = palette.GROUNDS[mode].quiet, max(links.years), _words(language)
    entries = [
        Entry(_node(mode, japanese=True), said("legend_japanese")),
        Entry(_node(mode, japanese=False), said("legend_partner")),
    ]
    if any(place.proxy for place in links.places):
        entries.append(Entry(_node(mode, japanese=False, proxy=True), said("legend_proxy")))
    entries.append(Entry(_strand(Style(stroke=quiet, thickness=STRAND)), said("legend_strand")))
    if any(strand.year == newest for strand in links.strands):
        colour = palette.year_colours(links.years, mode)[newest]
        entries.append(
            Entry(_strand(Style(stroke=colour, thickness=NEWEST)), language.text(NEWEST_YEAR, year=language.fiscal_year(newest)))
        )
    if any(strand.inferred for strand in links.strands):
        dashed = Style(stroke=quiet, thickness=STRAND, dashes=DASHES, round=False)
        entries.append(Entry(_strand(dashed), said("legend_inferred")))
    return entries


def installation_entries(shown: Installations, language: Language, mode: Mode) -> list[Entry]:
    """Explain the marks of the map of installations."""
    quiet, said = palette.GROUNDS[mode].quiet, _words(language)

    def dot(*, province: bool = False, measured: bool = True) -> Callable[[float, float], Sequence[Mark]]:
        return lambda x, y: list(draw_dot(Box(x, y, x, y).grown(DOT - 1), "", quiet, mode, province=province, measured=measured))

    entries = []
    if any(each.tonnes is not None for each in shown.dots):
        entries.append(Entry(dot(), said("legend_dot")))
    if any(each.tonnes is None for each in shown.dots):
        entries.append(Entry(dot(measured=False), said("legend_unmeasured")))
    if any(each.province for each in shown.dots):
        entries.append(Entry(dot(province=True), said("legend_province")))
    if shown.bubbles:
        entries.append(Entry(lambda x, y: list(_bubble(x, y, mode)), said("legend_bubble")))
    return entries


def technology_entries(technologies: Sequence[Technology], language: Language, mode: Mode) -> list[Entry]:
    """List types of technology with their letters, their colours and their numbers."""

    def drawn(technology: Technology) -> Callable[[float, float], Sequence[Mark]]:
        return lambda x, y: list(draw_dot(Box(x, y, x, y).grown(DOT), technology.letters, technology.colour, mode))

    return [Entry(drawn(each), each.name, language.number(each.count)) for each in technologies]


def histogram_entries(shown: Installations, language: Language, mode: Mode) -> list[Entry]:
    """Explain the cards of the map by country, and why an installation may have no bar."""
    entries = [Entry(lambda x, y: list(_bars(x, y, mode)), _words(language)("legend_histogram"))]
    if len(shown.dated) < sum(count for *_, count in shown.countries.values()):
        entries.append(Entry(None, language.text(NO_BAR)))
    return entries


def arrow_entries(shown: Spreads, language: Language, mode: Mode) -> list[Entry]:
    """Explain the marks of the map of domino effects."""
    ground, said = palette.GROUNDS[mode], _words(language)
    entries = []
    if shown.spreads:
        entries.append(Entry(_arrow(ground.japanese), said("legend_domino")))
    if any(each.year is None for each in shown.spreads):
        entries.append(Entry(_arrow(ground.ink), said("legend_undated")))
    if any(each.inferred for each in shown.spreads):
        entries.append(Entry(_arrow(ground.quiet, dashed=True), said("legend_in_part")))
    if any(each.via_line for each in shown.spreads):
        dotted = Style(stroke=ground.quiet, thickness=VIA, dashes=VIA_DASHES)
        entries.append(Entry(_strand(dotted), said("legend_via")))
    return entries


def spread_entries(shown: Spreads, language: Language, mode: Mode) -> list[Entry]:
    """Tell each domino: its number, from where to where, when, what moved."""

    def drawn(each: Spread) -> Callable[[float, float], Sequence[Mark]]:
        colour = shown.colour(each, mode)
        return lambda x, y: list(draw_badge(Box(x, y, x, y).grown(NUMBER), each.number, colour, mode, inferred=each.inferred))

    return [
        Entry(drawn(each), language.text(SPREAD, route=each.route, year=each.year_label, what=each.what)) for each in shown.spreads
    ]


def country_entries(links: Links, language: Language) -> list[Entry]:
    """List the partners' countries with how many links each has."""
    country = {place.id: place.country for place in links.places}
    counts = Counter(country[partner] for _, partner in (strand.ends for strand in links.strands))
    return [Entry(None, name, language.number(n)) for name, n in counts.most_common()]


def _words(language: Language) -> Callable[[str], str]:
    """Word what the live map's legend says."""
    return lambda key: language.text({**TEXTS, **DOMINO_TEXTS}[key])


def _node(mode: Mode, *, japanese: bool, proxy: bool = False) -> Callable[[float, float], Sequence[Mark]]:
    return lambda x, y: [node(x, y, NODE, japanese=japanese, proxy=proxy, mode=mode)]


def _strand(style: Style) -> Callable[[float, float], Sequence[Mark]]:
    return lambda x, y: [Shape([np.array([[x - HALF_STRAND, y], [x + HALF_STRAND, y]])], style)]


def _bubble(x: float, y: float, mode: Mode) -> Iterator[Mark]:
    ground = palette.GROUNDS[mode]
    yield Disc(x, y, DOT, Style(ground.quiet, ground.halo, EDGE))
    yield Disc(x, y, DOT * RING, Style(ground.panel))


def _bars(x: float, y: float, mode: Mode) -> Iterator[Mark]:
    for place, high in enumerate(BARS):
        left = x + (place - len(BARS) / 2) * BAR_WIDTH
        yield Panel(Box(left, y + DOT - high, left + BAR_WIDTH - 1, y + DOT), Style(palette.GROUNDS[mode].quiet))


def _arrow(colour: str, *, dashed: bool = False) -> Callable[[float, float], Sequence[Mark]]:
    def drawn(x: float, y: float) -> Sequence[Mark]:
        line = Track(np.array([[x - ARROW, y], [x + ARROW, y]]) * ARROW_SHARE)
        return [Shape([piece / ARROW_SHARE], Style(colour), closed=True) for piece in arrow(line, dashed=dashed)]

    return drawn
