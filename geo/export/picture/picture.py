"""A picture of a map as a sheet of marks: the map, and beside it all that is told of it."""

from __future__ import annotations

from geo import palette, summary
from geo.export.lettering import drawable, wrapped
from geo.export.picture.frames import Bounds, Box, fitted
from geo.export.picture.installations import Installations, read_installations
from geo.export.picture.installations_map import draw_installations_map
from geo.export.picture.legend import country_entries, installation_entries, link_entries, technology_entries
from geo.export.picture.links import Links, read_links
from geo.export.picture.links_map import GREATEST_SCALE, draw_links_map
from geo.export.picture.marks import Panel, Sheet, Style, Text, centred
from geo.export.picture.panel import BODY, SMALL, SUBTITLE, TITLE, Column, Years, small_print
from geo.export.picture.world import draw_ground
from geo.export.told import COUNTRIES, YEARS, Pictured, Told, told
from geo.language import Language, counted, message
from geo.map.document import installations_document, links_document
from geo.map.texts import INSTALLATION_TEXTS, TEXTS
from geo.palette import Mode
from geo.programme import Programme
from geo.selection import Selection

Corners = tuple[tuple[float, float], tuple[float, float]]
SIDE, SLIDE_SIDE = 386.0, 322.0
SLIDE_MARGIN = 0.6 / 13.333  # of the width: where everything on a slide begins
MARGIN = 22.0
MOST_TITLE, MOST_SUBTITLE, MOST_SELECTION = 3, 3, 5
IN_ONE_COLUMN = 11  # short entries of a legend; more stand in two
UNNAMED = counted("{n} name found no room on the map.", "{n} names found no room on the map.")
MORE = counted("{n} more", "{n} more")
TECHNOLOGIES = message("Types of technology, and how many of each")
NO_LINK, NO_INSTALLATION = TEXTS["none_shown"], INSTALLATION_TEXTS["none_shown"]


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
    subject : {"collaborations", "installations"}
        The partnership map, or the map of installations.
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
    shown: Links | Installations = (
        read_links(programme, chosen, language)
        if subject == "collaborations"
        else read_installations(programme, chosen, language, mode)
    )
    map_box = box if slide else small_print(Sheet(width, height, colours.panel), box, said, mode)
    unnamed = _map(sheet, map_box, programme, shown, language, mode)
    _frame(sheet, map_box, mode)
    if not slide:
        small_print(sheet, box, said, mode)
    column = Column(sheet, Box(margin, MARGIN, side - MARGIN, height - MARGIN + 6), mode)
    if not slide:
        _head(column, said)
    column.years(_years(programme, subject, chosen, shown, language, mode))
    column.space()
    _legend(column, shown, unnamed, language, mode)
    return sheet


def _frame(sheet: Sheet, box: Box, mode: Mode) -> None:
    """Cover what reaches beyond the map's box, and part it from what stands on its left."""
    paper, line = Style(palette.GROUNDS[mode].panel), Style(palette.GROUNDS[mode].line)
    below = Box(box.left, box.bottom, sheet.width, sheet.height)
    edge = Box(box.left - 1, 0.0, box.left, sheet.height)
    sheet.add([Panel(Box(0.0, 0.0, box.left, sheet.height), paper), Panel(below, paper), Panel(edge, line)])


def _map(sheet: Sheet, box: Box, programme: Programme, shown: Links | Installations, language: Language, mode: Mode) -> int:
    if isinstance(shown, Links):
        if shown.places:
            return draw_links_map(sheet, box, shown, language, mode)
        _draw_nothing(sheet, box, shown, links_document(programme)["home"], language.text(NO_LINK), mode)
    else:
        if shown.countries:
            return draw_installations_map(sheet, box, shown, language, mode)
        home, said = installations_document(programme)["home"], language.text(NO_INSTALLATION)
        _draw_nothing(sheet, box, shown, home, said, mode)
    return 0


def _draw_nothing(sheet: Sheet, box: Box, shown: Links | Installations, home: Corners, said: str, mode: Mode) -> None:
    """Draw the ground where the live map opens, and say that nothing is shown."""
    colours, ((south, west), (north, east)) = palette.GROUNDS[mode], home
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


def _years(
    programme: Programme, subject: Pictured, selection: Selection, shown: Links | Installations, language: Language, mode: Mode
) -> Years:
    counts = summary.year_counts(programme, selection, subject)
    first, last = selection.fiscal_years or (min(counts, default=0), max(counts, default=0))
    return Years(language.text(YEARS[subject]), counts, palette.year_colours(shown.years, mode), (first, last))


def _legend(column: Column, shown: Links | Installations, unnamed: int, language: Language, mode: Mode) -> None:
    if not (shown.places if isinstance(shown, Links) else shown.countries):
        return
    if isinstance(shown, Links):
        marks, heading, entries = link_entries(shown, language, mode), COUNTRIES["collaborations"], country_entries(shown, language)
    else:
        marks, heading = installation_entries(shown, language, mode), TECHNOLOGIES
        entries = technology_entries(list(shown.technologies.values()), language, mode)
    column.entries(marks)
    if unnamed:
        column.paragraph(language.plural(*UNNAMED, unnamed), SMALL, column.colours.quiet)
    column.space(8)
    column.heading(language.text(heading))
    column.grid(entries, 1 if len(entries) <= IN_ONE_COLUMN else 2, lambda n: language.plural(*MORE, n))
