"""How to cite something shown here: what it is, in which tables and which version of them, under which licence, from which sources.

The words come from the description of the tables (`datapackage.json`); where a folder has none, from what was loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geo.detail.model import Detail, Source
from geo.export.package import descriptor
from geo.language import Language, message
from geo.programme import Programme
from geo.reconciliation import as_of_text
from geo.summary import data_as_of

TITLE = message("City-to-city map")
ROW = message("“{name}” ({kind} {id}). In: {dataset}. {address}")
WHOLE = message("{dataset}. {address}")
DATASET = message("{title} ({parts})")
VERSION = message("version {version}")
TABLES = message("tables {version}")
SOURCES = message("Sources: {sources}.")
SOURCES_AND_MORE = message("Sources: {sources}, and {n} more named there.")
TITLED_SOURCE = message("{publisher}, “{title}”, {url}")
UNTITLED_SOURCE = message("{publisher}, {url}")
SEPARATOR = "; "
DAY_LENGTH = len("YYYY-MM-DD")
# A country may rest on dozens of pages: its address names them all.
MOST_SOURCES = 4


def dataset(programme: Programme, language: Language) -> str:
    """Name the tables for a citation.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    language : Language
        The reader's.

    Returns
    -------
    str
        Title, version, the digest that tells these very tables from others, the day they were made (the time their data
        speak of where that is not stated) and the licence; without a full stop.
    """
    described = descriptor(programme) or {}
    version, licences = described.get("version"), described.get("licenses", [])
    parts = [
        *([language.text(VERSION, version=version)] if version else []),
        language.text(TABLES, version=programme.version),
        _day(programme, described, language),
        *(language.described(licence) for licence in licences[:1]),
    ]
    title = language.described(described) or language.text(TITLE)
    return language.text(DATASET, title=title, parts=_listed(filter(None, parts), language))


def _day(programme: Programme, described: Mapping[str, Any], language: Language) -> str:
    if created := str(described.get("created", "")):
        return language.date(created[:DAY_LENGTH])
    as_of = data_as_of(programme)
    return as_of_text(as_of, language) if as_of else ""


def _listed(parts: Iterable[str], language: Language) -> str:
    return ("、" if language.code == "ja" else ", ").join(parts)


def citation(programme: Programme, told: Detail, language: Language, address: str) -> str:
    """Write how to cite what a detail tells of.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    told : Detail
        In the reader's language.
    language : Language
        The reader's.
    address : str
        Where it is found, such as its permalink.

    Returns
    -------
    str
        One line of plain text: name, kind and id, the tables, the address, and the sources it rests on; of many, the first.
    """
    named = {"name": told.heading, "kind": told.kind_name, "id": told.selected.id}
    row = language.text(ROW, **named, dataset=dataset(programme, language), address=address)
    return " ".join([row, *_sources(told.sources, language)])


def dataset_citation(programme: Programme, language: Language, address: str) -> str:
    """Write how to cite the tables as a whole, with an address of them or of a view of them."""
    return language.text(WHOLE, dataset=dataset(programme, language), address=address)


def _sources(sources: tuple[Source, ...], language: Language) -> list[str]:
    if not sources:
        return []
    first = SEPARATOR.join(_source(source, language) for source in sources[:MOST_SOURCES])
    left = len(sources) - MOST_SOURCES
    if left <= 0:
        return [language.text(SOURCES, sources=first)]
    return [language.text(SOURCES_AND_MORE, sources=first, n=language.number(left))]


def _source(source: Source, language: Language) -> str:
    template = TITLED_SOURCE if source.title and source.publisher else UNTITLED_SOURCE
    return language.text(template, publisher=source.cited[0], title=source.title, url=source.url)
