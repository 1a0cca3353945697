"""What each step of a story is about: one slide, or one for each country, case, technology or domino effect it tells of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo import shown
from geo.detail.kinds import COUNTRY_WORKED
from geo.detail.sentences import governments_text, links_text, places_text
from geo.language import LANGUAGES, Language, message
from geo.meanings import meanings
from geo.parameters import EVIDENCE_LEVELS, Selected, Subject
from geo.programme import Programme, records, sources_of
from geo.programme_facts import chosen
from geo.rankings import rankings
from geo.selection import Selection
from geo.story.step_sources import main_sources
from geo.story.story import Each, Step, address
from geo.story.words import documented, is_narrowed, line, paragraphs
from geo.vocabulary import names, pair_names, selected_name

SUBJECTS: Mapping[str, Subject] = {"links": "collaborations", "installations": "installations", "dominoes": "dominoes"}
TOLD_IN_SELECTION = message("In this selection, {told}")
# Why strands are drawn that the level of evidence leaves out, by the level they have.
WEAKER = {
    "B": message("No official source confirms the fiscal years of this pair; they are drawn because the case is told."),
    "C": message("The fiscal years of this pair are inferred; they are drawn dashed, because the case is told."),
}
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


def told_once(programme: Programme, view: Selection, step: Step) -> list[Told]:
    """Tell a step that is one slide; none where it shows rows and none fits."""
    if step.show in SUBJECTS and not shown.number(programme, view, SUBJECTS[step.show]):
        return []
    ids, publishers_of_all = main_sources(programme) if step.show == "sources" else ((), 0)

    def text(language: Language) -> list[str]:
        facts = (fact.text for fact in chosen(programme, step.facts, language))
        more = _more_publishers(publishers_of_all - len(ids), language)
        return [*paragraphs(programme, step.text, view, language), *facts, *more]

    sources = (source.id for fact in chosen(programme, step.facts, Language(LANGUAGES[0])) for source in fact.sources)
    return [
        Told(
            step.id,
            view,
            heading=lambda language: line(programme, step.heading, view, language),
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
            if is_narrowed(view, "collaborations"):
                who = language.text(TOLD_IN_SELECTION, told=who)
            built = shown.number(programme, only, "installations")
            return [who, documented(programme, only, language, of=view)] if built else [who]

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
            return [explained, documented(programme, only, language, of=view)]

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


EACH: Mapping[Each, Callable[[Programme, Selection, Step], list[Told]]] = {
    "country": _countries,
    "result": _cases("result"),
    "forming": _cases("forming"),
    "technology": _technologies,
    "domino": _dominoes,
}
