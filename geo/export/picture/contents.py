"""What each of the four maps puts on a picture: how it is drawn, its years, its legend, and what it says where nothing is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from geo import palette, summary
from geo.export.picture import legend
from geo.export.picture.countries_map import draw_countries_map
from geo.export.picture.dominoes import read_spreads
from geo.export.picture.dominoes_map import draw_dominoes_map
from geo.export.picture.frames import Box
from geo.export.picture.installations import Installations, read_installations
from geo.export.picture.installations_map import draw_installations_map
from geo.export.picture.links import read_links
from geo.export.picture.links_map import draw_links_map
from geo.export.picture.marks import Sheet
from geo.export.picture.panel import Entry, Years
from geo.export.told import COUNTRIES, YEARS, Pictured, Presented
from geo.language import Language, message
from geo.map.document import dominoes_document, installations_document, links_document
from geo.map.texts import DOMINO_TEXTS, INSTALLATION_TEXTS, TEXTS
from geo.palette import Mode
from geo.programme import Programme
from geo.selection import Selection

TECHNOLOGIES = message("Types of technology, and how many of each")
DOMINOES = message("What spread, from where to where")
Corners = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Content:
    """What a map puts on a picture.

    Parameters
    ----------
    empty : bool
        Whether nothing is shown.
    nothing : str
        What is said then: a message id.
    home : tuple of two tuples of float
        What the live map opens with: south-west and north-east corner as latitude and longitude.
    partners : frozenset of str
        ISO 3166-1 alpha-3 codes of the countries tinted on the ground.
    years : Years or None
        The bars of the fiscal years; None where rows are too few to be counted by year.
    draw : callable
        Draws the map on a sheet, in a box; gives how many names found no room.
    marks : sequence of Entry
        The legend of the map's marks.
    heading : str
        Of what is listed below: a message id.
    listed : sequence of Entry
        What is listed below the marks.
    sentences : bool
        Whether what is listed is told in sentences, which want the whole width.
    """

    empty: bool
    nothing: str
    home: Corners
    partners: frozenset[str]
    years: Years | None
    draw: Callable[[Sheet, Box], int]
    marks: Sequence[Entry]
    heading: str
    listed: Sequence[Entry]
    sentences: bool = False


Reader = Callable[[Programme, Selection, Language, Mode], Content]


def read_content(programme: Programme, subject: Pictured, selection: Selection, language: Language, mode: Mode) -> Content:
    """Read what a Selection shows on a map.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    subject : {"collaborations", "installations", "countries", "dominoes"}
        Which map.
    selection : Selection
        What is shown.
    language : Language
        Of every word.
    mode : {"light", "dark"}
        The room.

    Returns
    -------
    Content
        Ready to be drawn.
    """
    return READERS[subject](programme, selection, language, mode)


def _links(programme: Programme, selection: Selection, language: Language, mode: Mode) -> Content:
    shown = read_links(programme, selection, language)
    return Content(
        empty=not shown.places,
        nothing=TEXTS["none_shown"],
        home=links_document(programme)["home"],
        partners=shown.partners,
        years=_years(programme, "collaborations", selection, shown.years, language, mode),
        draw=lambda sheet, box: draw_links_map(sheet, box, shown, language, mode),
        marks=legend.link_entries(shown, language, mode) if shown.places else (),
        heading=COUNTRIES["collaborations"],
        listed=legend.country_entries(shown, language),
    )


def _installations(programme: Programme, selection: Selection, language: Language, mode: Mode) -> Content:
    shown = read_installations(programme, selection, language, mode)
    return Content(
        empty=not shown.countries,
        nothing=INSTALLATION_TEXTS["none_shown"],
        home=installations_document(programme)["home"],
        partners=shown.partners,
        years=_years(programme, "installations", selection, shown.years, language, mode),
        draw=lambda sheet, box: draw_installations_map(sheet, box, shown, language, mode),
        marks=legend.installation_entries(shown, language, mode),
        heading=TECHNOLOGIES,
        listed=legend.technology_entries(list(shown.technologies.values()), language, mode),
    )


def _countries(programme: Programme, selection: Selection, language: Language, mode: Mode) -> Content:
    shown = read_installations(programme, selection, language, mode)
    numbers = {code: language.number(count) for code, (_, _, _, count) in shown.countries.items()}
    return Content(
        empty=not shown.countries,
        nothing=INSTALLATION_TEXTS["none_shown"],
        home=installations_document(programme)["home"],
        partners=shown.partners,
        years=_years(programme, "installations", selection, shown.years, language, mode),
        draw=lambda sheet, box: draw_countries_map(sheet, box, shown, numbers, mode),
        marks=legend.histogram_entries(shown, language, mode) if shown.countries else (),
        heading=COUNTRIES["installations"],
        listed=_by_country(shown, numbers),
    )


def _by_country(shown: Installations, numbers: Mapping[str, str]) -> list[Entry]:
    return [Entry(None, name, numbers[code]) for code, (name, *_) in shown.countries.items()]


def _dominoes(programme: Programme, selection: Selection, language: Language, mode: Mode) -> Content:
    shown = read_spreads(programme, selection, language)
    return Content(
        empty=not shown.spreads,
        nothing=DOMINO_TEXTS["none_shown"],
        home=dominoes_document(programme)["home"],
        partners=shown.partners,
        years=None,
        draw=lambda sheet, box: draw_dominoes_map(sheet, box, shown, mode),
        marks=legend.arrow_entries(shown, language, mode),
        heading=DOMINOES,
        listed=legend.spread_entries(shown, language, mode),
        sentences=True,
    )


READERS: Mapping[Pictured, Reader] = {
    "collaborations": _links,
    "installations": _installations,
    "countries": _countries,
    "dominoes": _dominoes,
}


def _years(
    programme: Programme, subject: Presented, selection: Selection, years: Sequence[int], language: Language, mode: Mode
) -> Years:
    counts = summary.year_counts(programme, selection, subject)
    first, last = selection.fiscal_years or (min(counts, default=0), max(counts, default=0))
    return Years(language.text(YEARS[subject]), counts, palette.year_colours(years, mode), (first, last))
