"""A picture of a map as a sheet of marks: the map, and beside it all that is told of it."""

from __future__ import annotations

from geo import palette
from geo.export.lettering import drawable, wrapped
from geo.export.picture.contents import Content, read_content
from geo.export.picture.frames import Bounds, Box, fitted
from geo.export.picture.links_map import GREATEST_SCALE
from geo.export.picture.marks import Panel, Sheet, Style, Text, centred
from geo.export.picture.panel import BODY, SMALL, SUBTITLE, TITLE, Column, small_print
from geo.export.picture.world import draw_ground
from geo.export.told import Pictured, Told, told
from geo.language import Language, counted
from geo.palette import Mode
from geo.programme import Programme
from geo.selection import Selection

WIDTHS = (1440.0, 1580.0, 1740.0)  # in its own units: the wider, the smaller its lettering
SIDE, SLIDE_SIDE = 386.0, 322.0
SLIDE_MARGIN = 0.6 / 13.333  # of the width: where everything on a slide begins
MARGIN = 22.0
MOST_TITLE, MOST_SUBTITLE, MOST_SELECTION = 3, 3, 5
MOST_SENTENCE = 7
IN_ONE_COLUMN = 11  # short entries of a legend; more stand in two
UNNAMED = counted("{n} name found no room on the map.", "{n} names found no room on the map.")
MORE = counted("{n} more", "{n} more")


def picture(
    programme: Programme,
    subject: Pictured,
    selection: Selection,
    language: Language,
    mode: Mode,
    size: tuple[float, float],
    *,
    slide: bool = False,
) -> Sheet:
    """Draw a map with all that is told of it.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    subject : {"collaborations", "installations", "countries", "dominoes"}
        Which map.
    selection : Selection
        What is shown; an open detail changes nothing.
    language : Language
        Of every word on it.
    mode : {"light", "dark"}
        The room it is shown in.
    size : tuple of float
        Width and height of the picture, in its own units, which are those of the live map: the smaller it is, the larger is
        its lettering when it is printed.
    slide : bool
        Whether it goes on a slide that tells by itself what it shows: then only years and legend stand beside the map.

    Returns
    -------
    Sheet
        Ready to be painted.
    """
    colours, chosen = palette.GROUNDS[mode], selection.without("sel")
    (width, height), margin = size, SLIDE_MARGIN * size[0] if slide else MARGIN
    side = margin + SLIDE_SIDE if slide else SIDE
    sheet = Sheet(width, height, colours.panel)
    said = told(programme, chosen, subject, language)
    box = Box(side, 0.0, width, height)
    shown = read_content(programme, subject, chosen, language, mode)
    map_box = box if slide else small_print(Sheet(width, height, colours.panel), box, said, mode)
    sheet.unnamed = _map(sheet, map_box, shown, language, mode)
    _frame(sheet, map_box, mode)
    if not slide:
        small_print(sheet, box, said, mode)
    column = Column(sheet, Box(margin, MARGIN, side - MARGIN, height - MARGIN + 6), mode)
    if not slide:
        _head(column, said)
    if shown.years:
        column.years(shown.years)
        column.space()
    _legend(column, shown, sheet.unnamed, language)
    return sheet


def roomy_picture(
    programme: Programme,
    subject: Pictured,
    selection: Selection,
    language: Language,
    mode: Mode,
    shape: float,
    *,
    slide: bool = False,
) -> Sheet:
    """Draw a map as large as its names allow: with lettering as on the live map, or smaller where not all find room so.

    Parameters
    ----------
    programme, subject, selection, language, mode, slide
        As `picture` takes them.
    shape : float
        Height of the picture, as a share of its width.

    Returns
    -------
    Sheet
        The first of `WIDTHS` on which every name has room, else the one that leaves out the fewest.
    """
    best = None
    for width in WIDTHS:
        drawn = picture(programme, subject, selection, language, mode, (width, width * shape), slide=slide)
        best = drawn if best is None or drawn.unnamed < best.unnamed else best
        if not drawn.unnamed:
            break
    return best or drawn


def _frame(sheet: Sheet, box: Box, mode: Mode) -> None:
    """Cover what reaches beyond the map's box, and part it from what stands on its left."""
    paper, line = Style(palette.GROUNDS[mode].panel), Style(palette.GROUNDS[mode].line)
    below = Box(box.left, box.bottom, sheet.width, sheet.height)
    edge = Box(box.left - 1, 0.0, box.left, sheet.height)
    sheet.add([Panel(Box(0.0, 0.0, box.left, sheet.height), paper), Panel(below, paper), Panel(edge, line)])


def _map(sheet: Sheet, box: Box, shown: Content, language: Language, mode: Mode) -> int:
    if not shown.empty:
        return shown.draw(sheet, box)
    _draw_nothing(sheet, box, shown, language.text(shown.nothing), mode)
    return 0


def _draw_nothing(sheet: Sheet, box: Box, shown: Content, said: str, mode: Mode) -> None:
    """Draw the ground where the live map opens, and say that nothing is shown."""
    colours, ((south, west), (north, east)) = palette.GROUNDS[mode], shown.home
    frame = fitted(Bounds.of([(west, south), (east, north)]), box.grown(-MARGIN), box, GREATEST_SCALE)
    sheet.add(draw_ground(frame, shown.partners, colours))
    x, y = box.middle
    text = centred(Text(0.0, y, drawable(said), SUBTITLE, colours.ink, bold=True, role="name"), x)
    sheet.add([Panel(text.box.grown(14), Style(colours.panel), corner=8.0), text])


def _head(column: Column, said: Told) -> None:
    column.paragraph(said.title, TITLE, bold=True, most=MOST_TITLE)
    column.space(2)
    column.paragraph(said.subtitle, SUBTITLE, most=MOST_SUBTITLE)
    column.space(6)
    _selection(column, (said.rows, *said.selection))
    column.space()
    column.figures(said.figures)
    column.space()


def _selection(column: Column, chosen: tuple[str, ...]) -> None:
    """Set what was chosen in a few lines; of long lists each filter its beginning."""
    together, quiet = " · ".join(chosen), column.colours.quiet
    if len(wrapped(together, BODY, column.box.width)) <= MOST_SELECTION:
        column.paragraph(together, BODY, quiet)
        return
    for each in chosen:
        column.paragraph(each, BODY, quiet, most=1)


def _legend(column: Column, shown: Content, unnamed: int, language: Language) -> None:
    if shown.empty:
        return
    column.entries(shown.marks)
    if unnamed:
        column.paragraph(language.plural(*UNNAMED, unnamed), SMALL, column.colours.quiet)
    column.space(8)
    column.heading(language.text(shown.heading))
    if shown.sentences:
        column.entries(shown.listed, most=MOST_SENTENCE)
    else:
        column.grid(shown.listed, 1 if len(shown.listed) <= IN_ONE_COLUMN else 2, lambda n: language.plural(*MORE, n))
