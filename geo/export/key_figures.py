"""The key figures of a map, as its page shows them: each with its name, and what it stands beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geo import domino_sentences, installation_summary, summary
from geo.language import Language, message
from geo.parameters import Subject
from geo.programme import Programme
from geo.quantities import KILOWATTS_A_MEGAWATT, Total
from geo.selection import Selection

MEASURES = {
    "countries": message("Countries"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "links": message("Links"),
}


@dataclass(frozen=True)
class Figure:
    """A figure as it is read: what it is, its value, and what stands beside it (empty where nothing does)."""

    label: str
    value: str
    beside: str = ""


def figures(programme: Programme, selection: Selection, subject: Subject, language: Language) -> tuple[Figure, ...]:
    """Count what a Selection shows.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What is shown.
    subject : {"collaborations", "installations", "dominoes"}
        Of which rows.
    language : Language
        The reader's.

    Returns
    -------
    tuple of Figure
        Three or four; published figures stand beside ours only where they speak of the same thing.
    """
    return FIGURES[subject](programme, selection, language)


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


def _domino_figures(programme: Programme, selection: Selection, language: Language) -> tuple[Figure, ...]:
    found = domino_sentences.figures(programme, selection)
    of_which = language.text(domino_sentences.INFERRED_IN_PART, n=found.inferred) if found.inferred else ""
    counted = {"dominoes": (found.dominoes, of_which), "origins": (found.origins, ""), "reached": (found.reached, "")}
    return tuple(
        Figure(language.text(label), language.number(counted[name][0]), counted[name][1])
        for name, label in domino_sentences.LABELS.items()
    )


FIGURES: Mapping[Subject, Callable[[Programme, Selection, Language], tuple[Figure, ...]]] = {
    "collaborations": _link_figures,
    "installations": _installation_figures,
    "dominoes": _domino_figures,
}
