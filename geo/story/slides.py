"""The steps of a story worded for the screen: every figure counted from the tables or taken from what was published."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from geo import shown
from geo.language import LANGUAGES, Language, message
from geo.programme import Programme
from geo.selection import Selection
from geo.story.step_sources import worded_sources
from geo.story.story import Step, Story
from geo.story.told import EACH, SUBJECTS, Told, told_once
from geo.story.totals import totals
from geo.story.words import paragraphs
from geo.vocabulary import vocabulary

NO_ROWS = message("“{value}” finds no rows. Allowed: a view that rows with evidence {levels} fit.")
NO_ROWS_AT_ALL = message("The tables hold no rows for this step.")
Slide = dict[str, Any]


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
    told = EACH[step.each](programme, view, step) if step.each else told_once(programme, view, step)
    for one in told[: step.most]:
        yield _slide(programme, selection, step, one)


def _slide(programme: Programme, selection: Selection, step: Step, told: Told) -> Slide:
    show = step.show if told.drawn else "text"
    subject = SUBJECTS.get(show)
    languages = [Language(code) for code in LANGUAGES]
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
        "notes": {language.code: "\n\n".join(paragraphs(programme, step.notes, told.view, language)) for language in languages},
        "figures": {language.code: totals(programme, told.view, language) if show == "totals" else [] for language in languages},
        "sources": worded_sources(programme, told.sources),
    }
