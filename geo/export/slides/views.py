"""Slides that show what a Selection amounts to: the map, the key figures, the charts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.export.key_figures import Figure
from geo.export.lettering import width
from geo.export.picture.canvas import paint
from geo.export.picture.picture import roomy_picture
from geo.export.slides import charts, figures
from geo.export.slides.page import BODY_WIDTH, Deck
from geo.export.slides.setting import MARGIN, POINTS, Line, block, box, describe
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
WHICH_TECHNOLOGIES = message("Which technologies")
MAP_TOP, MAP_HEIGHT = 1.16, 5.46
MAP_PIXELS = 2560
CARD_GAP, CARD_TOP, CARD_HEIGHT = 0.24, 1.5, 2.3
HALF_GAP = 0.4  # between two charts
HALF = (BODY_WIDTH - HALF_GAP) / 2
CHART_TITLE, CAPTION = 0.6, 0.5


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
    """Make the slides of the charts: two on each."""
    rows = [each.rows for each in deck.told]
    if deck.subject == "installations":
        slide = deck.slide(deck.said(WHICH_TECHNOLOGIES), rows)
        _chart(deck, slide, LEFT, figures.by_technology(deck.programme, deck.selection, deck.languages))
        _chart(deck, slide, LEFT + HALF + HALF_GAP, figures.reduction(deck.programme, deck.selection, deck.languages))
    slide = deck.slide(deck.said(WHEN_AND_WHERE), rows)
    _chart(deck, slide, LEFT, figures.by_year(deck.programme, deck.selection, deck.subject, deck.languages))
    _chart(deck, slide, LEFT + HALF + HALF_GAP, figures.by_country(deck.programme, deck.selection, deck.subject, deck.languages))


def _chart(deck: Deck, slide: Slide, left: float, chart: figures.Chart) -> None:
    box(slide, (left, BODY_TOP, HALF, CHART_TITLE), deck.lines(chart.title, 14, bold=True, most=2 if len(chart.title) == 1 else 1))
    bottom = BODY_BOTTOM - (CAPTION if chart.missing else 0)
    if chart.bars.values:
        top = BODY_TOP + CHART_TITLE
        charts.add(slide, (left, top, HALF, bottom - top), chart.bars)
    if chart.missing:
        box(slide, (left, bottom, HALF, CAPTION), deck.lines(chart.missing, 11, COLOURS.quiet, most=2), anchor="bottom")
