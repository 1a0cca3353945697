"""What publishers of sources are called: the tables name them in English, Japanese readers know them by their own names."""

from __future__ import annotations

from geo.detail.model import Source
from geo.language import Language, message

# Those whose pages the programme's facts and totals rest on; others keep the name they have in the table.
KNOWN = (
    message("Ministry of the Environment, Japan"),
    message("NIES Environmental Observatory (summary of an MOE press release)"),
    message("EPO Chugoku (MOE partnership office)"),
    message("EPO Kyushu (MOE partnership office)"),
    message("Institute for Global Environmental Strategies (IGES)"),
    message("GEC report for MOE Japan (copy on pdfroom.com)"),
    message("ep-commons.com (carries an MOE notice)"),
    message("Kankyo Business"),
)


def publisher(source: Source, language: Language) -> str:
    """Name the publisher of a source, or what the source is called where the table names none.

    Parameters
    ----------
    source : Source
        Where something was read.
    language : Language
        The reader's.

    Returns
    -------
    str
        In the reader's language where it is known.
    """
    return worded(source.publisher or source.name, language)


def worded(name: str, language: Language) -> str:
    """Name a publisher, given by its name in the table, in the reader's language where it is known."""
    return language.text(name) if name in KNOWN else name
