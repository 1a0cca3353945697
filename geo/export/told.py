"""What every picture and every set of slides tells beside its map: title, selection, figures, what is missing, whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from geo import installation_sentences, installation_summary, shown, summary
from geo.export.package import descriptor
from geo.language import Language, counted, message
from geo.programme import Programme
from geo.quantities import KILOWATTS_A_MEGAWATT, Total
from geo.reconciliation import as_of_text
from geo.selection import Selection
from geo.worded_selection import worded

# Of which rows there are pictures and slides.
Pictured = Literal["collaborations", "installations"]
PICTURED: tuple[Pictured, ...] = get_args(Pictured)
TITLES: Mapping[Pictured, str] = {
    "collaborations": message("Japan's city-to-city collaboration programme"),
    "installations": message("JCM installations"),
}
SUBTITLES: Mapping[Pictured, str] = {
    "collaborations": message("Who works with whom: Japanese governments and their partners abroad"),
    "installations": message("Joint Crediting Mechanism: what was built, where, and with which technology"),
}
YEARS: Mapping[Pictured, str] = {
    "collaborations": message("Links by fiscal year"),
    "installations": message("Installations by fiscal year"),
}
COUNTRIES: Mapping[Pictured, str] = {
    "collaborations": message("Links by country"),
    "installations": message("Installations by country"),
}
SELECTED = message("{filter}: {value}")
MEASURES = {
    "countries": message("Countries"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "links": message("Links"),
}
ROWS: Mapping[Pictured, tuple[str, str]] = {
    "collaborations": counted("{n} link shown", "{n} links shown"),
    "installations": counted("{n} installation shown", "{n} installations shown"),
}


@dataclass(frozen=True)
class Figure:
    """A figure as it is read: what it is, its value, and what stands beside it (empty where nothing does)."""

    label: str
    value: str
    beside: str = ""


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
    text, number = language.text, shown.number(programme, selection, subject)
    as_of = summary.data_as_of(programme)
    date = as_of_text(as_of, language) if as_of else text("not stated")
    return Told(
        title=text(TITLES[subject]),
        subtitle=text(SUBTITLES[subject]),
        rows=language.plural(*ROWS[subject], number),
        selection=_selection(programme, selection, subject, language),
        figures=_link_figures(programme, selection, language)
        if subject == "collaborations"
        else _installation_figures(programme, selection, language),
        missing=_missing(programme, selection, subject, language),
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


def _selection(programme: Programme, selection: Selection, subject: Pictured, language: Language) -> tuple[str, ...]:
    chosen = [
        language.text(SELECTED, filter=label, value=value) for label, value in worded(programme, selection, subject, language)
    ]
    if selection.fiscal_years:
        return tuple(chosen)
    return language.text(SELECTED, filter=language.text("Fiscal year"), value=language.text("all")), *chosen


def _link_figures(programme: Programme, selection: Selection, language: Language) -> tuple[Figure, ...]:
    ours = summary.figures(programme, selection)
    found = []
    for measure, label in MEASURES.items():
        figure: summary.Figure = getattr(ours, measure)
        published = figure.published
        beside = language.text("of {value} published", value=language.number(published.value)) if published else ""
        found.append(Figure(language.text(label), language.number(figure.value), beside))
    return tuple(found)


def _installation_figures(programme: Programme, selection: Selection, language: Language) -> tuple[Figure, ...]:
    text, number = language.text, language.number
    ours = installation_summary.figures(programme, selection)
    documented = ours.documented
    published = (
        text("{ours} of {value} published", ours=number(documented.ours), value=number(documented.published.value))
        if documented
        else ""
    )
    capacity = ours.capacity
    megawatts = None if capacity.value is None else capacity.value / KILOWATTS_A_MEGAWATT
    return (
        Figure(text("Installations"), number(ours.installations), published),
        Figure(text("Countries"), number(ours.countries)),
        _sum(text("Reduction, tCO2 a year"), ours.reduction.value, ours.reduction, language),
        _sum(text("Capacity, MW"), megawatts, capacity, language),
    )


def _sum(label: str, value: float | None, total: Total, language: Language) -> Figure:
    said = language.text("not seen") if value is None else language.number(round(value))
    return Figure(label, said, total.source_text(language))


def _missing(programme: Programme, selection: Selection, subject: Pictured, language: Language) -> tuple[str, ...]:
    if subject == "collaborations":
        return (summary.completeness_sentence(programme, selection, language),)
    return (
        installation_sentences.formed_sentence(programme, selection, language),
        installation_sentences.completeness_sentence(programme, selection, language),
    )


def run_on(sentences: Sequence[str]) -> str:
    """Set sentences one after the other; a dot parts those that do not end in a full stop."""
    joined = ""
    for sentence in filter(None, sentences):
        ended = {"。": "", ".": " "}.get(joined[-1:], " · ")
        joined += (ended if joined else "") + sentence
    return joined
