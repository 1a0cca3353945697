"""The first slide and the last: what is shown, and what to know of the data."""

from __future__ import annotations

import io
from collections.abc import Sequence

from geo.export.package import EMPTY_MEANS
from geo.export.picture.canvas import paint
from geo.export.picture.cover import cover as picture_of_cover
from geo.export.slides import stage
from geo.export.slides.page import BODY_WIDTH, Deck
from geo.export.slides.setting import Line, block, box, cut, describe, height, shade, write
from geo.export.slides.stage import BODY_BOTTOM, BODY_TOP, COLOURS, HEIGHT, LEFT, WIDTH
from geo.language import Language, message
from geo.palette import GROUNDS
from geo.vocabulary import EVIDENCE_NAMES

ABOUT = message("About these data")
SELECTION = message("Selection")
COMPLETE = message("How complete")
EVIDENCE = message("Evidence")
LEVEL = message("{level}: {meaning}")
EMPTY = message("Empty cells")
DATE = message("Data as of")
SOURCES = message("Sources")
COVER_INK, COVER_QUIET, COVER_ACCENT = GROUNDS["dark"].ink, GROUNDS["dark"].quiet, GROUNDS["dark"].japanese
COVER_UNITS, COVER_PIXELS = (1440.0, 810.0), 1920
COVER_TEXT, COVER_SHADE = 6.9, 9.6
TITLE_SIZES = (34.0, 31.0, 28.0, 25.0, 22.0)
LABEL_WIDTH = 2.2
LARGEST, SMALLEST = 15.0, 9.0


def cover(deck: Deck) -> None:
    """Make the cover: what is shown, chosen how, of what time."""
    slide = deck.made.slides.add_slide(stage.cover(deck.made))
    sheet = picture_of_cover(deck.programme, deck.subject, deck.selection, deck.languages[0], "dark", COVER_UNITS)
    file = paint(sheet, (WIDTH, HEIGHT), "png", dpi=COVER_PIXELS / WIDTH, metadata={"Software": None})
    ground = slide.shapes.add_picture(io.BytesIO(file), stage.emu(0), stage.emu(0), stage.emu(WIDTH), stage.emu(HEIGHT))
    describe(ground, "")
    left_half = shade(slide, (0, 0, COVER_SHADE, HEIGHT), sheet.ground)
    accent = block(slide, (LEFT, 1.32, 1.1, 0.09), COVER_ACCENT)
    for shape in (accent, left_half, ground):
        # Behind the title, which the layout puts first.
        tree = shape.element.getparent()
        tree.remove(shape.element)
        tree.insert(2, shape.element)
    told, width = deck.told[0], COVER_TEXT - LEFT - 0.3
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (stage.emu(value) for value in (LEFT - 0.1, 1.5, width + 0.2, 1.3))
    size = next((size for size in TITLE_SIZES if cut(told.title, size, width, 2, bold=True) == told.title), TITLE_SIZES[-1])
    write(title.text_frame, [Line(told.title, size, deck.languages[0], COVER_INK, bold=True, most=2)], width)
    below = [Line(told.subtitle, 17, deck.languages[0], COVER_INK, most=2)]
    for other, language in zip(deck.told[1:], deck.languages[1:], strict=True):
        below += [Line(other.title, 19, language, COVER_QUIET, bold=True, most=2, space=10)]
        below += [Line(other.subtitle, 13, language, COVER_QUIET, most=2)]
    box(slide, (LEFT, 2.9, width, 1.75), below)
    chosen = [
        Line(" · ".join((each.rows, *each.selection)), size, language, COVER_QUIET, most=4 if len(deck.told) == 1 else 2, space=4)
        for each, language, size in zip(deck.told, deck.languages, (14, 10.5), strict=False)
    ]
    box(slide, (LEFT, 4.75, width, 1.2), chosen)
    last = [Line(text, 9.5, deck.languages[0], COVER_QUIET, most=2, space=2) for text in (told.date, told.credits, told.licence)]
    box(slide, (LEFT, 6.1, width, 1.05), last, anchor="bottom")


def about(deck: Deck) -> None:
    """Make the last slide: selection, completeness, evidence, date, sources, licence."""
    slide = deck.slide(deck.said(ABOUT))
    entries = _entries(deck)
    size = LARGEST
    while size > SMALLEST and _tall(deck, entries, size) > BODY_BOTTOM - BODY_TOP:
        size -= 0.5
    top = BODY_TOP
    for label, texts in entries:
        lines = deck.lines(texts, size)
        tall = height(lines, BODY_WIDTH - LABEL_WIDTH) + 0.11
        box(slide, (LEFT, top, LABEL_WIDTH - 0.2, tall), deck.lines(label, size, COLOURS.japanese, bold=True))
        box(slide, (LEFT + LABEL_WIDTH, top, BODY_WIDTH - LABEL_WIDTH, tall), lines)
        top += tall


Entry = tuple[list[str], list[str]]


def _tall(deck: Deck, entries: Sequence[Entry], size: float) -> float:
    return sum(height(deck.lines(texts, size), BODY_WIDTH - LABEL_WIDTH) + 0.11 for _, texts in entries)


def _entries(deck: Deck) -> list[Entry]:
    told = deck.told
    return [
        (deck.said(SELECTION), [" · ".join((each.rows, *each.selection)) for each in told]),
        (deck.said(COMPLETE), [" ".join(each.missing) for each in told]),
        (deck.said(EVIDENCE), [_levels(language) for language in deck.languages]),
        (deck.said(EMPTY), deck.said(EMPTY_MEANS)),
        (deck.said(DATE), [each.date for each in told]),
        (deck.said(SOURCES), [f"{each.credits} {each.licence}" for each in told]),
        ([""] * len(told), [each.boundaries for each in told]),
    ]


def _levels(language: Language) -> str:
    return " · ".join(
        language.text(LEVEL, level=level, meaning=language.text(meaning)) for level, meaning in EVIDENCE_NAMES.items()
    )
