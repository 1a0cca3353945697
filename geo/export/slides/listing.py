"""Slides that list: the rows shown, each with its evidence and its sources, and the sources themselves."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from geo.export.slides import tables
from geo.export.slides.page import Deck
from geo.export.slides.rows import FIELDS, SOURCES, Field, Row, Rows, Source
from geo.export.slides.setting import Line
from geo.export.slides.stage import BODY_TOP, COLOURS, LEFT
from geo.export.slides.tables import Cell, Column
from geo.export.told import Presented
from geo.language import counted, message

LISTS: dict[Presented, str] = {
    "collaborations": message("The links, one by one"),
    "installations": message("The installations, one by one"),
}
SHOWN_ROWS = message("{first} to {last} of {all}")
MORE_ROWS = counted(
    "{n} more row has no room here; the Excel file of the same selection holds all.",
    "{n} more rows have no room here; the Excel file of the same selection holds all.",
)
MORE_SOURCES = counted("{n} more source is named in the data.", "{n} more sources are named in the data.")
HEADINGS = (message("No."), message("Publisher"), message("Page or document"))
NUMBERED = "[{number}]"
LETTERS = 10.0
# Height of a row in inches, rows on a slide: of one language, and of both.
ROW_HEIGHTS, ROWS_A_SLIDE, MOST_ROW_SLIDES = (0.42, 0.725), (12, 7), 30
SOURCE_HEIGHT, SOURCES_A_SLIDE, MOST_SOURCE_SLIDES = 0.28, 18, 12
SOURCE_WIDTHS = (0.6, 4.4, 7.13)


def row_slides(deck: Deck, rows: Rows) -> None:
    """Make the slides of the rows."""
    fields = FIELDS[deck.subject]
    columns = [Column(_heading(deck, field.heading), field.width, field.number) for field in fields]
    a_slide, tall = ROWS_A_SLIDE[len(deck.languages) - 1], ROW_HEIGHTS[len(deck.languages) - 1]
    sources = {source.number: source for source in rows.sources}
    title = deck.said(LISTS[deck.subject])
    left_out = rows.all - len(rows.rows)
    for start in range(0, len(rows.rows), a_slide):
        page = rows.rows[start : start + a_slide]
        last = start + len(page) == len(rows.rows)
        remark = _remark(deck, (start + 1, start + len(page), rows.all), MORE_ROWS, left_out if last else 0)
        slide = deck.slide(title, remark)
        cells = [[_cell(deck, field, row, sources) for field in fields] for row in page]
        tables.add(slide, LEFT, BODY_TOP, columns, cells, tall, " ".join((title[0], remark[0])))


def most_rows(deck: Deck) -> int:
    """Say how many rows have room."""
    return ROWS_A_SLIDE[len(deck.languages) - 1] * MOST_ROW_SLIDES


def _heading(deck: Deck, heading: str) -> list[Line]:
    most = 2 if len(deck.languages) == 1 else 1
    return deck.lines(deck.said(heading), LETTERS, COLOURS.panel, COLOURS.sea, bold=True, most=most)


def _remark(deck: Deck, shown: tuple[int, int, int], more: tuple[str, str], left_out: int) -> list[str]:
    """Say which of how many stand on a slide; on the last one, how many have no room."""
    said = []
    for language in deck.languages:
        first, last, whole = (language.number(value) for value in shown)
        which = language.text(SHOWN_ROWS, first=first, last=last, all=whole)
        said.append(f"{which} · {language.plural(*more, left_out)}" if left_out else which)
    return said


def _cell(deck: Deck, field: Field, row: Row, sources: dict[int, Source]) -> Cell:
    if field == SOURCES:
        first = sources[row.sources[0]] if row.sources else None
        said = " ".join(NUMBERED.format(number=number) for number in row.sources)
        return [Line(said, LETTERS, deck.languages[0], COLOURS.place, link=first.url if first else "", most=2)]
    texts = row.texts[field.name]
    return deck.lines(texts, LETTERS, most=2)


def source_slides(deck: Deck, sources: Sequence[Source]) -> None:
    """Make the slides of the sources, numbered as the rows name them."""
    kept = sources[: SOURCES_A_SLIDE * MOST_SOURCE_SLIDES]
    columns = [Column(_heading(deck, heading), width) for heading, width in zip(HEADINGS, SOURCE_WIDTHS, strict=True)]
    title, left_out = deck.said(SOURCES.heading), len(sources) - len(kept)
    for start in range(0, len(kept), SOURCES_A_SLIDE):
        page = kept[start : start + SOURCES_A_SLIDE]
        last = start + len(page) == len(kept)
        remark = _remark(deck, (start + 1, start + len(page), len(sources)), MORE_SOURCES, left_out if last else 0)
        slide = deck.slide(title, remark)
        tables.add(slide, LEFT, BODY_TOP, columns, [_source(deck, source) for source in page], SOURCE_HEIGHT, title[0])


def _source(deck: Deck, source: Source) -> list[Cell]:
    language = deck.languages[0]
    return [
        [Line(NUMBERED.format(number=source.number), LETTERS, language)],
        [Line(source.publisher, LETTERS, language, most=1)],
        [Line(source.title or readable(source.url), LETTERS, language, COLOURS.place, link=source.url, most=1)],
    ]


def readable(address: str) -> str:
    """Write an address with the letters that stand in it encoded."""
    try:
        return unquote(address, errors="strict")
    except UnicodeDecodeError:
        return address
