"""The steps of a story worded for the screen: every figure counted from the tables or taken from what was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from geo import installation_summary, publishers, shown, summary
from geo.detail.kinds import COUNTRY_WORKED
from geo.detail.sentences import governments_text, links_text, places_text
from geo.language import LANGUAGES, Language, message
from geo.meanings import meanings
from geo.parameters import EVIDENCE_LEVELS, Selected, Subject
from geo.programme import Programme, records, sources_of
from geo.programme_facts import chosen
from geo.rankings import PairRank, rankings
from geo.reconciliation import MEASURES, Published, as_of_text
from geo.selection import Selection
from geo.source_uses import source_uses
from geo.story.story import Each, Step, Story, Worded, address, figures_named
from geo.vocabulary import names, pair_names, selected_name, vocabulary

SUBJECTS: Mapping[str, Subject] = {"links": "collaborations", "installations": "installations", "dominoes": "dominoes"}
LABELS = {
    "countries": message("Countries"),
    "partner_places": message("Partner places"),
    "japanese_governments": message("Japanese governments"),
    "links": message("Links"),
    "installations": message("Installations"),
    "model_projects": message("JCM model projects"),
    "formed": message("JCM projects formed through the programme"),
}
DOCUMENTED = message("{n} documented here")
PUBLISHED_AS_OF = message("published, as of {as_of}")
IN_SELECTION = message("in this selection")
TOLD_IN_SELECTION = message("In this selection, {told}")
SCOPES = {False: message("Documented here:"), True: message("In this selection:")}
# Why strands are drawn that the level of evidence leaves out, by the level they have.
WEAKER = {
    "B": message("No official source confirms the fiscal years of this pair; they are drawn because the case is told."),
    "C": message("The fiscal years of this pair are inferred; they are drawn dashed, because the case is told."),
}
NO_ROWS = message("“{value}” finds no rows. Allowed: a view that rows with evidence {levels} fit.")
NO_ROWS_AT_ALL = message("The tables hold no rows for this step.")
NOTHING_KNOWN = "–"
MOST_SOURCES = 12
OFFICIAL = "official"
Slide = dict[str, Any]
Tell = Callable[[Language], str]
TellAll = Callable[[Language], list[str]]


@dataclass(frozen=True)
class Told:
    """What one slide is about, before it is worded in each language; `drawn` is whether the view holds anything for a map."""

    name: str
    view: Selection
    heading: Tell
    text: TellAll
    sources: tuple[str, ...] = ()
    drawn: bool = True


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
        Plain data, ready for JSON, one for each slide: ``id``; ``show`` (which map, or what else); ``conditions`` and
        ``selected`` of the map; ``weaker`` (ids of links it draws although the Selection's level of evidence leaves them out);
        ``play``; and by language ``heading``, ``text`` (paragraphs), ``notes``, ``figures`` (label, value, remarks); and
        ``sources`` (name by language, address). Shared: not to be changed.
    """
    return [slide for step in story.steps for slide in _slides(programme, selection, step)]


def left_out(programme: Programme, selection: Selection, story: Story) -> tuple[Step, ...]:
    """Find the steps that make no slide, because nothing fits their view.

    Parameters
    ----------
    programme : Programme
        The loaded tables.
    selection : Selection
        What the maps hold.
    story : Story
        The steps.

    Returns
    -------
    tuple of Step
        In their order.
    """
    return tuple(step for step in story.steps if next(_slides(programme, selection, step), None) is None)


def worded_left_out(step: Step, selection: Selection, language: Language) -> str:
    """Say why a step makes no slide: what its view asks for, and at which levels of evidence rows were looked for."""
    view = urlencode(step.view.parameters(), doseq=True)
    where = f"{step.id} · view" if view else step.id
    told = language.text(NO_ROWS, value=view, levels=language.join(selection.levels)) if view else language.text(NO_ROWS_AT_ALL)
    return language.text("{where}: {problem}", where=where, problem=told)


def _slides(programme: Programme, selection: Selection, step: Step) -> Iterator[Slide]:
    view = selection.narrowed(step.view, vocabulary(programme))
    if view is None:
        return
    told = EACH[step.each](programme, view, step) if step.each else _single(programme, view, step)
    for one in told[: step.most]:
        yield _slide(programme, selection, step, one)


def _slide(programme: Programme, selection: Selection, step: Step, told: Told) -> Slide:
    show = step.show if told.drawn else "text"
    subject = SUBJECTS.get(show)
    languages = [Language(code) for code in LANGUAGES]
    figures = FIGURES.get(show, _no_figures)
    beyond = told.drawn and told.view.evidence != selection.evidence
    return {
        "id": told.name,
        "show": show,
        "conditions": [condition.wire() for condition in told.view.conditions(subject)] if subject else [],
        "weaker": list(shown.links(programme, told.view)["collaboration_id"]) if beyond else [],
        "selected": str(told.view.selected) if told.view.selected else "",
        "play": step.play,
        "heading": {language.code: told.heading(language) for language in languages},
        "text": {language.code: told.text(language) for language in languages},
        "notes": {language.code: "\n\n".join(_paragraphs(programme, step.notes, told.view, language)) for language in languages},
        "figures": {language.code: figures(programme, told.view, language) for language in languages},
        "sources": _sources(programme, told.sources),
    }


def _sources(programme: Programme, ids: tuple[str, ...]) -> list[dict[str, Any]]:
    table = _rows_of_sources(programme)
    addresses: dict[str, str] = {}
    for key in ids:
        addresses.setdefault(_publisher(table[key]), str(table[key]["url"]))
    return [
        {"name": {code: publishers.worded(name, Language(code)) for code in LANGUAGES}, "address": address}
        for name, address in addresses.items()
    ]


@lru_cache(maxsize=4)
def _rows_of_sources(programme: Programme) -> dict[str, dict[str, Any]]:
    return {row["source_id"]: row for row in records(programme.sources)}


def _publisher(row: Mapping[str, Any]) -> str:
    return str(row["publisher"] or row["title"])


def _main_sources(programme: Programme) -> tuple[tuple[str, ...], int]:
    """Choose the sources named at the end: of each publisher the one most used, official ones first; and count the publishers."""
    uses = source_uses(programme)
    rows = {key: row for key, row in _rows_of_sources(programme).items() if key in uses}
    total: Counter[str] = Counter()
    chosen_of: dict[str, str] = {}
    for key in sorted(rows, key=lambda key: (rows[key]["kind"] != OFFICIAL, -uses[key], key)):
        publisher = _publisher(rows[key])
        total[publisher] += uses[key]
        chosen_of.setdefault(publisher, key)
    ranked = sorted(chosen_of.items(), key=lambda item: (rows[item[1]]["kind"] != OFFICIAL, -total[item[0]], item[0]))
    return tuple(key for _, key in ranked[:MOST_SOURCES]), len(ranked)


class _Values(dict[str, str]):
    """Figures by name; one that is not known stands as a dash."""

    def __missing__(self, name: str) -> str:
        return NOTHING_KNOWN


def _text(worded: Worded, language: Language) -> str:
    return dict(worded).get(language.code, "")


def _line(programme: Programme, worded: Worded, view: Selection, language: Language) -> str:
    return _text(worded, language).format_map(_values(programme, view, language))


def _paragraphs(programme: Programme, worded: Worded, view: Selection, language: Language) -> list[str]:
    """Fill in figures; a paragraph that names one which is not known, or not of what the view shows, is left out."""
    text = _text(worded, language)
    # Counting takes time, and most texts name no figure.
    values = _values(programme, view, language) if "{" in text else _Values()
    written = [paragraph.strip() for paragraph in text.split("\n\n")]
    return [paragraph.format_map(values) for paragraph in written if paragraph and figures_named(paragraph) <= values.keys()]


def _is_narrowed(view: Selection, subject: Subject) -> bool:
    return any(condition.column != "evidence" for condition in view.conditions(subject))


def _values(programme: Programme, view: Selection, language: Language) -> _Values:
    figures = summary.figures(programme, view)
    found = {measure: getattr(figures, measure) for measure in MEASURES}
    projects = installation_summary.figures(programme, view).documented
    published = {name: figure.published for name, figure in found.items()} | {"installations": projects and projects.published}
    counts = {name: figure.value for name, figure in found.items()} | {
        "installations": shown.number(programme, view, "installations")
    }
    years = shown.counted(programme, view)["fiscal_year"]
    as_of = summary.data_as_of(programme)
    number = language.number
    values = _Values(
        {
            **{name: number(count) for name, count in counts.items()},
            **{f"counted_{name}": COUNTED[name](count, language) for name, count in counts.items()},
            **{f"published_{name}": number(figure.value) for name, figure in published.items() if figure},
            "scope": language.text(SCOPES[_is_narrowed(view, "collaborations")]),
            "scope_of_installations": language.text(SCOPES[_is_narrowed(view, "installations")]),
        }
    )
    if len(years):
        first, last = int(years.min()), int(years.max())
        values["first_year"], values["last_year"] = language.fiscal_year(first), language.fiscal_year(last)
        values["years"] = language.fiscal_years(first, last)
    if pairs := rankings(programme, view).pairs:
        values["longest_pair"] = _longest(programme, pairs[0], language)
    if as_of:
        values["as_of"] = as_of_text(as_of, language)
    return values


def _longest(programme: Programme, rank: PairRank, language: Language) -> str:
    span = language.fiscal_years(rank.first, rank.last)
    years = language.plural("{n} fiscal year, {span}", "{n} fiscal years, {span}", rank.years, span=span)
    return language.text("{name} ({context})", name=pair_names(programme, language)[rank.pair], context=years)


def _countries_text(number: int, language: Language) -> str:
    return language.plural("{n} country", "{n} countries", number)


def _installations_text(number: int, language: Language) -> str:
    return language.plural("{n} JCM installation", "{n} JCM installations", number)


COUNTED: Mapping[str, Callable[[int, Language], str]] = {
    "countries": _countries_text,
    "partner_places": places_text,
    "japanese_governments": governments_text,
    "links": links_text,
    "installations": _installations_text,
}


def _documented(programme: Programme, view: Selection, language: Language, *, of: Selection) -> str:
    """Count the installations of a view, and say where it is a part of what a narrowed file holds."""
    number = shown.number(programme, view, "installations")
    if _is_narrowed(of, "installations"):
        return language.plural(
            "{n} JCM installation is documented in this selection.",
            "{n} JCM installations are documented in this selection.",
            number,
        )
    return language.plural("{n} JCM installation is documented here.", "{n} JCM installations are documented here.", number)


def _single(programme: Programme, view: Selection, step: Step) -> list[Told]:
    if step.show in SUBJECTS and not shown.number(programme, view, SUBJECTS[step.show]):
        return []
    ids, publishers_of_all = _main_sources(programme) if step.show == "sources" else ((), 0)

    def text(language: Language) -> list[str]:
        facts = (fact.text for fact in chosen(programme, step.facts, language))
        more = _more_publishers(publishers_of_all - len(ids), language)
        return [*_paragraphs(programme, step.text, view, language), *facts, *more]

    sources = (source.id for fact in chosen(programme, step.facts, Language(LANGUAGES[0])) for source in fact.sources)
    return [
        Told(
            step.id,
            view,
            heading=lambda language: _line(programme, step.heading, view, language),
            text=text,
            sources=tuple(dict.fromkeys([*sources, *ids])),
        )
    ]


def _more_publishers(number: int, language: Language) -> list[str]:
    if number < 1:
        return []
    return [
        language.plural(
            "Named below: official publishers first, by the rows that rest on them. {n} more is named with its rows.",
            "Named below: official publishers first, by the rows that rest on them. {n} more are named with their rows.",
            number,
        )
    ]


def _countries(programme: Programme, view: Selection, step: Step) -> list[Told]:
    def told(country: str) -> Told:
        only = replace(view, countries=(country,), selected=Selected("country", country))

        def text(language: Language) -> list[str]:
            who = _worked(shown.counted(programme, only), names(programme, "country", language)[country], language)
            if _is_narrowed(view, "collaborations"):
                who = language.text(TOLD_IN_SELECTION, told=who)
            built = shown.number(programme, only, "installations")
            return [who, _documented(programme, only, language, of=view)] if built else [who]

        return Told(
            address(step.id, country), only, heading=lambda language: names(programme, "country", language)[country], text=text
        )

    return [told(row.country) for row in rankings(programme, view).countries]


def _worked(links: pd.DataFrame, country: str, language: Language) -> str:
    return language.text(
        COUNTRY_WORKED,
        country=country,
        partners=places_text(links["partner_place_id"].nunique(), language),
        governments=governments_text(links["jp_place_id"].nunique(), language),
        links=links_text(len(links), language),
        span=language.fiscal_years(int(links["fiscal_year"].min()), int(links["fiscal_year"].max())),
    )


def _cases(kind: str) -> Callable[[Programme, Selection, Step], list[Told]]:
    def cases(programme: Programme, view: Selection, step: Step) -> list[Told]:
        rows = shown.rows(programme, view, "cases")
        return [_case(programme, view, step, row) for row in records(rows[rows["kind"] == kind])]

    return cases


def _case(programme: Programme, view: Selection, step: Step, row: Mapping[str, Any]) -> Told:
    pair = replace(
        view,
        japanese=(str(row["jp_place_id"]),),
        partners=(str(row["partner_place_id"]),),
        selected=Selected("pair", str(row["pair"])),
    )
    drawn = _drawn(programme, pair, step)

    def text(language: Language) -> list[str]:
        told = [pair_names(programme, language)[str(row["pair"])], language.pick(row, "what"), language.pick(row, "outcome")]
        if drawn and drawn.evidence != view.evidence:
            told.append(language.text(WEAKER[drawn.evidence]))
        return [part for part in told if part]

    return Told(
        address(step.id, str(row["case_id"])),
        drawn or pair,
        heading=lambda language: language.pick(row, "title"),
        text=text,
        sources=sources_of(row),
        drawn=drawn is not None,
    )


def _drawn(programme: Programme, pair: Selection, step: Step) -> Selection | None:
    """Give the view of a pair in which its map is not empty; None where there is none, so that words must do.

    A case has no level of evidence of its own, while the fiscal years of its pair have: it is told all the same, with its
    strands at the next level that has any, as the page of the case draws them.
    """
    subject = SUBJECTS.get(step.show)
    weaker = EVIDENCE_LEVELS[EVIDENCE_LEVELS.index(pair.evidence) :] if subject == "collaborations" else (pair.evidence,)
    views = (replace(pair, evidence=level) for level in weaker)
    return next((view for view in views if subject is None or shown.number(programme, view, subject)), None)


def _technologies(programme: Programme, view: Selection, step: Step) -> list[Told]:
    counts = shown.counted(programme, view, "installations")["technology_type"].value_counts(sort=True)

    def told(code: str) -> Told:
        def text(language: Language) -> list[str]:
            explained = meanings(programme, "tech", language).get(code, "")
            return [explained, _documented(programme, only, language, of=view)]

        only = replace(view, technologies=(code,))
        return Told(
            address(step.id, code),
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
            address(step.id, str(row["domino_id"])),
            replace(view, selected=selected),
            heading=lambda language: selected_name(programme, selected, language),
            text=lambda language: [language.pick(row, "what")],
            sources=sources_of(row),
        )

    return [told(row) for row in records(shown.rows(programme, view, "dominoes"))]


def _no_figures(_: Programme, __: Selection, ___: Language) -> list[list[str]]:
    return []


def _totals(programme: Programme, view: Selection, language: Language) -> list[list[str]]:
    """Set published figures first and ours beside them; of a part that none of them speaks of, ours alone."""

    def compared(name: str, published: Published, ours: int) -> list[str]:
        as_of = language.text(PUBLISHED_AS_OF, as_of=as_of_text(published.as_of, language))
        documented = language.text(DOCUMENTED, n=language.number(ours))
        return [language.text(LABELS[name]), language.number(published.value), as_of, documented]

    def alone(name: str, ours: int) -> list[str]:
        return [language.text(LABELS[name]), language.number(ours), language.text(IN_SELECTION)]

    told = []
    figures = summary.figures(programme, view)
    for measure in MEASURES:
        figure: summary.Figure = getattr(figures, measure)
        if figure.published:
            told.append(compared(measure, figure.published, figure.value))
        elif _is_narrowed(view, "collaborations"):
            told.append(alone(measure, figure.value))
    projects = installation_summary.figures(programme, view)
    formed = installation_summary.formed(programme, view).documented
    if projects.documented:
        told.append(compared("model_projects", projects.documented.published, projects.documented.ours))
    elif _is_narrowed(view, "installations"):
        told.append(alone("installations", projects.installations))
    if formed:
        told.append(compared("formed", formed.published, formed.ours))
    return told


EACH: Mapping[Each, Callable[[Programme, Selection, Step], list[Told]]] = {
    "country": _countries,
    "result": _cases("result"),
    "forming": _cases("forming"),
    "technology": _technologies,
    "domino": _dominoes,
}
FIGURES: Mapping[str, Callable[[Programme, Selection, Language], list[list[str]]]] = {"totals": _totals}
