"""The slides of a Selection, in one language or both: cover, map, key figures, charts, rows, sources, what to know of the data."""

from __future__ import annotations

import io
from datetime import datetime, time

from geo import summary
from geo.export.progress import Report, unheard
from geo.export.sheets import cleaned
from geo.export.slides import ends, listing, stage, views
from geo.export.slides.archive import steady
from geo.export.slides.charts import FIRST_MOMENT
from geo.export.slides.page import Deck
from geo.export.slides.rows import read_rows
from geo.export.told import Presented, told
from geo.language import Language, message
from geo.programme import Programme
from geo.reconciliation import as_of_order
from geo.selection import Selection

LONGEST = 255  # letters of a property
# What is being done, at which share of the time it takes.
COVER = (0.02, message("drawing the cover"))
MAPS = (0.12, message("drawing the map"))
FIGURES = (0.35, message("counting key figures and charts"))
ROWS = (0.45, message("listing the rows"))
SOURCES = (0.85, message("naming the sources"))
WRITING = (0.93, message("writing the file"))
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def to_slides(
    programme: Programme,
    subject: Presented,
    selection: Selection,
    language: Language,
    second: Language | None = None,
    report: Report = unheard,
) -> bytes:
    """Write what a Selection shows as slides.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    subject : {"collaborations", "installations"}
        The partnership map, or the map of installations.
    selection : Selection
        What is shown; an open detail changes nothing.
    language : Language
        Of every word on them.
    second : Language, optional
        The other language, where both shall stand on the slides.
    report : callable
        Hears how far they have come.

    Returns
    -------
    bytes
        A PPTX file, 16:9; the same bytes for the same tables, selection and words.
    """
    chosen = selection.without("sel")
    languages = (language,) if second is None or second == language else (language, second)
    said = tuple(told(programme, chosen, subject, each) for each in languages)
    deck = Deck(programme, subject, chosen, languages, said, stage.create())
    report(*COVER)
    ends.cover(deck)
    report(*MAPS)
    views.maps(deck)
    report(*FIGURES)
    views.key_figures(deck)
    views.chart_slides(deck)
    report(*ROWS)
    rows = read_rows(programme, chosen, subject, languages, listing.most_rows(deck))
    listing.row_slides(deck, rows)
    report(*SOURCES)
    listing.source_slides(deck, rows.sources)
    report(*WRITING)
    ends.about(deck)
    _describe(deck)
    file = io.BytesIO()
    deck.made.save(file)
    return steady(file.getvalue())


def _describe(deck: Deck) -> None:
    """Say what the file is, in its properties."""
    said, properties = deck.told[0], deck.made.core_properties
    as_of = summary.data_as_of(deck.programme)
    # Without a date in the data, the first one the format knows: a clock would make other bytes of the same rows.
    made = datetime.combine(as_of_order(as_of)[0], time.min) if as_of else FIRST_MOMENT
    properties.title = cleaned(said.title)[:LONGEST]
    properties.subject = cleaned(" · ".join((said.rows, *said.selection)))[:LONGEST]
    properties.comments = cleaned(" ".join((said.licence, said.date, *said.missing)))[:LONGEST]
    properties.author = properties.last_modified_by = cleaned(deck.languages[0].text("City-to-city map"))
    properties.language = deck.languages[0].code
    properties.created = properties.modified = made
    properties.revision = 1
