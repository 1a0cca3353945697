"""Slides that show what a Selection amounts to: the map, the key figures, the charts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo import shown
from geo.export.key_figures import Figure
from geo.export.lettering import width
from geo.export.picture.canvas import paint
from geo.export.picture.picture import roomy_picture
from geo.export.slides import charts, figures
from geo.export.slides.page import BODY_WIDTH, Deck
from geo.export.slides.setting import MARGIN, POINTS, Line, block, box, describe, height
from geo.export.slides.stage import BODY_BOTTOM, BODY_TOP, COLOURS, LEFT, WIDTH, emu
from geo.export.told import Presented, run_on
from geo.language import message

if TYPE_CHECKING:
    from pptx.slide import Slide


MAPS: dict[Presented, str] = {
    "collaborations": message("On the map: who works with whom"),
    "installations": message("On the map: what was built, and where"),
}
FIGURES = message("Key figures")
LONGEST = message("Longest together")
WHEN_AND_WHERE = message("When, and in which countries")
NOTHING = message("No row matches this selection: there is nothing to chart or to list.")
WHICH_TECHNOLOGIES = message("Which technologies")
MAP_TOP, MAP_HEIGHT = 1.16, 5.46
MAP_PIXELS = 2560
CARD_GAP, CARD_TOP, CARD_HEIGHT = 0.24, 1.5, 2.3
HALF_GAP = 0.4  # between two charts
HALF = (BODY_WIDTH - HALF_GAP) / 2
CHART_TITLE = 0.6
NOTHING_HEIGHT = 1.4


def maps(deck: Deck) -> None:
    """Make a slide of the map for each language: names on a map stand in one language."""
    for place, language in enumerate(deck.languages):
        title = deck.said(MAPS[deck.subject])
        slide = deck.slide(title)
        sheet = roomy_picture(deck.programme, deck.subject, deck.selection, language, "light", MAP_HEIGHT / WIDTH, slide=True)
        file = paint(sheet, (WIDTH, MAP_HEIGHT), "png", dpi=MAP_PIXELS / WIDTH, metadata={"Software": None})
        shape = slide.shapes.add_picture(io.BytesIO(file), emu(0), emu(MAP_TOP), emu(WIDTH), emu(MAP_HEIGHT))
        told = deck.told[place]
        describe(shape, " ".join((told.title, told.rows, *told.selection)))
        said = Line(run_on(told.missing), 10, language, COLOURS.quiet, most=2)
        box(slide, (LEFT, MAP_TOP + MAP_HEIGHT + 0.05, BODY_WIDTH, 0.36), [said], anchor="middle")


def key_figures(deck: Deck) -> None:
    """Make the slide of the figures, each with what it stands beside, and below them what is missing."""
    slide = deck.slide(deck.said(FIGURES), [each.rows for each in deck.told])
    columns = list(zip(*(each.figures for each in deck.told), strict=True))
    wide = (BODY_WIDTH - CARD_GAP * (len(columns) - 1)) / len(columns)
    for place, told in enumerate(columns):
        left = LEFT + place * (wide + CARD_GAP)
        block(slide, (left, CARD_TOP, wide, CARD_HEIGHT), COLOURS.panel, line=COLOURS.line)
        block(slide, (left, CARD_TOP, wide, 0.07), COLOURS.place)
        _card(deck, slide, left + 0.2, wide - 0.4, told)
    top = CARD_TOP + CARD_HEIGHT + 0.35
    tall = BODY_BOTTOM - top
    pairs = figures.longest_together(deck.programme, deck.selection, deck.languages) if deck.subject == "collaborations" else []
    wide = HALF if pairs else BODY_WIDTH
    sentences = [deck.lines(said, 15, most=5, space=6) for said in zip(*(each.missing for each in deck.told), strict=True)]
    block(slide, (LEFT, top, 0.05, tall), COLOURS.line)
    box(slide, (LEFT + 0.25, top, wide - 0.25, tall), [line for lines in sentences for line in lines], anchor="middle")
    if pairs:
        left = LEFT + HALF + HALF_GAP
        block(slide, (left, top, 0.05, tall), COLOURS.line)
        heading = deck.lines(deck.said(LONGEST), 14, bold=True, most=1)
        listed = [line for pair in pairs for line in deck.lines(pair, 13, most=1, space=3)]
        box(slide, (left + 0.25, top, HALF - 0.25, tall), [*heading, *listed], anchor="middle")


def _card(deck: Deck, slide: Slide, left: float, wide: float, told: Sequence[Figure]) -> None:
    box(slide, (left, CARD_TOP + 0.22, wide, 0.55), deck.lines([each.label for each in told], 14, COLOURS.quiet, most=1))
    size = min(48.0, 48.0 * wide * POINTS * MARGIN / max(1.0, width(told[0].value, 48.0, bold=True)))
    value = Line(told[0].value, size, deck.languages[0], COLOURS.place, bold=True, most=1)
    box(slide, (left, CARD_TOP + 0.76, wide, 0.85), [value], anchor="middle")
    box(slide, (left, CARD_TOP + 1.64, wide, 0.6), deck.lines([each.beside for each in told], 14, COLOURS.japanese, most=1))


def chart_slides(deck: Deck) -> None:
    """Make the slides of the charts that tell something, two on each; without rows, one that says so."""
    asked = (deck.programme, deck.selection)
    if not shown.number(*asked, deck.subject):
        slide = deck.slide(deck.said(WHEN_AND_WHERE), [each.rows for each in deck.told])
        box(slide, (LEFT, BODY_TOP, BODY_WIDTH, NOTHING_HEIGHT), deck.lines(deck.said(NOTHING), 20, most=2, space=6))
        return
    if deck.subject == "installations":
        technologies, tonnes = figures.by_technology(*asked, deck.languages), figures.reduction(*asked, deck.languages)
        _side_by_side(deck, WHICH_TECHNOLOGIES, (technologies, tonnes))
    years, countries = (count(*asked, deck.subject, deck.languages) for count in (figures.by_year, figures.by_country))
    _side_by_side(deck, WHEN_AND_WHERE, (years, countries))


def _side_by_side(deck: Deck, title: str, offered: Sequence[figures.Chart]) -> None:
    """Make a slide of the charts that tell something; one alone takes its whole width."""
    telling = [chart for chart in offered if chart.telling]
    if not telling:
        return
    slide = deck.slide(deck.said(title), [each.rows for each in deck.told])
    wide = HALF if len(telling) > 1 else BODY_WIDTH
    for place, chart in enumerate(telling):
        _chart(deck, slide, (LEFT + place * (HALF + HALF_GAP), wide), chart)


def _chart(deck: Deck, slide: Slide, across: tuple[float, float], chart: figures.Chart) -> None:
    """Set a chart between its title and what it lacks; `across`: its left end and its width."""
    left, wide = across
    box(slide, (left, BODY_TOP, wide, CHART_TITLE), deck.lines(chart.title, 14, bold=True, most=2 if len(chart.title) == 1 else 1))
    lacks = deck.lines(chart.missing, 11, COLOURS.quiet, most=2)
    top, bottom = BODY_TOP + CHART_TITLE, BODY_BOTTOM - height(lacks, wide)
    charts.add(slide, (left, top, wide, bottom - top), chart.bars)
    if lacks:
        box(slide, (left, bottom, wide, BODY_BOTTOM - bottom), lacks, anchor="bottom")
