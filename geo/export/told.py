"""What every picture and every set of slides tells beside its map: title, selection, figures, what is missing, whose it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from geo import domino_sentences, installation_sentences, shown, summary
from geo.export.key_figures import Figure, figures
from geo.export.package import descriptor
from geo.language import Language, counted, message
from geo.map.texts import DOMINO_COUNTED
from geo.parameters import Subject
from geo.programme import Programme
from geo.reconciliation import as_of_text
from geo.selection import Selection
from geo.worded_selection import worded

# Of which maps there are pictures, and of which rows there are slides.
Pictured = Literal["collaborations", "installations", "countries", "dominoes"]
PICTURED: tuple[Pictured, ...] = get_args(Pictured)
Presented = Literal["collaborations", "installations"]
PRESENTED: tuple[Presented, ...] = get_args(Presented)
SUBJECTS: Mapping[Pictured, Subject] = {
    "collaborations": "collaborations",
    "installations": "installations",
    "countries": "installations",
    "dominoes": "dominoes",
}
TITLES: Mapping[Pictured, str] = {
    "collaborations": message("Japan's city-to-city collaboration programme"),
    "installations": message("JCM installations"),
    "countries": message("JCM installations by country"),
    "dominoes": message("Domino effects"),
}
SUBTITLES: Mapping[Pictured, str] = {
    "collaborations": message("Who works with whom: Japanese governments and their partners abroad"),
    "installations": message("Joint Crediting Mechanism: what was built, where, and with which technology"),
    "countries": message("Joint Crediting Mechanism: how many in each country, and in which fiscal years"),
    "dominoes": message("How an approach spread from one place to another: what moved, from where to where, and when"),
}
YEARS: Mapping[Presented, str] = {
    "collaborations": message("Links by fiscal year"),
    "installations": message("Installations by fiscal year"),
}
COUNTRIES: Mapping[Presented, str] = {
    "collaborations": message("Links by country"),
    "installations": message("Installations by country"),
}
SELECTED = message("{filter}: {value}")
INSTALLATIONS_SHOWN = counted("{n} installation shown", "{n} installations shown")
ROWS: Mapping[Pictured, tuple[str, str]] = {
    "collaborations": counted("{n} link shown", "{n} links shown"),
    "installations": INSTALLATIONS_SHOWN,
    "countries": INSTALLATIONS_SHOWN,
    "dominoes": DOMINO_COUNTED["links"],
}
# What the rows do not hold, in sentences.
MISSING: Mapping[Subject, tuple[Callable[[Programme, Selection, Language], str], ...]] = {
    "collaborations": (summary.completeness_sentence,),
    "installations": (installation_sentences.formed_sentence, installation_sentences.completeness_sentence),
    "dominoes": (domino_sentences.completeness_sentence,),
}


@dataclass(frozen=True)
class Told:
    """What is told of a Selection, in one language.

    Parameters
    ----------
    title, subtitle : str
        What the file shows.
    rows : str
        How many rows it shows.
    selection : tuple of str
        What was chosen, filter by filter; years and evidence always.
    figures : tuple of Figure
        As the page of the map shows them.
    missing : tuple of str
        Sentences on what the rows do not hold.
    date : str
        What time the data speak of, and the version of the tables.
    credits : str
        Where rows, points and ground come from.
    licence : str
        Under what licence the tables are.
    boundaries : str
        That boundaries imply no position.
    """

    title: str
    subtitle: str
    rows: str
    selection: tuple[str, ...]
    figures: tuple[Figure, ...]
    missing: tuple[str, ...]
    date: str
    credits: str
    licence: str
    boundaries: str


def told(programme: Programme, selection: Selection, subject: Pictured, language: Language) -> Told:
    """Say what is to be told of a Selection's rows.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations"}
        Of which rows.
    language : Language
        The reader's.

    Returns
    -------
    Told
        All of it, ready to be set.
    """
    text, number = language.text, shown.number(programme, selection, SUBJECTS[subject])
    as_of = summary.data_as_of(programme)
    date = as_of_text(as_of, language) if as_of else text("not stated")
    return Told(
        title=text(TITLES[subject]),
        subtitle=text(SUBTITLES[subject]),
        rows=language.plural(*ROWS[subject], number),
        selection=_selection(programme, selection, SUBJECTS[subject], language),
        figures=figures(programme, selection, SUBJECTS[subject], language),
        missing=_missing(programme, selection, SUBJECTS[subject], language),
        date=text("Data as of {date} · version {version} of the tables", date=date, version=programme.version),
        credits=text(
            "Sources: public pages and documents, named row by row in the data. Points: GeoNames (CC BY 4.0). "
            "Ground: Natural Earth (public domain)."
        ),
        licence=text("Licence: {licence}", licence=licence(programme, language)),
        boundaries=text("Boundaries imply no position on the status of any territory."),
    )


def licence(programme: Programme, language: Language) -> str:
    """Name the licence of the tables with its address, as the tables' description states it."""
    licences = (descriptor(programme) or {}).get("licenses", [])
    said = (f"{language.pick(_titled(each), 'title')} {each.get('path', '')}".strip() for each in licences)
    return language.join(said) or language.text("not stated")


def _titled(described: Mapping[str, str]) -> dict[str, str]:
    return {"title_en": described.get("title", ""), "title_ja": described.get("title_ja", "")}


def _selection(programme: Programme, selection: Selection, subject: Subject, language: Language) -> tuple[str, ...]:
    chosen = [
        language.text(SELECTED, filter=label, value=value) for label, value in worded(programme, selection, subject, language)
    ]
    if selection.fiscal_years:
        return tuple(chosen)
    return language.text(SELECTED, filter=language.text("Fiscal year"), value=language.text("all")), *chosen


def _missing(programme: Programme, selection: Selection, subject: Subject, language: Language) -> tuple[str, ...]:
    return tuple(tell(programme, selection, language) for tell in MISSING[subject])


def run_on(sentences: Sequence[str]) -> str:
    """Set sentences one after the other; a dot parts those that do not end in a full stop."""
    joined = ""
    for sentence in filter(None, sentences):
        ended = {"。": "", ".": " "}.get(joined[-1:], " · ")
        joined += (ended if joined else "") + sentence
    return joined
