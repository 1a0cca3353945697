"""The steps of a story worded for the screen: every figure counted from the tables or taken from what was published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from geo import installation_summary, publishers, shown, summary
from geo.detail import detail
from geo.language import LANGUAGES, Language, message
from geo.meanings import meanings
from geo.parameters import Selected, Subject, pair_id
from geo.programme import Programme, records, sources_of
from geo.programme_facts import chosen
from geo.rankings import rankings
from geo.reconciliation import MEASURES, Published, as_of_text
from geo.selection import Selection
from geo.source_uses import source_uses
from geo.story.story import Each, Step, Story, Worded
from geo.vocabulary import names, pair_names, selected_name, vocabulary, years_of

SUBJECTS: Mapping[str, Subject] = {"links": "collaborations", "installations": "installations", "dominoes": "dominoes"}
LABELS = {
    "countries": message("Countries"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "model_projects": message("JCM model projects"),
    "formed": message("JCM projects formed through the programme"),
}
DOCUMENTED = message("{n} documented here")
PUBLISHED_AS_OF = message("published, as of {as_of}")
MOST_SOURCES = 12
Slide = dict[str, Any]
Tell = Callable[[Language], str]
TellAll = Callable[[Language], list[str]]


@dataclass(frozen=True)
class Told:
    """What one slide is about, before it is worded in each language."""

    name: str
    view: Selection
    heading: Tell
    text: TellAll
    sources: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def slides(programme: Programme, selection: Selection, story: Story) -> list[Slide]:
    """Word all steps.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What the maps hold; a step's own view narrows it. Steps about what it does not hold are left out.
    story : Story
        The steps.

    Returns
    -------
    list of dict
        Plain data, ready for JSON, one for each slide: ``id``; ``layer`` (which map, or null); ``conditions``, ``years`` and
        ``selected`` of the map; ``play``; and by language ``heading``, ``text`` (paragraphs), ``notes``, ``figures`` (label,
        value, remark); and ``sources`` (name by language, address). Shared: not to be changed.
    """
    return [slide for step in story.steps for slide in _slides(programme, selection, step)]


def _slides(programme: Programme, selection: Selection, step: Step) -> Iterator[Slide]:
    view = selection.narrowed(step.view, vocabulary(programme))
    if view is None or (step.show in SUBJECTS and not shown.number(programme, view, SUBJECTS[step.show])):
        return
    told = EACH[step.each](programme, view, step) if step.each else [_single(programme, view, step)]
    for one in told[: step.most]:
        yield _slide(programme, step, one)


def _slide(programme: Programme, step: Step, told: Told) -> Slide:
    subject = SUBJECTS.get(step.show)
    languages = [Language(code) for code in LANGUAGES]
    figures = FIGURES.get(step.show, _no_figures)
    return {
        "id": told.name,
        "show": step.show,
        "conditions": [condition.wire() for condition in told.view.conditions(subject)] if subject else [],
        "selected": str(told.view.selected) if told.view.selected else "",
        "play": step.play,
        "heading": {language.code: told.heading(language) for language in languages},
        "text": {language.code: told.text(language) for language in languages},
        "notes": {language.code: _filled(programme, dict(step.notes), told.view, language) for language in languages},
        "figures": {language.code: figures(programme, told.view, language) for language in languages},
        "sources": _sources(programme, told.sources or (tuple(source_uses(programme)) if step.show == "sources" else ())),
    }


def _sources(programme: Programme, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    table = programme.sources.set_index("source_id")
    addresses: dict[str, str] = {}
    for key in ids:
        row = table.loc[key]
        addresses.setdefault(str(row["publisher"] or row["title"]), str(row["url"]))
    return [
        {"name": {code: publishers.worded(name, Language(code)) for code in LANGUAGES}, "address": address}
        for name, address in list(addresses.items())[:MOST_SOURCES]
    ]


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip()]


def _filled(programme: Programme, worded: Worded, view: Selection, language: Language) -> str:
    text = worded.get(language.code, "")
    return text.format_map(_values(programme, view, language)) if "{" in text or "}" in text else text


def _values(programme: Programme, view: Selection, language: Language) -> dict[str, str]:
    figures = summary.figures(programme, view)
    whole = summary.figures(programme, Selection(evidence=view.evidence))
    years = years_of(programme, "collaborations")
    projects = installation_summary.figures(programme, Selection(evidence=view.evidence)).documented
    published = {measure: getattr(whole, measure).published for measure in MEASURES if measure != "links"}
    number = language.number
    return {
        **{measure: number(getattr(figures, measure).value) for measure in MEASURES},
        **{f"published_{measure}": number(figure.value) if figure else "–" for measure, figure in published.items()},
        "installations": number(shown.number(programme, view, "installations")),
        "published_installations": number(projects.published.value) if projects else "–",
        "first_year": language.fiscal_year(years[0]) if years else "–",
        "last_year": language.fiscal_year(years[-1]) if years else "–",
        "as_of": as_of_text(summary.data_as_of(programme), language) if summary.data_as_of(programme) else "–",
    }


def _documented(installations: int, language: Language) -> str:
    return language.plural("{n} JCM installation is documented here.", "{n} JCM installations are documented here.", installations)


def _single(programme: Programme, view: Selection, step: Step) -> Told:
    def text(language: Language) -> list[str]:
        own = _paragraphs(_filled(programme, dict(step.text), view, language))
        return [*own, *(fact.text for fact in chosen(programme, step.facts, language))]

    sources = (source.id for fact in chosen(programme, step.facts, Language(LANGUAGES[0])) for source in fact.sources)
    return Told(
        step.id,
        view,
        heading=lambda language: _filled(programme, dict(step.heading), view, language),
        text=text,
        sources=tuple(dict.fromkeys(sources)),
    )


def _countries(programme: Programme, view: Selection, step: Step) -> list[Told]:
    def told(country: str) -> Told:
        selected = Selected("country", country)

        def text(language: Language) -> list[str]:
            built = shown.number(programme, Selection(countries=(country,), evidence=view.evidence), "installations")
            who, *_ = detail(programme, view, selected, language).sentences
            return [who, _documented(built, language)] if built else [who]

        return Told(
            f"{step.id}-{country.lower()}",
            replace(view, countries=(country,), selected=selected),
            heading=lambda language: names(programme, "country", language)[country],
            text=text,
        )

    return [told(row.country) for row in rankings(programme, view).countries]


def _cases(kind: str) -> Callable[[Programme, Selection, Step], list[Told]]:
    def cases(programme: Programme, view: Selection, step: Step) -> list[Told]:
        known = set(shown.links(programme, view)["pair"])
        rows = records(programme.cases[programme.cases["kind"] == kind])
        return [_case(programme, view, step, row) for row in rows if _pair(row) in known]

    return cases


def _pair(row: Mapping[str, Any]) -> str:
    return pair_id(str(row["jp_place_id"]), str(row["partner_place_id"]))


def _case(programme: Programme, view: Selection, step: Step, row: Mapping[str, Any]) -> Told:
    def text(language: Language) -> list[str]:
        told = (pair_names(programme, language)[_pair(row)], language.pick(row, "what"), language.pick(row, "outcome"))
        return [part for part in told if part]

    return Told(
        f"{step.id}-{row['case_id']}",
        replace(
            view,
            japanese=(str(row["jp_place_id"]),),
            partners=(str(row["partner_place_id"]),),
            selected=Selected("pair", _pair(row)),
        ),
        heading=lambda language: language.pick(row, "title"),
        text=text,
        sources=sources_of(row),
    )


def _technologies(programme: Programme, view: Selection, step: Step) -> list[Told]:
    counts = shown.counted(programme, view, "installations")["technology_type"].value_counts(sort=True)

    def told(code: str) -> Told:
        def text(language: Language) -> list[str]:
            explained = meanings(programme, "tech", language).get(code, "")
            return [explained, _documented(shown.number(programme, only, "installations"), language)]

        only = replace(view, technologies=(code,))
        return Told(
            f"{step.id}-{code.replace('_', '-')}",
            only,
            heading=lambda language: names(programme, "tech", language)[code],
            text=text,
        )

    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return [told(str(code)) for code, _ in ranked]


def _dominoes(programme: Programme, view: Selection, step: Step) -> list[Told]:
    def told(row: Mapping[str, Any]) -> Told:
        selected = Selected("domino", str(row["domino_id"]))
        return Told(
            f"{step.id}-{row['domino_id']}",
            replace(view, selected=selected),
            heading=lambda language: selected_name(programme, selected, language),
            text=lambda language: [language.pick(row, "what")],
            sources=sources_of(row),
        )

    return [told(row) for row in records(shown.rows(programme, view, "dominoes"))]


def _no_figures(_: Programme, __: Selection, ___: Language) -> list[list[str]]:
    return []


def _totals(programme: Programme, view: Selection, language: Language) -> list[list[str]]:
    whole = Selection(evidence=view.evidence)
    found = summary.figures(programme, whole)
    beside: list[tuple[str, Published, int]] = []
    for measure in MEASURES:
        figure = getattr(found, measure)
        if figure.published:
            beside.append((measure, figure.published, figure.value))
    projects = installation_summary.figures(programme, whole).documented
    formed = installation_summary.formed(programme, whole).documented
    beside += [(name, one.published, one.ours) for name, one in (("model_projects", projects), ("formed", formed)) if one]
    return [
        [
            language.text(LABELS[name]),
            language.number(published.value),
            language.text(PUBLISHED_AS_OF, as_of=as_of_text(published.as_of, language)),
            language.text(DOCUMENTED, n=language.number(ours)),
        ]
        for name, published, ours in beside
    ]


EACH: Mapping[Each, Callable[[Programme, Selection, Step], list[Told]]] = {
    "country": _countries,
    "result": _cases("result"),
    "forming": _cases("forming"),
    "technology": _technologies,
    "domino": _dominoes,
}
FIGURES: Mapping[str, Callable[[Programme, Selection, Language], list[list[str]]]] = {"totals": _totals}
