"""The rows of a Selection as slides read them: each with its evidence and the numbers of its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo import worded_rows
from geo.detail import model as detail
from geo.export.told import Presented
from geo.language import Language, message
from geo.programme import Programme, records, sources_of
from geo.publishers import publisher
from geo.selection import Selection


@dataclass(frozen=True)
class Field:
    """A column of rows: its name in `geo.worded_rows`, its heading, its width in inches.

    `worded`: both languages stand in it. `plain`: its numbers are names, such as years, and are written without grouping.
    `number`: its numbers are amounts, and stand one under the other.
    """

    name: str
    heading: str
    width: float
    worded: bool = False
    plain: bool = False
    number: bool = False


EVIDENCE = Field("evidence", message("Evidence"), 0.82)
SOURCES = Field("sources", message("Sources"), 0.98)
FIELDS: Mapping[Presented, tuple[Field, ...]] = {
    "collaborations": (
        Field("fiscal_year", message("FY"), 0.64, plain=True),
        Field("japanese", message("Japanese government"), 1.72, worded=True),
        Field("partner", message("Partner"), 2.1, worded=True),
        Field("country", message("Country"), 1.25, worded=True),
        Field("project", message("Project"), 4.64, worded=True),
        EVIDENCE,
        SOURCES,
    ),
    "installations": (
        Field("fiscal_year", message("FY"), 0.64, plain=True),
        Field("country", message("Country"), 1.25, worded=True),
        Field("name", message("Installation"), 4.1, worded=True),
        Field("tech", message("Type of technology"), 1.66, worded=True),
        Field("participant", message("Japanese participant"), 1.8, worded=True),
        Field("tonnes", message("tCO2/year"), 0.9, number=True),
        EVIDENCE,
        SOURCES,
    ),
}


@dataclass(frozen=True)
class Source:
    """Where rows were read: its number on the slides, who published it, what it is called, its address."""

    number: int
    publisher: str
    title: str
    url: str


@dataclass(frozen=True)
class Row:
    """A row: the texts of its fields, one for each language asked for, and the numbers of its sources."""

    texts: Mapping[str, tuple[str, ...]]
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Rows:
    """The rows that have room on slides, the sources they name, and how many rows there are in all."""

    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    all: int


def read_rows(programme: Programme, selection: Selection, subject: Presented, languages: Sequence[Language], most: int) -> Rows:
    """Read rows for slides, in the order of the page's table.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations"}
        Of which rows.
    languages : sequence of Language
        One, or both.
    most : int
        How many rows have room.

    Returns
    -------
    Rows
        Sources are numbered in the order in which the rows name them.
    """
    worded = [worded_rows.rows(programme, selection, subject, language) for language in languages]
    kept = worded[0].index[:most]
    told = [records(table.loc[kept]) for table in worded]
    ids = [sources_of(row) for row in records(programme.tables[subject].loc[kept])]
    numbers = {source: number for number, source in enumerate(dict.fromkeys(source for row in ids for source in row), 1)}
    rows = [
        Row(
            {field.name: _texts(field, [each[place] for each in told], languages) for field in FIELDS[subject] if field != SOURCES},
            tuple(numbers[source] for source in named),
        )
        for place, named in enumerate(ids)
    ]
    return Rows(tuple(rows), tuple(_sources(programme, numbers, languages[0])), len(worded[0]))


def _sources(programme: Programme, numbers: Mapping[str, int], language: Language) -> Iterator[Source]:
    known = {row["source_id"]: row for row in records(programme.sources)}
    for source, number in numbers.items():
        row = known[source]
        told = detail.Source(source, row["publisher"], row["title"], row["url"], row["kind"], row["language"])
        yield Source(number, publisher(told, language), told.title, told.url)


def _texts(field: Field, rows: Sequence[Mapping[str, Any]], languages: Sequence[Language]) -> tuple[str, ...]:
    """Word a field; the second language stands only where it says something else."""
    said = [_text(row[field.name], field, language) for row, language in zip(rows, languages, strict=True)]
    return tuple(dict.fromkeys(said)) if field.worded else tuple(said[:1])


def _text(value: Any, field: Field, language: Language) -> str:  # noqa: ANN401  # whatever a table holds
    if pd.isna(value):
        return ""
    if isinstance(value, str):
        return value
    return str(int(value)) if field.plain else language.number(float(value))
